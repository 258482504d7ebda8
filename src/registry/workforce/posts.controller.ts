import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import type { FieldError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { Page, SeeOther } from '../../web/pages.js';
import { orShown } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { changedByCaller } from '../api-answers.js';
import { coversDay } from '../domain/day-range.js';
import { dayFields, readDay } from '../../web/typed-day.js';
import { asbLeadFormView } from './asb-lead.view.js';
import { establishments } from './establishment.query.js';
import { establishmentView } from './establishment.view.js';
import { ASB_LEAD, holdersOf } from './force-post.query.js';
import { Posts } from './posts.service.js';
import { AsbLeadForm, EstablishmentForm } from './workforce.form.js';

const BACK = { href: '/workforce', text: 'Back to the workforce' };

/** The pages on which a force admin names the lead on anti-social behaviour and sets how many posts there are. */
@ApiExcludeController()
@Controller('workforce')
@Allow('workforce.change')
export class PostsController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly posts: Posts,
  ) {}

  @Get('asb-lead')
  @Consults('officer-list')
  asbLeadForm(@SignedIn() { forceId }: Person): Promise<Page> {
    return this.showAsbLead(forceId, dayFields('from', this.today()), []);
  }

  @Post('asb-lead')
  async nameAsbLead(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(AsbLeadForm, body);
    const from = readDay(typed, 'from', 'The first day', 'Enter the new lead’s first day');
    const wrong = [...errors, ...from.errors];
    const show = (fields: FieldError[]): Promise<Page> => this.showAsbLead(person.forceId, typed, fields);
    const { collarNumber } = form;
    return orShown(show, wrong, async () => {
      const by = changedByCaller(person, request);
      return `/workforce?done=${await this.posts.nameAsbLead(person.forceId, { collarNumber, fromOn: from.day! }, by)}`;
    });
  }

  @Post('asb-lead/end')
  async endAsbLead(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const until = readDay(typed, 'until', 'The last day', 'Enter the present lead’s last day');
    const show = (fields: FieldError[]): Promise<Page> => this.showAsbLead(person.forceId, typed, fields);
    return orShown(show, until.errors, async () => {
      await this.posts.endAsbLead(person.forceId, until.day!, changedByCaller(person, request));
      return '/workforce?done=ended';
    });
  }

  @Get('establishment')
  establishmentForm(@SignedIn() { forceId }: Person): Promise<Page> {
    return this.showEstablishment(forceId, dayFields('from', this.today()), []);
  }

  @Post('establishment')
  async setEstablishment(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(EstablishmentForm, body);
    const from = readDay(typed, 'from', 'The first day', 'Enter the first day');
    const wrong = [...errors, ...from.errors];
    if (wrong.length > 0) return this.showEstablishment(person.forceId, typed, wrong);
    const { rank, posts, upliftTarget = null } = form;
    const by = changedByCaller(person, request);
    await this.posts.setEstablishment(person.forceId, { rank, posts, upliftTarget, fromOn: from.day! }, by);
    return new SeeOther('/workforce?done=posts');
  }

  private async showAsbLead(forceId: string, typed: Typed, errors: FieldError[]): Promise<Page> {
    const held = await this.database.inForce(forceId, (manager) => holdersOf(manager, forceId, ASB_LEAD));
    const current = held.find((each) => coversDay(each, this.today())) ?? null;
    return new Page(
      'pages/workforce/asb-lead',
      'Name the anti-social behaviour lead',
      asbLeadFormView(current, typed, errors),
      { status: errors.length > 0 ? 400 : 200, errors, backLink: BACK },
    );
  }

  private async showEstablishment(forceId: string, typed: Typed, errors: FieldError[]): Promise<Page> {
    const recorded = await this.database.inForce(forceId, (manager) => establishments(manager, forceId));
    return new Page(
      'pages/workforce/establishment',
      'Posts and uplift target',
      establishmentView(recorded, typed, errors),
      { status: errors.length > 0 ? 400 : 200, errors, backLink: BACK },
    );
  }

  private today(): string {
    return localDayOf(this.clock.now());
  }
}

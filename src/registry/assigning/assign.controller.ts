import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { Page, SeeOther } from '../../web/pages.js';
import { refusedForm } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { dayFields, readDay } from '../../web/typed-day.js';
import { checkForm } from '../../web/validation.js';
import { AgreedChanges } from '../agreed/agreed-changes.service.js';
import { NotAgreed } from '../agreed/not-agreed.js';
import { changedByCaller } from '../api-answers.js';
import type { ChangedBy } from '../changed-by.js';
import { type NeighbourhoodDetail, NeighbourhoodQueries } from '../neighbourhood-queries.js';
import { officersOfRanks } from '../officer-list.query.js';
import { neighbourhoodHref } from '../officer-wording.js';
import { RANKS } from '../ranks.js';
import { AssignForm } from './assign.form.js';
import { assignCheck, type Assigned, assignView } from './assign.view.js';

/**
 * The pages on which a force admin gives an officer a role in a neighbourhood: the form, what would happen, and the
 * neighbourhood with the outcome.
 */
@ApiExcludeController()
@Controller('neighbourhoods/:code/assignments/new')
@Allow('assignments.change')
export class AssignController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly queries: NeighbourhoodQueries,
    private readonly agreed: AgreedChanges,
  ) {}

  @Get()
  @Consults('neighbourhood', 'code')
  async form(@SignedIn() { forceId }: Person, @Param('code') code: string): Promise<Page> {
    const detail = await this.detailOf(forceId, code);
    return this.show(forceId, detail, dayFields('from', localDayOf(this.clock.now())), []);
  }

  @Post()
  async assign(
    @SignedIn() person: Person,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { forceId } = person;
    const typed = typedOf(body);
    const detail = await this.detailOf(forceId, code);
    const { form, errors } = await checkForm(AssignForm, body);
    const from = readDay(typed, 'from', 'The first day', 'Enter the first day');
    const until = readDay(typed, 'until', 'The last day');
    const wrong = [...errors, ...from.errors, ...until.errors];
    if (wrong.length > 0 || form.step === 'change') return this.show(forceId, detail, typed, wrong);
    const { role, collarNumber, agreedTo } = form;
    const assigned = { role, collarNumber, fromOn: from.day ?? '', untilOn: until.day };
    const by = changedByCaller(person, request);
    try {
      await this.save(forceId, code, assigned, agreedTo, by);
      return new SeeOther(`${neighbourhoodHref(code)}?done=assigned`);
    } catch (error) {
      if (error instanceof NotAgreed) {
        return assignCheck(detail, assigned, await this.choices(forceId), typed, error);
      }
      const refused = refusedForm(error);
      return this.show(forceId, detail, typed, refused.fields, refused.status);
    }
  }

  private save(
    forceId: string,
    neighbourhoodCode: string,
    assigned: Assigned,
    agreedTo: string | undefined,
    by: ChangedBy,
  ): Promise<unknown> {
    const facts = [neighbourhoodCode, assigned];
    return this.agreed.change(
      forceId,
      { agreedTo, facts, tells: ({ warnings }: { warnings: string[] }) => warnings },
      ({ assignments }) => assignments.assignOfficer({ forceId, neighbourhoodCode, ...assigned }, by),
    );
  }

  private async show(
    forceId: string,
    detail: NeighbourhoodDetail,
    typed: Typed,
    errors: FieldError[],
    status = errors.length > 0 ? 400 : 200,
  ): Promise<Page> {
    const { code, name } = detail.neighbourhood;
    const model = assignView(detail, await this.choices(forceId), { typed, errors });
    const backLink = { href: neighbourhoodHref(code), text: 'Back to the neighbourhood' };
    const title = `Assign an officer to ${name}`;
    return new Page('pages/assigning/assign', title, model, { status, errors, backLink });
  }

  private choices(forceId: string): ReturnType<typeof officersOfRanks> {
    const ranks = RANKS.map(({ id }) => id);
    return this.database.inForce(forceId, (manager) => officersOfRanks(manager, forceId, ranks));
  }

  private async detailOf(forceId: string, code: string): Promise<NeighbourhoodDetail> {
    const detail = await this.database.inForce(forceId, (manager) =>
      this.queries.find(manager, forceId, code),
    );
    if (detail) return detail;
    throw DomainError.notFound('No neighbourhood of your force has this code. Find it in the list.');
  }
}

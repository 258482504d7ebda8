import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../access/allow.js';
import type { Person } from '../access/principal.js';
import { Consults } from '../audit/consults.js';
import { addDays, localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError, type FieldError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { Page, SeeOther } from '../web/pages.js';
import { refusedForm } from '../web/refused-form.js';
import { type Typed, typedOf } from '../web/typed.js';
import { checkForm } from '../web/validation.js';
import { dayFields, readDay } from '../web/typed-day.js';
import { changedByCaller } from './api-answers.js';
import type { ChangedBy } from './changed-by.js';
import { NamedOfficerForm } from './named-officer.form.js';
import { handoverCheckView, namedOfficerView } from './named-officer.view.js';
import { planKey } from './handover-check.js';
import { NamedOfficers, type NewLead } from './named-officers.service.js';
import { type NeighbourhoodDetail, NeighbourhoodQueries } from './neighbourhood-queries.js';
import { officersOfRanks } from './officer-list.query.js';
import { neighbourhoodHref } from './officer-wording.js';
import { RANKS } from './ranks.js';

/**
 * The pages on which a force admin replaces a neighbourhood's named officer from a date: the form, what would happen,
 * and the neighbourhood with the outcome.
 */
@ApiExcludeController()
@Controller('neighbourhoods/:code/named-officer')
@Allow('assignments.change')
export class NamedOfficerController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly queries: NeighbourhoodQueries,
    private readonly namedOfficers: NamedOfficers,
  ) {}

  @Get()
  @Consults('neighbourhood', 'code')
  async form(@SignedIn() { forceId }: Person, @Param('code') code: string): Promise<Page> {
    const tomorrow = addDays(localDayOf(this.clock.now()), 1);
    return this.show(forceId, code, dayFields('from', tomorrow), []);
  }

  @Post()
  async replace(
    @SignedIn() person: Person,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { forceId } = person;
    const { form, errors } = await checkForm(NamedOfficerForm, body);
    const from = readDay(typed, 'from', 'The first day', 'Enter the new officer’s first day');
    const wrong = [...errors, ...from.errors];
    if (wrong.length > 0) return this.show(forceId, code, typed, wrong);
    if (form.step === 'change') return this.show(forceId, code, typed, []);
    const lead = { collarNumber: form.collarNumber, fromOn: from.day ?? '', agreedTo: form.agreedTo };
    const by = changedByCaller(person, request);
    try {
      if (lead.agreedTo === undefined) return await this.check(lead, { forceId, code, by, typed });
      const { outcome } = await this.namedOfficers.replaceNamedOfficer(forceId, code, lead, by);
      return new SeeOther(`${neighbourhoodHref(code)}?done=${outcome}`);
    } catch (error) {
      const refused = refusedForm(error);
      const [first] = refused.fields;
      if (first?.field === 'agreedTo') return this.check(lead, { forceId, code, by, typed }, refused.message);
      return this.show(forceId, code, typed, refused.fields, refused.status);
    }
  }

  /** What the handover would do, to be agreed to; `changed` says that it is not what was agreed to before. */
  private async check(
    lead: NewLead,
    { forceId, code, by, typed }: { forceId: string; code: string; by: ChangedBy; typed: Typed },
    changed?: string,
  ): Promise<Page | SeeOther> {
    const check = await this.namedOfficers.checkHandover(forceId, code, lead, by);
    if (check.handover.kind === 'unchanged') return new SeeOther(`${neighbourhoodHref(code)}?done=unchanged`);
    const detail = await this.detailOf(forceId, code);
    const agreedTo = planKey(check);
    const model = handoverCheckView(detail, check, { typed, agreedTo });
    const errors = changed === undefined ? [] : [{ field: '', message: changed }];
    return new Page(
      'pages/registry/named-officer-check',
      `Check the new lead named officer of ${detail.neighbourhood.name}`,
      model,
      {
        status: changed === undefined ? 200 : 409,
        errors,
        backLink: { href: `${neighbourhoodHref(code)}/named-officer`, text: 'Back to the form' },
      },
    );
  }

  private async show(
    forceId: string,
    code: string,
    typed: Typed,
    errors: FieldError[],
    status = errors.length > 0 ? 400 : 200,
  ): Promise<Page> {
    const ranks = RANKS.filter(({ namedOfficer }) => namedOfficer).map(({ id }) => id);
    const detail = await this.detailOf(forceId, code);
    const choices = await this.database.inForce(forceId, (manager) =>
      officersOfRanks(manager, forceId, ranks),
    );
    const model = namedOfficerView(detail, choices, { typed, errors, todayOn: localDayOf(this.clock.now()) });
    return new Page(
      'pages/registry/named-officer',
      `Replace the lead named officer of ${detail.neighbourhood.name}`,
      model,
      {
        status,
        errors,
        backLink: { href: neighbourhoodHref(code), text: 'Back to the neighbourhood' },
      },
    );
  }

  private async detailOf(forceId: string, code: string): Promise<NeighbourhoodDetail> {
    const detail = await this.database.inForce(forceId, (manager) =>
      this.queries.find(manager, forceId, code),
    );
    if (detail) return detail;
    throw DomainError.notFound('No neighbourhood of your force has this code. Find it in the list.');
  }
}

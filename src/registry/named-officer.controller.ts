import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../access/allow.js';
import type { Person } from '../access/principal.js';
import { addDays, localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError, type FieldError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { Page, SeeOther } from '../web/pages.js';
import { type Typed, typedOf } from '../web/typed.js';
import { checkForm } from '../web/validation.js';
import { fieldsOf, NamedOfficerForm, readFrom } from './named-officer.form.js';
import { namedOfficerView } from './named-officer.view.js';
import { NamedOfficers } from './named-officers.service.js';
import { NeighbourhoodQueries } from './neighbourhood-queries.js';
import { officersOfRanks } from './officer-list.query.js';
import { neighbourhoodHref } from './officer-wording.js';
import { RANKS } from './ranks.js';

/** The page on which a force admin replaces a neighbourhood's named officer from a date. */
@ApiExcludeController()
@Controller('neighbourhoods/:code/named-officer')
@Allow({ roles: ['force-admin'] })
export class NamedOfficerController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly queries: NeighbourhoodQueries,
    private readonly namedOfficers: NamedOfficers,
  ) {}

  @Get()
  async form(@SignedIn() { forceId }: Person, @Param('code') code: string): Promise<Page> {
    const tomorrow = addDays(localDayOf(this.clock.now()), 1);
    return this.show(forceId, code, fieldsOf(tomorrow), []);
  }

  @Post()
  async replace(
    @SignedIn() person: Person,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(NamedOfficerForm, body);
    const from = readFrom(typed);
    const wrong = [...errors, ...from.errors];
    if (wrong.length > 0) return this.show(person.forceId, code, typed, wrong);
    const change = { collarNumber: form.collarNumber, fromOn: from.fromOn };
    const by = { actor: { kind: person.kind, id: person.id }, requestId: request.id };
    try {
      const { outcome } = await this.namedOfficers.replaceNamedOfficer(person.forceId, code, change, by);
      return new SeeOther(`${neighbourhoodHref(code)}?done=${outcome}`);
    } catch (error) {
      if (!(error instanceof DomainError) || error.fields.length === 0) throw error;
      return this.show(person.forceId, code, typed, error.fields, error.kind === 'conflict' ? 409 : 400);
    }
  }

  private async show(
    forceId: string,
    code: string,
    typed: Typed,
    errors: FieldError[],
    status = errors.length > 0 ? 400 : 200,
  ): Promise<Page> {
    const ranks = RANKS.filter(({ namedOfficer }) => namedOfficer).map(({ id }) => id);
    const { detail, choices } = await this.database.inForce(forceId, async (manager) => ({
      detail: await this.queries.find(manager, forceId, code),
      choices: await officersOfRanks(manager, forceId, ranks),
    }));
    if (!detail)
      throw DomainError.notFound('No neighbourhood of your force has this code. Find it in the list.');
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
}

import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import type { Page, SeeOther } from '../../web/pages.js';
import { EVENT_FORM } from './event.form.js';
import { LifeFormAnswers } from './life-form-answers.js';
import { LifeRecords } from './life-records.service.js';
import { LINK_FORM } from './link.form.js';
import { PLACE_FORM } from './place.form.js';
import { PRIORITY_FORM } from './priority.form.js';

/** The forms on which a neighbourhood's own team, their supervisors and force admins keep its life. */
@ApiExcludeController()
@Controller('neighbourhoods/:code/life')
@Allow('life.change')
export class LifeFormsController {
  private readonly answers: Record<string, LifeFormAnswers>;

  constructor(
    records: LifeRecords,
    private readonly clock: Clock,
  ) {
    this.answers = {
      priorities: LifeFormAnswers.to(PRIORITY_FORM, records),
      events: LifeFormAnswers.to(EVENT_FORM, records),
      places: LifeFormAnswers.to(PLACE_FORM, records),
      links: LifeFormAnswers.to(LINK_FORM, records),
    };
  }

  @Get(':kind/new')
  blank(@SignedIn() caller: Person, @Param('code') code: string, @Param('kind') kind: string): Promise<Page> {
    return this.of(kind).blank({ caller }, code, localDayOf(this.clock.now()));
  }

  @Post(':kind/new')
  add(
    @SignedIn() caller: Person,
    @Param('code') code: string,
    @Param('kind') kind: string,
    @Body() body: unknown,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<Page | SeeOther> {
    return this.of(kind).add({ caller, requestId }, code, body);
  }

  @Get(':kind/:id')
  filled(
    @SignedIn() caller: Person,
    @Param('code') code: string,
    @Param('kind') kind: string,
    @Param('id', new ParseUUIDPipe()) id: string,
  ): Promise<Page> {
    return this.of(kind).filled({ caller }, code, id);
  }

  @Post(':kind/:id')
  change(
    @SignedIn() caller: Person,
    @Param('code') code: string,
    @Param('kind') kind: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: unknown,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<Page | SeeOther> {
    return this.of(kind).change({ caller, requestId }, code, id, body);
  }

  @Post(':kind/:id/remove')
  remove(
    @SignedIn() caller: Person,
    @Param('code') code: string,
    @Param('kind') kind: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: unknown,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<Page | SeeOther> {
    return this.of(kind).remove({ caller, requestId }, code, id, body);
  }

  private of(kind: string): LifeFormAnswers {
    const answers = Object.hasOwn(this.answers, kind) ? this.answers[kind] : undefined;
    if (!answers)
      throw DomainError.notFound('There is nothing at this address. Start from the neighbourhood.');
    return answers;
  }
}

import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { ChangedMeanwhile, versionsOfForm } from '../../web/etag.js';
import { Page, SeeOther } from '../../web/pages.js';
import { refusedForm } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { readDay } from '../../web/typed-day.js';
import { checkForm } from '../../web/validation.js';
import { AgreedChanges } from '../agreed/agreed-changes.service.js';
import { NotAgreed } from '../agreed/not-agreed.js';
import { changedByCaller } from '../api-answers.js';
import type { HeldAssignment } from '../assignment-changes.query.js';
import { Assignments } from '../assignments.service.js';
import { officerRecord } from '../officer-record.query.js';
import { neighbourhoodHref } from '../officer-wording.js';
import { EndAssignmentForm } from './assign.form.js';
import { endCheck, endView, fieldsOfEnd, type Held } from './end-assignment.view.js';

/**
 * The pages on which a force admin gives an assignment its last day: the form, what coverage will say, and the
 * neighbourhood with the outcome.
 */
@ApiExcludeController()
@Controller('neighbourhoods/:code/assignments/:id/end')
@Allow('assignments.change')
export class EndAssignmentController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly assignments: Assignments,
    private readonly agreed: AgreedChanges,
  ) {}

  @Get()
  @Consults('neighbourhood', 'code')
  async form(
    @SignedIn() { forceId }: Person,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
  ): Promise<Page> {
    const held = await this.held(forceId, code, id);
    return show(held, fieldsOfEnd(held.assignment), []);
  }

  @Post()
  async end(
    @SignedIn() person: Person,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { forceId } = person;
    const typed = typedOf(body);
    const held = await this.held(forceId, code, id);
    const { form, errors } = await checkForm(EndAssignmentForm, body);
    const until = readDay(typed, 'until', 'The last day', 'Enter the last day');
    const wrong = [...errors, ...until.errors];
    if (wrong.length > 0 || form.step === 'change') return show(held, typed, wrong);
    const untilOn = until.day ?? '';
    const seen = versionsOfForm(form.version);
    const by = changedByCaller(person, request);
    // There is nothing besides coverage to tell, but whom it takes away is shown before it is saved all the same.
    const agreement = { agreedTo: form.agreedTo, facts: [id, untilOn], tells: () => [] };
    try {
      await this.agreed.change(forceId, agreement, ({ assignments }) =>
        assignments.endAssignment(forceId, id, untilOn, by, seen),
      );
      return new SeeOther(`${neighbourhoodHref(code)}?done=ended`);
    } catch (error) {
      if (error instanceof NotAgreed) return endCheck(held, untilOn, typed, error);
      if (error instanceof ChangedMeanwhile) {
        const message = 'Somebody changed this assignment after you opened the page. Look at both versions.';
        const assignment = error.record as HeldAssignment;
        return show({ ...held, assignment }, typed, [{ field: '', message }], 409);
      }
      const refused = refusedForm(error);
      const shown = refused.fields.map((one) => ({ ...one, field: 'until' }));
      return show(held, typed, shown, refused.status);
    }
  }

  private async held(forceId: string, code: string, id: string): Promise<Held> {
    const assignment = await this.assignments.find(forceId, id);
    const officer = await this.database.inForce(forceId, (manager) =>
      officerRecord(manager, forceId, assignment.collarNumber),
    );
    const place = officer?.assignments.find((one) => one.code === code);
    if (!officer || !place || assignment.neighbourhood !== code) {
      throw DomainError.notFound('The neighbourhood has no such assignment. It may have been removed.');
    }
    return { assignment, officer, neighbourhood: place.neighbourhood };
  }
}

function show(held: Held, typed: Typed, errors: FieldError[], status = errors.length > 0 ? 400 : 200): Page {
  const changed = status === 409 && errors.some(({ field }) => field === '');
  // What was shown stays what the form is laid over, until both versions have been seen.
  const version = changed ? held.assignment.version : typed['version'];
  const model = { ...endView(held, { typed, errors, changed }), version };
  const backLink = {
    href: neighbourhoodHref(held.assignment.neighbourhood),
    text: 'Back to the neighbourhood',
  };
  const title = `End an assignment in ${held.neighbourhood}`;
  return new Page('pages/assigning/end', title, model, { status, errors, backLink });
}

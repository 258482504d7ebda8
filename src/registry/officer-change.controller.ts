import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../access/allow.js';
import type { Person } from '../access/principal.js';
import { Consults } from '../audit/consults.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import type { FieldError } from '../common/errors.js';
import { ChangedMeanwhile, versionsOfForm } from '../web/etag.js';
import { Page, SeeOther } from '../web/pages.js';
import { refusedForm } from '../web/refused-form.js';
import { type Typed, typedOf } from '../web/typed.js';
import { checkForm } from '../web/validation.js';
import { AgreedChanges } from './agreed/agreed-changes.service.js';
import { NotAgreed } from './agreed/not-agreed.js';
import { changedByCaller } from './api-answers.js';
import { officerChangeCheck, officerChangeView } from './officer-change.view.js';
import type { OfficerRecord } from './officer-record.query.js';
import { officerHref } from './officer-wording.js';
import { fieldsOfOfficer, officerChangeOfForm, OfficerForm } from './officer.form.js';
import { Officers } from './officers.service.js';

/**
 * The pages on which a force admin changes an officer: rank, withheld name and service from a day, and routes; what
 * coverage would lose is shown first.
 */
@ApiExcludeController()
@Controller('officers/:collarNumber/change')
@Allow('officers.change')
export class OfficerChangeController {
  constructor(
    private readonly officers: Officers,
    private readonly clock: Clock,
    private readonly agreed: AgreedChanges,
  ) {}

  @Get()
  @Consults('officer', 'collarNumber')
  async form(@SignedIn() { forceId }: Person, @Param('collarNumber') collarNumber: string): Promise<Page> {
    const officer = await this.officers.find(forceId, collarNumber);
    return show(officer, fieldsOfOfficer(officer), []);
  }

  @Post()
  async change(
    @SignedIn() person: Person,
    @Param('collarNumber') collarNumber: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const officer = await this.officers.find(person.forceId, collarNumber);
    const { form, errors } = await checkForm(OfficerForm, body);
    const asked = officerChangeOfForm(form, typed, officer, localDayOf(this.clock.now()));
    const wrong = [...errors, ...asked.errors];
    if (wrong.length > 0 || form.step === 'change') return show(officer, typed, wrong);
    const by = changedByCaller(person, request);
    const seen = versionsOfForm(form.version);
    try {
      await this.agreed.change(person.forceId, { agreedTo: form.agreedTo }, ({ officers }) =>
        officers.changeOfficer(person.forceId, collarNumber, asked.change, seen, by),
      );
      return new SeeOther(`${officerHref(collarNumber)}?done=changed`);
    } catch (error) {
      if (error instanceof NotAgreed) return officerChangeCheck(officer, asked.change, typed, error);
      if (error instanceof ChangedMeanwhile) {
        const message = 'Somebody changed this officer after you opened the page. Look at both versions.';
        return show(error.record as OfficerRecord, typed, [{ field: '', message }], 409);
      }
      const refused = refusedForm(error);
      return show(officer, typed, refused.fields, refused.status);
    }
  }
}

function show(
  officer: OfficerRecord,
  typed: Typed,
  errors: FieldError[],
  status = errors.length > 0 ? 400 : 200,
): Page {
  const changed = status === 409 && errors.some(({ field }) => field === '');
  // What was shown stays what the form is laid over, until both versions have been seen.
  const version = changed ? officer.version : typed['version'];
  const model = { ...officerChangeView(officer, { typed, errors, changed }), version };
  const backLink = { href: officerHref(officer.collarNumber), text: 'Back to the officer' };
  return new Page('pages/registry/officer-change', `Change officer ${officer.collarNumber}`, model, {
    status,
    errors,
    backLink,
  });
}

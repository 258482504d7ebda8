import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { ChangedMeanwhile, versionsOfForm } from '../../web/etag.js';
import { Page, SeeOther } from '../../web/pages.js';
import { refusedForm } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { AgreedChanges } from '../agreed/agreed-changes.service.js';
import { NotAgreed } from '../agreed/not-agreed.js';
import { changedByCaller } from '../api-answers.js';
import { officerHref } from '../officer-wording.js';
import { absenceChangeView, changeCheck, fieldsOfAbsence } from './absence-change.view.js';
import type { AbsenceRow } from './absence.query.js';
import { Absences } from './absences.service.js';
import { absenceOfForm, LeaveForm } from './leave.form.js';

/** The pages on which a force admin corrects, ends or removes an absence; what coverage would lose is shown first. */
@ApiExcludeController()
@Controller('officers/:collarNumber/absences/:id')
@Allow('absences.change')
export class AbsenceChangeController {
  constructor(
    private readonly absences: Absences,
    private readonly agreed: AgreedChanges,
  ) {}

  @Get()
  @Consults('officer', 'collarNumber')
  async form(
    @SignedIn() { forceId }: Person,
    @Param('collarNumber') collarNumber: string,
    @Param('id', new ParseUUIDPipe()) id: string,
  ): Promise<Page> {
    const absence = await this.held(forceId, collarNumber, id);
    return show(absence, fieldsOfAbsence(absence), []);
  }

  @Post()
  async change(
    @SignedIn() person: Person,
    @Param('collarNumber') collarNumber: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { forceId } = person;
    const typed = typedOf(body);
    const absence = await this.held(forceId, collarNumber, id);
    const { form, errors } = await checkForm(LeaveForm, body);
    const { facts, errors: ofDays } = absenceOfForm(form, typed);
    const wrong = [...errors, ...ofDays];
    if (wrong.length > 0 || form.step === 'change') return show(absence, typed, wrong);
    const by = changedByCaller(person, request);
    const seen = versionsOfForm(form.version);
    const { agreedTo } = form;
    try {
      return await orAgain(absence, typed, 'absence-changed', () =>
        this.agreed.change(forceId, { agreedTo }, ({ absences }) =>
          absences.changeAbsence(forceId, id, facts, seen, by),
        ),
      );
    } catch (error) {
      if (error instanceof NotAgreed) return changeCheck(absence, facts, typed, error);
      throw error;
    }
  }

  /** Coverage loses no day by it: whoever was away is there again. */
  @Post('remove')
  async remove(
    @SignedIn() person: Person,
    @Param('collarNumber') collarNumber: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { forceId } = person;
    const absence = await this.held(forceId, collarNumber, id);
    const seen = versionsOfForm(typedOf(body)['version']);
    const by = changedByCaller(person, request);
    return orAgain(absence, fieldsOfAbsence(absence), 'absence-removed', () =>
      this.absences.removeAbsence(forceId, id, seen, by),
    );
  }

  private async held(forceId: string, collarNumber: string, id: string): Promise<AbsenceRow> {
    const found = await this.absences.find(forceId, id);
    if (found?.collarNumber === collarNumber) return found;
    throw DomainError.notFound('The officer has no such absence. It may have been removed.');
  }
}

async function orAgain(
  absence: AbsenceRow,
  typed: Typed,
  done: string,
  work: () => Promise<unknown>,
): Promise<Page | SeeOther> {
  try {
    await work();
    return new SeeOther(`${officerHref(absence.collarNumber)}?done=${done}`);
  } catch (error) {
    if (error instanceof ChangedMeanwhile) {
      const message = 'Somebody changed this absence after you opened the page. Look at both versions.';
      return show(error.record as AbsenceRow, typed, [{ field: '', message }], 409);
    }
    const refused = refusedForm(error);
    return show(absence, typed, refused.fields, refused.status);
  }
}

function show(
  absence: AbsenceRow,
  typed: Typed,
  errors: FieldError[],
  status = errors.length > 0 ? 400 : 200,
): Page {
  const changed = status === 409 && errors.some(({ field }) => field === '');
  const version = changed ? absence.version : typed['version'];
  const model = { ...absenceChangeView(absence, { typed, errors, changed }), version };
  const backLink = { href: officerHref(absence.collarNumber), text: 'Back to the officer' };
  return new Page('pages/absences/absence', 'Change or end an absence', model, { status, errors, backLink });
}

import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
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
import { refusedForm } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { dayFields } from '../../web/typed-day.js';
import { changedByCaller } from '../api-answers.js';
import type { ChangedBy } from '../changed-by.js';
import type { Choice } from '../named-officer.view.js';
import { officersOfRanks } from '../officer-list.query.js';
import type { OfficerRecord, RecordedRole } from '../officer-record.query.js';
import { officerHref } from '../officer-wording.js';
import { Officers } from '../officers.service.js';
import { RANKS } from '../ranks.js';
import { absenceOfForm, deputiesOf, LeaveForm, withoutDeputies } from './leave.form.js';
import { Leave, leaveKey, type NewAbsence } from './leave.service.js';
import { leaveCheckView, leaveView } from './leave.view.js';

/**
 * The pages on which a force admin puts an officer on leave and names the deputies: the form, what would happen, and
 * the officer with the outcome.
 */
@ApiExcludeController()
@Controller('officers/:collarNumber/absences/new')
@Allow('absences.change')
export class LeaveController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly officers: Officers,
    private readonly leave: Leave,
  ) {}

  @Get()
  @Consults('officer', 'collarNumber')
  async form(@SignedIn() { forceId }: Person, @Param('collarNumber') collarNumber: string): Promise<Page> {
    const officer = await this.officers.find(forceId, collarNumber);
    return this.show(forceId, officer, dayFields('from', localDayOf(this.clock.now())), []);
  }

  @Post()
  async record(
    @SignedIn() person: Person,
    @Param('collarNumber') collarNumber: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { forceId } = person;
    const typed = typedOf(body);
    const officer = await this.officers.find(forceId, collarNumber);
    const { form, errors } = await checkForm(LeaveForm, withoutDeputies(body));
    const { facts, errors: ofDays } = absenceOfForm(form, typed);
    const wrong = [...errors, ...ofDays];
    if (wrong.length > 0 || form.step === 'change') return this.show(forceId, officer, typed, wrong);
    const deputies = deputiesOf(typed, this.namedIn(officer));
    const absence = { ...facts, collarNumber: officer.collarNumber, deputies };
    const by = changedByCaller(person, request);
    const { agreedTo } = form;
    try {
      if (agreedTo === undefined) return await this.check(officer, { forceId, absence, by, typed });
      await this.leave.recordAbsence(forceId, { ...absence, agreedTo }, by);
      return new SeeOther(`${officerHref(collarNumber)}?done=absent`);
    } catch (error) {
      const refused = refusedForm(error);
      if (refused.fields[0]!.field === 'agreedTo')
        return this.check(officer, { forceId, absence, by, typed }, refused.message);
      return this.show(forceId, officer, typed, refused.fields, refused.status);
    }
  }

  /** What recording it would do, to be agreed to; `changed` says that it is not what was agreed to before. */
  private async check(
    officer: OfficerRecord,
    { forceId, absence, by, typed }: { forceId: string; absence: NewAbsence; by: ChangedBy; typed: Typed },
    changed?: string,
  ): Promise<Page> {
    const check = await this.leave.checkAbsence(forceId, absence, by);
    const choices = await this.choices(forceId);
    const model = leaveCheckView(officer, check, choices, { typed, agreedTo: leaveKey(check) });
    return new Page(
      'pages/absences/leave-check',
      `Check the absence of officer ${officer.collarNumber}`,
      model,
      {
        status: changed === undefined ? 200 : 409,
        errors: changed === undefined ? [] : [{ field: '', message: changed }],
        backLink: { href: `${officerHref(officer.collarNumber)}/absences/new`, text: 'Back to the form' },
      },
    );
  }

  private async show(
    forceId: string,
    officer: OfficerRecord,
    typed: Typed,
    errors: FieldError[],
    status = errors.length > 0 ? 400 : 200,
  ): Promise<Page> {
    const named = this.namedIn(officer);
    const model = leaveView(officer, named, await this.choices(forceId), { typed, errors });
    const backLink = { href: officerHref(officer.collarNumber), text: 'Back to the officer' };
    const title = `Put officer ${officer.collarNumber} on leave`;
    return new Page('pages/absences/leave', title, model, { status, errors, backLink });
  }

  /** Where the officer is named, today or later. */
  private namedIn({ assignments }: OfficerRecord): RecordedRole[] {
    const todayOn = localDayOf(this.clock.now());
    return assignments.filter(
      ({ role, untilOn }) =>
        (role === 'lead' || role === 'named') && (untilOn === null || untilOn >= todayOn),
    );
  }

  private choices(forceId: string): Promise<Choice[]> {
    const ranks = RANKS.filter(({ namedOfficer }) => namedOfficer).map(({ id }) => id);
    return this.database.inForce(forceId, (manager) => officersOfRanks(manager, forceId, ranks));
  }
}

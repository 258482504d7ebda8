import { IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { FieldError } from '../../common/errors.js';
import { HoldsVersion, type Typed } from '../../web/typed.js';
import { HasDays, readDay } from '../../web/typed-day.js';
import { CheckedForm } from '../agreed/checked.form.js';
import type { RecordedRole } from '../officer-record.query.js';
import type { AbsenceFacts } from './absence.query.js';
import type { DeputyChoice } from './deputies.js';
import { ABSENCE_KINDS, type AbsenceKind } from './domain/absence-kind.js';

@HasDays('from', 'until')
export class AbsenceForm {
  @IsIn(ABSENCE_KINDS, { message: 'Choose why the officer is away' })
  kind: AbsenceKind;

  @IsOptional()
  @Matches(/^\d{1,4}([.,]\d{1,2})?$/, { message: 'The hours must be a number such as 37.5' })
  hours?: string;

  /** The version that the form was filled from, where an absence is changed. */
  @HoldsVersion()
  version?: unknown;
}

/** The fields of an absence with what the check page needs. */
export class LeaveForm extends IntersectionType(AbsenceForm, CheckedForm) {}

const DEPUTY_FIELD = /^deputy-[0-9a-f-]{36}$/;

/** The fields that name deputies, one a neighbourhood, apart from the others, which have names known beforehand. */
export function withoutDeputies(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !DEPUTY_FIELD.test(name)));
}

/** The deputies that were chosen, of neighbourhoods in which the officer is named. */
export function deputiesOf(typed: Typed, named: readonly RecordedRole[]): DeputyChoice[] {
  const places = new Map(named.map(({ neighbourhoodId, code }) => [neighbourhoodId, code]));
  return [...places].flatMap(([id, neighbourhood]) => {
    const field = `deputy-${id}`;
    const collarNumber = typed[field]?.trim() ?? '';
    return collarNumber === '' ? [] : [{ neighbourhood, collarNumber, field }];
  });
}

/** When and why, or what is wrong with the days. */
export function absenceOfForm(
  form: AbsenceForm,
  typed: Typed,
): { facts: AbsenceFacts; errors: FieldError[] } {
  const from = readDay(typed, 'from', 'The first day', 'Enter the first day');
  const until = readDay(typed, 'until', 'The last day');
  const hours = typeof form.hours === 'string' ? Number(form.hours.replace(',', '.')) : null;
  return {
    facts: { kind: form.kind, fromOn: from.day ?? '', untilOn: until.day, hours },
    errors: [...from.errors, ...until.errors],
  };
}

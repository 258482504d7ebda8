import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { FieldError } from '../common/errors.js';
import { HoldsVersion, IsOptionalText, type Typed } from '../web/typed.js';
import { CheckedForm } from './agreed/checked.form.js';
import { emailProblem, telephoneProblem } from './domain/contact-route.js';
import { dayFields, HasDays, readDay } from '../web/typed-day.js';
import { IsSeen } from './dto-fields.js';
import type { OfficerRecord } from './officer-record.query.js';
import type { OfficerChange } from './officers.service.js';
import { RANKS } from './ranks.js';

@HasDays('serviceFrom', 'serviceUntil', 'rankFrom', 'rankUntil', 'withheldFrom', 'withheldUntil')
export class OfficerForm extends CheckedForm {
  @IsNotEmpty({ message: 'Enter the name' })
  @IsString({ message: 'Enter the name' })
  @MaxLength(200, { message: 'Use 200 characters or fewer' })
  @IsSeen('The name')
  name: string;

  @IsIn(RANKS.map(({ id }) => id), { message: 'Choose the rank' })
  rank: string;

  @IsIn(['yes', 'no'], { message: 'Choose whether the name is withheld' })
  withheld: 'yes' | 'no';

  @IsOptionalText(254)
  dutyEmail?: string;

  @IsOptionalText(254)
  publicEmail?: string;

  @IsOptionalText(50)
  publicTelephone?: string;

  /** The version that the form was filled from. */
  @HoldsVersion()
  version?: unknown;
}

/** An officer who is new to the registry. */
export class NewOfficerForm extends OfficerForm {
  @IsNotEmpty({ message: 'Enter the collar number' })
  @IsString({ message: 'Enter the collar number' })
  @MaxLength(50, { message: 'Use 50 characters or fewer' })
  @IsSeen('The collar number')
  collarNumber: string;
}

/** What the form asks to be changed of the officer it was filled from, or what is wrong with it. */
export function officerChangeOfForm(
  form: OfficerForm,
  typed: Typed,
  held: Pick<OfficerRecord, 'rank' | 'nameWithheld'>,
  todayOn: string,
): { change: OfficerChange; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const day = (prefix: string, what: string): string | null => {
    const read = readDay(typed, prefix, what);
    errors.push(...read.errors);
    return read.day;
  };
  const serviceFromOn = day('serviceFrom', 'The first day of service');
  const serviceUntilOn = day('serviceUntil', 'The last day of service');
  const rankFrom = day('rankFrom', 'The first day of the rank');
  const rankUntil = day('rankUntil', 'The last day of the rank');
  const withheldFrom = day('withheldFrom', 'The first day of withholding');
  const withheldUntil = day('withheldUntil', 'The last day of withholding');
  const ordered = (field: string, from: string | null, until: string | null): void => {
    if (until !== null && until < (from ?? todayOn)) {
      errors.push({ field, message: 'The last day must not be before the first' });
    }
  };
  ordered('rankUntil', rankFrom, rankUntil);
  ordered('withheldUntil', withheldFrom, withheldUntil);
  if (serviceFromOn !== null) ordered('serviceUntil', serviceFromOn, serviceUntilOn);
  const route = (field: 'dutyEmail' | 'publicEmail' | 'publicTelephone'): string | null => {
    // Sent twice it is a list, which the form's own check has refused already.
    const text = typeof form[field] === 'string' ? form[field] : null;
    const problem = field === 'publicTelephone' ? telephoneProblem : emailProblem;
    const wrong = text === null ? undefined : problem(text);
    if (wrong) errors.push({ field, message: wrong });
    return text;
  };
  const withheld = form.withheld === 'yes';
  const isRankGiven = form.rank !== held.rank || rankFrom !== null || rankUntil !== null;
  const isWithheldGiven = withheld !== held.nameWithheld || withheldFrom !== null || withheldUntil !== null;
  const change: OfficerChange = {
    name: form.name,
    dutyEmail: route('dutyEmail'),
    publicEmail: route('publicEmail'),
    publicTelephone: route('publicTelephone'),
    serviceFromOn,
    serviceUntilOn,
    ...(isRankGiven && {
      rank: {
        value: form.rank,
        fromOn: rankFrom ?? todayOn,
        ...(rankUntil !== null && { untilOn: rankUntil }),
      },
    }),
    ...(isWithheldGiven && {
      withheld: { value: withheld, fromOn: withheldFrom ?? todayOn, untilOn: withheldUntil },
    }),
  };
  return { change, errors };
}

/** The fields as they stand before anything was typed. */
export function fieldsOfOfficer(officer: OfficerRecord): Typed {
  return {
    name: officer.name,
    rank: officer.rank,
    withheld: officer.nameWithheld ? 'yes' : 'no',
    dutyEmail: officer.dutyEmail ?? '',
    publicEmail: officer.publicEmail ?? '',
    publicTelephone: officer.publicTelephone ?? '',
    version: String(officer.version),
    ...dayFields('serviceFrom', officer.serviceFromOn),
    ...dayFields('serviceUntil', officer.serviceUntilOn),
  };
}

import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { daysIn, isDay } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import { IsOptionalText } from '../web/typed.js';

/** What went out, was put together or was forgotten: the kinds of operation that an auditor looks up by themselves. */
export const KINDS = ['disclose', 'combine', 'erase'] as const;
export type Kind = (typeof KINDS)[number];

/** The longest stretch of days that is looked through when nothing else is asked for. */
export const MOST_DAYS = 31;

/** What of the log an auditor asks to see, as the address says it: ids and codes, never a name. */
export class AuditSearchForm {
  @IsOptional()
  @IsUUID(undefined, { message: 'Choose a person from the list' })
  person?: string;

  /** A contact by its reference. */
  @IsOptionalText(20)
  contact?: string;

  /** An officer by collar number. */
  @IsOptionalText(50)
  officer?: string;

  @IsOptional()
  @IsIn(KINDS, { message: 'Choose one of the kinds' })
  kind?: Kind;

  /** A report, an import, a machine client or anything else by its id. */
  @IsOptionalText(100)
  id?: string;

  /** A request by its id. No index leads to it, so that none has to be kept while entries are written: days are needed. */
  @IsOptional()
  @IsUUID(undefined, { message: 'Enter the id of a request as an error page or an entry shows it' })
  request?: string;

  @IsOptionalText(20)
  from?: string;

  @IsOptionalText(20)
  to?: string;

  @IsOptional()
  @Matches(/^[1-9]\d{0,17}$/, { message: 'Go back to the first page of the log and on from there' })
  before?: string;
}

/** What is wrong with the days. */
export function problemsOf({
  from,
  to,
  person,
  contact,
  officer,
  kind,
  id,
  request,
}: AuditSearchForm): FieldError[] {
  const problems: FieldError[] = [];
  const day = (field: string, value: string | undefined, what: string): void => {
    if (value !== undefined && !isDay(value))
      problems.push({ field, message: `${what} must be a real date, such as 2026-03-27` });
  };
  day('from', from, 'The first day');
  day('to', to, 'The last day');
  const daysAlone = [person, contact, officer, kind, id].every((value) => value === undefined);
  if (
    problems.length > 0 ||
    (from === undefined && to === undefined && !(daysAlone && request !== undefined))
  )
    return problems;
  if (from !== undefined && to !== undefined && to < from)
    return [{ field: 'to', message: 'The last day must not be before the first day' }];
  if (daysAlone && (from === undefined || to === undefined))
    return [
      from === undefined
        ? { field: 'from', message: 'Enter the first day too, or say what else to look for' }
        : { field: 'to', message: 'Enter the last day too, or say what else to look for' },
    ];
  if (daysAlone && daysIn({ fromOn: from!, toOn: to! }) > MOST_DAYS)
    return [{ field: 'to', message: `Choose ${MOST_DAYS} days or fewer, or say what else to look for` }];
  return [];
}

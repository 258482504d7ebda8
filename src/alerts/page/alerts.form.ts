import { IsIn, IsOptional } from 'class-validator';
import { isDay } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { IsOptionalText } from '../../web/typed.js';
import { ALERT_STATES, type AlertState, isCursor } from './raised-alerts.query.js';

/** What of the alerts a person asks to see, as the address says it. */
export class AlertsForm {
  @IsOptional()
  @IsIn(ALERT_STATES, { message: 'Choose one of the states' })
  state?: AlertState;

  /** By its code. */
  @IsOptionalText(100)
  neighbourhood?: string;

  @IsOptionalText(20)
  from?: string;

  @IsOptionalText(20)
  to?: string;

  @IsOptionalText(100)
  before?: string;
}

/** What is wrong with the days, or with where the page begins. */
export function problemsOf({ from, to, before }: AlertsForm): FieldError[] {
  const problems: FieldError[] = [];
  const day = (field: string, value: string | undefined, what: string): void => {
    if (value !== undefined && !isDay(value))
      problems.push({ field, message: `${what} must be a real date, such as 2026-03-27` });
  };
  day('from', from, 'The first day');
  day('to', to, 'The last day');
  if (problems.length === 0 && from !== undefined && to !== undefined && to < from)
    problems.push({ field: 'to', message: 'The last day must not be before the first day' });
  if (before !== undefined && !isCursor(before))
    problems.push({ field: '', message: 'Go back to the first page of the alerts and on from there' });
  return problems;
}

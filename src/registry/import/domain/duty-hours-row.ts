import { isDay } from '../../../common/calendar.js';
import { type ParsedRow, quoted, RowReader } from '../../domain/parsed-row.js';
import type { Layout } from './column-mapping.js';
import type { Cells } from './given.js';
import { hoursProblem, hoursText } from './hours.js';

export const DUTY_HOURS_LAYOUT: Layout = {
  columns: ['collar_number', 'month', 'rostered_hours', 'abstracted_hours'],
  optional: ['force'],
  required: ['collar_number', 'month', 'rostered_hours', 'abstracted_hours'],
};

export interface DutyHoursRow {
  collarNumber: string;
  /** The first day of the calendar month. */
  monthOn: string;
  rosteredHours: string;
  abstractedHours: string;
}

/** @example parseDutyHoursRow({ collar_number: '4711', month: '2026-03', rostered_hours: '152', abstracted_hours: '12.5' }) */
export function parseDutyHoursRow(cells: Cells): ParsedRow<DutyHoursRow> {
  const reader = new RowReader(cells);
  const collarNumber = reader.required('collar_number', 50);
  const month = reader.required('month', 20, (text) =>
    firstOf(text) ? undefined : `${quoted(text)} is no month; write it like 2026-03`,
  );
  const rostered = reader.required('rostered_hours', 20, hoursProblem);
  const abstracted = reader.required('abstracted_hours', 20, hoursProblem);
  if (!hoursProblem(rostered) && !hoursProblem(abstracted) && Number(abstracted) > Number(rostered)) {
    reader.problem('abstracted_hours', `is more than rostered_hours (${rostered}), of which it is a part`);
  }
  return reader.result({
    collarNumber,
    monthOn: firstOf(month) ?? '',
    rosteredHours: hoursText(rostered),
    abstractedHours: hoursText(abstracted),
  });
}

/** `2026-03` and `2026-03-01` are March; a later day of it is a date and no month. */
function firstOf(text: string): string | undefined {
  const first = /^(\d{4}-\d\d)(-01)?$/.exec(text)?.[1];
  return first && isDay(`${first}-01`) ? `${first}-01` : undefined;
}

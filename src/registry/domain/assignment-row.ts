import { isDay } from '../../common/calendar.js';
import type { Layout } from '../import/domain/column-mapping.js';
import { ifGiven } from '../import/domain/given.js';
import { ASSIGNMENT_ROLES, type AssignmentRole, isAssignmentRole } from './assignment-role.js';
import { type ParsedRow, quoted, RowReader } from './parsed-row.js';

/** The columns of an assignments file; all must be there, in any order. */
export const ASSIGNMENT_COLUMNS = ['neighbourhood_code', 'collar_number', 'role', 'from', 'until'] as const;

export const ASSIGNMENT_LAYOUT: Layout = {
  columns: ASSIGNMENT_COLUMNS,
  optional: ['external_id', 'force'],
  required: ['neighbourhood_code', 'collar_number', 'role', 'from'],
};

export interface AssignmentRow {
  neighbourhoodCode: string;
  collarNumber: string;
  role: AssignmentRole;
  fromOn: string;
  /** The last day, included; null goes on until further notice, undefined as it is recorded. */
  untilOn: string | null | undefined;
  /** The force's own id of the assignment. */
  externalId: string | null;
}

export function parseAssignmentRow(cells: Record<string, string>): ParsedRow<AssignmentRow> {
  const reader = new RowReader(cells);
  const neighbourhoodCode = reader.required('neighbourhood_code', 100);
  const collarNumber = reader.required('collar_number', 50);
  const role = reader.required('role', 50, (text) =>
    isAssignmentRole(text.toLowerCase())
      ? undefined
      : `${quoted(text)} is no role; use one of: ${ASSIGNMENT_ROLES.join(', ')}`,
  );
  const fromOn = reader.required('from', 50, dayProblem);
  const untilOn = ifGiven(cells, 'until', () => reader.optional('until', 50, dayProblem));
  if (untilOn && isDay(fromOn) && isDay(untilOn) && untilOn < fromOn) {
    reader.problem('until', `${untilOn} is before from (${fromOn}); it is the last day and included`);
  }
  return reader.result({
    neighbourhoodCode,
    collarNumber,
    role: role.toLowerCase() as AssignmentRole,
    fromOn,
    untilOn,
    externalId: reader.optional('external_id', 100),
  });
}

/** What is wrong with a date, or undefined. Years 1900 to 2199: 0001 and 9999 are what spreadsheets write for "none". */
export function dayProblem(text: string): string | undefined {
  return isDay(text)
    ? undefined
    : `${quoted(text)} is no date; write it like 2026-03-29, in a year from 1900 to 2199`;
}

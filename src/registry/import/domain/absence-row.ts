import { isDay } from '../../../common/calendar.js';
import { dayProblem } from '../../domain/assignment-row.js';
import { type ParsedRow, quoted, RowReader } from '../../domain/parsed-row.js';
import { type Cells, ifGiven } from './given.js';
import { hoursProblem, hoursText } from './hours.js';
import type { Layout } from './column-mapping.js';

export const ABSENCE_LAYOUT: Layout = {
  columns: ['collar_number', 'kind', 'from', 'until'],
  optional: ['hours', 'external_id', 'force'],
  required: ['collar_number', 'kind', 'from'],
};

export type AbsenceKind = 'leave' | 'parental-leave' | 'sickness' | 'secondment' | 'abstraction';

/** The kinds, and other words that exports have for them. */
const KINDS = new Map<string, AbsenceKind>([
  ['leave', 'leave'],
  ['annual leave', 'leave'],
  ['parental leave', 'parental-leave'],
  ['maternity leave', 'parental-leave'],
  ['paternity leave', 'parental-leave'],
  ['adoption leave', 'parental-leave'],
  ['sickness', 'sickness'],
  ['sick', 'sickness'],
  ['sick leave', 'sickness'],
  ['secondment', 'secondment'],
  ['abstraction', 'abstraction'],
]);

export interface AbsenceRow {
  collarNumber: string;
  kind: AbsenceKind;
  fromOn: string;
  /** The last day, included; null: nobody has set an end; undefined: the file does not say. */
  untilOn: string | null | undefined;
  /** Of abstraction only: that is other duty by hours, and no absence. Undefined: the file does not say. */
  hours: string | null | undefined;
  externalId: string | null;
}

/** @example parseAbsenceRow({ collar_number: '4711', kind: 'Sick', from: '2026-03-02', until: '' }) // kind: 'sickness' */
export function parseAbsenceRow(cells: Cells): ParsedRow<AbsenceRow> {
  const reader = new RowReader(cells);
  const collarNumber = reader.required('collar_number', 50);
  const kindText = reader.required('kind', 50, (text) =>
    kindOf(text)
      ? undefined
      : `${quoted(text)} is no kind of absence; use one of: ${[...new Set(KINDS.values())].join(', ')}`,
  );
  const kind = kindOf(kindText) ?? 'leave';
  const fromOn = reader.required('from', 50, dayProblem);
  const untilOn = ifGiven(cells, 'until', () => reader.optional('until', 50, dayProblem));
  if (untilOn && isDay(fromOn) && isDay(untilOn) && untilOn < fromOn) {
    reader.problem('until', `${untilOn} is before from (${fromOn}); it is the last day and included`);
  }
  const hours = ifGiven(cells, 'hours', () =>
    reader.optional('hours', 20, kind === 'abstraction' ? hoursProblem : undefined),
  );
  if (kind === 'abstraction' && hours === null) {
    reader.problem('hours', 'is missing; an abstraction has the hours of its days together');
  }
  return reader.result({
    collarNumber,
    kind,
    fromOn,
    untilOn,
    hours: kind !== 'abstraction' ? null : hours && hoursText(hours),
    externalId: reader.optional('external_id', 200),
  });
}

function kindOf(text: string): AbsenceKind | undefined {
  return KINDS.get(text.toLowerCase().replace(/[\s_-]+/g, ' '));
}

import { addDays, formatDay, formatShort } from '../common/calendar.js';
import { ABSENCE_LABELS, isAbsenceKind } from './absences/domain/absence-kind.js';
import { isAssignmentRole, ROLE_LABELS } from './domain/assignment-role.js';
import { rankLabel } from './domain/rank.js';
import type { RecordedChange, StoodRow } from './officer-history.query.js';
import { RANKS } from './ranks.js';

const COLUMNS: Record<string, string> = {
  collar_number: 'Collar number',
  name: 'Name',
  rank: 'Rank today',
  name_withheld: 'Name withheld today',
  public_email: 'Public email',
  public_telephone: 'Public telephone',
  duty_email: 'Duty email',
  in_service: 'Service',
  external_id: 'The force’s own id',
};

const KINDS: Record<string, string> = {
  officer: 'Officer',
  officer_rank: 'Rank',
  officer_name_withheld: 'Name withheld',
  absence: 'Absence',
  assignment: 'Assignment',
  contact_route: 'Public route',
};

const ACTORS: Record<string, string> = {
  'api-key': 'A machine client',
  command: 'The command line',
  job: 'The system, by date',
  database: 'The database',
};

/** What was believed before, what after, and who changed it: one row a change, as `table` parameters. */
export function historyTable(changes: readonly RecordedChange[]): object {
  return {
    caption: 'Changes, the latest first; times are local',
    captionClasses: 'govuk-visually-hidden',
    classes: 'app-table--compact',
    head: ['When', 'Who', 'What', 'Before', 'After'].map((text) => ({ text })),
    rows: changes
      .map((change) => ({ change, said: said(change) }))
      .filter(({ said: { before, after } }) => before !== after)
      .map(({ change, said: { before, after } }) => [
        { text: formatShort(change.at) },
        { text: whoText(change) },
        { text: KINDS[change.kind] ?? change.kind },
        { text: before },
        { text: after },
      ]),
  };
}

function whoText({ personName, actorKind, imported }: RecordedChange): string {
  const who = personName ?? ACTORS[actorKind] ?? 'Somebody';
  return imported ? `${who}, by an import` : who;
}

/** Both versions in words; of an officer's own row only what differs. */
function said({ kind, neighbourhood, before, after }: RecordedChange): { before: string; after: string } {
  if (kind !== 'officer') {
    const text = (row: StoodRow | null): string => (row ? rowText(kind, row, neighbourhood) : 'Nothing');
    return { before: text(before), after: text(after) };
  }
  const names = Object.keys(COLUMNS).filter((name) => valueText(name, before) !== valueText(name, after));
  const text = (row: StoodRow | null): string =>
    row ? names.map((name) => `${COLUMNS[name]}: ${valueText(name, row)}`).join('; ') : 'Nothing';
  return { before: text(before), after: text(after) };
}

function valueText(name: string, row: StoodRow | null): string {
  const value = row?.[name] ?? null;
  if (value === null || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = textOf(value);
  if (name === 'rank') return rankLabel(RANKS, text);
  return name === 'in_service' ? rangeText(text) : text;
}

function rowText(kind: string, row: StoodRow, neighbourhood: string | null): string {
  const days = rangeText(textOf(row['during']));
  if (kind === 'officer_rank') return `${rankLabel(RANKS, textOf(row['rank']))}, ${days}`;
  if (kind === 'absence') {
    const of = textOf(row['kind']);
    const hours = row['hours'] === null ? '' : `, ${textOf(row['hours'])} hours`;
    return `${isAbsenceKind(of) ? ABSENCE_LABELS[of] : of}, ${days}${hours}`;
  }
  if (kind === 'assignment') {
    const role = textOf(row['role']);
    return `${isAssignmentRole(role) ? ROLE_LABELS[role] : role} of ${neighbourhood ?? 'a neighbourhood'}, ${days}`;
  }
  return kind === 'contact_route' ? `${textOf(row['kind'])} ${textOf(row['value'])}, ${days}` : days;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** `[2026-03-01,)` as a person reads it. @example rangeText('(,2026-03-01)') // 'until 28 February 2026' */
export function rangeText(range: string): string {
  const [, fromOn, endOn] = /^[[(](\d{4}-\d\d-\d\d)?,(\d{4}-\d\d-\d\d)?\)$/.exec(range) ?? [];
  const from = fromOn ? `from ${formatDay(fromOn)}` : '';
  const until = endOn ? `until ${formatDay(addDays(endOn, -1))}` : '';
  return [from, until].filter(Boolean).join(' ') || 'always';
}

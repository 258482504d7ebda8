import { ABSENCE_LABELS, isAbsenceKind } from './absences/domain/absence-kind.js';
import { isAssignmentRole, ROLE_LABELS } from './domain/assignment-role.js';
import { rankLabel } from './domain/rank.js';
import { differences, rangeText, type SaidChange, textOf } from './history.view.js';
import type { OfficerChange } from './officer-history.query.js';
import { RANKS } from './ranks.js';
import type { StoodRow } from './recorded-changes.query.js';

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

/** Both versions in words; of an officer's own row only what differs. */
export function officerChangeSaid(change: OfficerChange): SaidChange {
  const { kind, neighbourhood, before, after } = change;
  const what = KINDS[kind] ?? kind;
  if (kind === 'officer') return { what, ...differences(change, COLUMNS, valueText) };
  const text = (row: StoodRow | null): string => (row ? rowText(kind, row, neighbourhood) : 'Nothing');
  return { what, before: text(before), after: text(after) };
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

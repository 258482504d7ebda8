import { type CsvCell, toCsv } from '../reports/csv.js';
import type { FoundEntries } from './audit-search.service.js';

const HEAD = [
  'entry',
  'at (UTC)',
  'actor kind',
  'actor id',
  'actor role',
  'action',
  'subject kind',
  'subject id',
  'subject',
  'request id',
  'detail',
];

/** Entries of the log as they stand, a line each; beside a subject's id its reference, collar number or code. */
export function auditCsv({ entries, names }: FoundEntries): string {
  const lines = entries.map((entry): CsvCell[] => [
    { figure: entry.id },
    entry.at.toUTC().toISO(),
    entry.actorKind,
    entry.actorId,
    entry.actorRole,
    entry.action,
    entry.subjectKind,
    entry.subjectId,
    entry.subjectKind === 'person' ? null : (names.get(entry.subjectId) ?? null),
    entry.requestId,
    entry.detail && JSON.stringify(entry.detail),
  ]);
  return toCsv([HEAD, ...lines]);
}

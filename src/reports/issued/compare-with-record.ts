import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { isUUID } from 'class-validator';
import { periodOf } from '../../common/calendar.js';
import type { ForceDatabase } from '../../database/force-database.js';
import { makeReport } from '../make-report.js';
import { sha256Of } from './canonical-json.js';
import { type Change, type Recounted, recountedDifferences } from './differences.js';
import { tallyWords } from './domain/change-tally.js';
import { keptFiles } from './issued-file.query.js';
import { documentOfRow, issuedReport, type IssuedRow } from './issued-report.query.js';
import { instantWords } from './issued-sections.js';
import { NotVerified } from './not-verified.js';
import type { FoundReport } from './verify-given.js';

/**
 * Is a verified report the one that the database keeps, with the files that were verified, and does the record still give
 * its figures at its own data cut-off? The record may rightly have changed since, by a late entry or a correction: that is
 * told, and is no fault.
 * @param now when it was asked, for the log
 * @returns what to print
 * @throws NotVerified if the database keeps no such version, another text of it, or not these files
 */
export function compareWithRecord(
  database: ForceDatabase,
  { id, forceId, sha256, files, fileSha256 }: FoundReport,
  now: DateTime,
): Promise<string[]> {
  return database.inForceSnapshot(forceId, async (manager) => {
    const kept = isUUID(id) ? await issuedReport(manager, forceId, id) : null;
    if (!kept)
      throw new NotVerified(`The database keeps no issued report of ${forceId} with the id ${String(id)}.`);
    if (sha256Of(kept.document) !== sha256)
      throw new NotVerified('The database keeps another text of this version.');
    const isSameBytes = await isKept(manager, forceId, id, files, fileSha256);
    const lines = await comparedLines(manager, kept, isSameBytes);
    await new AuditLog().record(manager, {
      forceId,
      at: now,
      actor: { kind: 'command', id: 'verify-report' },
      action: 'consult',
      subjectKind: 'report',
      subjectId: id,
    });
    return lines;
  });
}

/**
 * Does the database keep the file itself, byte for byte?
 * @throws NotVerified if it lacks one of the files that were vouched for
 */
async function isKept(
  manager: EntityManager,
  forceId: string,
  id: string,
  files: readonly string[],
  fileSha256: string,
): Promise<boolean> {
  const kept = new Set((await keptFiles(manager, forceId, id)).map((file) => file.sha256));
  const missing = files.filter((sha256) => !kept.has(sha256));
  if (missing.length > 0)
    throw new NotVerified(
      `The database keeps no file of this version with the SHA-256 ${missing.join(', ')}.`,
    );
  return kept.has(fileSha256);
}

async function comparedLines(
  manager: EntityManager,
  kept: IssuedRow,
  isSameBytes: boolean,
): Promise<string[]> {
  const { report, version } = documentOfRow(kept);
  const { fromOn, toOn } = report.period;
  const cutOffAt = DateTime.fromISO(report.cutOffAt, { zone: 'utc' });
  const again = await makeReport(manager, report.force.id, periodOf(fromOn, toOn), cutOffAt, kept.part);
  return [
    isSameBytes
      ? '  Database:    keeps the same bytes'
      : '  Database:    keeps the same content, in the bytes in which it was issued',
    ...(kept.supersededBy === null
      ? []
      : [`  Replaced:    version ${version + 1} (${kept.supersededBy}) replaced it`]),
    ...recountedLines(report.cutOffAt, recountedDifferences(report, again)),
  ];
}

/**
 * What counting again at the report's own data cut-off gave. The record does not forget what was written down since, and
 * cannot say what waited at a moment that has passed: both are told, and neither as the fault of the report.
 */
export function recountedLines(cutOffAt: string, { changes, unsayable, tally }: Recounted): string[] {
  const [summary] = tallyWords(tally);
  const line = ({ title, place, was, is }: Change): string =>
    `    ${title}, ${place}: issued as ${was}, is ${is} by the record of today`;
  return [
    `  Recounted:   at its own data cut-off, ${instantWords(cutOffAt)}, from the record of today. ${summary}`,
    ...(changes.length === 0
      ? []
      : ['  Corrected:   recorded, changed or taken back after that cut-off:', ...changes.map(line)]),
    ...(unsayable.length === 0
      ? []
      : [
          '  No fault:    the record of today cannot say these as of then: what waited at that moment, and what became of',
          '               queries missed by then (late answers, handovers, alerts):',
          ...unsayable.map(line),
        ]),
  ];
}

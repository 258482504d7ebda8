import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { isUUID } from 'class-validator';
import { periodOf } from '../../common/calendar.js';
import type { ForceDatabase } from '../../database/force-database.js';
import { makeReport } from '../make-report.js';
import { differencesBetween } from './differences.js';
import type { IssuedDocument } from './issued-document.js';
import { issuedReport, type IssuedRow } from './issued-report.query.js';
import { NotVerified, type Verified } from './verification.js';

/**
 * Is a verified report the one that the database keeps, and would its figures be the same if they were counted now? The
 * data may rightly have changed since, by a late entry or a correction, so differences of today are told and are no fault.
 * @returns what to print
 * @throws NotVerified if the database keeps no such version, or another text of it
 */
export function compareWithRecord(
  database: ForceDatabase,
  { document, bytes, sha256 }: Pick<Verified, 'document' | 'bytes' | 'sha256'>,
  now: DateTime,
): Promise<string[]> {
  const { id, report } = document;
  const forceId = report.force.id;
  return database.inForceSnapshot(forceId, async (manager) => {
    const kept = isUUID(id) ? await issuedReport(manager, forceId, id) : null;
    if (!kept)
      throw new NotVerified(`The database keeps no issued report of ${forceId} with the id ${String(id)}.`);
    if (!kept.document.equals(bytes) || kept.sha256 !== sha256)
      throw new NotVerified('The database keeps another text of this version.');
    const lines = await comparedLines(manager, document, kept, now);
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

async function comparedLines(
  manager: EntityManager,
  { report, version }: IssuedDocument,
  kept: IssuedRow,
  now: DateTime,
): Promise<string[]> {
  const { fromOn, toOn } = report.period;
  const today = await makeReport(manager, report.force.id, periodOf(fromOn, toOn), now, kept.part);
  const differences = differencesBetween(report, today);
  return [
    '  Database:    keeps the same bytes',
    ...(kept.supersededBy === null
      ? []
      : [`  Replaced:    version ${version + 1} (${kept.supersededBy}) replaced it`]),
    differences.length === 0
      ? '  Today:       counted again now, every figure is the same'
      : `  Today:       counted again now, ${differences.length} ${differences.length === 1 ? 'thing differs' : 'things differ'}:`,
    ...differences.map(
      ({ title, place, was, is }) => `    ${title}, ${place}: issued as ${was}, is ${is} today`,
    ),
  ];
}

import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Period } from '../../common/calendar.js';
import type { ComplianceReport } from '../compliance-report.js';
import type { IssuedDocument } from './issued-document.js';
import type { ReportSubject } from './report-draft.query.js';

/** One version of a report, without what it says. */
export interface IssuedLine extends ReportSubject {
  id: string;
  version: number;
  supersedes: string | null;
  /** The version that replaced it; null for the newest. */
  supersededBy: string | null;
  issuedAt: DateTime;
  sha256: string;
  kid: string;
  /** Of the part as it was when it was issued; null for the whole force. */
  partName: string | null;
  /** The last decision of the local policing body; null before the first. */
  decision: string | null;
}

export interface IssuedRow extends IssuedLine {
  draftId: string;
  document: Buffer;
  signature: string;
}

/** A version for others of the product, with its figures. */
export interface IssuedReport {
  id: string;
  version: number;
  issuedAt: DateTime;
  sha256: string;
  report: ComplianceReport;
}

const LINE = `r.id, r.from_on as "fromOn", r.to_on as "toOn", r.part, r.version, r.supersedes, r.issued_at as "issuedAt",
  r.sha256, r.key_id as kid, r.part_name as "partName",
  (select s.id from issued_report s where s.force_id = r.force_id and s.supersedes = r.id) as "supersededBy",
  (select d.decision from report_decision d where d.force_id = r.force_id and d.report_id = r.id
    order by d.decided_at desc, d.id desc limit 1) as decision`;
const WHOLE = `${LINE}, r.draft_id as "draftId", r.document, r.signature`;
const NEWEST_FIRST = 'order by r.to_on desc, r.from_on desc, r.part, r.version desc';

const LIST = `
-- Which reports has a force issued, the newest period first?
select ${LINE}, count(*) over ()::int as total from issued_report r where r.force_id = $1 ${NEWEST_FIRST} limit $2 offset $3`;

const COUNT = `
-- How many versions has a force issued?
select count(*)::int as total from issued_report where force_id = $1`;

const FIND = `
-- What does one version say?
select ${WHOLE} from issued_report r where r.force_id = $1 and r.id = $2`;

const NEWEST_OF = `
-- What does the newest version of a period and a part say?
select ${WHOLE} from issued_report r where r.force_id = $1 and r.from_on = $2 and r.to_on = $3 and r.part = $4
order by r.version desc limit 1`;

const IS_ISSUED = `
-- Has a report of a period and a part been issued?
select exists (select 1 from issued_report r where r.force_id = $1 and r.from_on = $2 and r.to_on = $3 and r.part = $4) as is`;

const LATEST = `
-- What does the newest version of the latest period say, of the whole force?
select ${WHOLE} from issued_report r where r.force_id = $1 and r.part = '' ${NEWEST_FIRST} limit 1`;

const OF_DRAFT = `
-- As which version was a draft issued?
select id from issued_report where force_id = $1 and draft_id = $2`;

const INSERT = `
-- Issue a version.
insert into issued_report (force_id, id, draft_id, from_on, to_on, part, part_name, version, supersedes, issued_at, issued_by,
  cut_off_at, document, sha256, signature, key_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`;

export async function issuedReports(
  manager: EntityManager,
  forceId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: IssuedLine[]; total: number }> {
  const rows: (IssuedLine & { total: number })[] = await manager.query(LIST, [forceId, limit, offset]);
  if (rows.length > 0) return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]!.total };
  const [all]: { total: number }[] = await manager.query(COUNT, [forceId]);
  return { rows: [], total: all!.total };
}

export async function issuedReport(
  manager: EntityManager,
  forceId: string,
  id: string,
): Promise<IssuedRow | null> {
  const [found]: IssuedRow[] = await manager.query(FIND, [forceId, id]);
  return found ?? null;
}

export async function newestOf(
  manager: EntityManager,
  forceId: string,
  { fromOn, toOn, part }: ReportSubject,
): Promise<IssuedRow | null> {
  const [found]: IssuedRow[] = await manager.query(NEWEST_OF, [forceId, fromOn, toOn, part]);
  return found ?? null;
}

export async function isIssued(
  manager: EntityManager,
  forceId: string,
  { fromOn, toOn, part }: ReportSubject,
): Promise<boolean> {
  const [found]: { is: boolean }[] = await manager.query(IS_ISSUED, [forceId, fromOn, toOn, part]);
  return found!.is;
}

/** Null while the draft was not issued. */
export async function issuedOfDraft(
  manager: EntityManager,
  forceId: string,
  draftId: string,
): Promise<string | null> {
  const [found]: { id: string }[] = await manager.query(OF_DRAFT, [forceId, draftId]);
  return found?.id ?? null;
}

/** The report of the whole force that was issued last, by its period; null if none was. */
export async function latestIssued(manager: EntityManager, forceId: string): Promise<IssuedReport | null> {
  const [found]: IssuedRow[] = await manager.query(LATEST, [forceId]);
  return found ? withFigures(found) : null;
}

/** The newest version of the report that a report compares itself with, so of exactly the period before; null if there is none. */
export async function lastIssuedBefore(
  manager: EntityManager,
  forceId: string,
  before: Pick<Period, 'fromOn' | 'toOn'> | null,
  part: string,
): Promise<IssuedReport | null> {
  const found = before && (await newestOf(manager, forceId, { ...before, part }));
  return found ? withFigures(found) : null;
}

export const documentOfRow = ({ document }: Pick<IssuedRow, 'document'>): IssuedDocument =>
  JSON.parse(document.toString('utf8')) as IssuedDocument;

export async function insertIssued(
  manager: EntityManager,
  forceId: string,
  issued: {
    draftId: string;
    subject: ReportSubject;
    document: IssuedDocument;
    bytes: Buffer;
    sha256: string;
    signature: string;
    kid: string;
    at: DateTime;
  },
): Promise<void> {
  const { draftId, subject, document, bytes, sha256, signature, kid, at } = issued;
  await manager.query(INSERT, [
    forceId,
    document.id,
    draftId,
    subject.fromOn,
    subject.toOn,
    subject.part,
    document.report.part?.name ?? null,
    document.version,
    document.supersedes,
    at,
    document.issuedBy.id,
    document.report.cutOffAt,
    bytes,
    sha256,
    signature,
    kid,
  ]);
}

const withFigures = (row: IssuedRow): IssuedReport => ({
  id: row.id,
  version: row.version,
  issuedAt: row.issuedAt,
  sha256: row.sha256,
  report: documentOfRow(row).report,
});

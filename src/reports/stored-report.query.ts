import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { ComplianceReport } from './compliance-report.js';
import type { ReportKind } from './schedule/domain/periods-due.js';

export interface StoredReportLine {
  id: string;
  kind: ReportKind;
  fromOn: string;
  toOn: string;
  madeAt: DateTime;
}

/** A report as it was made; its figures never change. */
export interface StoredReport extends StoredReportLine {
  report: ComplianceReport;
}

const LIST = `
-- Which reports of a force have been made, newest period first?
select id, kind, from_on as "fromOn", to_on as "toOn", made_at as "madeAt"
from compliance_report where force_id = $1
order by to_on desc, from_on desc, kind, id`;

const FIND = `
-- What does one report say?
select id, kind, from_on as "fromOn", to_on as "toOn", made_at as "madeAt", figures as report
from compliance_report where force_id = $1 and id = $2`;

const LATEST = `
-- Up to which day have the reports of a kind been made of a force?
select max(to_on)::text as "toOn" from compliance_report where force_id = $1 and kind = $2`;

const KEEP = `
-- Keep a report unless there is one of the same kind and period; no row says that there was.
insert into compliance_report (force_id, id, kind, from_on, to_on, made_at, cut_off_at, figures)
values ($1, $2, $3, $4, $5, $6, $6, $7)
on conflict on constraint compliance_report_once do nothing
returning id`;

const MAIL = `
-- Tell everybody of these roles who can sign in, by link.
insert into outbox_mail (force_id, template, recipient_kind, recipient_id, subject_id, created_at, not_before)
select p.force_id, 'report-ready', 'person', p.id, $2, $3, $3
from person p
where p.force_id = $1 and p.role = any($4) and p.disabled_at is null
returning id`;

export function storedReports(manager: EntityManager, forceId: string): Promise<StoredReportLine[]> {
  return manager.query(LIST, [forceId]);
}

export async function storedReport(
  manager: EntityManager,
  forceId: string,
  id: string,
): Promise<StoredReport | null> {
  const [found]: StoredReport[] = await manager.query(FIND, [forceId, id]);
  return found ?? null;
}

/** The last day of the latest report of a kind, null if there is none yet. */
export async function latestKept(
  manager: EntityManager,
  forceId: string,
  kind: ReportKind,
): Promise<string | null> {
  const [latest]: { toOn: string | null }[] = await manager.query(LATEST, [forceId, kind]);
  return latest!.toOn;
}

/** What is kept of a report, and the roles that are told. */
export interface KeptReport {
  id: string;
  kind: ReportKind;
  report: ComplianceReport;
  madeAt: DateTime;
  recipients: readonly string[];
}

/**
 * Keep a report and tell the people of the given roles, in the caller's transaction.
 * @returns how many mails were put in the outbox, or null if the report was there already
 */
export async function keepReport(
  manager: EntityManager,
  { id, kind, report, madeAt, recipients }: KeptReport,
): Promise<number | null> {
  const { force, period } = report;
  const kept: unknown[] = await manager.query(KEEP, [
    force.id,
    id,
    kind,
    period.fromOn,
    period.toOn,
    madeAt,
    JSON.stringify(report),
  ]);
  if (kept.length === 0) return null;
  const mails: unknown[] = await manager.query(MAIL, [force.id, id, madeAt, recipients]);
  return mails.length;
}

import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { ComplianceReport } from './compliance-report.js';

/** The kind of the reports that the monthly job makes. */
export const MONTHLY = 'monthly';

export interface StoredReportLine {
  id: string;
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
select id, from_on as "fromOn", to_on as "toOn", made_at as "madeAt"
from compliance_report where force_id = $1
order by to_on desc, from_on desc, id`;

const FIND = `
-- What does one report say?
select id, from_on as "fromOn", to_on as "toOn", made_at as "madeAt", figures as report
from compliance_report where force_id = $1 and id = $2`;

const LATEST = `
-- Up to which day has the job made the monthly reports of a force?
select max(to_on)::text as "toOn" from compliance_report where force_id = $1 and kind = $2`;

const KEEP = `
-- Keep a report unless there is one of the same kind and period; no row says that there was.
insert into compliance_report (force_id, id, kind, from_on, to_on, made_at, cut_off_at, figures)
values ($1, $2, $3, $4, $5, $6, $6, $7)
on conflict on constraint compliance_report_once do nothing
returning id`;

const MAIL = `
-- Tell everybody of the local policing body who can sign in, by link.
insert into outbox_mail (force_id, template, recipient_kind, recipient_id, subject_id, created_at, not_before)
select p.force_id, 'report-ready', 'person', p.id, $2, $3, $3
from person p
where p.force_id = $1 and p.role = 'local-policing-body' and p.disabled_at is null
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

/** The last day of the latest monthly report, null if there is none yet. */
export async function latestMonthlyReport(manager: EntityManager, forceId: string): Promise<string | null> {
  const [latest]: { toOn: string | null }[] = await manager.query(LATEST, [forceId, MONTHLY]);
  return latest!.toOn;
}

/**
 * Keep a monthly report and tell the local policing body, in the caller's transaction.
 * @returns how many mails were put in the outbox, or null if the report was there already
 */
export async function keepMonthlyReport(
  manager: EntityManager,
  id: string,
  report: ComplianceReport,
  madeAt: DateTime,
): Promise<number | null> {
  const { force, period } = report;
  const kept: unknown[] = await manager.query(KEEP, [
    force.id,
    id,
    MONTHLY,
    period.fromOn,
    period.toOn,
    madeAt,
    JSON.stringify(report),
  ]);
  if (kept.length === 0) return null;
  const mails: unknown[] = await manager.query(MAIL, [force.id, id, madeAt]);
  return mails.length;
}

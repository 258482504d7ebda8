import { Injectable } from '@nestjs/common';
import type { Principal } from '../access/principal.js';
import { type AuditAction, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import type { ComplianceReport } from './compliance-report.js';
import { readPeriod } from './report-period.js';
import { makeReport } from './make-report.js';

/** How a report leaves: shown on a page, or handed over as a file or by the API. */
export type Disclosure = Extract<AuditAction, 'consult' | 'disclose'>;

/** Reports as of now, of any period. What was issued is with `StoredReports`. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The report of a force from one day to another, both included, as on record now; one snapshot for all of it.
   * @throws DomainError `invalid` for a period that is none, lies ahead or is too long
   */
  async complianceReport(
    forceId: string,
    fromOn: string | undefined,
    toOn: string | undefined,
  ): Promise<ComplianceReport> {
    const now = this.clock.now();
    const period = readPeriod(fromOn, toOn, now);
    return this.database.inForceSnapshot(forceId, (manager) => makeReport(manager, forceId, period, now));
  }

  /** The same for somebody who asks; the reading is logged in the same transaction. */
  async readComplianceReport(
    reader: Principal,
    days: { from?: string | undefined; to?: string | undefined },
    action: Disclosure,
    requestId: string,
  ): Promise<ComplianceReport> {
    const now = this.clock.now();
    const period = readPeriod(days.from, days.to, now);
    return this.database.inForceSnapshot(reader.forceId, async (manager) => {
      const report = await makeReport(manager, reader.forceId, period, now);
      await this.audit.record(manager, {
        forceId: reader.forceId,
        at: now,
        actor: { kind: reader.kind, id: reader.id },
        action,
        subjectKind: 'report',
        subjectId: `compliance:${period.fromOn}:${period.toOn}`,
        requestId,
      });
      return report;
    });
  }
}

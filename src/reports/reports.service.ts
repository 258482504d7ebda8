import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../access/principal.js';
import { type AuditAction, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { type Both, ForceDatabase } from '../database/force-database.js';
import type { ComplianceReport } from './compliance-report.js';
import { liveSubject, reportEntry } from './report-entry.js';
import { readPeriod } from './report-period.js';
import { makeReport } from './make-report.js';
import { type PartChoice, partsToChoose } from './part-of-force.js';

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
   * @param part of the force, `command-area:CODE` or `neighbourhood:CODE`; nothing for the whole force
   * @throws DomainError `invalid` for a period that is none, lies ahead or is too long, or a part that there is not
   */
  async complianceReport(
    forceId: string,
    fromOn: string | undefined,
    toOn: string | undefined,
    part?: string,
  ): Promise<ComplianceReport> {
    const now = this.clock.now();
    const period = readPeriod(fromOn, toOn, now);
    return this.database.inForceSnapshot(forceId, (manager) =>
      makeReport(manager, forceId, period, now, part),
    );
  }

  /** The same for somebody who asks; the reading is logged in the same transaction. */
  async readComplianceReport(
    reader: Principal,
    asked: { from?: string | undefined; to?: string | undefined; part?: string | undefined },
    action: Disclosure,
    requestId: string,
  ): Promise<ComplianceReport> {
    const now = this.clock.now();
    const period = readPeriod(asked.from, asked.to, now);
    const work = async (manager: EntityManager, both: Both): Promise<ComplianceReport> => {
      const report = await makeReport(manager, reader.forceId, period, now, asked.part, both);
      const subjectId = liveSubject('compliance', period, asked.part);
      await this.audit.record(manager, reportEntry(reader, now, { action, subjectId, requestId }));
      return report;
    };
    return this.database.readInForceSnapshot(reader.forceId, work, action === 'disclose');
  }

  /** What of the reader's force can be chosen instead of all of it. */
  partsToChoose({ forceId }: Principal): Promise<PartChoice[]> {
    return this.database.inForce(forceId, (manager) => partsToChoose(manager, forceId));
  }
}

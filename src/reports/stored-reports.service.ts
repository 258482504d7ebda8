import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../access/principal.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { reportEntry } from './report-entry.js';
import type { Disclosure } from './reports.service.js';
import {
  storedReport,
  type StoredReport,
  type StoredReportLine,
  storedReports,
} from './stored-report.query.js';

/** The reports that were made and kept. */
@Injectable()
export class StoredReports {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Newest period first. */
  listReports(reader: Principal): Promise<StoredReportLine[]> {
    return this.database.inForce(reader.forceId, (manager) => storedReports(manager, reader.forceId));
  }

  /**
   * One report, exactly as it was made; the reading is logged.
   * @throws DomainError `not-found`
   */
  readReport(reader: Principal, id: string, action: Disclosure, requestId: string): Promise<StoredReport> {
    const work = async (manager: EntityManager): Promise<StoredReport> => {
      const stored = isUUID(id) ? await storedReport(manager, reader.forceId, id) : null;
      if (!stored)
        throw DomainError.notFound('There is no such report. Choose one from the list of reports.');
      const entry = reportEntry(reader, this.clock.now(), { action, subjectId: stored.id, requestId });
      await this.audit.record(manager, entry);
      return stored;
    };
    return this.database.readInForce(reader.forceId, work, action === 'disclose');
  }
}

import { Injectable, Logger } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { AuditLog } from '../../audit/audit-log.js';
import type { Period } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { makeReport } from '../make-report.js';
import { keepReport, latestKept } from '../stored-report.query.js';
import { periodsDue, REPORT_KINDS, type ReportKind } from './domain/periods-due.js';
import { ReportSchedule } from './report-rules.js';

/** What one run has done. */
export interface MadeReports {
  made: number;
  mails: number;
}

interface ForceLine {
  id: string;
  startsOn: string;
}

interface DueReport {
  kind: ReportKind;
  period: Period;
}

/**
 * Makes the reports that the calendar asks for, keeps them and mails their links. What is due follows from what is kept,
 * so a missed run is made up, a second one does nothing, and of several instances one is first.
 */
@Injectable()
export class ScheduledReports {
  private readonly logger = new Logger(ScheduledReports.name);

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly schedule: ReportSchedule,
  ) {}

  /**
   * Make every report that is due and not kept yet, force by force; the second time there is nothing to do.
   * A report that fails is logged, tried again with the next run, and holds up no other force and no other kind.
   */
  async makeReportsDue(now: DateTime = this.clock.now()): Promise<MadeReports> {
    const result: MadeReports = { made: 0, mails: 0 };
    const forces = await this.database.statement<ForceLine>(
      'forces-with-reports',
      `select id, starts_on as "startsOn" from force order by id`,
    );
    for (const force of forces) {
      for (const kind of REPORT_KINDS) {
        try {
          for (const period of await this.periodsDue(force, kind, now)) {
            const mails = await this.makeOne(force.id, { kind, period }, now);
            if (mails === null) continue;
            result.made += 1;
            result.mails += mails;
          }
        } catch (error) {
          this.logger.error({
            message: 'a scheduled report failed and will be tried again',
            forceId: force.id,
            kind,
            why: (error as Error).message,
          });
        }
      }
    }
    return result;
  }

  private async periodsDue({ id, startsOn }: ForceLine, kind: ReportKind, now: DateTime): Promise<Period[]> {
    const { made, ...occasion } = this.schedule.ofForce(id)[kind];
    if (!made) return [];
    const latest = await this.database.inForce(id, (manager) => latestKept(manager, id, kind));
    return periodsDue(kind, occasion, startsOn, latest, now);
  }

  /** Reads one snapshot, then keeps what it said; another instance may have been quicker, and then its report stands. */
  private async makeOne(forceId: string, { kind, period }: DueReport, now: DateTime): Promise<number | null> {
    const report = await this.database.inForceSnapshot(forceId, (manager) =>
      makeReport(manager, forceId, period, now),
    );
    const { recipients } = this.schedule.ofForce(forceId);
    return this.database.inForce(forceId, async (manager) => {
      const id = newId();
      const mails = await keepReport(manager, { id, kind, report, madeAt: now, recipients });
      if (mails === null) return null;
      await this.audit.record(manager, {
        forceId,
        at: now,
        actor: { kind: 'job', id: `${kind}-report` },
        action: 'combine',
        subjectKind: 'report',
        subjectId: id,
        detail: { fromOn: period.fromOn, toOn: period.toOn, mails },
      });
      return mails;
    });
  }
}

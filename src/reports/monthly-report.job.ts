import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  Optional,
} from '@nestjs/common';
import { Cron, SchedulerRegistry } from '@nestjs/schedule';
import type { DateTime } from 'luxon';
import { newId } from '../common/new-id.js';
import { AuditLog } from '../audit/audit-log.js';
import { LOCAL_ZONE, type Period } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import { Heartbeats } from '../database/heartbeats.js';
import { monthsDue } from './domain/months-due.js';
import { makeReport } from './make-report.js';
import { keepMonthlyReport, latestMonthlyReport } from './stored-report.query.js';

/** What one run has done. */
export interface MadeReports {
  made: number;
  mails: number;
}

interface ForceLine {
  id: string;
  startsOn: string;
}

/**
 * Makes last month's report of every force, keeps it and mails its link. The timer is only a metronome, on every
 * instance: what is due follows from what is kept, so a missed run is made up and a second one does nothing.
 */
@Injectable()
export class MonthlyReportJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MonthlyReportJob.name);
  private running: Promise<void> | null = null;

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly heartbeats: Heartbeats,
    /** Absent where no jobs run by the clock on the wall; then the start makes no reports either. */
    @Optional() private readonly scheduler?: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    if (this.scheduler) void this.run();
  }

  // Daily, because a missed first of the month is made up the day after; outside 01:00 to 02:00, which in March
  // does not exist and in October comes twice.
  @Cron('0 10 3 * * *', { name: 'monthly-report', timeZone: LOCAL_ZONE })
  async run(): Promise<void> {
    this.running ??= this.makeAll().finally(() => (this.running = null));
    await this.running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  /**
   * Make every monthly report that is due and not kept yet, force by force; the second time there is nothing to do.
   * A force that fails is logged, tried again with the next run, and holds up no other.
   */
  async makeReportsDue(now: DateTime = this.clock.now()): Promise<MadeReports> {
    const result: MadeReports = { made: 0, mails: 0 };
    const forces = await this.database.statement<ForceLine>(
      'forces-with-reports',
      `select id, starts_on as "startsOn" from force order by id`,
    );
    for (const force of forces) {
      try {
        for (const month of await this.monthsDue(force, now)) {
          const mails = await this.makeOne(force.id, month, now);
          if (mails === null) continue;
          result.made += 1;
          result.mails += mails;
        }
      } catch (error) {
        this.logger.error({
          message: 'a monthly report failed and will be tried again',
          forceId: force.id,
          why: (error as Error).message,
        });
      }
    }
    return result;
  }

  private async makeAll(): Promise<void> {
    try {
      const result = await this.heartbeats.around('monthly-report', () => this.makeReportsDue());
      if (result.made > 0) this.logger.log({ message: 'monthly reports made', ...result });
    } catch (error) {
      this.logger.error({
        message: 'a job failed and will run again',
        job: 'monthly-report',
        error: (error as Error).message,
      });
    }
  }

  private async monthsDue({ id, startsOn }: ForceLine, now: DateTime): Promise<Period[]> {
    const latest = await this.database.inForce(id, (manager) => latestMonthlyReport(manager, id));
    return monthsDue(startsOn, latest, now);
  }

  /** Reads one snapshot, then keeps what it said; another instance may have been quicker, and then its report stands. */
  private async makeOne(forceId: string, month: Period, now: DateTime): Promise<number | null> {
    const report = await this.database.inForceSnapshot(forceId, (manager) =>
      makeReport(manager, forceId, month, now),
    );
    return this.database.inForce(forceId, async (manager) => {
      const id = newId();
      const mails = await keepMonthlyReport(manager, id, report, now);
      if (mails === null) return null;
      await this.audit.record(manager, {
        forceId,
        at: now,
        actor: { kind: 'job', id: 'monthly-report' },
        action: 'combine',
        subjectKind: 'report',
        subjectId: id,
        detail: { fromOn: month.fromOn, toOn: month.toOn, mails },
      });
      return mails;
    });
  }
}

import { Injectable, Logger, type OnApplicationBootstrap, Optional } from '@nestjs/common';
import { Cron, SchedulerRegistry } from '@nestjs/schedule';
import { AuditLog } from '../audit/audit-log.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import { nameChange } from './changed-by.js';
import { followToday } from './officer-dated.query.js';
import { Forces } from './forces.js';

const ACTOR = { kind: 'job', id: 'officers-today' } as const;

/**
 * Ranks and withheld names may be recorded for days to come: when the day is there, what an officer is today follows.
 * Pages and coverage of a day read the dated tables and do not wait for it.
 */
@Injectable()
export class OfficersTodayJob implements OnApplicationBootstrap {
  private readonly logger = new Logger(OfficersTodayJob.name);

  constructor(
    private readonly database: ForceDatabase,
    private readonly forces: Forces,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    /** Absent where no jobs run by the clock on the wall. */
    @Optional() private readonly scheduler?: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    if (this.scheduler) void this.run();
  }

  // Every quarter of an hour and not at midnight alone: it costs one statement a force, and misses no change of clocks.
  @Cron('5 */15 * * * *', { name: 'officers-today' })
  async run(): Promise<void> {
    try {
      await this.followToday();
    } catch (error) {
      this.logger.error({
        message: 'officers of today were not brought up to date',
        why: (error as Error).message,
      });
    }
  }

  /** Of every force; answers how many officers were changed. */
  async followToday(): Promise<number> {
    const at = this.clock.now();
    let changed = 0;
    for (const { id: forceId } of await this.forces.all()) {
      changed += await this.database.inForce(forceId, async (manager) => {
        await nameChange(manager, { actor: ACTOR }, at);
        const ids = await followToday(manager, forceId, localDayOf(at));
        const entries = ids.map((subjectId) => ({
          ...{
            forceId,
            at,
            actor: ACTOR,
            action: 'alter' as const,
            subjectKind: 'officer' as const,
            subjectId,
          },
        }));
        if (entries.length > 0) await this.audit.record(manager, ...entries);
        return ids.length;
      });
    }
    return changed;
  }
}

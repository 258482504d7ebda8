import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { addDays, LOCAL_ZONE, localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { JobRun } from '../../common/job-run.js';
import { ForceDatabase } from '../../database/force-database.js';
import type { ContactableConfig } from './contactable-config.js';
import { CONTACTABLE_CONFIG } from './contactable-options.js';
import { beginThinning, type ThinnedDay, thinNextDay } from './thin-tries.query.js';

const ACTOR = { kind: 'job', id: 'thin-route-tries' } as const;
/** A year a night of each force: who begins with years of tries is done in as many nights. */
const DAYS_A_RUN = 366;

/**
 * Tries of contact routes are made every few hours for ever; older ones are thinned, so that only what coverage asks of
 * them stays. Which days are done the database says, so a missed night costs nothing and several instances share the work.
 */
@Injectable()
export class ThinTriesJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ThinTriesJob.name);
  private readonly current = new JobRun(this.logger, ACTOR.id);
  private stopping = false;

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    @Inject(CONTACTABLE_CONFIG) private readonly config: ContactableConfig,
  ) {}

  @Cron('0 40 3 * * *', { name: 'thin-route-tries', timeZone: LOCAL_ZONE })
  async run(): Promise<void> {
    await this.current.once(() => this.runOnce());
  }

  /** SIGTERM: finish the day that was begun. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.current.ended();
  }

  /**
   * Thin the tries that are older than is configured, so many days of a force at most, each day in a transaction of its own.
   * @returns how many tries went
   */
  async thinTries(mostDays = DAYS_A_RUN): Promise<number> {
    const at = this.clock.now();
    const forces = await this.database.statement<{ id: string }>(
      'forces-with-tries',
      `select id from force order by id`,
    );
    let gone = 0;
    for (const { id } of forces) {
      try {
        gone += await this.thinForce(id, at, mostDays);
      } catch (error) {
        this.logger.error({
          message: 'tries of a force could not be thinned; they are with the next run',
          forceId: id,
          error: (error as Error).message,
        });
      }
    }
    return gone;
  }

  private async thinForce(forceId: string, at: DateTime, mostDays: number): Promise<number> {
    const keptFromOn = addDays(localDayOf(at), -this.config.keepTriesDays);
    await this.database.inForce(forceId, (manager) => beginThinning(manager, forceId));
    let gone = 0;
    for (let days = 0; days < mostDays && !this.stopping; days += 1) {
      const day = await this.database.inForce(forceId, async (manager) => {
        const thinned = await thinNextDay(manager, forceId, keptFromOn);
        if (thinned && thinned.tries > 0) await this.record(manager, forceId, at, thinned);
        return thinned;
      });
      if (!day) break;
      gone += day.tries;
    }
    return gone;
  }

  private record(
    manager: EntityManager,
    forceId: string,
    at: DateTime,
    { on, tries }: ThinnedDay,
  ): Promise<void> {
    const entry = {
      forceId,
      at,
      actor: ACTOR,
      action: 'erase',
      subjectKind: 'force',
      subjectId: forceId,
    } as const;
    return this.audit.record(manager, { ...entry, detail: { routeTries: tries, on } });
  }

  private async runOnce(): Promise<void> {
    const tries = await this.thinTries();
    if (tries > 0) this.logger.log({ message: 'old tries of contact routes were thinned', tries });
  }
}

import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ForceDatabase } from '../../database/force-database.js';
import { Heartbeats } from '../../database/heartbeats.js';
import { Job } from '../../database/job.js';
import type { TryOutcome } from './domain/try-outcome.js';
import { RouteTrier } from './route-trier.js';
import { RouteTries } from './route-tries.service.js';

const LOOK_EVERY_MS = 60_000;
/** A run ends after this, so that /health hears of it; the next goes on where it stopped. */
const RUN_AT_MOST_MS = 5 * 60_000;
/** Two at once in a force, because one of them may wait for a slow host. */
const AT_ONCE = 2;

export type TryCounts = Record<TryOutcome['outcome'], number>;

/**
 * Tries what is due. The timer is only a metronome, on every instance: which routes are due, and whose turn it is, the
 * database says. A missed run costs nothing.
 */
@Injectable()
export class RouteChecksJob extends Job {
  constructor(
    private readonly database: ForceDatabase,
    private readonly tries: RouteTries,
    private readonly trier: RouteTrier,
    heartbeats: Heartbeats,
  ) {
    super('route-checks', heartbeats);
  }

  @Interval('route-checks', LOOK_EVERY_MS)
  async run(): Promise<void> {
    if (!this.tries.enabled) return;
    await this.once(async () => {
      const counts = await this.tryRoutesDue();
      if (counts.failed > 0) this.logger.warn({ message: 'routes were tried and some failed', ...counts });
      return counts;
    });
  }

  /** Try every route that is due, force by force and these side by side; one that fails holds up no other. */
  async tryRoutesDue(): Promise<TryCounts> {
    const counts: TryCounts = { works: 0, failed: 0, 'try-again': 0, 'not-checked': 0 };
    if (!this.tries.enabled) return counts;
    const forces = await this.database.statement<{ id: string }>(
      'forces-with-routes',
      `select id from force order by id`,
    );
    const until = performance.now() + RUN_AT_MOST_MS;
    await Promise.all(forces.map(({ id }) => this.tryForce(id, until, counts)));
    return counts;
  }

  /** The tries that were begun are finished. */
  protected override onStop(): void {
    this.trier.stop();
  }

  private async tryForce(forceId: string, until: number, counts: TryCounts): Promise<void> {
    const oneAfterTheOther = async (): Promise<void> => {
      while (this.goesOn() && performance.now() < until) {
        const said = await this.tries.tryNextDue(forceId);
        if (!said) return;
        counts[said.outcome] += 1;
      }
    };
    try {
      await this.tries.planTries(forceId);
      await Promise.all(Array.from({ length: AT_ONCE }, oneAfterTheOther));
    } catch (error) {
      this.logger.error({
        message: 'routes of a force could not be tried; they are with the next run',
        forceId,
        why: (error as Error).message,
      });
    }
  }
}

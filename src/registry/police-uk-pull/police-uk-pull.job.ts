import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Clock } from '../../common/clock.js';
import { JobRun } from '../../common/job-run.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { PullFailed } from './police-uk-client.js';
import {
  type ClaimedPull,
  claimPull,
  endPull,
  failHopelessPulls,
  forcesWithPulls,
  keepClaim,
} from './pull-queue.query.js';
import { PullRunner } from './pull-runner.js';

const LOOK_EVERY_MS = 5_000;

const TRIED_TOO_OFTEN = 'The server was stopped five times during this pull. Start another.';

/**
 * Runs the pulls that were asked for, one after the other on an instance, so that the national interface is asked
 * politely whatever is asked of us. Whose turn it is, the database says; a pull whose worker died is begun anew.
 */
@Injectable()
export class PoliceUkPullJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger(PoliceUkPullJob.name);
  private readonly stop = new AbortController();
  private readonly current = new JobRun(this.logger, 'police-uk-pull');

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly runner: PullRunner,
  ) {}

  @Interval('police-uk-pull', LOOK_EVERY_MS)
  async run(): Promise<void> {
    if (this.runner.source === null || this.stop.signal.aborted) return;
    await this.current.once(() => this.runWaiting());
  }

  /** SIGTERM: leave the pull to another worker, which begins it anew. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.current.ended();
  }

  private async runWaiting(): Promise<void> {
    const forces = await this.database.asSweeper((manager) => forcesWithPulls(manager));
    for (const forceId of forces) {
      if (this.stop.signal.aborted) return;
      const pull = await this.database.inForce(forceId, async (manager) => {
        await failHopelessPulls(manager, forceId, TRIED_TOO_OFTEN);
        return claimPull(manager, forceId, newId());
      });
      if (pull) await this.runOne(forceId, pull);
    }
  }

  private async runOne(forceId: string, pull: ClaimedPull): Promise<void> {
    const at = this.clock.now();
    try {
      const content = await this.runner.pull(forceId, at, this.stop.signal, async (done, total) => {
        const kept = await this.database.inForce(forceId, (manager) =>
          keepClaim(manager, forceId, pull, done, total),
        );
        if (!kept) throw new ClaimLost();
      });
      await this.database.inForce(forceId, async (manager) => {
        if (!(await endPull(manager, forceId, pull, 'pulled'))) throw new ClaimLost();
        await this.runner.keep(manager, forceId, { content, at, ...pull });
      });
    } catch (error) {
      await this.giveUp(forceId, pull, error as Error);
    }
  }

  private async giveUp(forceId: string, pull: ClaimedPull, error: Error): Promise<void> {
    if (error instanceof ClaimLost) return;
    const stopped = this.stop.signal.aborted;
    const problem =
      error instanceof PullFailed
        ? error.message
        : 'The answers could not be worked on. Tell whoever runs this server.';
    this.logger.warn({
      message: 'a pull from data.police.uk ended early',
      forceId,
      stopped,
      why: error.message,
    });
    await this.database.inForce(forceId, (manager) =>
      stopped
        ? endPull(manager, forceId, pull, 'waiting')
        : endPull(manager, forceId, pull, 'failed', problem),
    );
  }
}

/** Another worker has taken the pull up. */
class ClaimLost extends Error {}

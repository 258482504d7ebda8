import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRun } from '../../common/job-run.js';
import { Heartbeats } from '../../database/heartbeats.js';
import { Sealer } from './sealer.js';

const SEAL_EVERY_MS = 1_000;
/** Runs that find nothing say so this often only: a row written each second by each instance is no news. */
const RUNS_A_BEAT = 30;

/** Seals each second, on every instance; that no entry is sealed twice is the database's doing. */
@Injectable()
export class SealerJob implements BeforeApplicationShutdown {
  private readonly run = new JobRun(new Logger(SealerJob.name), 'seal-audit');
  private runs = 0;
  private stopping = false;

  constructor(
    private readonly sealer: Sealer,
    private readonly heartbeats: Heartbeats,
  ) {}

  @Interval('seal-audit', SEAL_EVERY_MS)
  async seal(): Promise<void> {
    if (this.stopping) return;
    await this.run.once(() =>
      this.runs++ % RUNS_A_BEAT === 0
        ? this.heartbeats.around('seal-audit', () => this.sealer.sealDue())
        : this.sealer.sealDue(),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.sealer.stop();
    await this.run.ended();
  }
}

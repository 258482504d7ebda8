import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeats } from '../../database/heartbeats.js';
import { Job } from '../../database/job.js';
import { Sealer } from './sealer.js';

const SEAL_EVERY_MS = 1_000;
/** Runs that find nothing say so this often only: a row written each second by each instance is no news. */
const RUNS_A_BEAT = 30;

/** Seals each second, on every instance; that no entry is sealed twice is the database's doing. */
@Injectable()
export class SealerJob extends Job {
  private runs = 0;

  constructor(
    private readonly sealer: Sealer,
    heartbeats: Heartbeats,
  ) {
    super('seal-audit', heartbeats);
  }

  @Interval('seal-audit', SEAL_EVERY_MS)
  async seal(): Promise<void> {
    const isBeat = this.runs++ % RUNS_A_BEAT === 0;
    await (isBeat ? this.once(() => this.sealer.sealDue()) : this.quietly(() => this.sealer.sealDue()));
  }

  protected override onStop(): void {
    this.sealer.stop();
  }
}

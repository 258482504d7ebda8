import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRun } from '../common/job-run.js';
import { Heartbeats } from '../database/heartbeats.js';
import { Retention } from './retention.service.js';

const LOOK_EVERY_MS = 5 * 60_000;

/**
 * Looks every five minutes, on every instance, whether it is the hour of the night's erasure; what is due the database
 * says, so a missed night is made up the next, and two instances erase nothing twice.
 */
@Injectable()
export class RetentionJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger(RetentionJob.name);
  private readonly current = new JobRun(this.logger, 'retention');
  private stopping = false;

  constructor(
    private readonly retention: Retention,
    private readonly heartbeats: Heartbeats,
  ) {}

  @Interval('retention', LOOK_EVERY_MS)
  async run(): Promise<void> {
    if (!this.retention.isTime()) return;
    await this.current.once(() =>
      this.heartbeats.around('retention', () =>
        this.retention.eraseDue(() => !this.stopping && this.retention.isTime()),
      ),
    );
  }

  /** The batch that was begun is finished. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.current.ended();
  }
}

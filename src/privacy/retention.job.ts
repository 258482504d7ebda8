import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeats } from '../database/heartbeats.js';
import { Job } from '../database/job.js';
import { Retention } from './retention.service.js';

const LOOK_EVERY_MS = 5 * 60_000;

/**
 * Looks every five minutes, on every instance, whether it is the hour of the night's erasure; what is due the database
 * says, so a missed night is made up the next, and two instances erase nothing twice. The batch that was begun is finished.
 */
@Injectable()
export class RetentionJob extends Job {
  constructor(
    private readonly retention: Retention,
    heartbeats: Heartbeats,
  ) {
    super('retention', heartbeats);
  }

  @Interval('retention', LOOK_EVERY_MS)
  async run(): Promise<void> {
    if (!this.retention.isTime()) return;
    await this.once(() => this.retention.eraseDue(() => this.goesOn() && this.retention.isTime()));
  }
}

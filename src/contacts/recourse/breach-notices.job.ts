import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeats } from '../../database/heartbeats.js';
import { Job } from '../../database/job.js';
import { BreachNotices } from './breach-notices.service.js';

const LOOK_EVERY_MS = 60_000;

/** Looks every minute, on every instance, who is to be told that their answer is overdue; the mails go with all others. */
@Injectable()
export class BreachNoticesJob extends Job {
  constructor(
    private readonly notices: BreachNotices,
    heartbeats: Heartbeats,
  ) {
    super('breach-notices', heartbeats);
  }

  @Interval('breach-notices', LOOK_EVERY_MS)
  async run(): Promise<void> {
    await this.once(() => this.notices.tellOfBreaches());
  }
}

import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRun } from '../../common/job-run.js';
import { Heartbeats } from '../../database/heartbeats.js';
import { BreachNotices } from './breach-notices.service.js';

const LOOK_EVERY_MS = 60_000;

/** Looks every minute, on every instance, who is to be told that their answer is overdue; the mails go with all others. */
@Injectable()
export class BreachNoticesJob implements BeforeApplicationShutdown {
  private readonly current = new JobRun(new Logger(BreachNoticesJob.name), 'breach-notices');

  constructor(
    private readonly notices: BreachNotices,
    private readonly heartbeats: Heartbeats,
  ) {}

  @Interval('breach-notices', LOOK_EVERY_MS)
  async run(): Promise<void> {
    await this.current.once(() =>
      this.heartbeats.around('breach-notices', () => this.notices.tellOfBreaches()),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.current.ended();
  }
}

import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeats } from '../../database/heartbeats.js';
import { BreachNotices } from './breach-notices.service.js';

const LOOK_EVERY_MS = 60_000;

/** Looks every minute, on every instance, who is to be told that their answer is overdue; the mails go with all others. */
@Injectable()
export class BreachNoticesJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger(BreachNoticesJob.name);
  private running: Promise<void> | null = null;

  constructor(
    private readonly notices: BreachNotices,
    private readonly heartbeats: Heartbeats,
  ) {}

  @Interval('breach-notices', LOOK_EVERY_MS)
  async run(): Promise<void> {
    this.running ??= this.runOnce().finally(() => (this.running = null));
    await this.running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async runOnce(): Promise<void> {
    try {
      await this.heartbeats.around('breach-notices', () => this.notices.tellOfBreaches());
    } catch (error) {
      this.logger.error({
        message: 'a job failed and will run again',
        job: 'breach-notices',
        error: (error as Error).message,
      });
    }
  }
}

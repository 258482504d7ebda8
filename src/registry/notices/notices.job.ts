import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeats } from '../../database/heartbeats.js';
import { Notices } from './notices.service.js';

const LOOK_EVERY_MS = 5 * 60_000;

/** The metronome of the notices, on every instance; what is new the database says, so a missed run costs nothing. */
@Injectable()
export class NoticesJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger(NoticesJob.name);
  private running: Promise<void> | null = null;

  constructor(
    private readonly notices: Notices,
    private readonly heartbeats: Heartbeats,
  ) {}

  @Interval('notices', LOOK_EVERY_MS)
  async run(): Promise<void> {
    this.running ??= this.runOnce().finally(() => (this.running = null));
    await this.running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async runOnce(): Promise<void> {
    try {
      await this.heartbeats.around('notices', () => this.notices.raiseNoticesDue());
    } catch (error) {
      this.logger.error({
        message: 'a job failed and will run again',
        job: 'notices',
        error: (error as Error).message,
      });
    }
  }
}

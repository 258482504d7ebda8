import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Cron, Interval } from '@nestjs/schedule';
import { LOCAL_ZONE } from '../common/calendar.js';
import { Heartbeats } from '../database/heartbeats.js';
import { Digests } from './digests.service.js';

const LOOK_EVERY_MS = 30_000;

/**
 * The metronome of the digests, on every instance: whose has come the database says, so a missed tick costs half a
 * minute and two at once nothing. The mails are sent with all others.
 */
@Injectable()
export class DigestsJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger(DigestsJob.name);
  private running: Promise<void> | null = null;

  constructor(
    private readonly digests: Digests,
    private readonly heartbeats: Heartbeats,
  ) {}

  @Interval('digests', LOOK_EVERY_MS)
  async run(): Promise<void> {
    this.running ??= this.runOnce().finally(() => (this.running = null));
    await this.running;
  }

  /** Once a night; on several instances at once each finds what the others have left. */
  @Cron('0 50 3 * * *', { name: 'thin-digests', timeZone: LOCAL_ZONE })
  async thin(): Promise<void> {
    try {
      const digests = await this.digests.thinDigests();
      if (digests > 0) this.logger.log({ message: 'old digests were thinned', digests });
    } catch (error) {
      this.logger.error({
        message: 'a job failed and will run again',
        job: 'thin-digests',
        error: (error as Error).message,
      });
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async runOnce(): Promise<void> {
    try {
      await this.heartbeats.around('digests', () => this.digests.raiseDigestsDue());
    } catch (error) {
      this.logger.error({
        message: 'a job failed and will run again',
        job: 'digests',
        error: (error as Error).message,
      });
    }
  }
}

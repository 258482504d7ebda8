import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
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

import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Cron, Interval } from '@nestjs/schedule';
import { LOCAL_ZONE } from '../common/calendar.js';
import { JobRun, orNextRun } from '../common/job-run.js';
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
  private readonly current = new JobRun(this.logger, 'digests');

  constructor(
    private readonly digests: Digests,
    private readonly heartbeats: Heartbeats,
  ) {}

  @Interval('digests', LOOK_EVERY_MS)
  async run(): Promise<void> {
    await this.current.once(() => this.heartbeats.around('digests', () => this.digests.raiseDigestsDue()));
  }

  /** Once a night; on several instances at once each finds what the others have left. */
  @Cron('0 50 3 * * *', { name: 'thin-digests', timeZone: LOCAL_ZONE })
  async thin(): Promise<void> {
    const digests = await orNextRun(this.logger, 'thin-digests', () => this.digests.thinDigests());
    if (digests) this.logger.log({ message: 'old digests were thinned', digests });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.current.ended();
  }
}

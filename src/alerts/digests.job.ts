import { Injectable } from '@nestjs/common';
import { Cron, Interval } from '@nestjs/schedule';
import { LOCAL_ZONE } from '../common/calendar.js';
import { orNextRun } from '../common/job-run.js';
import { Heartbeats } from '../database/heartbeats.js';
import { Job } from '../database/job.js';
import { Digests } from './digests.service.js';

const LOOK_EVERY_MS = 30_000;

/**
 * The metronome of the digests, on every instance: whose has come the database says, so a missed tick costs half a
 * minute and two at once nothing. The mails are sent with all others.
 */
@Injectable()
export class DigestsJob extends Job {
  constructor(
    private readonly digests: Digests,
    heartbeats: Heartbeats,
  ) {
    super('digests', heartbeats);
  }

  @Interval('digests', LOOK_EVERY_MS)
  async run(): Promise<void> {
    await this.once(() => this.digests.raiseDigestsDue());
  }

  /** Once a night; on several instances at once each finds what the others have left. */
  @Cron('0 50 3 * * *', { name: 'thin-digests', timeZone: LOCAL_ZONE })
  async thin(): Promise<void> {
    const digests = await orNextRun(this.logger, 'thin-digests', () => this.digests.thinDigests());
    if (digests) this.logger.log({ message: 'old digests were thinned', digests });
  }
}

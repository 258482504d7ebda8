import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeats } from '../../database/heartbeats.js';
import { Job } from '../../database/job.js';
import { Notices } from './notices.service.js';

const LOOK_EVERY_MS = 5 * 60_000;

/** The metronome of the notices, on every instance; what is new the database says, so a missed run costs nothing. */
@Injectable()
export class NoticesJob extends Job {
  constructor(
    private readonly notices: Notices,
    heartbeats: Heartbeats,
  ) {
    super('notices', heartbeats);
  }

  @Interval('notices', LOOK_EVERY_MS)
  async run(): Promise<void> {
    await this.once(() => this.notices.raiseNoticesDue());
  }
}

import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRun } from '../../common/job-run.js';
import { Heartbeats } from '../../database/heartbeats.js';
import { Notices } from './notices.service.js';

const LOOK_EVERY_MS = 5 * 60_000;

/** The metronome of the notices, on every instance; what is new the database says, so a missed run costs nothing. */
@Injectable()
export class NoticesJob implements BeforeApplicationShutdown {
  private readonly current = new JobRun(new Logger(NoticesJob.name), 'notices');

  constructor(
    private readonly notices: Notices,
    private readonly heartbeats: Heartbeats,
  ) {}

  @Interval('notices', LOOK_EVERY_MS)
  async run(): Promise<void> {
    await this.current.once(() => this.heartbeats.around('notices', () => this.notices.raiseNoticesDue()));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.current.ended();
  }
}

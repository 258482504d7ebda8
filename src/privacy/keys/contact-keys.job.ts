import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRun } from '../../common/job-run.js';
import { Heartbeats } from '../../database/heartbeats.js';
import { ContactKeys } from './contact-keys.service.js';

const LOOK_EVERY_MS = 60_000;

/**
 * Looks every minute, on every instance, for contacts that cannot be searched yet or that the previous master key still
 * wraps. Nearly always there are none, which is a step into an index for each force.
 */
@Injectable()
export class ContactKeysJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ContactKeysJob.name);
  private readonly current = new JobRun(this.logger, 'contact-keys');
  private stopping = false;

  constructor(
    private readonly keys: ContactKeys,
    private readonly heartbeats: Heartbeats,
  ) {}

  @Interval('contact-keys', LOOK_EVERY_MS)
  async run(): Promise<void> {
    await this.current.once(() =>
      this.heartbeats.around('contact-keys', () =>
        this.keys.renew({ kind: 'job', id: 'contact-keys' }, () => !this.stopping),
      ),
    );
  }

  /** The batch that was begun is finished. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.current.ended();
  }
}

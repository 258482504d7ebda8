import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeats } from '../../database/heartbeats.js';
import { Job } from '../../database/job.js';
import { ContactKeys } from './contact-keys.service.js';

const LOOK_EVERY_MS = 60_000;

/**
 * Looks every minute, on every instance, for contacts that cannot be searched yet or that the previous master key still
 * wraps. Nearly always there are none, which is a step into an index for each force.
 */
@Injectable()
export class ContactKeysJob extends Job {
  constructor(
    private readonly keys: ContactKeys,
    heartbeats: Heartbeats,
  ) {
    super('contact-keys', heartbeats);
  }

  @Interval('contact-keys', LOOK_EVERY_MS)
  async run(): Promise<void> {
    await this.once(() => this.keys.renew({ kind: 'job', id: 'contact-keys' }, () => this.goesOn()));
  }
}

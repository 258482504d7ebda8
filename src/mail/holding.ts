import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import { Heartbeats } from '../database/heartbeats.js';
import type { ClaimedMail } from './mail-composers.js';
import { claimMails, HOLDS_MAIL } from './outbox.query.js';

/** A fraction of the time after which an instance that says nothing is gone, so that one word may be lost. */
const SAY_EVERY_MS = 3_000;

/** Takes mails into this instance's hand, and says that it is there as long as it holds any. */
@Injectable()
export class Holding {
  /** When it was last said, by `performance.now()`. */
  private saidMs = -Infinity;

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly heartbeats: Heartbeats,
  ) {}

  /** Claims up to so many of the mails that are due. */
  async claim(limit: number): Promise<ClaimedMail[]> {
    if (performance.now() - this.saidMs >= SAY_EVERY_MS) await this.say();
    const { instance } = this.heartbeats;
    return this.database.asSweeper((manager) => claimMails(manager, this.clock.now(), limit, instance));
  }

  /** Says it again and again while this goes on. A database that is away hears nothing, and nobody else either. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    const timer = setInterval(() => void this.say().catch(() => undefined), SAY_EVERY_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  private async say(): Promise<void> {
    await this.heartbeats.alive(HOLDS_MAIL);
    this.saidMs = performance.now();
  }
}

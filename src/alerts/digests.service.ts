import { Injectable } from '@nestjs/common';
import { addDays, localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import { AlertRules } from './alert-rules.js';
import { isDigestDay } from './domain/digest-time.js';
import { thinDigests, type WrittenDigests, writeDigests } from './digests.query.js';

/** So long it can be told whose digest of a day was seen to. */
const KEPT_DAYS = 90;

/** Sees to it that whoever gets a digest today has one once their time has come. */
@Injectable()
export class Digests {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly rules: AlertRules,
  ) {}

  /**
   * Put the digests that are due as of now on their way. Asked "what is due by now today?", so whoever was down over
   * somebody's time makes it up on the same local day; days gone by are never made up. A second run writes nothing.
   */
  async raiseDigestsDue(): Promise<WrittenDigests> {
    const now = this.clock.now();
    const today = localDayOf(now);
    const { digest } = this.rules;
    if (!isDigestDay(today, digest.weekdays)) return { digests: 0, mails: 0 };
    return this.database.asSweeper((manager) => writeDigests(manager, digest, now, today));
  }

  /**
   * Forget digests of months ago. Only today's is ever written, so none is sent twice.
   * @returns how many went
   */
  async thinDigests(): Promise<number> {
    const keptFromOn = addDays(localDayOf(this.clock.now()), -KEPT_DAYS);
    return this.database.asSweeper((manager) => thinDigests(manager, keptFromOn));
  }
}

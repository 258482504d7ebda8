import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { ContactReader } from '../contact-reader.js';
import { ResponseStandards } from '../response-standards.js';
import {
  type MissedClock,
  missedUntold,
  type NewNotice,
  storeNotices,
  tellsSince,
} from './breach-notices.query.js';
import { notToldBecause } from './domain/recourse.js';
import { tellFrom } from './domain/recourse-times.js';
import { readRecourseFile } from './recourse-file.js';

/** So many people's addresses are opened in one transaction. */
const BATCH = 500;

/** What one run has done. */
export interface BreachNoticesWritten {
  /** People who are told now. */
  told: number;
  /** Those who have no address that could be told. */
  skipped: number;
}

/** "At a breach the person is told again": once for each deadline that was missed, by e-mail. */
@Injectable()
export class BreachNotices {
  private readonly rules = readRecourseFile();

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly standards: ResponseStandards,
  ) {}

  /**
   * Put on its way what people are to be told as of now, force by force. Asked "who is owed an answer and was not told?", so
   * a missed tick costs nothing, and a second run, or one at the same time, tells nobody twice.
   */
  async tellOfBreaches(): Promise<BreachNoticesWritten> {
    const written: BreachNoticesWritten = { told: 0, skipped: 0 };
    for (const { id } of await this.forces()) {
      for (;;) {
        const notices = await this.ofForce(id);
        written.told += notices.filter(({ mailId }) => mailId !== null).length;
        written.skipped += notices.filter(({ skipped }) => skipped !== null).length;
        if (notices.length < BATCH) break;
      }
    }
    return written;
  }

  private async ofForce(forceId: string): Promise<NewNotice[]> {
    const now = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      const since = await tellsSince(manager, forceId);
      const fromAt = tellFrom(now, this.rules.tellWithinDays, since, this.standards.alertsFromAt);
      const missed = await missedUntold(manager, forceId, { fromAt, now }, BATCH);
      const notices = missed.map((clock) => this.noticeOf(clock));
      if (notices.length > 0) await storeNotices(manager, forceId, notices, now);
      return notices;
    });
  }

  private noticeOf({ clockId, contactId, wrappedKey, sealed, isRefused }: MissedClock): NewNotice {
    const personal = this.contacts.personalOf({ id: contactId, wrappedKey, sealed });
    const skipped = notToldBecause(personal && personal.enquirer.email, isRefused);
    return { clockId, contactId, mailId: skipped ? null : newId(), skipped };
  }

  private forces(): Promise<{ id: string }[]> {
    return this.database.statement<{ id: string }>(
      'forces-with-breaches',
      `select id from force order by id`,
    );
  }
}

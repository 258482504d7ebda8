import { Injectable, Logger } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { ForceDatabase } from '../../database/force-database.js';
import { COMING_DAYS, noticesOf, summaryDue } from './domain/notice.js';
import { keepNotices, mailNotices, mailSummary, mayRaiseNotices } from './notices.query.js';
import { standingOf } from './standing.js';

export interface RaisedNotices {
  notices: number;
  mails: number;
}

/** Finds what force admins must be told of the registry: gaps that opened or come, routes that fail, and each week all of it. */
@Injectable()
export class Notices {
  private readonly logger = new Logger(Notices.name);

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Tell what is new as of now, force by force; running it again, or twice at once, tells nothing twice. A force that
   * fails is logged and holds up no other.
   */
  async raiseNoticesDue(): Promise<RaisedNotices> {
    const now = this.clock.now();
    const result: RaisedNotices = { notices: 0, mails: 0 };
    const forces = await this.database.statement<{ id: string }>(
      'forces-with-notices',
      `select id from force order by id`,
    );
    for (const { id } of forces) {
      try {
        const { notices, mails } = await this.raiseNotices(id, now);
        result.notices += notices;
        result.mails += mails;
      } catch (error) {
        this.logger.error({
          message: 'notices of a force could not be raised; they are with the next run',
          forceId: id,
          why: (error as Error).message,
        });
      }
    }
    return result;
  }

  private async raiseNotices(forceId: string, now: DateTime): Promise<RaisedNotices> {
    const todayOn = localDayOf(now);
    return this.database.inForce(forceId, async (manager) => {
      if (!(await mayRaiseNotices(manager, forceId, todayOn))) return { notices: 0, mails: 0 };
      const standing = await standingOf(manager, forceId, todayOn, COMING_DAYS);
      await keepNotices(manager, forceId, noticesOf(standing, todayOn), now);
      const told = await mailNotices(manager, forceId, now);
      const monday = summaryDue(now);
      const summaries = monday === null ? 0 : await mailSummary(manager, forceId, monday, now);
      const result = { notices: told.notices, mails: told.mails + summaries };
      if (result.mails > 0) {
        await this.audit.record(manager, {
          forceId,
          at: now,
          actor: { kind: 'job', id: 'notices' },
          action: 'combine',
          subjectKind: 'force',
          subjectId: forceId,
          detail: { ...result },
        });
      }
      return result;
    });
  }
}

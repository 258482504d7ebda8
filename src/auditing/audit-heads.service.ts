import { Injectable, Logger } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { AuditLog } from '../audit/audit-log.js';
import { addDays, localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { newId } from '../common/new-id.js';
import { ForceDatabase } from '../database/force-database.js';
import { publishHead } from './audit-heads.query.js';

/**
 * Publishes the end of each force's chain once for each day, by mail to its auditors: what they keep outside the database
 * shows whether anything before it was changed since, even by somebody who owns the database.
 */
@Injectable()
export class AuditHeads {
  private readonly logger = new Logger(AuditHeads.name);

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Publish the head of the local day that has ended last, of every force that has none of it yet. The second time, and
   * on every other instance, there is nothing to do. After days of standing still one head makes up for all of them: it
   * holds everything that those would have held.
   */
  async publishHeadsDue(now: DateTime = this.clock.now()): Promise<{ published: number; mails: number }> {
    const result = { published: 0, mails: 0 };
    const dayOn = addDays(localDayOf(now), -1);
    const forces = await this.database.statement<{ id: string }>(
      'forces-with-heads',
      'select id from force order by id',
    );
    for (const { id: forceId } of forces) {
      try {
        const mails = await this.publishOne(forceId, dayOn, now);
        if (mails === null) continue;
        result.published += 1;
        result.mails += mails;
      } catch (error) {
        this.logger.error({
          message: 'the head of a log could not be published and will be tried again',
          forceId,
          why: (error as Error).message,
        });
      }
    }
    return result;
  }

  private publishOne(forceId: string, dayOn: string, at: DateTime): Promise<number | null> {
    return this.database.inForce(forceId, async (manager) => {
      const id = newId();
      const head = await publishHead(manager, forceId, { id, dayOn, at });
      if (head === null) return null;
      await this.audit.record(manager, {
        forceId,
        at,
        actor: { kind: 'job', id: 'audit-heads' },
        action: 'combine',
        subjectKind: 'audit-log',
        subjectId: id,
        detail: { dayOn, ...head },
      });
      return head.mails;
    });
  }
}

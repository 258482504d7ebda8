import { Injectable } from '@nestjs/common';
import type { Person } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { AlertRules } from '../alert-rules.js';
import {
  letGo,
  officerToTell,
  type OfficerToTell,
  type OwnTimes,
  storeOwnTimes,
} from './alert-preferences.query.js';

const TIMES = ['quietFrom', 'quietUntil', 'digestAt'] as const;

/** When an officer does not want to be mailed, and when their digest is to come: theirs alone to say. */
@Injectable()
export class AlertPreferences {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly rules: AlertRules,
    private readonly audit: AuditLog,
  ) {}

  /** Null for somebody who is no officer. */
  async read({ forceId, officerId }: Person): Promise<OfficerToTell | null> {
    if (officerId === null) return null;
    const today = localDayOf(this.clock.now());
    return this.database.inForce(forceId, (manager) =>
      officerToTell(manager, forceId, officerId, this.rules.digest, today),
    );
  }

  /**
   * Keep the caller's own times. What former quiet hours hold back and these do not goes at once; the same again changes
   * nothing. @throws DomainError forbidden (no officer)
   */
  async save({ forceId, officerId, id }: Person, times: OwnTimes, requestId: string): Promise<void> {
    if (officerId === null) {
      throw new DomainError(
        'forbidden',
        'Only officers have quiet hours. Ask a force administrator to link you to one.',
      );
    }
    const now = this.clock.now();
    await this.database.inForce(forceId, async (manager) => {
      const before = await officerToTell(manager, forceId, officerId, this.rules.digest, localDayOf(now));
      const changed = TIMES.filter((name) => before[name] !== times[name]);
      if (changed.length === 0) return;
      await storeOwnTimes(manager, forceId, officerId, times, now);
      await letGo(manager, forceId, officerId, now);
      await this.audit.record(manager, {
        forceId,
        at: now,
        actor: { kind: 'person', id },
        action: 'alter',
        subjectKind: 'officer',
        subjectId: officerId,
        requestId,
        detail: { alertPreference: changed },
      });
    });
  }
}

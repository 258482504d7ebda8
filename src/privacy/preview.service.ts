import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { Person } from '../access/principal.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import {
  cutoffsAt,
  nextErasure,
  OTHER_CLASSES,
  type OtherClass,
  type RetentionRules,
} from './domain/retention.js';
import { contactsPreviewed, type PreviewedContact } from './erasable.query.js';
import { OtherRecords } from './other-records.js';
import { RetentionFile } from './retention-file.js';

/** So many references of each class the preview names. */
const NAMED = 25;
const PREVIEW_DAYS = 30;

/** What a night would take away, and what the days after it. */
export interface Preview {
  rules: RetentionRules;
  tonight: DateTime;
  until: DateTime;
  contacts: PreviewedContact[];
  others: { name: OtherClass; tonight: number; later: number }[];
}

/** What would be erased tonight, and what in the 30 days after, if nothing changed. */
@Injectable()
export class Previews {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly others: OtherRecords,
    private readonly retention: RetentionFile,
    private readonly audit: AuditLog,
  ) {}

  /** It shows references alone, and is logged as read. */
  async preview({ forceId, id }: Person, requestId?: string): Promise<Preview> {
    const now = this.clock.now();
    const { rules } = this.retention;
    const tonight = nextErasure(rules, now);
    const until = tonight.plus({ days: PREVIEW_DAYS });
    const [first, last] = [cutoffsAt(rules, tonight), cutoffsAt(rules, until)];
    return this.database.inForceSnapshot(forceId, async (manager) => {
      const contacts = await contactsPreviewed(manager, forceId, [first, last], NAMED);
      const others: Preview['others'] = [];
      for (const name of OTHER_CLASSES) {
        const soon = await this.others.count(manager, forceId, name, first[name]);
        const later = await this.others.count(manager, forceId, name, last[name]);
        others.push({ name, tonight: soon, later: later - soon });
      }
      await this.audit.record(manager, {
        ...{ forceId, at: now, actor: { kind: 'person', id }, action: 'consult', requestId },
        ...{ subjectKind: 'contact-list', subjectId: 'retention' },
      });
      return { rules, tonight, until, contacts, others };
    });
  }
}

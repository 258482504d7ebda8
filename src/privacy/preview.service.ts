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
import {
  contactsPreviewed,
  FIRST_ID,
  LOOKED_AT,
  type PreviewedContacts,
  type Stretch,
  stretchAfter,
} from './erasable.query.js';
import { OtherRecords } from './other-records.js';
import { RetentionFile } from './retention-file.js';

/** So many references of each class the preview names. */
const NAMED = 25;
const PREVIEW_DAYS = 30;
/** So many contacts are looked at for one page; of a force that keeps more, the rest stands on the next. */
export const CONTACTS_A_PAGE = 20 * LOOKED_AT;

/** What a night would take away, and what the days after it. */
export interface Preview {
  rules: RetentionRules;
  tonight: DateTime;
  until: DateTime;
  contacts: PreviewedContacts[];
  /** Not all of the contacts: those after this one, from the beginning if it is null. */
  after: string | null;
  /** After which contact the next page begins; null if none is left. */
  next: string | null;
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

  /**
   * It shows references alone, and is logged as read. Statement by statement and to an end, however many a force keeps.
   * @param after the last contact of the page before
   * @param most how many contacts to look at, in whole stretches
   */
  async preview(
    { forceId, id }: Person,
    after: string | null = null,
    requestId?: string,
    most = CONTACTS_A_PAGE,
  ): Promise<Preview> {
    const now = this.clock.now();
    const { rules } = this.retention;
    const tonight = nextErasure(rules, now);
    const until = tonight.plus({ days: PREVIEW_DAYS });
    const [first, last] = [cutoffsAt(rules, tonight), cutoffsAt(rules, until)];
    return this.database.readInForceSnapshot(forceId, async (manager) => {
      let contacts: PreviewedContacts[] = [];
      let next: string | null = after ?? FIRST_ID;
      for (let looked = 0; next !== null && looked < most; looked += LOOKED_AT) {
        const stretch: Stretch = await stretchAfter(manager, forceId, next);
        const found = await contactsPreviewed(manager, forceId, [first, last], stretch, NAMED);
        contacts = together(contacts, found);
        next = stretch.upTo;
      }
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
      return { rules, tonight, until, contacts, after, next, others };
    });
  }
}

/** Those of two stretches as one: how many, and the first of both. */
function together(
  some: readonly PreviewedContacts[],
  more: readonly PreviewedContacts[],
): PreviewedContacts[] {
  const isSame = (one: PreviewedContacts, other: PreviewedContacts): boolean =>
    one.rule === other.rule && one.isHeld === other.isHeld && one.isTonight === other.isTonight;
  const joined = some.map((one) => {
    const other = more.find((each) => isSame(one, each));
    if (!other) return one;
    const first = [...one.first, ...other.first].sort((a, b) => a.endedAt.toMillis() - b.endedAt.toMillis());
    return { ...one, total: one.total + other.total, first: first.slice(0, NAMED) };
  });
  return [...joined, ...more.filter((other) => !some.some((one) => isSame(one, other)))];
}

import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { mayEverywhere } from '../../access/permissions.js';
import type { Person } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { ForceDatabase } from '../../database/force-database.js';
import { actorOf, ContactReader } from '../contact-reader.js';
import { type ListedRequest, listRequests, type RequestView } from './recourse-list.query.js';
import { placesSupervised } from './supervision.js';

export interface RecourseList {
  items: { row: ListedRequest; subject: string }[];
  total: number;
  now: DateTime;
}

/** What waits for a supervisor, and what was answered. Reading it is a consultation and is logged as one. */
@Injectable()
export class RecourseLists {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly audit: AuditLog,
  ) {}

  /** The requests about contacts of the neighbourhoods this person supervises; of a force admin, all of the force. */
  async readRequests(
    person: Person,
    view: RequestView,
    page: { size: number; number: number },
    requestId?: string,
  ): Promise<RecourseList> {
    const now = this.clock.now();
    const { forceId, officerId } = person;
    return this.database.readInForce(forceId, async (manager) => {
      const theirs = officerId ? await placesSupervised(manager, forceId, officerId, localDayOf(now)) : [];
      const places = mayEverywhere(person, 'recourse.answer') ? null : theirs;
      const { rows, total } = await listRequests(manager, forceId, places, view, page);
      await this.audit.record(manager, {
        forceId,
        at: now,
        actor: actorOf(person),
        action: 'consult',
        subjectKind: 'contact-list',
        subjectId: `recourse-${view}`,
        requestId,
        detail: { contacts: rows.map(({ contactId }) => contactId) },
      });
      const items = rows.map((row) => ({
        row,
        subject: this.contacts.personalOf({ ...row, id: row.contactId })?.subject ?? '(erased)',
      }));
      return { items, total, now };
    });
  }
}

import { Injectable } from '@nestjs/common';
import { type AuditEntry, AuditLog } from '../../audit/audit-log.js';
import { formatDay } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { type ChangedBy, nameChange } from '../changed-by.js';
import { succeed } from './domain/succession.js';
import {
  type EstablishmentRow,
  establishments,
  insertEstablishment,
  removeEstablishment,
  setEstablishmentsLastDay,
} from './establishment.query.js';
import {
  ASB_LEAD,
  holdersOf,
  insertPost,
  lockOfficer,
  type PostHolder,
  removePost,
  setPostsLastDay,
} from './force-post.query.js';

/** Who leads on anti-social behaviour, and how many posts neighbourhood policing has: both from a day on. */
@Injectable()
export class Posts {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Make an officer the force's lead on anti-social behaviour from a day on; the one of that day ends the day before, and
   * one recorded for later stays. The second time the same changes nothing.
   * @throws DomainError `invalid` (nobody has the number, or not in service on the day)
   */
  nameAsbLead(
    forceId: string,
    { collarNumber, fromOn }: { collarNumber: string; fromOn: string },
    by: ChangedBy,
  ): Promise<'named' | 'unchanged'> {
    const at = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      await nameChange(manager, by, at);
      const officer = await lockOfficer(manager, forceId, collarNumber, fromOn);
      if (!officer)
        throw DomainError.field(
          'collarNumber',
          'No officer of the force has this collar number; add the officer first',
        );
      if (!officer.serves)
        throw DomainError.field(
          'from',
          `The officer does not serve on ${formatDay(fromOn)}; choose a day of service`,
        );
      const { current, endsOn, start } = succeed(await holdersOf(manager, forceId, ASB_LEAD), fromOn);
      if (current?.officerId === officer.id) return 'unchanged';
      if (current && endsOn) await setPostsLastDay(manager, forceId, current.id, endsOn);
      if (current && !endsOn) await removePost(manager, forceId, current.id);
      const id = await insertPost(manager, forceId, ASB_LEAD, { officerId: officer.id, ...start });
      const entry = { forceId, at, ...by, subjectKind: 'force' as const, subjectId: forceId };
      await this.audit.record(manager, {
        ...entry,
        action: 'alter',
        detail: { post: ASB_LEAD, postId: id, officerId: officer.id, ...start, before: current?.id ?? null },
      });
      return 'named';
    });
  }

  /**
   * Let whoever leads on anti-social behaviour on a day do so for the last time then.
   * @throws DomainError `invalid` if nobody does
   */
  endAsbLead(forceId: string, untilOn: string, by: ChangedBy): Promise<PostHolder> {
    const at = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      await nameChange(manager, by, at);
      const held = await holdersOf(manager, forceId, ASB_LEAD);
      const current = held.find((each) => each.fromOn <= untilOn && (each.untilOn ?? untilOn) >= untilOn);
      if (!current)
        throw DomainError.field('until', `Nobody leads on anti-social behaviour on ${formatDay(untilOn)}`);
      await setPostsLastDay(manager, forceId, current.id, untilOn);
      await this.audit.record(manager, {
        forceId,
        at,
        ...by,
        action: 'alter',
        subjectKind: 'force',
        subjectId: forceId,
        detail: { post: ASB_LEAD, postId: current.id, untilOn, before: current.untilOn },
      });
      return { ...current, untilOn };
    });
  }

  /** Let a rank have so many posts from a day on; what is recorded for later stays. */
  setEstablishment(
    forceId: string,
    { fromOn, rank, posts, upliftTarget }: Omit<EstablishmentRow, 'id' | 'untilOn'>,
    by: ChangedBy,
  ): Promise<void> {
    const at = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      await nameChange(manager, by, at);
      await manager.query(`select from force where id = $1 for update`, [forceId]);
      const { current, endsOn, start } = succeed(await establishments(manager, forceId, rank), fromOn);
      if (current && endsOn) await setEstablishmentsLastDay(manager, forceId, current.id, endsOn);
      if (current && !endsOn) await removeEstablishment(manager, forceId, current.id);
      await insertEstablishment(manager, forceId, { rank, posts, upliftTarget, ...start });
      const entry: AuditEntry = {
        forceId,
        at,
        ...by,
        action: 'alter',
        subjectKind: 'force',
        subjectId: forceId,
        detail: { establishment: rank, posts, upliftTarget, ...start },
      };
      await this.audit.record(manager, entry);
    });
  }
}

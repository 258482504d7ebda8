import { Inject, Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../common/new-id.js';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import type { Person, Role } from './principal.js';
import {
  END_SESSIONS,
  FORGET_OVER,
  ROLE_OF_PERSON,
  SESSIONS_OF_PERSON,
  type SessionInUse,
  START_SESSION,
} from './sessions.query.js';
import { digestOf, newSessionToken } from './tokens.js';

export interface NewSession {
  forceId: string;
  personId: string;
  at: DateTime;
  /** When they proved who they are; null where nobody knows. */
  provedAt: DateTime | null;
  requestId?: string | undefined;
}

/** Browser sessions, kept on the server: what the browser holds is worth nothing once its row has ended. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  /** How long a session of this role lasts at most, in hours. */
  hoursOf(role: Role): number {
    return this.options.sessions[role].hours;
  }

  /**
   * Start a session for a person whose identity was proved just now; always a new one, so that a token planted in the
   * browser beforehand is worth nothing.
   * @returns the token for the cookie, which cannot be read again
   * @throws DomainError `forbidden` when the force has no such person, or disabled them
   */
  async start(forceId: string, personId: string, requestId?: string): Promise<string> {
    const at = this.clock.now();
    return this.database.inForce(forceId, (manager) =>
      this.startIn(manager, { forceId, personId, at, provedAt: at, requestId }),
    );
  }

  /** The same in the transaction in which the person was found. */
  async startIn(
    manager: EntityManager,
    { forceId, personId, at, provedAt, requestId }: NewSession,
  ): Promise<string> {
    const id = newId();
    const token = newSessionToken();
    const [person] = await manager.query<{ role: Role }[]>(ROLE_OF_PERSON, [forceId, personId]);
    if (!person) throw new DomainError('forbidden', 'This person may not sign in.');
    const { idleMinutes, hours } = this.options.sessions[person.role];
    await manager.query(FORGET_OVER, [forceId, personId, at]);
    await manager.query(START_SESSION, [
      forceId,
      id,
      personId,
      person.role,
      at,
      at.plus({ hours }),
      provedAt,
      idleMinutes,
      digestOf(token),
    ]);
    await this.audit.record(manager, {
      forceId,
      at,
      actor: { kind: 'person', id: personId },
      action: 'collect',
      subjectKind: 'session',
      subjectId: id,
      requestId,
    });
    return token;
  }

  /** End a session and forget where its token led. Ending one that has ended changes nothing. */
  async end(person: Person, requestId?: string): Promise<void> {
    const { forceId, sessionId } = person;
    const at = this.clock.now();
    await this.database.inForce(forceId, (manager) =>
      this.endIn(manager, { forceId, personId: person.id, at, by: person, only: sessionId, requestId }),
    );
  }

  /** End sessions of a person in the transaction of what ends them: one, all but one, those begun by then, or all. @returns how many */
  async endIn(
    manager: EntityManager,
    ending: {
      forceId: string;
      personId: string;
      at: DateTime;
      by: Actor;
      only?: string;
      but?: string;
      begunBy?: DateTime;
      requestId?: string | undefined;
    },
  ): Promise<number> {
    const { forceId, personId, at, by, only = null, but = null, begunBy = null, requestId } = ending;
    const chosen = [forceId, personId, at, only, but, begunBy];
    const ended = await manager.query<{ id: string }[]>(END_SESSIONS, chosen);
    await this.audit.record(
      manager,
      ...ended.map(({ id }) => ({
        forceId,
        at,
        actor: { kind: by.kind, id: by.id },
        action: 'alter' as const,
        subjectKind: 'session' as const,
        subjectId: id,
        requestId,
        detail: { change: 'ended' },
      })),
    );
    return ended.length;
  }

  /** Where somebody is signed in, the newest first. */
  async inUse({ forceId, id }: Person): Promise<SessionInUse[]> {
    const at = this.clock.now();
    return this.database.inForce(forceId, (manager) => manager.query(SESSIONS_OF_PERSON, [forceId, id, at]));
  }

  /**
   * End one of one's own sessions, or all but the one in use.
   * @throws DomainError not-found for one that is not theirs, or has ended
   */
  async endOwn(person: Person, which: { only: string } | 'others', requestId: string): Promise<void> {
    const { forceId, id: personId, sessionId } = person;
    const at = this.clock.now();
    const chosen = which === 'others' ? { but: sessionId } : which;
    await this.database.inForce(forceId, async (manager) => {
      const ended = await this.endIn(manager, { forceId, personId, at, by: person, requestId, ...chosen });
      if (ended === 0 && which !== 'others')
        throw DomainError.notFound('You have no such sign-in. It may have ended already.');
    });
  }
}

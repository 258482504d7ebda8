import { Injectable } from '@nestjs/common';
import { newId } from '../common/new-id.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import type { Person } from './principal.js';
import { SESSION_HOURS } from './session-cookie.js';
import { digestOf, newSessionToken } from './tokens.js';

/** Browser sessions, kept on the server: what the browser holds is worth nothing once its row has ended. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Start a session for a person whose identity was proved; always a new one, so that a token planted in the
   * browser beforehand is worth nothing.
   * @returns the token for the cookie, which cannot be read again
   * @throws DomainError `forbidden` when the force has no such person, or disabled them
   */
  async start(forceId: string, personId: string, requestId?: string): Promise<string> {
    const at = this.clock.now();
    const id = newId();
    const token = newSessionToken();
    await this.database.inForce(forceId, async (manager) => {
      const started = await manager.query<unknown[]>(
        `insert into session (force_id, id, person_id, created_at, ends_at)
         select force_id, $2, id, $4, $5 from person where force_id = $1 and id = $3 and disabled_at is null
         returning id`,
        [forceId, id, personId, at, at.plus({ hours: SESSION_HOURS })],
      );
      if (started.length === 0) throw new DomainError('forbidden', 'This person may not sign in.');
      await manager.query(
        `insert into locator (digest, kind, force_id, target_id) values ($1, 'session', $2, $3)`,
        [digestOf(token), forceId, id],
      );
      await this.audit.record(manager, {
        forceId,
        at,
        actor: { kind: 'person', id: personId },
        action: 'collect',
        subjectKind: 'session',
        subjectId: id,
        requestId,
      });
    });
    return token;
  }

  /** End a session and forget where its token led. Ending one that has ended changes nothing. */
  async end(person: Person, token: string, requestId?: string): Promise<void> {
    const { forceId, sessionId } = person;
    const at = this.clock.now();
    await this.database.inForce(forceId, async (manager) => {
      await manager.query('delete from locator where digest = $1 and force_id = $2', [
        digestOf(token),
        forceId,
      ]);
      await manager.query(
        'update session set ended_at = $3 where force_id = $1 and id = $2 and ended_at is null',
        [forceId, sessionId, at],
      );
      await this.audit.record(manager, {
        forceId,
        at,
        actor: { kind: 'person', id: person.id },
        action: 'alter',
        subjectKind: 'session',
        subjectId: sessionId,
        requestId,
        detail: { change: 'ended' },
      });
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { newId } from '../common/new-id.js';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { type Scope, SCOPES } from './principal.js';
import { digestOf, newApiKey } from './tokens.js';

const BY_COMMAND: Actor = { kind: 'command', id: 'api-key' };

/** Named keys of machine clients: each belongs to one force and may do what its scopes say. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Make a key. Two valid keys of one client overlap while it changes over: give the second another name.
   * @returns the key itself too, which cannot be read again
   * @throws DomainError `invalid` for a scope that does not exist or an expiry in the past, `conflict` for a name
   * already used, be it by a revoked key, because the audit log names keys by it
   */
  async make(
    forceId: string,
    name: string,
    scopes: readonly Scope[],
    expiresAt: DateTime | null = null,
    actor: Actor = BY_COMMAND,
  ): Promise<{ id: string; key: string }> {
    const at = this.clock.now();
    refuseUnusable(scopes, expiresAt, at);
    const id = newId();
    const key = newApiKey();
    await this.database.inForce(forceId, async (manager) => {
      const made = await manager.query<unknown[]>(
        `insert into api_key (force_id, id, name, scopes, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)
         on conflict on constraint api_key_name_once do nothing returning id`,
        [forceId, id, name, scopes, at, expiresAt],
      );
      if (made.length === 0)
        throw DomainError.conflict(`The force has a key named "${name}"; choose another name.`);
      await manager.query(
        `insert into locator (digest, kind, force_id, target_id) values ($1, 'api-key', $2, $3)`,
        [digestOf(key), forceId, id],
      );
      await this.audit.record(manager, {
        forceId,
        at,
        actor,
        action: 'collect',
        subjectKind: 'api-key',
        subjectId: id,
        detail: { scopes, expiresAt: expiresAt?.toISO() ?? null },
      });
    });
    return { id, key };
  }

  /**
   * Refuse a key from now on.
   * @throws DomainError `not-found` when the force has no such key in use
   */
  async revoke(forceId: string, name: string, actor: Actor = BY_COMMAND): Promise<void> {
    const at = this.clock.now();
    await this.database.inForce(forceId, async (manager) => {
      const [revoked] = await manager.query<[{ id: string }[], number]>(
        `update api_key set revoked_at = $3 where force_id = $1 and name = $2 and revoked_at is null returning id`,
        [forceId, name, at],
      );
      const [key] = revoked;
      if (!key) throw DomainError.notFound(`The force has no key named "${name}" in use.`);
      await this.audit.record(manager, {
        forceId,
        at,
        actor,
        action: 'alter',
        subjectKind: 'api-key',
        subjectId: key.id,
        detail: { change: 'revoked' },
      });
    });
  }
}

function refuseUnusable(scopes: readonly Scope[], expiresAt: DateTime | null, now: DateTime): void {
  const unknown = scopes.filter((scope) => !SCOPES.includes(scope));
  if (unknown.length > 0 || scopes.length === 0) {
    throw DomainError.field('scopes', `Choose one or more of the scopes ${SCOPES.join(', ')}`);
  }
  if (expiresAt && expiresAt <= now)
    throw DomainError.field('expiresAt', 'The key must expire in the future');
}

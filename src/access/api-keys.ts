import { Inject, Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { newId } from '../common/new-id.js';
import { type Actor, type AuditEntry, AuditLog } from '../audit/audit-log.js';
import { addDays, localDayOf, startOfLocalDay } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import {
  ADD_SECRET,
  END_OLD_SECRETS,
  FORGET_OLD_SECRETS,
  KEY_OF_FORCE,
  KEYS_OF_FORCE,
  type ListedKey,
  ROTATE_KEY,
} from './api-keys.query.js';
import { type Scope, SCOPES } from './principal.js';
import { digestOf, newApiKey } from './tokens.js';

/** Who makes, changes or revokes a key, and in which request. */
export interface KeyChangedBy {
  actor: Actor;
  requestId?: string;
}

const BY_COMMAND: KeyChangedBy = { actor: { kind: 'command', id: 'api-key' } };

/** Named keys of machine clients: each belongs to one force and may do what its scopes say. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    @Inject(ACCESS_OPTIONS) private readonly options: Pick<AccessOptions, 'keys'>,
  ) {}

  /**
   * Make a key. A client changes over by `rotate`, which keeps its name and what it sent before.
   * @param wantedEnd null for as long as the configuration allows: no key is made without an end
   * @returns the key itself too, which cannot be read again, and when it ends
   * @throws DomainError `invalid` for a scope that does not exist or an end in the past or too far off, `conflict` for a
   * name already used, be it by a revoked key, because the audit log names keys by it
   */
  async make(
    forceId: string,
    name: string,
    scopes: readonly Scope[],
    wantedEnd: DateTime | null = null,
    by: KeyChangedBy = BY_COMMAND,
  ): Promise<{ id: string; key: string; expiresAt: DateTime }> {
    const at = this.clock.now();
    const { longestDays } = this.options.keys;
    const latest = startOfLocalDay(addDays(localDayOf(at), longestDays + 1));
    const expiresAt = wantedEnd ?? latest;
    refuseUnusable(scopes, expiresAt, at);
    if (expiresAt > latest)
      throw DomainError.field('expiresAt', `The key must expire within ${longestDays} days`);
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
      await manager.query(ADD_SECRET, [digestOf(key), forceId, id]);
      await this.audit.record(manager, {
        forceId,
        at,
        ...by,
        action: 'collect',
        subjectKind: 'api-key',
        subjectId: id,
        detail: { scopes, expiresAt: expiresAt.toISO() },
      });
    });
    return { id, key, expiresAt };
  }

  /**
   * A new secret for a key in use; the old one is good for `overlapDays` more, so that its client can change over.
   * @param seen when it was last changed over as the asker saw it: sending a page twice changes it once
   * @param expiresAt of the key from now on
   * @returns the new key itself, which cannot be read again
   * @throws DomainError conflict when the key is not in use, or was changed over meanwhile
   */
  async rotate(
    forceId: string,
    id: string,
    change: { seen: DateTime | null; expiresAt: DateTime; overlapDays: number },
    by: KeyChangedBy,
  ): Promise<string> {
    const at = this.clock.now();
    const { seen, expiresAt, overlapDays } = change;
    if (expiresAt <= at) throw DomainError.field('expiresAt', 'The key must expire in the future');
    const overlapUntil = at.plus({ days: overlapDays });
    const key = newApiKey();
    await this.database.inForce(forceId, async (manager) => {
      const [rotated] = await manager.query<[unknown[], number]>(ROTATE_KEY, [
        forceId,
        id,
        at,
        expiresAt,
        seen,
      ]);
      if (rotated.length === 0)
        throw DomainError.conflict('This key is not in use, or was changed meanwhile.');
      await manager.query(FORGET_OLD_SECRETS, [forceId, id, at]);
      await manager.query(END_OLD_SECRETS, [forceId, id, overlapUntil]);
      await manager.query(ADD_SECRET, [digestOf(key), forceId, id]);
      const detail = {
        change: 'rotated',
        overlapUntil: overlapUntil.toISO(),
        expiresAt: expiresAt.toISO(),
      };
      await this.audit.record(manager, { ...entry(forceId, id, at, by), detail });
    });
    return key;
  }

  /**
   * Refuse a key from now on.
   * @throws DomainError `not-found` when the force has no such key in use
   */
  async revoke(forceId: string, name: string, by: KeyChangedBy = BY_COMMAND): Promise<void> {
    const found = await this.revokeWhere(forceId, 'name', name, by);
    if (!found) throw DomainError.notFound(`The force has no key named "${name}" in use.`);
  }

  /** The same by its id. Revoking one that is revoked changes nothing. */
  async revokeById(forceId: string, id: string, by: KeyChangedBy): Promise<void> {
    await this.find(forceId, id);
    await this.revokeWhere(forceId, 'id', id, by);
  }

  private async revokeWhere(
    forceId: string,
    column: 'name' | 'id',
    value: string,
    by: KeyChangedBy,
  ): Promise<boolean> {
    const at = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      const [revoked] = await manager.query<[{ id: string }[], number]>(
        `update api_key set revoked_at = $3 where force_id = $1 and ${column} = $2 and revoked_at is null returning id`,
        [forceId, value, at],
      );
      const [key] = revoked;
      if (!key) return false;
      await this.audit.record(manager, {
        ...entry(forceId, key.id, at, by),
        detail: { change: 'revoked' },
      });
      return true;
    });
  }

  /** Every key of the force, those in use first. */
  async list(forceId: string): Promise<ListedKey[]> {
    const at = this.clock.now();
    return this.database.inForce(forceId, (manager) => manager.query(KEYS_OF_FORCE, [forceId, at]));
  }

  /** @throws DomainError not-found */
  async find(forceId: string, id: string): Promise<ListedKey> {
    const [key] = await this.database.inForce(forceId, (manager) =>
      manager.query<ListedKey[]>(KEY_OF_FORCE, [forceId, id]),
    );
    if (!key) throw DomainError.notFound('Your force has no such key.');
    return key;
  }
}

function entry(
  forceId: string,
  id: string,
  at: DateTime,
  by: KeyChangedBy,
): Pick<AuditEntry, 'forceId' | 'at' | 'actor' | 'requestId' | 'action' | 'subjectKind' | 'subjectId'> {
  return { forceId, at, ...by, action: 'alter', subjectKind: 'api-key', subjectId: id };
}

function refuseUnusable(scopes: readonly Scope[], expiresAt: DateTime, now: DateTime): void {
  const unknown = scopes.filter((scope) => !SCOPES.includes(scope));
  if (unknown.length > 0 || scopes.length === 0) {
    throw DomainError.field('scopes', `Choose one or more of the scopes ${SCOPES.join(', ')}`);
  }
  if (expiresAt <= now) throw DomainError.field('expiresAt', 'The key must expire in the future');
}

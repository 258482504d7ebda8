import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import { type ApiKeyRow, RESOLVE_API_KEY, RESOLVE_SESSION, type SessionRow } from './credentials.query.js';
import type { Client, Person } from './principal.js';
import { digestOf, looksLikeSessionToken } from './tokens.js';

/** Who holds this secret? One round trip each: they stand before every request. */
@Injectable()
export class Credentials {
  private readonly asked = new Map<string, Promise<Client | null>>();

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
  ) {}

  /** The machine client of a well-formed key; null when the key is unknown, revoked or expired. */
  clientOf(key: string): Promise<Client | null> {
    // Requests that come while the same key is being looked up share the answer; nothing is remembered after it.
    const asked = this.asked.get(key) ?? this.lookUp(key).finally(() => this.asked.delete(key));
    this.asked.set(key, asked);
    return asked;
  }

  private async lookUp(key: string): Promise<Client | null> {
    const { name, text } = RESOLVE_API_KEY;
    const [row] = await this.database.statement<ApiKeyRow>(name, text, [digestOf(key), this.clock.now()]);
    if (!row) return null;
    return { kind: 'api-key', id: row.id, forceId: row.force_id, name: row.name, scopes: row.scopes };
  }

  /** The person of a session; null when the token is malformed or the session unknown, ended or over. */
  async personOf(token: string): Promise<Person | null> {
    if (!looksLikeSessionToken(token)) return null;
    const { name, text } = RESOLVE_SESSION;
    const [row] = await this.database.statement<SessionRow>(name, text, [digestOf(token), this.clock.now()]);
    if (!row) return null;
    return {
      kind: 'person',
      id: row.id,
      forceId: row.force_id,
      name: row.name,
      role: row.role,
      officerId: row.officer_id,
      sessionId: row.session_id,
    };
  }
}

import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import { type ApiKeyRow, RESOLVE_API_KEY, RESOLVE_SESSION, type SessionRow } from './credentials.query.js';
import type { Client, Person } from './principal.js';
import { digestOf, looksLikeSessionToken } from './tokens.js';

const TRUSTED_MS = 1000;

/** Who holds this secret? One round trip each: they stand before every request. */
@Injectable()
export class Credentials {
  private readonly known = new Map<string, { row: Promise<ApiKeyRow | undefined>; until: number }>();

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
  ) {}

  /**
   * The machine client of a well-formed key; null when the key is unknown, revoked or expired. A busy client's key is
   * looked up once a second and not for each of its requests, so a revoked one ends within that second.
   */
  async clientOf(key: string): Promise<Client | null> {
    const row = await this.rowOf(key);
    if (!row || (row.expires_at && row.expires_at <= this.clock.now())) return null;
    return { kind: 'api-key', id: row.id, forceId: row.force_id, name: row.name, scopes: row.scopes };
  }

  private async rowOf(key: string): Promise<ApiKeyRow | undefined> {
    const now = performance.now();
    const known = this.known.get(key);
    if (known && known.until > now) return known.row;
    for (const [one, { until }] of this.known) if (until <= now) this.known.delete(one);
    const row = this.lookUp(key);
    this.known.set(key, { row, until: now + TRUSTED_MS });
    // What is no key is not remembered: it may be made in the next moment, and others are tried by guessing.
    if (!(await row.catch(() => null))) this.known.delete(key);
    return row;
  }

  private async lookUp(key: string): Promise<ApiKeyRow | undefined> {
    const { name, text } = RESOLVE_API_KEY;
    const [row] = await this.database.statement<ApiKeyRow>(name, text, [digestOf(key), this.clock.now()]);
    return row;
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
      ...(row.signed_in_at && { provedAt: row.signed_in_at }),
    };
  }
}

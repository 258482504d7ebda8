import type { DateTime } from 'luxon';
import type { Role, Scope } from './principal.js';

/** Whose key is this, and what may it do? Nothing for a key that is unknown, revoked or expired. */
export const RESOLVE_API_KEY = {
  name: 'resolve-api-key',
  text: 'select force_id, id, name, scopes, expires_at from resolve_api_key($1, $2)',
} as const;

export interface ApiKeyRow {
  force_id: string;
  id: string;
  name: string;
  scopes: Scope[];
  expires_at: DateTime | null;
}

/** Whose session is this? Nothing for one that is unknown, ended, over or idle, or whose person was
 * disabled or has another role now. */
export const RESOLVE_SESSION = {
  name: 'resolve-session',
  text: 'select force_id, session_id, id, name, role, officer_id, signed_in_at from resolve_session($1, $2)',
} as const;

export interface SessionRow {
  force_id: string;
  session_id: string;
  id: string;
  name: string;
  role: Role;
  officer_id: string | null;
  signed_in_at: DateTime | null;
}

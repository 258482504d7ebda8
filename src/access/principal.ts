import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

export const ROLES = [
  'team',
  'supervisor',
  'force-admin',
  'auditor',
  'local-policing-body',
  'operator',
] as const;
export type Role = (typeof ROLES)[number];

export const SCOPES = [
  'contacts:write',
  'contacts:read',
  'registry:read',
  'registry:write',
  'reports:read',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Who is asking: a signed-in person of a force, or a machine client by its key. Both belong to exactly one force. */
export type Principal =
  | {
      kind: 'person';
      id: string;
      forceId: string;
      name: string;
      role: Role;
      officerId: string | null;
      sessionId: string;
      /** When they last proved who they are; absent where nobody knows. */
      provedAt?: DateTime;
    }
  | { kind: 'api-key'; id: string; forceId: string; name: string; scopes: Scope[] };

/** What decides what somebody may do: their role, and the officer of the registry whom they are linked to, if any. */
export interface Standing {
  role: Role;
  officerId: string | null;
}

export type Person = Extract<Principal, { kind: 'person' }>;
/** A machine client. */
export type Client = Extract<Principal, { kind: 'api-key' }>;

declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal;
  }
}

/**
 * Which neighbourhoods are an officer's own, on a day; implemented by the registry, because access may not look up
 * the stairs.
 */
export abstract class AreasPort {
  abstract neighbourhoodsOf(
    manager: EntityManager,
    forceId: string,
    officerId: string,
    on: string,
  ): Promise<string[]>;
}

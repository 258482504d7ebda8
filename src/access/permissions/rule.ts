import type { Role, Scope } from '../principal.js';

/**
 * How far a permission goes within the force: what is their own alone, such as their sign-ins; the neighbourhoods that are
 * theirs today by the registry; of these, those that they supervise; or all of the force. Somebody who is no officer of the registry has no neighbourhood.
 */
export type Reach = 'self' | 'supervised' | 'own' | 'all';

/** Who may do one named thing. */
export interface Rule {
  /** Of those who sign in. */
  roles: Readonly<Partial<Record<Role, Reach>>>;
  /** Of machine keys, one of which suffices; a key reaches all of its force. */
  scopes?: readonly Scope[];
  /** What it permits, and why to them. */
  permits: string;
  /** It decides what is shown on pages that other permissions open; no route asks for it. */
  sight?: true;
}

/** Those who deal with what people write. */
export const TEAMS = { team: 'own', supervisor: 'own', 'force-admin': 'all' } as const;

/** Those who answer for a team. */
export const SUPERVISORS = { supervisor: 'own', 'force-admin': 'all' } as const;

/** The same, where being in the team as well is not enough. */
export const SUPERVISORS_ALONE = { supervisor: 'supervised', 'force-admin': 'all' } as const;

export const FORCE_ADMIN = { 'force-admin': 'all' } as const;

/** Those who hold the force to its promise, from within and from without. */
export const OVERSEERS = {
  supervisor: 'all',
  'force-admin': 'all',
  auditor: 'all',
  'local-policing-body': 'all',
} as const;

/** Everybody of the force and whoever oversees it; not those who merely run the service. */
export const STAFF = { team: 'all', ...OVERSEERS } as const;

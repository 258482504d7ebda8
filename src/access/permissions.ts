import { OF_CONTACTS } from './permissions/contacts.js';
import { OF_THE_REGISTRY } from './permissions/registry.js';
import { OF_REPORTS } from './permissions/reports.js';
import type { Reach, Rule } from './permissions/rule.js';
import { OF_THE_SERVICE } from './permissions/service.js';
import { type Client, type Role, ROLES, type Scope, type Standing } from './principal.js';

/**
 * Who may do what: the one table. The guard before every route, the menu, the buttons of pages, docs/permissions.md and the
 * test of every route with every role are made from it; nothing else in the program asks for a role by its name to decide
 * what somebody may do.
 */
export const PERMISSIONS = { ...OF_CONTACTS, ...OF_THE_REGISTRY, ...OF_REPORTS, ...OF_THE_SERVICE };

export type Permission = keyof typeof PERMISSIONS;

/** A role stands for somebody of it who has places in the registry, where it needs them. */
type Who = Role | Standing | Client;

export const ruleOf = (permission: Permission): Rule => PERMISSIONS[permission];

/**
 * How far somebody may do it; null for not at all. A key reaches all of its force; somebody whose places come from the
 * registry, and who is no officer of it, reaches nothing but what is their own.
 *
 * @example reachOf('team', 'contacts.read') // 'own'
 */
export function reachOf(who: Who, permission: Permission): Reach | null {
  const { roles, scopes = [] } = ruleOf(permission);
  if (typeof who === 'string') return roles[who] ?? null;
  if ('role' in who) {
    const reach = roles[who.role] ?? null;
    return reach === 'self' || !isUnlinked(who) ? reach : null;
  }
  return scopes.some((scope) => who.scopes.includes(scope)) ? 'all' : null;
}

/** Does the role get its places from an officer of the registry? @example worksAsOfficer('force-admin') // false */
export const worksAsOfficer = (role: Role): boolean => reachOf(role, 'contacts.read') === 'own';

/** Signed in as such a role, and not linked to an officer yet: by the provider's claim or by a force administrator. */
export const isUnlinked = ({ role, officerId }: Standing): boolean =>
  officerId === null && worksAsOfficer(role);

/** May they at all? How far is asked where the place is known. @example may('auditor', 'contacts.read') // false */
export const may = (who: Who, permission: Permission): boolean => reachOf(who, permission) !== null;

/** May they everywhere in the force? */
export const mayEverywhere = (who: Who, permission: Permission): boolean =>
  reachOf(who, permission) === 'all';

export const rolesThatMay = (permission: Permission): Role[] => ROLES.filter((role) => may(role, permission));

export const scopesThatMay = (permission: Permission): readonly Scope[] => ruleOf(permission).scopes ?? [];

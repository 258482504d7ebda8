import { OF_CONTACTS } from './permissions/contacts.js';
import { OF_THE_REGISTRY } from './permissions/registry.js';
import { OF_REPORTS } from './permissions/reports.js';
import type { Reach, Rule } from './permissions/rule.js';
import { OF_THE_SERVICE } from './permissions/service.js';
import { type Principal, type Role, ROLES, type Scope } from './principal.js';

/**
 * Who may do what: the one table. The guard before every route, the menu, the buttons of pages, docs/permissions.md and the
 * test of every route with every role are made from it; nothing else in the program asks for a role by its name to decide
 * what somebody may do.
 */
export const PERMISSIONS = { ...OF_CONTACTS, ...OF_THE_REGISTRY, ...OF_REPORTS, ...OF_THE_SERVICE };

export type Permission = keyof typeof PERMISSIONS;

export const ruleOf = (permission: Permission): Rule => PERMISSIONS[permission];

/**
 * How far somebody may do it; null for not at all. A key reaches all of its force.
 *
 * @example reachOf('team', 'contacts.read') // 'own'
 */
export function reachOf(who: Role | Principal, permission: Permission): Reach | null {
  const { roles, scopes = [] } = ruleOf(permission);
  if (typeof who === 'string') return roles[who] ?? null;
  if (who.kind === 'person') return roles[who.role] ?? null;
  return scopes.some((scope) => who.scopes.includes(scope)) ? 'all' : null;
}

/** May they at all? How far is asked where the place is known. @example may('auditor', 'contacts.read') // false */
export const may = (who: Role | Principal, permission: Permission): boolean =>
  reachOf(who, permission) !== null;

/** May they everywhere in the force? */
export const mayEverywhere = (who: Role | Principal, permission: Permission): boolean =>
  reachOf(who, permission) === 'all';

export const rolesThatMay = (permission: Permission): Role[] => ROLES.filter((role) => may(role, permission));

export const scopesThatMay = (permission: Permission): readonly Scope[] => ruleOf(permission).scopes ?? [];

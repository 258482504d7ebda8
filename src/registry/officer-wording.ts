import type { Principal, Role } from '../access/principal.js';
import { formatDay } from '../common/calendar.js';
import { rankFrom, rankLabel } from './domain/rank.js';
import type { AssignedOfficer } from './neighbourhood-list.query.js';
import { RANKS } from './ranks.js';

/** A name is withheld for safety: only who keeps the registry reads it. Everybody else reads what the public reads. */
export function seesWithheldNames(role: Role): boolean {
  return role === 'force-admin';
}

/** A machine that keeps the registry reads withheld names as a force admin does; one that only reads does not. */
export function readsWithheldNames(caller: Principal): boolean {
  return caller.kind === 'api-key'
    ? caller.scopes.includes('registry:write')
    : seesWithheldNames(caller.role);
}

/** `Ann Ward, Constable`: an officer as staff read it. */
export function officerText(
  officer: Pick<AssignedOfficer, 'name' | 'rank' | 'nameWithheld'>,
  showsWithheld: boolean,
): string {
  const rank = rankLabel(RANKS, officer.rank);
  if (!officer.nameWithheld) return `${officer.name}, ${rank}`;
  return showsWithheld
    ? `${officer.name}, ${rank} (name withheld from the public)`
    : `Name withheld, ${rank}`;
}

/** The address of a neighbourhood's page; codes may hold spaces and slashes. */
export const neighbourhoodHref = (code: string): string => `/neighbourhoods/${encodeURIComponent(code)}`;

/** The address of an officer's page. */
export const officerHref = (collarNumber: string): string => `/officers/${encodeURIComponent(collarNumber)}`;

/** ` (absent until 14 May 2026)`: beside a name; why is nobody's business there. */
export function absentText({ absence }: Pick<AssignedOfficer, 'absence'>): string {
  if (!absence) return '';
  return absence.untilOn === null ? ' (absent)' : ` (absent until ${formatDay(absence.untilOn)})`;
}

/** The ids of the ranks whose label or other name is this text: `PC` finds constables. */
export function ranksNamed(search: string | null): string[] {
  const rank = search === null ? undefined : rankFrom(RANKS, search);
  return rank ? [rank.id] : [];
}

import type { Role } from '../access/principal.js';
import { rankLabel } from './domain/rank.js';
import type { AssignedOfficer } from './neighbourhood-list.query.js';
import { RANKS } from './ranks.js';

/** Those outside the force read what the public reads: a withheld name stays withheld. */
export function seesWithheldNames(role: Role): boolean {
  return role !== 'local-policing-body';
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

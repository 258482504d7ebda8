import { may } from '../access/permissions.js';
import type { Principal, Role } from '../access/principal.js';
import { formatDay } from '../common/calendar.js';
import { rankFrom, rankLabel } from './domain/rank.js';
import type { AssignedOfficer } from './neighbourhood-list.query.js';
import { RANKS } from './ranks.js';

/** A name is withheld for safety: only who keeps the registry reads it. Everybody else reads what the public reads. */
export function seesWithheldNames(role: Role): boolean {
  return may(role, 'officers.withheld-names');
}

/** A machine that keeps the registry reads withheld names as a force admin does; one that only reads does not. */
export function readsWithheldNames(caller: Principal): boolean {
  return may(caller, 'officers.withheld-names');
}

/** `Ann Ward, Constable`: an officer as staff read it. */
export function officerText(
  officer: Pick<AssignedOfficer, 'name' | 'rank' | 'nameWithheld'>,
  showsWithheld: boolean,
): string {
  const rank = rankLabel(RANKS, officer.rank);
  if (!officer.nameWithheld) return `${officer.name}, ${rank}`;
  return showsWithheld ? `${officer.name}, ${rank}${WITHHELD_NOTE}` : `Name withheld, ${rank}`;
}

/** `Officer 4711, name withheld`: what is told of an officer to whoever may not read the name. */
export const unnamedOfficer = (collarNumber: string): string => `Officer ${collarNumber}, name withheld`;

/** ` (name withheld from the public)`: beside a name that whoever reads it must not pass on. */
export const WITHHELD_NOTE = ' (name withheld from the public)';

/** Somebody who signs in. `withheldNumber`: the collar number of the officer it is, if that name is withheld; else null. */
export interface NamedPerson {
  name: string;
  withheldNumber: string | null;
}

/** Who somebody of the force is, as staff read it: a colleague whose name is withheld is told by number. */
export function personText({ name, withheldNumber }: NamedPerson, showsWithheld: boolean): string {
  if (withheldNumber === null) return name;
  return showsWithheld ? `${name}${WITHHELD_NOTE}` : unnamedOfficer(withheldNumber);
}

/**
 * The collar number of an officer whose name is withheld on a day, else null: the column `withheldNumber` in the
 * statements of all who name people. @example withheldNumber('o', '$2')
 */
export const withheldNumber = (
  officer: string,
  day: string,
): string => `case when ${officer}.name_withheld or exists (
         select from officer_name_withheld w where w.force_id = ${officer}.force_id and w.officer_id = ${officer}.id
            and w.during @> ${day}::date) then ${officer}.collar_number end`;

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

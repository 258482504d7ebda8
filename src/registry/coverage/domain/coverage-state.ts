/**
 * "For one assignment on one day, best first". Absence will stand between the deputy and the missing route; it is
 * not recorded yet.
 */
export const COVERAGE_STATES = [
  'covered',
  'deputy-covering',
  'not-contactable',
  'unpublished',
  'vacant',
] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

/** "Covered and deputy covering form the numerator, shown apart." */
export const IN_NUMERATOR: readonly CoverageState[] = ['covered', 'deputy-covering'];

/** As people read it. */
export const STATE_TITLES: Readonly<Record<CoverageState, string>> = {
  covered: 'covered',
  'deputy-covering': 'deputy covering',
  'not-contactable': 'not contactable',
  unpublished: 'unpublished',
  vacant: 'vacant',
};

/** What one assignment is on one day, as far as coverage asks. */
export interface AssignedOfficer {
  role: string;
  /** "Allowed ranks: constable, PCSO, sergeant (configurable)." */
  rankAllowed: boolean;
  /** A name withheld for safety is not published. */
  nameWithheld: boolean;
  /** The neighbourhood's e-mail, page or form, or the officer's public e-mail; a telephone is not online. */
  onlineRoute: boolean;
}

/**
 * The state that one assignment gives its neighbourhood: its worst flaw decides. A rank that is not allowed counts as
 * nobody at all, and so does a role that names no one to the public (team, supervisor).
 * @example stateOfAssignment({ role: 'lead', rankAllowed: true, nameWithheld: true, onlineRoute: false }) // 'unpublished'
 */
export function stateOfAssignment(officer: AssignedOfficer): CoverageState {
  if (!['lead', 'named', 'deputy'].includes(officer.role) || !officer.rankAllowed) return 'vacant';
  if (officer.nameWithheld) return 'unpublished';
  if (!officer.onlineRoute) return 'not-contactable';
  return officer.role === 'deputy' ? 'deputy-covering' : 'covered';
}

/** "A neighbourhood takes its best"; nobody assigned is vacant. */
export function bestState(states: readonly CoverageState[]): CoverageState {
  return COVERAGE_STATES.find((state) => states.includes(state)) ?? 'vacant';
}

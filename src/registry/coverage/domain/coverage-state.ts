/** "For one assignment on one day, best first"; a neighbourhood takes its best. */
export const COVERAGE_STATES = [
  'covered',
  'deputy-covering',
  'absent',
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
  absent: 'absent',
  'not-contactable': 'not contactable',
  unpublished: 'unpublished',
  vacant: 'vacant',
};

/** What one assignment is on one day, as far as coverage asks. Each fact is that day's, not today's. */
export interface AssignedOfficer {
  role: string;
  /** "Allowed ranks: constable, PCSO, sergeant (configurable)." */
  rankAllowed: boolean;
  /** Does the officer serve in the force on that day? */
  inService: boolean;
  /** A name withheld for safety is not published. */
  nameWithheld: boolean;
  /** The neighbourhood's e-mail, page or form, or the officer's public e-mail, if not failing; a telephone is not online. */
  onlineRoute: boolean;
  /** In a run of absence that is long enough, see `absentRuns`. */
  absent: boolean;
}

/**
 * The state that one assignment gives its neighbourhood. **Its worst flaw decides**, in the order of the states from the
 * last: an officer who is withheld and away is unpublished, one without a route and away is not contactable, because
 * the end of the absence would not make up for the other. A deputy who is away is absent like anybody.
 *
 * Vacant is whoever names no one to the public: another role (team, supervisor), a rank that is not allowed, a day
 * on which the officer does not serve.
 * @example stateOfAssignment({ role: 'lead', rankAllowed: true, inService: true, nameWithheld: true, onlineRoute: false, absent: false }) // 'unpublished'
 */
export function stateOfAssignment(officer: AssignedOfficer): CoverageState {
  const { role, rankAllowed, inService, nameWithheld, onlineRoute, absent } = officer;
  if (!['lead', 'named', 'deputy'].includes(role) || !rankAllowed || !inService) return 'vacant';
  if (nameWithheld) return 'unpublished';
  if (!onlineRoute) return 'not-contactable';
  if (absent) return 'absent';
  return role === 'deputy' ? 'deputy-covering' : 'covered';
}

/**
 * "Beside it stands the national measure: named, published and contactable online, whatever the absence." A deputy stands
 * in for a named officer and is none, so a neighbourhood that has only a deputy does not count here.
 */
export function meetsNationalMeasure(officer: AssignedOfficer): boolean {
  return stateOfAssignment({ ...officer, absent: false }) === 'covered';
}

/** "A neighbourhood takes its best": a named officer who is away with a deputy present is *deputy covering*; nobody is vacant. */
export function bestState(states: readonly CoverageState[]): CoverageState {
  return COVERAGE_STATES.find((state) => states.includes(state)) ?? 'vacant';
}

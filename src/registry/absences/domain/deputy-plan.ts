import type { KnownAssignment } from '../../domain/assignment-plan.js';
import { type DayRange, daysWithout, overlap } from '../../domain/day-range.js';

/** What naming a deputy does to the deputy's own assignments in the neighbourhood. */
export interface DeputyPlan {
  /** Days on which the deputy's role is added; none if another role covers already. */
  added: DayRange[];
  /** Team roles that end the day before. */
  ended: { id: string; untilOn: string }[];
  /** Team roles of which no day is left. */
  removed: string[];
  /** The rest of a team role, after the last day as deputy. */
  resumed: DayRange[];
  /** Supervising the neighbourhood at the time stands in the way. */
  supervises: KnownAssignment | null;
}

/**
 * Makes an officer the deputy of a neighbourhood on these days. Where he is lead, named or deputy already nothing is
 * added; a role in its team gives way and goes on afterwards, because an officer has one role in it on a day.
 * @param own the deputy's assignments in that neighbourhood
 */
export function planDeputy(own: readonly KnownAssignment[], days: DayRange): DeputyPlan {
  const covering = own.filter(({ role }) => role === 'lead' || role === 'named' || role === 'deputy');
  const added = daysWithout(days, covering);
  const supervises =
    own.find(({ role, ...held }) => role === 'supervisor' && added.some((run) => overlap(run, held))) ?? null;
  const plan: DeputyPlan = { added, ended: [], removed: [], resumed: [], supervises };
  for (const team of own.filter(({ role }) => role === 'team')) {
    const left = daysWithout(team, added);
    if (left.length === 1 && left[0]!.fromOn === team.fromOn && left[0]!.untilOn === team.untilOn) continue;
    const [first] = left;
    const keepsBeginning = first !== undefined && first.fromOn === team.fromOn;
    // What keeps its first day stays the same assignment with another last day.
    if (keepsBeginning) plan.ended.push({ id: team.id, untilOn: first.untilOn! });
    else plan.removed.push(team.id);
    plan.resumed.push(...(keepsBeginning ? left.slice(1) : left));
  }
  return plan;
}

/**
 * The days of an absence on which an officer is named in a neighbourhood, by neighbourhood: those that need a deputy.
 * @example absent in May, lead of NC01 until 15 May // NC01: 1 to 15 May
 */
export function daysToCover<Named extends DayRange & { neighbourhoodId: string }>(
  named: readonly Named[],
  absence: DayRange,
): { assignment: Named; days: DayRange }[] {
  return named
    .filter((assignment) => overlap(assignment, absence))
    .map((assignment) => {
      const fromOn = assignment.fromOn > absence.fromOn ? assignment.fromOn : absence.fromOn;
      const untilOn =
        assignment.untilOn === null || (absence.untilOn !== null && absence.untilOn < assignment.untilOn)
          ? absence.untilOn
          : assignment.untilOn;
      return { assignment, days: { fromOn, untilOn } };
    })
    .sort((a, b) => (a.days.fromOn < b.days.fromOn ? -1 : 1));
}

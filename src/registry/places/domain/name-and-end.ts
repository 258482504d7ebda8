import { addDays, formatDay } from '../../../common/calendar.js';
import type { KnownPlace, PlanProblem } from './succession-plan.js';

export interface FormerName {
  name: string;
  /** The last day on which it was the name. */
  untilOn: string;
}

export type RenamePlan =
  | { kind: 'problem'; problem: PlanProblem }
  | { kind: 'unchanged' }
  /** `former` is kept with its last day; null if the present name never was one: it is corrected. */
  | { kind: 'renamed'; former: FormerName | null };

/**
 * Decides a new name from a day. The name on record is today's, so the day is today or an earlier one; a name that
 * held until yesterday is kept with its last day, and one that would have no day left is corrected.
 * @example "Abbey" becomes "Abbey Park" from 1 May: the former name is "Abbey", until 30 April
 */
export function planRename(
  place: KnownPlace,
  formerNames: readonly FormerName[],
  wanted: { name: string; fromOn: string; todayOn: string },
): RenamePlan {
  const { name, fromOn, todayOn } = wanted;
  if (name === place.name) return { kind: 'unchanged' };
  if (fromOn > todayOn) {
    const message = 'The first day of the new name must be today or earlier; rename it on the day itself';
    return { kind: 'problem', problem: { field: 'from', message } };
  }
  const latest = formerNames
    .map(({ untilOn }) => untilOn)
    .sort()
    .at(-1);
  const namedFrom = latest === undefined ? place.fromOn : addDays(latest, 1);
  if (fromOn < namedFrom) {
    const message = `${place.code} has had its present name since ${formatDay(namedFrom)}; choose that day or a later one`;
    return { kind: 'problem', problem: { field: 'from', message } };
  }
  if (place.untilOn !== null && fromOn > place.untilOn) {
    const message = `${place.code} ended on ${formatDay(place.untilOn)}; choose that day or an earlier one`;
    return { kind: 'problem', problem: { field: 'from', message } };
  }
  const former = fromOn === namedFrom ? null : { name: place.name, untilOn: addDays(fromOn, -1) };
  return { kind: 'renamed', former };
}

export type EndPlan =
  | { kind: 'problem'; problem: PlanProblem }
  | { kind: 'unchanged' }
  /** `reopened` if the last day moves forwards: what ended with it stays ended. */
  | { kind: 'ended'; reopened: boolean };

/**
 * Decides the last day of a neighbourhood, moved forwards or backwards, without a successor. One that went on as
 * another keeps the day on which it did.
 */
export function planEnd(place: KnownPlace, untilOn: string, wentOnFrom: string | null): EndPlan {
  if (untilOn < place.fromOn) {
    const message = `${place.code} begins on ${formatDay(place.fromOn)}; give that day or a later one`;
    return { kind: 'problem', problem: { field: 'until', message } };
  }
  if (untilOn === place.untilOn) return { kind: 'unchanged' };
  if (wentOnFrom !== null && place.untilOn !== null) {
    const message = `${place.code} went on as another neighbourhood on ${formatDay(wentOnFrom)}; its last day stays`;
    return { kind: 'problem', problem: { field: 'until', message } };
  }
  return { kind: 'ended', reopened: place.untilOn !== null && untilOn > place.untilOn };
}

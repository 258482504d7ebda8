import { addDays } from '../../../common/calendar.js';
import { commonDays, type DayRange } from '../../domain/day-range.js';
import { type CoverageState, IN_NUMERATOR } from './coverage-state.js';

/** Days on which a neighbourhood has one state; without a last day as far as is known. */
export interface StateRun extends DayRange {
  state: CoverageState;
}

/** The states of these days, by date. */
export function statesWithin(runs: readonly StateRun[], days: DayRange): StateRun[] {
  return runs.flatMap(({ state, ...run }) => {
    const common = commonDays(run, days);
    return common ? [{ ...common, state }] : [];
  });
}

/**
 * The days that were in the numerator of coverage and are not any more, with what they become, by date. A day on which
 * the neighbourhood did not exist before, or does not exist now, is none of them.
 * @example covered in May; then absent from 10 May // absent from 10 to 31 May
 */
export function daysLost(before: readonly StateRun[], after: readonly StateRun[]): StateRun[] {
  const was = before.filter(({ state }) => IN_NUMERATOR.includes(state));
  const lost = lacking(after).flatMap((run) =>
    statesWithin(was, run).map((days) => ({ ...days, state: run.state })),
  );
  return lost.reduce<StateRun[]>((joined, run) => {
    const last = joined.at(-1);
    const goesOn =
      last?.state === run.state && last.untilOn !== null && addDays(last.untilOn, 1) === run.fromOn;
    return goesOn ? [...joined.slice(0, -1), { ...last, untilOn: run.untilOn }] : [...joined, run];
  }, []);
}

/** The days that are not in the numerator. */
export const lacking = (runs: readonly StateRun[]): StateRun[] =>
  runs.filter(({ state }) => !IN_NUMERATOR.includes(state));

/** Has every one of these days the same state in both? */
export function sameStates(a: readonly StateRun[], b: readonly StateRun[], days: DayRange): boolean {
  return JSON.stringify(statesWithin(a, days)) === JSON.stringify(statesWithin(b, days));
}

import { DateTime } from 'luxon';
import { addDays } from '../../../common/calendar.js';
import { coversDay, type DayRange } from '../../domain/day-range.js';

/** "a secondment out of more than 28 days does" break tenure; one of exactly 28 does not. */
export const SECONDMENT_DAYS_KEPT = 28;
/** "continuously in a neighbourhood team for two years or more at a date" */
export const YEARS_OF_TENURE = 2;

/** What decides how long an officer has been in neighbourhood teams. */
export interface TeamHistory {
  /** In any role and any neighbourhood, or over a command area. */
  assignments: readonly DayRange[];
  /** Absences of the kind secondment; no other kind matters here. */
  secondments: readonly DayRange[];
  /** The days of service in the force; null is without an end on that side. */
  inService: { fromOn: string | null; untilOn: string | null };
}

/**
 * The first day of the unbroken time in neighbourhood teams that `on` belongs to; null if the officer is in none then.
 *
 * "Moves between teams and absence, parental leave included, never break it": an assignment that begins the day after
 * another ends goes on with it, and a single day without any assignment breaks it. Secondments that follow each other
 * without a day between are one. Of a secondment with a recorded end all its days count, so that one of six months is
 * out from its first day; one without an end counts as long as it has lasted on `on`.
 * @example continuousSince({ assignments: [{ fromOn: '2024-01-01', untilOn: '2025-05-31' }, { fromOn: '2025-06-01',
 *   untilOn: null }], secondments: [], inService: { fromOn: null, untilOn: null } }, '2026-03-31') // '2024-01-01'
 */
export function continuousSince(history: TeamHistory, on: string): string | null {
  const { assignments, secondments, inService } = history;
  if ((inService.fromOn ?? on) > on || (inService.untilOn ?? on) < on) return null;
  const run = runsOf(assignments).find((days) => coversDay(days, on));
  const out = runsOf(secondments).filter((days) => lastsTooLong(days, on));
  if (!run || out.some((days) => coversDay(days, on))) return null;
  const back = out.flatMap(({ untilOn }) => (untilOn !== null && untilOn < on ? [addDays(untilOn, 1)] : []));
  return [run.fromOn, inService.fromOn ?? run.fromOn, ...back].sort().at(-1)!;
}

/** The last day on which whoever has tenure on `on` must have begun: the same day two years before, 28 for 29 February. */
export function tenureBeganBy(on: string): string {
  return DateTime.fromISO(on, { zone: 'utc' }).minus({ years: YEARS_OF_TENURE }).toISODate()!;
}

/** Has somebody who began on this day been in neighbourhood teams for two years or more? */
export function hasTenure(since: string | null, on: string): boolean {
  return since !== null && since <= tenureBeganBy(on);
}

function lastsTooLong({ fromOn, untilOn }: DayRange, on: string): boolean {
  return (untilOn ?? on) > addDays(fromOn, SECONDMENT_DAYS_KEPT - 1);
}

/** Ranges that overlap or follow each other without a day between, put together; by their first day. */
function runsOf(ranges: readonly DayRange[]): DayRange[] {
  const runs: DayRange[] = [];
  for (const range of [...ranges].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))) {
    const last = runs.at(-1);
    if (!last || (last.untilOn !== null && addDays(last.untilOn, 1) < range.fromOn)) runs.push({ ...range });
    else if (last.untilOn !== null && (range.untilOn === null || range.untilOn > last.untilOn))
      last.untilOn = range.untilOn;
  }
  return runs;
}

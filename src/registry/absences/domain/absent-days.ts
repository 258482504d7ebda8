import { addDays } from '../../../common/calendar.js';
import { type DayRange, overlap } from '../../domain/day-range.js';
import type { AbsenceKind } from './absence-kind.js';

/**
 * The runs of days on which an officer counts as absent: "absences shorter than 15 consecutive days (configurable) are
 * not absence here", and those that touch or overlap are one run. Hours of abstraction are never absence.
 * @example absentRuns([leave of 1 to 10 May, sickness of 11 to 20 May], 15) // 1 to 20 May
 */
export function absentRuns(
  absences: readonly (DayRange & { kind: AbsenceKind })[],
  leastDays: number,
): DayRange[] {
  const inOrder = absences
    .filter(({ kind }) => kind !== 'abstraction')
    .sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
  const runs: DayRange[] = [];
  for (const { fromOn, untilOn } of inOrder) {
    const last = runs.at(-1);
    if (last && (last.untilOn === null || fromOn <= addDays(last.untilOn, 1))) {
      last.untilOn = last.untilOn === null || untilOn === null ? null : laterOf(last.untilOn, untilOn);
    } else runs.push({ fromOn, untilOn });
  }
  return runs.filter(({ fromOn, untilOn }) => untilOn === null || untilOn >= addDays(fromOn, leastDays - 1));
}

/** The days of a run that none of the others holds, in order. */
export function daysWithout(run: DayRange, others: readonly DayRange[]): DayRange[] {
  return others.reduce<DayRange[]>((left, other) => left.flatMap((days) => cut(days, other)), [run]);
}

/** The days that both hold, or null. */
export function commonDays(a: DayRange, b: DayRange): DayRange | null {
  if (!overlap(a, b)) return null;
  const untilOn =
    a.untilOn === null ? b.untilOn : b.untilOn === null ? a.untilOn : earlierOf(a.untilOn, b.untilOn);
  return { fromOn: laterOf(a.fromOn, b.fromOn), untilOn };
}

function cut(days: DayRange, other: DayRange): DayRange[] {
  if (!overlap(days, other)) return [days];
  const before =
    days.fromOn < other.fromOn ? [{ fromOn: days.fromOn, untilOn: addDays(other.fromOn, -1) }] : [];
  const goesOn = other.untilOn !== null && (days.untilOn === null || days.untilOn > other.untilOn);
  return goesOn ? [...before, { fromOn: addDays(other.untilOn!, 1), untilOn: days.untilOn }] : before;
}

const laterOf = (a: string, b: string): string => (a > b ? a : b);
const earlierOf = (a: string, b: string): string => (a < b ? a : b);

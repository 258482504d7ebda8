import { addDays, daysIn } from '../../../common/calendar.js';

/** Local days, both ends included; `untilOn` null: nobody has set an end. */
export interface RunOfDays {
  fromOn: string;
  untilOn: string | null;
}

/** The same days in as few runs as there can be: what overlaps or touches is one. By date. */
export function joinRuns(runs: readonly RunOfDays[]): RunOfDays[] {
  const joined: RunOfDays[] = [];
  for (const run of [...runs].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))) {
    const last = joined.at(-1);
    if (!last || (last.untilOn !== null && run.fromOn > addDays(last.untilOn, 1))) joined.push({ ...run });
    else if (last.untilOn !== null && (run.untilOn === null || run.untilOn > last.untilOn)) {
      last.untilOn = run.untilOn;
    }
  }
  return joined;
}

/** One entry of an officer's record of absence. */
export interface AbsenceDays extends RunOfDays {
  kind: string;
}

/**
 * The runs on whose days an officer is absent. "Rest days, abstraction hours and absences shorter than 15 consecutive days
 * (configurable) are not absence here." Absences of any kind that follow on one another are one run, and all its days
 * count, the first too; an absence without an end is long enough.
 * @example ten days of leave and five of sickness right after: one run of fifteen days
 */
export function absentRuns(absences: readonly AbsenceDays[], absenceDays: number): RunOfDays[] {
  return joinRuns(
    absences.filter(({ kind }) => kind !== 'abstraction').map(({ fromOn, untilOn }) => ({ fromOn, untilOn })),
  ).filter((run) => run.untilOn === null || lengthOf(run.fromOn, run.untilOn) >= absenceDays);
}

/**
 * The runs on whose days a route fails, from runs of days on which every try failed: those that are long enough. One
 * that has no end yet is as long as it has lasted by `todayOn`, and goes on until a try works.
 */
export function failingRuns(
  failures: readonly RunOfDays[],
  routeFailureDays: number,
  todayOn: string,
): RunOfDays[] {
  return joinRuns(failures).filter(
    ({ fromOn, untilOn }) => lengthOf(fromOn, untilOn ?? todayOn) >= routeFailureDays,
  );
}

/** An online route, of a neighbourhood or of an officer: when it was published, and when every try of it failed. */
export interface OnlineRoute {
  published: readonly RunOfDays[];
  failures: readonly RunOfDays[];
}

/**
 * Does one of these routes reach whoever is named, on a day? Those of the neighbourhood and the officer's own public
 * address count alike, each while it is published and does not fail: "contactable means tried, not typed". A failing one
 * takes nothing from the others, and one that nobody tried does not fail.
 */
export function isReachable(
  routes: readonly OnlineRoute[],
  day: string,
  routeFailureDays: number,
  todayOn: string,
): boolean {
  return routes.some(
    ({ published, failures }) =>
      isIn(published, day) && !isIn(failingRuns(failures, routeFailureDays, todayOn), day),
  );
}

/** Is the day in one of the runs? */
export function isIn(runs: readonly RunOfDays[], day: string): boolean {
  return runs.some(({ fromOn, untilOn }) => fromOn <= day && (untilOn === null || day <= untilOn));
}

const lengthOf = (fromOn: string, toOn: string): number => daysIn({ fromOn, toOn });

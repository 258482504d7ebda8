/** One try of a route that told something: on which local day, and whether it worked. */
export interface RouteTry {
  on: string;
  works: boolean;
}

/** Days on which a route failed: from the first, up to the last; null while it still fails. */
export interface FailureRun {
  fromOn: string;
  untilOn: string | null;
}

/**
 * "A route fails a day only if every try of that day failed." A day without a try is neither: it goes on with a run only
 * if the nearest tried days on both sides of it failed. The run that the latest tried day belongs to has no end yet,
 * because nothing has shown the route to work since.
 *
 * The statement that keeps `route_failure` says the same of many routes at once.
 * @example failureRuns([{ on: '2026-05-01', works: false }, { on: '2026-05-04', works: true }]) // 1 May to 1 May
 */
export function failureRuns(tries: readonly RouteTry[]): FailureRun[] {
  const days = [...new Set(tries.map(({ on }) => on))].sort();
  const failed = (day: string): boolean => tries.every(({ on, works }) => on !== day || !works);
  const runs: FailureRun[] = [];
  let run: FailureRun | null = null;
  for (const day of days) {
    if (!failed(day)) run = null;
    else if (run) run.untilOn = day;
    else runs.push((run = { fromOn: day, untilOn: day }));
  }
  if (run) run.untilOn = null;
  return runs;
}

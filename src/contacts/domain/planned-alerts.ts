import { DateTime } from 'luxon';
import type { ResponseStandard, Rung } from './response-standard.js';

const HOUR_MS = 3_600_000;

export interface PlannedAlert {
  stage: string;
  /** 1 for a rung that comes once; counts up for a repeating one. */
  occurrence: number;
  /** 0: the rung itself; 1 and more: nobody had taken it up, so the next rungs' listeners are called. */
  step: number;
  plannedAt: DateTime;
  /** When this rung spoke: each time that a repeating one does is a rung of its own, and its steps are that rung's. */
  rungAt: DateTime;
}

export interface AlertDecision {
  /** The latest stage that is due: the one people are told about. */
  raise: PlannedAlert | null;
  /** Earlier stages that went by unsaid, after downtime or a late arrival: recorded, not sent. */
  superseded: PlannedAlert[];
  /** When to look at this clock again; null if no rung lies ahead. */
  nextAlertAt: DateTime | null;
}

/** What the alerts of a clock that waits follow from. */
export interface AlertedClock {
  dueAt: DateTime;
  targetAt: DateTime | null;
  /** When somebody of the force said "I have it". */
  takenUpAt: DateTime | null;
}

/** A rung of one clock, in milliseconds since 1970. */
interface OwnRung {
  rung: Rung;
  /** Its place in the file. */
  index: number;
  firstMs: number;
  everyMs: number | null;
}

interface Moment {
  rung: OwnRung;
  occurrence: number;
  step: number;
  ms: number;
  /** When its rung spoke, of which it may be a step. */
  rungMs: number;
}

/**
 * What is to be said about a clock now. Asked "what is due as of now?", never "what became due this minute?", so
 * a missed tick costs nothing: everything planned from `nextAlertAt` (what was last decided) up to `now`.
 *
 * "After downtime only the latest stage counts": earlier ones are superseded. Of a repeating stage only its latest
 * occurrence is named, whose number tells how many went before, so a year of downtime is one row and not 365.
 */
export function decideAlerts(
  clock: AlertedClock & { nextAlertAt: DateTime },
  standard: ResponseStandard,
  now: DateTime,
): AlertDecision {
  const [pointer, nowMs] = [clock.nextAlertAt.toMillis(), now.toMillis()];
  const rungs = rungsOf(clock, standard);
  const passed = rungs.map((rung) => latestPassed(rung, nowMs)).filter((moment) => moment !== null);
  const told = passed
    .concat(stepsAfter(latestOf(passed), rungs, standard, clock))
    .filter(({ ms }) => ms >= pointer && ms <= nowMs)
    .sort(inOrder);
  const raise = told.pop();
  return {
    raise: raise ? plannedOf(raise) : null,
    superseded: told.map(plannedOf),
    nextAlertAt: nextAlertAfter(clock, standard, now),
  };
}

/** The first instant after this one at which somebody must be told about a clock that waits; null if there is none. */
export function nextAlertAfter(
  clock: AlertedClock,
  standard: ResponseStandard,
  after: DateTime,
): DateTime | null {
  const afterMs = after.toMillis();
  const rungs = rungsOf(clock, standard);
  const passed = rungs.map((rung) => latestPassed(rung, afterMs)).filter((moment) => moment !== null);
  const ahead = [
    ...rungs.map((rung) => firstAfter(rung, afterMs)).filter((ms) => ms !== null),
    ...stepsAfter(latestOf(passed), rungs, standard, clock)
      .map(({ ms }) => ms)
      .filter((ms) => ms > afterMs),
  ];
  return ahead.length === 0 ? null : instant(Math.min(...ahead));
}

/**
 * When to look at a clock again after something about it has changed: what waits to be said already is still said, and
 * from `since` on everything is as the clock is now. Of a contact that is given back, `since` is when it was taken up,
 * so that a rung that nobody was called for meanwhile is called at once.
 */
export function replanned(
  clock: AlertedClock & { nextAlertAt: DateTime | null },
  standard: ResponseStandard,
  since: DateTime,
  now: DateTime,
): DateTime | null {
  const ahead = nextAlertAfter(clock, standard, since);
  const owed = clock.nextAlertAt && clock.nextAlertAt <= now ? clock.nextAlertAt : null;
  return owed && (!ahead || owed < ahead) ? owed : ahead;
}

/** The first instant at which somebody must be told about a clock, past or not. */
export function firstAlertAt(
  clock: Pick<AlertedClock, 'dueAt' | 'targetAt'>,
  standard: ResponseStandard,
): DateTime | null {
  const rungs = rungsOf(clock, standard);
  return rungs.length === 0 ? null : instant(Math.min(...rungs.map(({ firstMs }) => firstMs)));
}

function rungsOf(
  { dueAt, targetAt }: Pick<AlertedClock, 'dueAt' | 'targetAt'>,
  { rungs }: ResponseStandard,
): OwnRung[] {
  return rungs.flatMap((rung, index) => {
    const from = rung.hoursFromTarget === undefined ? dueAt : targetAt;
    if (!from) return [];
    const hours = rung.hoursFromTarget ?? rung.hoursFromDue!;
    return {
      rung,
      index,
      firstMs: from.toMillis() + Math.round(hours * HOUR_MS),
      everyMs: rung.repeatEveryHours ? Math.round(rung.repeatEveryHours * HOUR_MS) : null,
    };
  });
}

function latestPassed(rung: OwnRung, nowMs: number): Moment | null {
  const { firstMs, everyMs } = rung;
  if (firstMs > nowMs) return null;
  const before = everyMs ? Math.floor((nowMs - firstMs) / everyMs) : 0;
  const ms = firstMs + before * (everyMs ?? 0);
  return { rung, occurrence: before + 1, step: 0, ms, rungMs: ms };
}

function firstAfter({ firstMs, everyMs }: OwnRung, afterMs: number): number | null {
  if (firstMs > afterMs) return firstMs;
  if (!everyMs) return null;
  return firstMs + (Math.floor((afterMs - firstMs) / everyMs) + 1) * everyMs;
}

/**
 * "By when it must be taken up before the next rung is called": the steps of the stage that counts now, until another
 * stage speaks for itself. None if it was taken up since the rung spoke: "an officer who took the contact up hears alone until
 * the next rung", and each time that a repeating rung speaks is a next rung, so that nobody silences it for good.
 */
function stepsAfter(
  moment: Moment | undefined,
  rungs: OwnRung[],
  standard: ResponseStandard,
  { takenUpAt }: Pick<AlertedClock, 'takenUpAt'>,
): Moment[] {
  if (!moment || (takenUpAt && takenUpAt.toMillis() >= moment.rungMs)) return [];
  const next = rungs.map((rung) => firstAfter(rung, moment.ms)).filter((ms) => ms !== null);
  const until = Math.min(Infinity, ...next);
  const steps: Moment[] = [];
  let ms = moment.ms;
  for (let at = moment.rung.index; at < standard.rungs.length - 1; at += 1) {
    const within = standard.rungs[at]!.takeUpWithinHours;
    if (within === undefined) break;
    ms += Math.round(within * HOUR_MS);
    if (ms >= until) break;
    steps.push({ ...moment, step: steps.length + 1, ms });
  }
  return steps;
}

const latestOf = (moments: Moment[]): Moment | undefined => [...moments].sort(inOrder).at(-1);

/** By time; at one instant the rung further down the file counts. */
const inOrder = (a: Moment, b: Moment): number =>
  a.ms - b.ms || a.rung.index - b.rung.index || a.step - b.step;

const instant = (ms: number): DateTime => DateTime.fromMillis(ms, { zone: 'utc' });

const plannedOf = ({ rung, occurrence, step, ms, rungMs }: Moment): PlannedAlert => ({
  stage: rung.rung.stage,
  occurrence,
  step,
  plannedAt: instant(ms),
  rungAt: instant(rungMs),
});

import type { DateTime } from 'luxon';
import { addHours } from '../../common/calendar.js';

/** Who can be told: roles of an assignment, the neighbourhood's team mailbox, the force's admins. */
export const LISTENERS = ['lead', 'named', 'deputy', 'team', 'supervisor', 'mailbox', 'force-admin'] as const;
export type Listener = (typeof LISTENERS)[number];

/** One moment at which somebody is told, relative to due; a repeating one comes again until the clock ends. */
export interface Rung {
  stage: string;
  hoursFromDue: number;
  repeatEveryHours?: number;
  hears: Listener[];
}

/** A version of when to warn and whom. The 72 hours themselves are not part of it. */
export interface ResponseStandard {
  version: string;
  /** First local day whose clocks it governs. */
  inForceFrom: string;
  rungs: Rung[];
}

export interface PlannedAlert {
  stage: string;
  /** 1 for a rung that comes once; counts up for a repeating one. */
  occurrence: number;
  plannedAt: DateTime;
}

export interface AlertDecision {
  /** The latest stage that is due: the one people are told about. */
  raise: PlannedAlert | null;
  /** Earlier stages that went by unsaid, after downtime or a late arrival: recorded, not sent. */
  superseded: PlannedAlert[];
  /** When to look at this clock again; null if no rung lies ahead. */
  nextAlertAt: DateTime | null;
}

/** The version in force on the local day the clock started: the latest that had begun by then, else the first. */
export function standardOn(standards: readonly ResponseStandard[], day: string): ResponseStandard {
  const inForce = standards.filter((standard) => standard.inForceFrom <= day);
  return inForce.at(-1) ?? standards[0]!;
}

/** The first instant at which somebody must be told about a clock that is due then. */
export function firstAlertAt(dueAt: DateTime, standard: ResponseStandard): DateTime | null {
  if (standard.rungs.length === 0) return null;
  return addHours(dueAt, Math.min(...standard.rungs.map((rung) => rung.hoursFromDue)));
}

/**
 * What is to be said about a clock now. Asked "what is due as of now?", never "what became due this minute?", so
 * a missed tick costs nothing: everything planned from `nextAlertAt` (what was last decided) up to `now`.
 *
 * "After downtime only the latest stage counts": earlier ones are superseded. Of a repeating stage only its latest
 * occurrence is named, whose number tells how many went before, so a year of downtime is one row and not 365.
 */
export function decideAlerts(
  clock: { dueAt: DateTime; nextAlertAt: DateTime },
  standard: ResponseStandard,
  now: DateTime,
): AlertDecision {
  const passed = standard.rungs
    .map((rung) => latestPassed(rung, clock, now))
    .filter((planned) => planned !== null)
    .sort((a, b) => a.plannedAt.toMillis() - b.plannedAt.toMillis());
  const raise = passed.pop() ?? null;
  return {
    raise,
    superseded: passed,
    nextAlertAt: earliest(standard.rungs.map((rung) => firstAfter(rung, clock.dueAt, now))),
  };
}

function latestPassed(
  rung: Rung,
  clock: { dueAt: DateTime; nextAlertAt: DateTime },
  now: DateTime,
): PlannedAlert | null {
  const first = addHours(clock.dueAt, rung.hoursFromDue);
  if (first > now) return null;
  const occurrence = rung.repeatEveryHours
    ? Math.floor(now.diff(first, 'hours').hours / rung.repeatEveryHours) + 1
    : 1;
  const plannedAt = addHours(first, (occurrence - 1) * (rung.repeatEveryHours ?? 0));
  return plannedAt < clock.nextAlertAt ? null : { stage: rung.stage, occurrence, plannedAt };
}

function firstAfter(rung: Rung, dueAt: DateTime, now: DateTime): DateTime | null {
  const first = addHours(dueAt, rung.hoursFromDue);
  if (first > now) return first;
  if (!rung.repeatEveryHours) return null;
  const gone = Math.floor(now.diff(first, 'hours').hours / rung.repeatEveryHours) + 1;
  return addHours(first, gone * rung.repeatEveryHours);
}

function earliest(instants: (DateTime | null)[]): DateTime | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : known.reduce((a, b) => (a < b ? a : b));
}

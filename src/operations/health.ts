import type { DateTime } from 'luxon';
import type { OperationsOptions } from './operations-options.js';
import type { State } from './state.js';

export interface Health {
  status: 'ok' | 'failing';
  database: { ok: boolean; latencyMs: number | null; clockSkewMs: number | null };
  sweep: { ok: boolean; lastFinishedAt: string | null; ageSeconds: number | null };
  /** For information: whether reports are made decides nothing about whether requests are answered. */
  monthlyReports: { ok: boolean; lastFinishedAt: string | null; ageSeconds: number | null } | null;
  /** For information: when digests were last looked at. */
  digests: { lastFinishedAt: string | null; ageSeconds: number | null } | null;
  /** For information: null in it until routes were tried, which they never are where the checks are off. */
  routeChecks: { lastFinishedAt: string | null; ageSeconds: number | null } | null;
  outbox: { waiting: number; oldestAgeSeconds: number | null; dead: number } | null;
  /**
   * For information: alerts that came late in the last 24 hours or are late and unsent now, those that could not be
   * delivered to somebody in them, and those that nobody can hear now.
   */
  alerts: { late: number; dead: number; unheard: number } | null;
  mail: OperationsOptions['mail'];
  version: string;
}

/** When did this instance start, and how long may the sweep be silent? */
export interface Expectation {
  startedAt: DateTime;
  sweepStaleMinutes: number;
}

/** The reports are looked at once a day, which in October has 25 hours; one more to make them in. */
const REPORTS_STALE_MINUTES = 26 * 60;

/**
 * Is a job running? It is when any instance finished a run within `staleMinutes`, exactly that long ago included. An
 * instance that has just started has as long for its first, even after days of standing still.
 *
 * @example jobIsRunning(null, now, { startedAt: now, staleMinutes: 5 }) // true
 */
export function jobIsRunning(
  finishedAt: DateTime | null,
  now: DateTime,
  { startedAt, staleMinutes }: { startedAt: DateTime; staleMinutes: number },
): boolean {
  const oldestAllowed = now.minus({ minutes: staleMinutes });
  return startedAt >= oldestAllowed || (finishedAt !== null && finishedAt >= oldestAllowed);
}

/** What `/health` says; without a state the database did not answer, and nothing else is known. */
export function healthOf(
  state: State | null,
  { startedAt, sweepStaleMinutes }: Expectation,
  facts: Pick<Health, 'mail' | 'version'>,
): Health {
  if (!state) {
    return {
      status: 'failing',
      database: { ok: false, latencyMs: null, clockSkewMs: null },
      sweep: { ok: false, lastFinishedAt: null, ageSeconds: null },
      monthlyReports: null,
      digests: null,
      routeChecks: null,
      outbox: null,
      alerts: null,
      ...facts,
    };
  }
  const { at, sweptAt, reportsMadeAt, digestsMadeAt, routesTriedAt, outbox, alerts } = state;
  const ok = jobIsRunning(sweptAt, at, { startedAt, staleMinutes: sweepStaleMinutes });
  return {
    status: ok ? 'ok' : 'failing',
    database: { ok: true, latencyMs: round(state.latencyMs), clockSkewMs: Math.round(state.clockSkewMs) },
    sweep: { ok, lastFinishedAt: sweptAt?.toISO() ?? null, ageSeconds: ageInSeconds(sweptAt, at) },
    monthlyReports: {
      ok: jobIsRunning(reportsMadeAt, at, { startedAt, staleMinutes: REPORTS_STALE_MINUTES }),
      lastFinishedAt: reportsMadeAt?.toISO() ?? null,
      ageSeconds: ageInSeconds(reportsMadeAt, at),
    },
    digests: {
      lastFinishedAt: digestsMadeAt?.toISO() ?? null,
      ageSeconds: ageInSeconds(digestsMadeAt, at),
    },
    routeChecks: {
      lastFinishedAt: routesTriedAt?.toISO() ?? null,
      ageSeconds: ageInSeconds(routesTriedAt, at),
    },
    outbox: {
      waiting: outbox.waiting,
      oldestAgeSeconds: ageInSeconds(outbox.oldest_at, at),
      dead: outbox.dead,
    },
    alerts,
    ...facts,
  };
}

/** Whole seconds from an instant to now, never negative; null without one. */
export function ageInSeconds(instant: DateTime | null, now: DateTime): number | null {
  return instant && Math.max(0, Math.floor((now.toMillis() - instant.toMillis()) / 1000));
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}

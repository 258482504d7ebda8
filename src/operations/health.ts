import type { DateTime } from 'luxon';
import type { OperationsOptions } from './operations-options.js';
import type { State } from './state.js';

export interface Health {
  status: 'ok' | 'failing';
  database: { ok: boolean; latencyMs: number | null; clockSkewMs: number | null };
  sweep: { ok: boolean; lastFinishedAt: string | null; ageSeconds: number | null };
  outbox: { waiting: number; oldestAgeSeconds: number | null; dead: number } | null;
  mail: OperationsOptions['mail'];
  version: string;
}

/** When did this instance start, and how long may the sweep be silent? */
export interface Expectation {
  startedAt: DateTime;
  sweepStaleMinutes: number;
}

/**
 * Is the sweep running? It is when any instance finished one within `sweepStaleMinutes`, exactly that long ago
 * included. An instance that has just started has as long for its first, even after days of standing still.
 *
 * @example sweepIsRunning(null, now, { startedAt: now, sweepStaleMinutes: 5 }) // true
 */
export function sweepIsRunning(sweptAt: DateTime | null, now: DateTime, expected: Expectation): boolean {
  const oldestAllowed = now.minus({ minutes: expected.sweepStaleMinutes });
  return expected.startedAt >= oldestAllowed || (sweptAt !== null && sweptAt >= oldestAllowed);
}

/** What `/health` says; without a state the database did not answer, and nothing else is known. */
export function healthOf(
  state: State | null,
  expected: Expectation,
  facts: Pick<Health, 'mail' | 'version'>,
): Health {
  if (!state) {
    return {
      status: 'failing',
      database: { ok: false, latencyMs: null, clockSkewMs: null },
      sweep: { ok: false, lastFinishedAt: null, ageSeconds: null },
      outbox: null,
      ...facts,
    };
  }
  const { at, sweptAt, outbox } = state;
  const ok = sweepIsRunning(sweptAt, at, expected);
  return {
    status: ok ? 'ok' : 'failing',
    database: { ok: true, latencyMs: round(state.latencyMs), clockSkewMs: Math.round(state.clockSkewMs) },
    sweep: { ok, lastFinishedAt: sweptAt?.toISO() ?? null, ageSeconds: ageInSeconds(sweptAt, at) },
    outbox: {
      waiting: outbox.waiting,
      oldestAgeSeconds: ageInSeconds(outbox.oldest_at, at),
      dead: outbox.dead,
    },
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

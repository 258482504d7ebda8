import type { DateTime } from 'luxon';
import type { ScannerState } from '../contacts/attachments/scanning/malware-scanner.js';
import type { OperationsOptions } from './operations-options.js';
import type { State } from './state.js';

/** A job, when any instance last finished it, and whether that was lately enough. */
export interface JobHealth {
  ok: boolean;
  lastFinishedAt: string | null;
  ageSeconds: number | null;
}

export interface Health {
  status: 'ok' | 'failing';
  database: { ok: boolean; latencyMs: number | null; clockSkewMs: number | null };
  sweep: JobHealth;
  /** For information: whether reports are made decides nothing about whether requests are answered. */
  monthlyReports: JobHealth | null;
  /** For information: when digests were last looked at. */
  digests: { lastFinishedAt: string | null; ageSeconds: number | null } | null;
  /** For information: null in it until routes were tried, which they never are where the checks are off. */
  routeChecks: { lastFinishedAt: string | null; ageSeconds: number | null } | null;
  /** For information: the sealing of the audit log, not ok either if an entry waits for too long. */
  auditSealing: (JobHealth & { unsealedAgeSeconds: number | null }) | null;
  /** For information: mails of the log's heads, the nightly erasure, and the renewal of contacts' keys. */
  auditHeads: JobHealth | null;
  retention: JobHealth | null;
  contactKeys: JobHealth | null;
  outbox: { waiting: number; oldestAgeSeconds: number | null; dead: number } | null;
  /**
   * For information: alerts that came late in the last 24 hours or are late and unsent now, those that could not be
   * delivered to somebody in them, and those that nobody can hear now.
   */
  alerts: { late: number; dead: number; unheard: number } | null;
  mail: OperationsOptions['mail'];
  /** For information: whether it answered this instance last. Without it only files are refused. */
  malwareScanner: ScannerState;
  version: string;
}

/** When did this instance start, and how long may the sweep be silent? */
export interface Expectation {
  startedAt: DateTime;
  sweepStaleMinutes: number;
}

/** The reports are looked at once a day, which in October has 25 hours; one more to make them in. */
const REPORTS_STALE_MINUTES = 26 * 60;
/** The night's erasure comes as often. */
const RETENTION_STALE_MINUTES = 26 * 60;
/** The log is sealed each second, its heads are looked at every ten minutes, contacts' keys every minute. */
const SEALING_STALE_MINUTES = 5;
const HEADS_STALE_MINUTES = 30;
const KEYS_STALE_MINUTES = 10;

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
  facts: Pick<Health, 'mail' | 'malwareScanner' | 'version'>,
): Health {
  if (!state) {
    return {
      status: 'failing',
      database: { ok: false, latencyMs: null, clockSkewMs: null },
      sweep: { ok: false, lastFinishedAt: null, ageSeconds: null },
      monthlyReports: null,
      digests: null,
      routeChecks: null,
      auditSealing: null,
      auditHeads: null,
      retention: null,
      contactKeys: null,
      outbox: null,
      alerts: null,
      ...facts,
    };
  }
  const { at, digestsMadeAt, routesTriedAt, outbox, alerts } = state;
  const job = (finishedAt: DateTime | null, staleMinutes: number): JobHealth => ({
    ok: jobIsRunning(finishedAt, at, { startedAt, staleMinutes }),
    ...lastRun(finishedAt, at),
  });
  const sweep = job(state.sweptAt, sweepStaleMinutes);
  return {
    status: sweep.ok ? 'ok' : 'failing',
    database: { ok: true, latencyMs: round(state.latencyMs), clockSkewMs: Math.round(state.clockSkewMs) },
    sweep,
    monthlyReports: job(state.reportsMadeAt, REPORTS_STALE_MINUTES),
    digests: lastRun(digestsMadeAt, at),
    routeChecks: lastRun(routesTriedAt, at),
    auditSealing: sealingOf(
      job(state.sealedAt, SEALING_STALE_MINUTES),
      ageInSeconds(state.unsealedSince, at),
    ),
    auditHeads: job(state.headsPublishedAt, HEADS_STALE_MINUTES),
    retention: job(state.erasedAt, RETENTION_STALE_MINUTES),
    contactKeys: job(state.keysRenewedAt, KEYS_STALE_MINUTES),
    outbox: {
      waiting: outbox.waiting,
      oldestAgeSeconds: ageInSeconds(outbox.oldest_at, at),
      dead: outbox.dead,
    },
    alerts,
    ...facts,
  };
}

function lastRun(finishedAt: DateTime | null, at: DateTime): Omit<JobHealth, 'ok'> {
  return { lastFinishedAt: finishedAt?.toISO() ?? null, ageSeconds: ageInSeconds(finishedAt, at) };
}

function sealingOf(run: JobHealth, unsealedAgeSeconds: number | null): NonNullable<Health['auditSealing']> {
  const waitsTooLong = (unsealedAgeSeconds ?? 0) > SEALING_STALE_MINUTES * 60;
  return { ...run, ok: run.ok && !waitsTooLong, unsealedAgeSeconds };
}

/** Whole seconds from an instant to now, never negative; null without one. */
export function ageInSeconds(instant: DateTime | null, now: DateTime): number | null {
  return instant && Math.max(0, Math.floor((now.toMillis() - instant.toMillis()) / 1000));
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}

import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { healthOf, jobIsRunning } from './health.js';
import type { State } from './state.js';

const now = DateTime.fromISO('2026-10-25T01:00:00.000Z', { zone: 'utc' });
const longAgo = now.minus({ days: 3 });
const state: State = {
  at: now,
  latencyMs: 0.517,
  clockSkewMs: -2.4,
  sweptAt: now.minus({ seconds: 12, milliseconds: 300 }),
  reportsMadeAt: now.minus({ hours: 26 }),
  digestsMadeAt: now.minus({ seconds: 40 }),
  routesTriedAt: now.minus({ minutes: 3 }),
  sealedAt: now.minus({ seconds: 20 }),
  headsPublishedAt: now.minus({ minutes: 9 }),
  erasedAt: now.minus({ hours: 25 }),
  keysRenewedAt: now.minus({ minutes: 1 }),
  unsealedSince: now.minus({ seconds: 1 }),
  outbox: { waiting: 2, oldest_at: now.minus({ minutes: 2 }), dead: 1 },
  alerts: { late: 4, dead: 2, unheard: 1 },
  clocks: { open: 3, overdue: 1 },
};

describe('is the sweep running? (no sweep for 5 minutes is a failure)', () => {
  it.each([
    ['just now', now, longAgo, true],
    ['exactly 5 minutes ago', now.minus({ minutes: 5 }), longAgo, true],
    ['a millisecond longer ago', now.minus({ minutes: 5, milliseconds: 1 }), longAgo, false],
    ['by an instance whose clock is ahead', now.plus({ seconds: 2 }), longAgo, true],
    ['never, just started', null, now, true],
    ['never, started exactly 5 minutes ago', null, now.minus({ minutes: 5 }), true],
    ['never, started a millisecond longer ago', null, now.minus({ minutes: 5, milliseconds: 1 }), false],
    ['three days ago, just started again', longAgo, now, true],
  ])('last finished %s', (_case, sweptAt, startedAt, expected) => {
    expect(jobIsRunning(sweptAt, now, { startedAt, staleMinutes: 5 })).toBe(expected);
  });
});

describe('what /health says', () => {
  const expected = { startedAt: longAgo, sweepStaleMinutes: 5 };
  const facts = { mail: 'smtp', malwareScanner: 'answered', version: '1.2.3' } as const;

  it('is everything it knows', () => {
    expect(healthOf(state, expected, facts)).toEqual({
      status: 'ok',
      database: { ok: true, latencyMs: 0.52, clockSkewMs: -2 },
      sweep: { ok: true, lastFinishedAt: '2026-10-25T00:59:47.700Z', ageSeconds: 12 },
      monthlyReports: { ok: true, lastFinishedAt: '2026-10-23T23:00:00.000Z', ageSeconds: 93_600 },
      digests: { lastFinishedAt: '2026-10-25T00:59:20.000Z', ageSeconds: 40 },
      routeChecks: { lastFinishedAt: '2026-10-25T00:57:00.000Z', ageSeconds: 180 },
      auditSealing: {
        ok: true,
        lastFinishedAt: '2026-10-25T00:59:40.000Z',
        ageSeconds: 20,
        unsealedAgeSeconds: 1,
      },
      auditHeads: { ok: true, lastFinishedAt: '2026-10-25T00:51:00.000Z', ageSeconds: 540 },
      retention: { ok: true, lastFinishedAt: '2026-10-24T00:00:00.000Z', ageSeconds: 90_000 },
      contactKeys: { ok: true, lastFinishedAt: '2026-10-25T00:59:00.000Z', ageSeconds: 60 },
      outbox: { waiting: 2, oldestAgeSeconds: 120, dead: 1 },
      alerts: { late: 4, dead: 2, unheard: 1 },
      mail: 'smtp',
      malwareScanner: 'answered',
      version: '1.2.3',
    });
  });

  it('is failing when the sweep is silent', () => {
    expect(healthOf({ ...state, sweptAt: longAgo }, expected, facts)).toMatchObject({
      status: 'failing',
      database: { ok: true },
      sweep: { ok: false, ageSeconds: 259_200 },
    });
  });

  it('is well all the same when the monthly reports are silent: a daily job, shown for information', () => {
    const silent = { ...state, reportsMadeAt: now.minus({ hours: 26, milliseconds: 1 }) };
    expect(healthOf(silent, expected, facts)).toMatchObject({
      status: 'ok',
      monthlyReports: { ok: false, ageSeconds: 93_600 },
    });
  });

  it.each([
    ['the sealer is silent', { sealedAt: longAgo }, 'auditSealing'],
    ['an entry waits for longer', { unsealedSince: now.minus({ minutes: 5, seconds: 1 }) }, 'auditSealing'],
    ['no head was published', { headsPublishedAt: null }, 'auditHeads'],
    ['a night had no erasure', { erasedAt: now.minus({ hours: 26, seconds: 1 }) }, 'retention'],
    ['nobody looked at keys', { keysRenewedAt: longAgo }, 'contactKeys'],
  ] as const)('is well, and says that it is not of that, when %s', (_when, changed, job) => {
    const health = healthOf({ ...state, ...changed }, expected, facts);
    expect([health.status, health[job]?.ok]).toEqual(['ok', false]);
    const others = (['auditSealing', 'auditHeads', 'retention', 'contactKeys'] as const).filter(
      (other) => other !== job,
    );
    expect(others.map((other) => health[other]?.ok)).toEqual([true, true, true]);
  });

  it('is well where no route was ever tried', () => {
    expect(healthOf({ ...state, routesTriedAt: null }, expected, facts)).toMatchObject({
      status: 'ok',
      routeChecks: { lastFinishedAt: null, ageSeconds: null },
    });
  });

  it('is failing, and nothing else is known, when the database does not answer', () => {
    expect(healthOf(null, expected, facts)).toEqual({
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
      mail: 'smtp',
      malwareScanner: 'answered',
      version: '1.2.3',
    });
  });
});

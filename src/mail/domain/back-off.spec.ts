import { expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { nextAttemptAt } from './back-off.js';

const now = DateTime.fromISO('2026-06-01T12:00:00Z', { zone: 'utc' });

it.each([
  [1, 0, 5],
  [2, 0, 10],
  [2, 1, 5],
  [6, 0, 160],
  [7, 0, 300],
  [900, 0, 300],
  [900, 0.5, 225],
])('after %i tries, spread %d: %i seconds', (attempts, spread, seconds) => {
  expect(nextAttemptAt(now, attempts, now, spread)!.diff(now, 'seconds').seconds).toBe(seconds);
});

it('gives up after three days', () => {
  expect(nextAttemptAt(now.minus({ days: 3 }).plus(1), 900, now, 0)).not.toBeNull();
  expect(nextAttemptAt(now.minus({ days: 3 }), 900, now, 0)).toBeNull();
});

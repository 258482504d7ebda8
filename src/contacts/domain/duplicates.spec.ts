import { expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { laterOfDuplicates } from './duplicates.js';

const contact = (id: string, hour: number | null, more: object = {}) => ({
  id,
  dueAt: hour === null ? null : DateTime.utc(2026, 6, 1, hour),
  stoppedAt: null,
  outOfScopeAt: null,
  addressFailedAt: null,
  ...more,
});

it('marking a duplicate keeps the earliest unanswered deadline, in both directions', () => {
  const [early, late] = [contact('a', 9), contact('b', 10)];
  expect(laterOfDuplicates(early, late)).toBe(late);
  expect(laterOfDuplicates(late, early)).toBe(late);
  const same = contact('c', 9);
  expect(laterOfDuplicates(early, same)).toBe(laterOfDuplicates(same, early));
});

it.each([
  ['itself', contact('a', 9), contact('a', 9), 'no duplicate of itself'],
  ['one without a clock', contact('a', 9), contact('b', null), 'no 72-hour clock'],
  ['one answered', contact('a', 9), contact('b', 10, { stoppedAt: DateTime.utc(2026) }), 'has been answered'],
  [
    'one out of scope',
    contact('a', 9, { outOfScopeAt: DateTime.utc(2026) }),
    contact('b', 10),
    'out of scope',
  ],
  [
    'one whose address failed: its deadline does not live on',
    contact('a', 9, { addressFailedAt: DateTime.utc(2026) }),
    contact('b', 10),
    'address of one of the two has failed',
  ],
])('refuses %s', (_, one, other, message) => {
  expect(laterOfDuplicates(one, other)).toContain(message);
});

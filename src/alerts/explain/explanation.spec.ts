import { describe, expect, it } from '@jest/globals';
import { clock, DAY, DUE, explained } from '../../../test/support/explained-cases.js';
import { explanationLines } from './explanation.js';

describe('what comes next', () => {
  const planned = { stage: 'due', occurrence: 1, step: 0, plannedAt: DUE, rungAt: DUE };
  const someone = { who: 'supervisor' as const, kind: 'officer', id: '3', label: 'officer 3', skipped: null };
  it('says when, and who would hear it now', () => {
    const next = {
      planned,
      heard: {
        told: [someone],
        skipped: [{ ...someone, label: 'officer 4', skipped: 'no-address' }],
        gap: true,
      },
    };
    expect(explained(clock({ nextAlertAt: DUE, next }), DAY).slice(-5)).toEqual([
      'What comes next',
      '  Thursday 4 June 2026 at 1pm BST: due now',
      '  would tell officer 3 (supervisor)',
      '  would pass over officer 4 (supervisor): no address',
      '  nobody of the neighbourhood’s own people can hear it',
    ]);
  });

  it.each([
    [
      'an answer was given',
      clock({ stoppedAt: DAY, nextAlertAt: null }),
      'Nothing: no answer is owed any more.',
    ],
    [
      'it is history',
      clock({ isHistory: true, nextAlertAt: null }),
      'Nothing: it was due before alerts began, and history is told to nobody.',
    ],
    ['no rung is left', clock({ nextAlertAt: null }), 'Nothing: no rung lies ahead.'],
  ])('is nothing once %s', (_what, one, line) => {
    expect(explained(one, DUE).at(-1)).toBe(`  ${line}`);
  });

  it('of a contact without a clock is nothing at all', () => {
    expect(
      explanationLines({ reference: 'NCK-47M-TXR', code: 'S1', name: 'Square S1', clocks: [] }, 'x', DUE),
    ).toEqual([
      'NCK-47M-TXR, with Square S1 (S1)',
      '  No 72-hour clock: no reply is possible without an address, so nobody is alerted.',
    ]);
  });
});

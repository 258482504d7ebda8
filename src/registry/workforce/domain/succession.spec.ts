import { describe, expect, it } from '@jest/globals';
import { succeed } from './succession.js';

const first = { id: 'first', fromOn: '2025-01-01', untilOn: '2025-12-31' };
const later = { id: 'later', fromOn: '2026-06-01', untilOn: null };

describe('what holds from a day on', () => {
  it.each<[string, string, { current: string | null; endsOn: string | null; untilOn: string | null }]>([
    [
      'ends what holds the day before',
      '2025-04-01',
      { current: 'first', endsOn: '2025-03-31', untilOn: '2026-05-31' },
    ],
    [
      'takes the whole place from its first day',
      '2025-01-01',
      { current: 'first', endsOn: null, untilOn: '2026-05-31' },
    ],
    [
      'fills a gap up to what comes later',
      '2026-02-01',
      { current: null, endsOn: null, untilOn: '2026-05-31' },
    ],
    ['comes before everything', '2024-01-01', { current: null, endsOn: null, untilOn: '2024-12-31' }],
    [
      'goes on until further notice after the last',
      '2026-07-01',
      { current: 'later', endsOn: '2026-06-30', untilOn: null },
    ],
  ])('%s', (_, fromOn, { current, endsOn, untilOn }) => {
    const plan = succeed([later, first], fromOn);
    expect(plan.current?.id ?? null).toBe(current);
    expect(plan.endsOn).toBe(endsOn);
    expect(plan.start).toEqual({ fromOn, untilOn });
  });

  it('needs nothing before it', () => {
    expect(succeed([], '2026-01-01')).toEqual({
      current: null,
      endsOn: null,
      start: { fromOn: '2026-01-01', untilOn: null },
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import type { DayRange } from '../../domain/day-range.js';
import { type KnownPeriod, planPeriod } from './area-period.js';

const north = { id: 'n', name: 'North', fromOn: '2026-01-01', untilOn: null };
const known = (area: string, fromOn: string, untilOn: string | null): KnownPeriod => ({
  id: `${area} ${fromOn}`,
  areaId: area === 'North' ? 'n' : 's',
  area,
  fromOn,
  untilOn,
});
const days = (fromOn: string, untilOn: string | null = null): DayRange => ({ fromOn, untilOn });
const refused = (field: string, message: string): object => ({
  kind: 'problem',
  problem: { field, message },
});

describe('a neighbourhood in a command area', () => {
  it.each<[string, KnownPeriod[], DayRange, object]>([
    ['for the first time', [], days('2026-05-01'), { kind: 'added' }],
    ['again', [known('North', '2026-05-01', null)], days('2026-05-01'), { kind: 'unchanged' }],
    [
      'until a day',
      [known('North', '2026-05-01', null)],
      days('2026-05-01', '2026-06-30'),
      { kind: 'changed', id: 'North 2026-05-01' },
    ],
    ['after another', [known('South', '2026-01-01', '2026-04-30')], days('2026-05-01'), { kind: 'added' }],
    [
      'while it is in another',
      [known('South', '2026-01-01', '2026-05-01')],
      days('2026-05-01'),
      refused(
        'from',
        'NC01 is in South from 1 January 2026 until 1 May 2026. End that first, or choose other days',
      ),
    ],
    [
      'longer, into another',
      [known('North', '2026-01-01', '2026-04-30'), known('South', '2026-05-01', null)],
      days('2026-01-01'),
      refused(
        'from',
        'NC01 is in South from 1 May 2026 until further notice. End that first, or choose other days',
      ),
    ],
    [
      '"a period that ends before it begins"',
      [],
      days('2026-05-01', '2026-04-30'),
      refused('until', 'The last day must not be before the first'),
    ],
    [
      'before the area begins',
      [],
      days('2025-12-31'),
      refused('from', 'North begins on 1 January 2026; choose that day or a later one'),
    ],
  ])('%s', (_, recorded, wanted, expected) => {
    expect(planPeriod(north, recorded, wanted, { alone: true, what: 'NC01' })).toEqual(expected);
  });

  it('not beyond the end of the area', () => {
    const ending = { ...north, untilOn: '2026-12-31' };
    expect(planPeriod(ending, [], days('2026-05-01'), { alone: true, what: 'NC01' })).toEqual(
      refused('until', 'North ends on 31 December 2026; give that day or an earlier one'),
    );
  });
});

describe('a supervisor of command areas', () => {
  it.each<[string, KnownPeriod[], object]>([
    ['may have another besides', [known('South', '2026-01-01', null)], { kind: 'added' }],
    [
      'has one only once on a day',
      [known('North', '2026-01-01', null)],
      refused(
        'from',
        'Officer 7 is in North from 1 January 2026 until further notice. End that first, or choose other days',
      ),
    ],
  ])('%s', (_, recorded, expected) => {
    expect(planPeriod(north, recorded, days('2026-05-01'), { alone: false, what: 'Officer 7' })).toEqual(
      expected,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../common/calendar.js';
import { coversDay, type DayRange } from '../../domain/day-range.js';
import { continuousSince, hasTenure, type TeamHistory, tenureBeganBy } from './tenure.js';

const ALWAYS = { fromOn: null, untilOn: null };
const days = (text: string): DayRange => {
  const [fromOn, untilOn] = text.split(' to ') as [string, string | undefined];
  return { fromOn, untilOn: untilOn ?? null };
};
const since = (on: string, assignments: string[], secondments: string[] = [], inService = ALWAYS) =>
  continuousSince({ assignments: assignments.map(days), secondments: secondments.map(days), inService }, on);

describe('continuously in a neighbourhood team', () => {
  const ON = '2026-03-31';

  it.each<[string, string[], string | null]>([
    ['one assignment until further notice', ['2024-01-01'], '2024-01-01'],
    ['one that ends that day', ['2024-01-01 to 2026-03-31'], '2024-01-01'],
    ['one that ended the day before: in no team', ['2024-01-01 to 2026-03-30'], null],
    ['one that begins that day', ['2026-03-31'], '2026-03-31'],
    ['one that begins the day after: in no team yet', ['2026-04-01'], null],
    ['a move on the next day', ['2023-05-01 to 2025-05-31', '2025-06-01'], '2023-05-01'],
    ['a gap of a single day', ['2023-05-01 to 2025-05-30', '2025-06-01'], '2025-06-01'],
    ['two teams at once, one left', ['2023-05-01 to 2025-05-31', '2025-01-01'], '2023-05-01'],
    ['a short one within a long one', ['2023-05-01', '2024-01-01 to 2024-02-01'], '2023-05-01'],
    ['a return after years', ['2015-01-01 to 2019-12-31', '2025-01-01'], '2025-01-01'],
    ['none at all', [], null],
  ])('%s', (_, assignments, expected) => {
    expect(since(ON, assignments)).toBe(expected);
  });

  it.each<[string, string[], string | null]>([
    ['"a secondment out of more than 28 days": 28 days keep it', ['2025-06-01 to 2025-06-28'], '2020-01-01'],
    ['29 days break it, from the day of the return', ['2025-06-01 to 2025-06-29'], '2025-06-30'],
    [
      'two of 20 days without a day between are one of 40',
      ['2025-06-01 to 2025-06-20', '2025-06-21 to 2025-07-10'],
      '2025-07-11',
    ],
    [
      'two of 20 days with a day between are two',
      ['2025-06-01 to 2025-06-20', '2025-06-22 to 2025-07-11'],
      '2020-01-01',
    ],
    ['the latest decides', ['2021-01-01 to 2021-12-31', '2025-01-01 to 2025-03-31'], '2025-04-01'],
    ['out that day, for half a year in all', ['2026-03-20 to 2026-09-20'], null],
    ['out that day, back within 28', ['2026-03-20 to 2026-04-10'], '2020-01-01'],
    ['out without an end, on the 28th day', ['2026-03-04'], '2020-01-01'],
    ['out without an end, on the 29th day', ['2026-03-03'], null],
    ['a long one that begins the day after', ['2026-04-01 to 2026-12-31'], '2020-01-01'],
  ])('%s', (_, secondments, expected) => {
    expect(since(ON, ['2020-01-01'], secondments)).toBe(expected);
  });

  it.each<[string, TeamHistory['inService'], string | null]>([
    [
      'joined the force later than the assignment says',
      { fromOn: '2025-02-01', untilOn: null },
      '2025-02-01',
    ],
    ['left the force before', { fromOn: null, untilOn: '2026-03-30' }, null],
    ['the last day of service', { fromOn: null, untilOn: '2026-03-31' }, '2020-01-01'],
    ['joins the day after', { fromOn: '2026-04-01', untilOn: null }, null],
  ])('%s', (_, inService, expected) => {
    expect(continuousSince({ assignments: [days('2020-01-01')], secondments: [], inService }, ON)).toBe(
      expected,
    );
  });
});

describe('two years or more', () => {
  it.each<[string, string, string, boolean]>([
    ['on the day itself', '2024-03-31', '2026-03-31', true],
    ['a day short', '2024-04-01', '2026-03-31', false],
    ['begun on 29 February, two years on by the 28th', '2024-02-29', '2026-02-28', false],
    ['begun on 29 February, a day later', '2024-02-29', '2026-03-01', true],
    ['asked on 29 February', '2026-02-28', '2028-02-29', true],
  ])('%s', (_, began, on, expected) => {
    expect(hasTenure(began, on)).toBe(expected);
  });

  it('nobody has it who is in no team', () => {
    expect(hasTenure(null, '2026-03-31')).toBe(false);
    expect(tenureBeganBy('2026-03-31')).toBe('2024-03-31');
  });
});

const dayOf = (number: number): string => addDays('2026-01-01', number);
const range = fc
  .tuple(fc.integer({ min: 0, max: 150 }), fc.option(fc.integer({ min: 0, max: 60 })))
  .map(([first, length]) => ({
    fromOn: dayOf(first),
    untilOn: length === null ? null : dayOf(first + length),
  }));

describe('a day-by-day loop', () => {
  it('comes to the same', () => {
    const history = fc.record({
      assignments: fc.array(range, { maxLength: 5 }),
      secondments: fc.array(range, { maxLength: 3 }),
      inService: fc.record({
        fromOn: fc.option(fc.integer({ min: 0, max: 60 }).map(dayOf)),
        untilOn: fc.option(fc.integer({ min: 100, max: 220 }).map(dayOf)),
      }),
    });
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 200 }).map(dayOf), (each, on) => {
        expect(continuousSince(each, on)).toBe(loopedBack(each, on));
      }),
      { numRuns: 500 },
    );
  });
});

/** Walks back from the day for as long as the officer is in a team. */
function loopedBack({ assignments, secondments, inService }: TeamHistory, on: string): string | null {
  const away = (day: string): boolean => secondments.some((each) => coversDay(each, day));
  const ends = secondments.some(({ untilOn }) => untilOn === null);
  const isOut = (day: string): boolean => {
    if (!away(day)) return false;
    let [first, last] = [day, day];
    while (away(addDays(first, -1))) first = addDays(first, -1);
    for (let ahead = 0; away(addDays(last, 1)) && ahead < 400; ahead++) last = addDays(last, 1);
    const open = ends && last > dayOf(300);
    const counted = open ? on : last;
    let length = 0;
    for (let each = first; each <= counted; each = addDays(each, 1)) length += 1;
    return length > 28;
  };
  const inTeam = (day: string): boolean =>
    (inService.fromOn ?? day) <= day &&
    day <= (inService.untilOn ?? day) &&
    assignments.some((each) => coversDay(each, day)) &&
    !isOut(day);
  if (!inTeam(on)) return null;
  let since = on;
  while (inTeam(addDays(since, -1))) since = addDays(since, -1);
  return since;
}

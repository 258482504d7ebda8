import { describe, expect, it } from '@jest/globals';
import type { FoundPoint } from './finding.js';
import {
  dotsOf,
  endLabels,
  lowestOf,
  monthTicks,
  notesOf,
  strokesOf,
  type TrendLine,
} from './trend-layout.js';

const line = (name: string, ...values: (number | string)[]): TrendLine => ({
  name,
  points: values.map((value, index): FoundPoint => ({
    fromOn: `2026-0${index + 1}-01`,
    running: index === 4,
    value: typeof value === 'number' ? value : null,
    words: `${value}`,
  })),
});
const axis = { bottom: 0, top: 100, ticks: [] };

describe('the strokes of a line', () => {
  it('do not run across a month without a figure, and the one into the running month says so', () => {
    const strokes = strokesOf(dotsOf([line('a', 10, 20, 'none due', 40, 50)]));
    expect(
      strokes.map(({ month, toMonth, running }) => `${month} to ${toMonth}${running ? ' running' : ''}`),
    ).toEqual(['0 to 1', '3 to 4 running']);
  });

  it('do not run from one line to the other', () => {
    expect(strokesOf(dotsOf([line('a', 10), line('b', 'none due', 20)]))).toEqual([]);
  });
});

describe('the words in a chart', () => {
  it('say why a month has no figure, if no line has one there', () => {
    expect(notesOf([line('a', 10, 'none due', 'not yet answered'), line('b', 1, 'none due', 2)])).toEqual([
      { month: 1, words: 'none due' },
    ]);
  });

  it('at the end of a line say its last figure, and its name where there are several', () => {
    expect(endLabels([line('a', 90, 25)], axis, 200)).toEqual([{ y: 150, words: ['25'] }]);
    expect(endLabels([line('a', 90, 25), line('b', 90, 75)], axis, 200)).toEqual([
      { y: 50, words: ['b', '75'] },
      { y: 150, words: ['a', '25'] },
    ]);
    expect(endLabels([line('a', 1, 2, 3, 4, 50)], axis, 200)[0]!.words).toEqual(['50', 'so far']);
  });

  it('at the end of a line name no figure that is older than the last month', () => {
    expect(endLabels([line('a', 90, 'none due'), line('b', 9, 9)], axis, 200)).toEqual([
      { y: 20, words: ['a'] },
      { y: 182, words: ['b', '9'] },
    ]);
  });

  it('do not stand on one another', () => {
    const [upper, lower] = endLabels([line('a', 50), line('b', 50)], axis, 200);
    expect(lower!.y - upper!.y).toBe(44);
  });

  it('mark the lowest figure unless it is the last', () => {
    expect(lowestOf(line('a', 10, 5, 7))).toMatchObject({ month: 1, point: { value: 5 } });
    expect(lowestOf(line('a', 10, 5, 'none due', 5))).toBeNull();
    expect(lowestOf(line('a', 'none due'))).toBeNull();
  });

  it('name months, and years where they begin', () => {
    const ticks = (...months: string[]): string[] =>
      monthTicks(months.map((fromOn) => ({ fromOn }))).map(({ words }) => words.join(' '));
    expect(ticks('2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01')).toEqual([
      'Nov 2025',
      'Dec',
      'Jan 2026',
      'Feb',
    ]);
    expect(ticks('2025-12-01', '2026-01-01')).toEqual(['Dec', 'Jan 2026']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { findingOf, type FoundPoint, monthInWords } from './finding.js';

const change = (from: FoundPoint, to: FoundPoint): string => `${Math.abs(to.value! - from.value!)} points`;
const points = (...values: (number | string)[]): FoundPoint[] =>
  values.map((value, index) => ({
    fromOn: `2026-0${index + 1}-01`,
    running: false,
    value: typeof value === 'number' ? value : null,
    words: typeof value === 'number' ? `${value}%` : value,
  }));

describe('what a line shows, in words', () => {
  it('is the first, the last, the lowest, the highest and the direction', () => {
    expect(findingOf('Share', points(94, 91, 99, 98), change)).toBe(
      'Share: first 94% (January 2026), last 98% (April 2026). Lowest 91% (February 2026), highest 99% (March 2026). Up by 4 points from first to last.',
    );
    expect(findingOf('Share', points(94, 91), change)).toContain('Down by 3 points from first to last.');
    expect(findingOf('Share', points(94, 91, 94), change)).toContain('The same in the last as in the first.');
  });

  it('says which months have no figure, and why; they are not 0', () => {
    const words = findingOf('Share', points('none due', 91, 'none due', 'not yet answered', 92), change);
    expect(words).toContain('first 91% (February 2026), last 92% (May 2026).');
    expect(words).toContain(' None due: January 2026, March 2026. Not yet answered: April 2026.');
  });

  it('says less where there is less to say', () => {
    expect(findingOf('Share', points(100, 100, 100), change)).toBe(
      'Share: 100% in every month that has a figure.',
    );
    expect(findingOf('Share', points('none due', 91), change)).toBe(
      'Share: 91% (February 2026) is the only month with a figure. None due: January 2026.',
    );
    expect(findingOf('Share', points('none due'), change)).toBe(
      'Share: no month has a figure. None due: January 2026.',
    );
  });

  it('says that a month is still running', () => {
    expect(monthInWords({ fromOn: '2026-11-01', running: true })).toBe('November 2026 so far');
  });
});

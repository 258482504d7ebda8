import { describe, expect, it } from '@jest/globals';
import { changeWords, outOf, withUnit } from './figure-words.js';
import { fileStem, periodWords } from './document/period-words.js';

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('the words of a figure', () => {
  it.each([
    ['percent', '98.4', '98.4%'],
    ['percent', 'none due', 'none due'],
    ['minutes', '4321', '72 h 1 min'],
    ['minutes', '60', '1 h'],
    ['minutes', '0', '0 min'],
    ['minutes', '10079', '167 h 59 min'],
    ['minutes', '10080', '168 h (7 days)'],
    ['minutes', '101761', '1696 h 1 min (70 days 16 h)'],
    ['minutes', 'not yet answered', 'not yet answered'],
    ['days', '1', '1 day'],
    ['days', '0', '0 days'],
    ['count', '7', '7'],
    ['state', 'vacant', 'vacant'],
  ] as const)('%s %s is "%s"', (unit, shown, words) => {
    expect(spaced(withUnit(unit, shown))).toBe(words);
  });

  it.each([
    ['percent', '+3.4', '+3.4 points'],
    ['percent', '0.0', '0.0 points'],
    ['minutes', '-1557', '−25 h 57 min'],
    ['minutes', '-101761', '−1696 h 1 min (70 days 16 h)'],
    ['minutes', '0', '0 min'],
    ['count', '-3', '−3'],
    ['count', null, '–'],
  ] as const)('a change of %s by %s is "%s"', (unit, change, words) => {
    expect(spaced(changeWords(unit, change))).toBe(words);
  });

  it('says what a share is of', () => {
    expect(outOf({ numerator: 186, denominator: 189 })).toBe('186 of 189');
    expect(outOf({ numerator: null, denominator: 189 })).toBe('');
    expect(spaced(outOf({ numerator: 1_205, denominator: 16_000 }, 'abstraction'))).toBe(
      '12.05 of 160 hours',
    );
    expect(spaced(outOf({ numerator: 50, denominator: 100 }, 'abstraction'))).toBe('0.5 of 1 hour');
  });
});

describe('the words of a period', () => {
  it.each([
    ['2026-02-01', '2026-02-28', 'February 2026'],
    ['2026-03-01', '2026-03-30', '1 March 2026 to 30 March 2026'],
    ['2026-01-01', '2026-03-31', '1 January 2026 to 31 March 2026'],
    ['2026-03-29', '2026-03-29', '29 March 2026'],
  ])('%s to %s is "%s"', (fromOn, toOn, words) => {
    expect(periodWords({ fromOn, toOn })).toBe(words);
  });
});

describe('the name of a report’s files', () => {
  const force = { id: 'fenmarch', name: 'Fenmarch', startsOn: '2025-07-01' };
  const period = { fromOn: '2026-03-01', toOn: '2026-03-31' };
  const part = { kind: 'command-area' as const, code: 'NORTH/EAST 1', name: 'North' };
  it.each([
    [null, 'draft', 'compliance-fenmarch-2026-03-01-to-2026-03-31-draft'],
    [part, 'version-2', 'compliance-fenmarch-command-area-NORTH-EAST-1-2026-03-01-to-2026-03-31-version-2'],
  ])('says whose, of which part, of when and which version: %j %s', (of, version, stem) => {
    expect(fileStem({ force, period, part: of }, version)).toBe(stem);
  });
});

import { describe, expect, it } from '@jest/globals';
import { areWholeMonths, monthsBesideWords, monthWords, periodWords, versionWords } from './period-words.js';

describe('a period in words', () => {
  it.each([
    ['2026-03-01', '2026-03-31', 'March 2026', true],
    ['2028-02-01', '2028-02-29', 'February 2028', true],
    ['2026-02-01', '2026-04-30', '1 February 2026 to 30 April 2026', true],
    ['2026-03-01', '2026-03-30', '1 March 2026 to 30 March 2026', false],
    ['2026-03-02', '2026-03-31', '2 March 2026 to 31 March 2026', false],
    ['2026-10-25', '2026-10-25', '25 October 2026', false],
    ['2026-03-01', '2026-03-01', '1 March 2026', false],
  ])('%s to %s: %s', (fromOn, toOn, words, whole) => {
    expect([periodWords({ fromOn, toOn }), areWholeMonths({ fromOn, toOn })]).toEqual([words, whole]);
    expect(monthsBesideWords({ fromOn, toOn })).toBe(
      whole ? null : `whole calendar months, not only ${words}`,
    );
  });

  it('a month is called the same while it is running', () => {
    expect(monthWords({ fromOn: '2026-11-01' })).toBe('November 2026');
  });
});

it.each([
  ['draft', 'Draft: the figures may still change'],
  ['version-1', 'Version 1'],
  ['version-2', 'Version 2, replaces version 1'],
  ['version-11', 'Version 11, replaces version 10'],
  ['monthly', 'Monthly report, kept as it was made'],
  ['quarterly', 'Quarterly report, kept as it was made'],
])('%s under a title: %s', (version, words) => {
  expect(versionWords(version)).toBe(words);
});

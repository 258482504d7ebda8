import { describe, expect, it } from '@jest/globals';
import { type ChangeTally, tallyWords } from './change-tally.js';

describe('how much another report says otherwise, in words', () => {
  const none = { figures: 83, changed: 0, neighbourhoods: 0, gaps: 0, definitions: 0, leftOut: 0 };

  it.each<[Partial<ChangeTally>, string]>([
    [{}, 'None of 83 figures changed.'],
    [{ changed: 12, neighbourhoods: 4 }, '12 of 83 figures changed; 4 neighbourhoods are affected.'],
    [
      { changed: 1, neighbourhoods: 1, gaps: 1 },
      '1 of 83 figures changed; 1 neighbourhood is affected; 1 gap in coverage came or went.',
    ],
    [{ gaps: 2 }, 'None of 83 figures changed; 2 gaps in coverage came or went.'],
    [{ definitions: 3 }, 'None of 83 figures changed; 3 changes of the definitions.'],
    [{ figures: 1, definitions: 1 }, 'None of 1 figure changed; 1 change of the definitions.'],
  ])('%j', (tally, words) => {
    expect(tallyWords({ ...none, ...tally })).toEqual([words]);
  });

  it.each<[Partial<ChangeTally>, string]>([
    [{ changed: 42, byTime: 3 }, '42 of 83 figures changed; 3 moved by the passing of time alone.'],
    [{ byTime: 2 }, 'None of 83 figures changed; 2 moved by the passing of time alone.'],
  ])('counts what time alone moved apart from what changed: %j', (tally, words) => {
    expect(tallyWords({ ...none, ...tally })).toEqual([words]);
  });

  it.each<[Partial<ChangeTally>, string]>([
    [{ preceding: 1 }, '1 figure of the preceding period changed'],
    [{ preceding: 2 }, '2 figures of the preceding period changed'],
    [{ months: 1 }, '1 figure of a single month changed'],
    [{ months: 12 }, '12 figures of single months changed'],
    [{ facts: 1 }, '1 name or date changed'],
    [{ facts: 2 }, '2 names or dates changed'],
    [{ said: 1 }, '1 change in what is said beside the figures'],
    [{ said: 2 }, '2 changes in what is said beside the figures'],
  ])('leaves out nothing that differs: %j', (tally, words) => {
    expect(tallyWords({ ...none, ...tally })).toEqual([`None of 83 figures changed; ${words}.`]);
  });

  it.each([
    [1, '1 of 83 figures changed.', 'Not listed: 1 figure'],
    [7, '7 of 83 figures changed.', 'Not listed: 7 figures'],
  ])('never says of a report of before that none changed where %d are not listed', (leftOut, all, words) => {
    expect(tallyWords({ ...none, leftOut })).toEqual([all, expect.stringContaining(words)]);
  });
});

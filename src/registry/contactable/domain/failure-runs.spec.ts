import { describe, expect, it } from '@jest/globals';
import { failureRuns, type RouteTry } from './failure-runs.js';

/** `1x 1o 3x`: on 1 May a try that failed and one that worked, on 3 May one that failed. */
const tries = (text: string): RouteTry[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word) => ({ on: `2026-05-0${word[0]}`, works: word[1] === 'o' }));

describe('the days on which a route fails', () => {
  it.each<[clause: string, given: string, runs: string[]]>([
    ['nothing was tried', '', []],
    ['it always worked', '1o 2o', []],
    ['a route fails a day only if every try of that day failed', '1x 1x 2o', ['1-1']],
    ['one try that works makes the day good, whether it came last', '1x 1o 2o', []],
    ['or first', '1o 1x 2o', []],
    ['days in a row are one run', '1x 2x 3x 4o', ['1-3']],
    ['a good day between makes two', '1x 2o 3x 4o', ['1-1', '3-3']],
    ['a day without a try goes on with a run if both sides failed', '1x 3x 4o', ['1-3']],
    ['and is no failure if the next tried day is good', '1x 4o', ['1-1']],
    ['nor if the one before was', '1o 3x 4o', ['3-3']],
    ['the last run of a route that still fails has no end', '1x 2x', ['1-']],
    ['not even after days without a try', '1o 2x', ['2-']],
    ['the order in which the tries are listed does not matter', '4o 2x 1x 1o', ['2-2']],
  ])('%s: %s', (_clause, given, runs) => {
    const said = failureRuns(tries(given)).map(
      ({ fromOn, untilOn }) => `${Number(fromOn.slice(-2))}-${untilOn ? Number(untilOn.slice(-2)) : ''}`,
    );
    expect(said).toEqual(runs);
  });
});

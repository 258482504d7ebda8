import { describe, expect, it } from '@jest/globals';
import { sheetNames } from './sheet-names.js';

describe('names of sheets', () => {
  it.each([
    [['response-by-ward'], ['Response by ward']],
    [
      ['a', 'A', 'a'],
      ['A', 'A 2', 'A 3'],
    ],
    [["[x]/\\:*?'y"], ['X y']],
    [[''], ['Table']],
    [
      ['response-record-by-command-area-of', 'response-record-by-command-area-on'],
      ['Response record by command area', 'Response record by command ar 2'],
    ],
  ])('%j are %j', (ids, names) => {
    expect(sheetNames(ids)).toEqual(names);
    expect(names.every((name) => name.length <= 31)).toBe(true);
  });
});

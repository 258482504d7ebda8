import { describe, expect, it } from '@jest/globals';
import { grouped } from './grouped.js';

describe('grouped', () => {
  it.each<[string[], [string, string[]][]]>([
    [[], []],
    [
      ['ab', 'c', 'ad'],
      [
        ['a', ['ab', 'ad']],
        ['c', ['c']],
      ],
    ],
  ])('%j by the first letter', (words, expected) => {
    expect([...grouped(words, (word) => word[0]!)]).toEqual(expected);
  });
});

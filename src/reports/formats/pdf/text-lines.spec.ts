import { describe, expect, it } from '@jest/globals';
import { linesOf } from './text-lines.js';

/** Every letter is one wide. */
const lines = (text: string, width: number): string[] => linesOf(text, width, (each) => each.length);

describe('the lines of a text', () => {
  it.each([
    ['one two three', 20, ['one two three']],
    ['one two three', 8, ['one two', 'three']],
    ['72\u00a0h\u00a01\u00a0min late', 10, ['72\u00a0h\u00a01\u00a0min', 'late']],
    ['Llanfairpwll x', 5, ['Llanf', 'airpw', 'll x']],
    ['a\nb', 5, ['a', 'b']],
    ['', 5, ['']],
    ['abc', 0.5, ['a', 'b', 'c']],
  ])('%j within %d', (text, width, expected) => {
    expect(lines(text, width)).toEqual(expected);
  });
});

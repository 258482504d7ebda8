import { describe, expect, it } from '@jest/globals';
import { unseenProblem } from './unseen-character.js';

describe('a character that nobody sees ("which character at which position")', () => {
  it.each([
    ['NC\u202e04', 'U+202E', 3],
    ['\u202aNC04', 'U+202A', 1],
    ['NC04\u2066', 'U+2066', 5],
    ['NC\u206904', 'U+2069', 3],
    ['A\u200bB', 'U+200B', 2],
    ['A\u200fB', 'U+200F', 2],
    ['A\ufeffB', 'U+FEFF', 2],
    ['A\tB', 'U+0009', 2],
    ['A\nB', 'U+000A', 2],
    ['A\u007fB', 'U+007F', 2],
    ['A\u0085B', 'U+0085', 2],
    // Two units in memory, one character to a person.
    ['\u{1f642}\u202d', 'U+202D', 2],
  ])('is named in %j', (text, point, place) => {
    expect(unseenProblem(text)).toBe(
      `holds a character that nobody sees (${point}, character ${place}); leave it out`,
    );
  });

  it.each(['', 'NC 04/b', 'Tŷ', 'O’Neill–Ward', 'نور', 'éå', 'a\u00a0b', '\u{1f642}', '\u2010', '\u2029'])(
    'is none of those in %j',
    (text) => expect(unseenProblem(text)).toBeUndefined(),
  );
});

import { describe, expect, it } from '@jest/globals';
import { isKnown, tagOf } from './public-tag.js';

describe('the tag of a text', () => {
  it('is strong, and of the content alone', () => {
    expect(tagOf('[]')).toMatch(/^"[\w-]{43}"$/);
    expect(tagOf('[]')).toBe(tagOf('[]'));
    expect(tagOf('[ ]')).not.toBe(tagOf('[]'));
  });

  it.each<[string | undefined, boolean]>([
    ['"a"', true],
    ['"x", "a"', true],
    ['W/"a"', true],
    ['*', true],
    ['"A"', false],
    ['a', false],
    ['', false],
    [undefined, false],
  ])('is known to a client that sends %j: %j', (ifNoneMatch, known) => {
    expect(isKnown(ifNoneMatch, '"a"')).toBe(known);
  });
});

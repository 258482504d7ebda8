import { describe, expect, it } from '@jest/globals';
import { shortenedPair } from './shortened-pair.js';

const long = 'x'.repeat(500);

describe('two texts that differ, as a list of what differs prints them', () => {
  it.each<[string, [was: string, is: string], [was: string, is: string]]>([
    ['short ones stand as they are', ['Two left.', 'Three left.'], ['Two left.', 'Three left.']],
    [
      'the longest that stand as they are',
      ['x'.repeat(300), 'y'.repeat(300)],
      ['x'.repeat(300), 'y'.repeat(300)],
    ],
    ['one that is none', ['', 'Three left.'], ['', 'Three left.']],
    ['a long one is cut at its end', [`a${long}`, 'b'], [`a${'x'.repeat(299)}…`, 'b']],
    [
      'what differs late is still seen',
      [`${long}a`, `${long}b`],
      [`…${'x'.repeat(60)}a`, `…${'x'.repeat(60)}b`],
    ],
    [
      'and so is what was added to the end',
      [long, `${long} And more.`],
      [`…${'x'.repeat(60)}`, `…${'x'.repeat(60)} And more.`],
    ],
    [
      'both ends are cut',
      [`${long}a${long}`, `${long}b${long}`],
      [`…${'x'.repeat(60)}a${'x'.repeat(239)}…`, `…${'x'.repeat(60)}b${'x'.repeat(239)}…`],
    ],
    [
      'letters are not cut in two',
      [`${'𝒳'.repeat(300)}a`, `${'𝒳'.repeat(300)}b`],
      [`…${'𝒳'.repeat(60)}a`, `…${'𝒳'.repeat(60)}b`],
    ],
  ])('%s', (_case, [was, is], [before, after]) => {
    expect(shortenedPair(was, is)).toEqual({ was: before, is: after });
  });
});

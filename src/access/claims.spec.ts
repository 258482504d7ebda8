import { describe, expect, it } from '@jest/globals';
import { textClaim, textsClaim } from './claims.js';

describe('a text that an identity provider says of somebody', () => {
  it.each<[string, unknown, string | null]>([
    ['a name', 'Sam Okafor', 'Sam Okafor'],
    ['blanks around it and within', '  Sam \t Okafor\n', 'Sam Okafor'],
    ['signs that nobody sees', 'Sam\u200b\u202e\u0000 Okafor', 'Sam Okafor'],
    ['letters written in two parts', 'Zoe\u0308', 'Zoë'],
    ['nothing', undefined, null],
    ['null', null, null],
    ['blanks alone', ' \n ', null],
    ['a number', 1001, null],
    ['a list', ['Sam'], null],
    ['exactly as long as may be', 'a'.repeat(20), 'a'.repeat(20)],
    ['longer', 'a'.repeat(21), null],
  ])('%s', (_case, said, expected) => {
    expect(textClaim({ name: said }, 'name', 20)).toBe(expected);
  });

  it('is never one that every object has', () => {
    expect(textClaim({}, 'constructor', 20)).toBeNull();
    expect(textsClaim({}, 'toString')).toEqual([]);
  });
});

describe('texts that an identity provider says of somebody', () => {
  it.each<[string, unknown, string[]]>([
    ['a list', ['A', 'B'], ['A', 'B']],
    ['a single one', 'A', ['A']],
    ['a single one with blanks is one', 'A B', ['A B']],
    ['nothing', undefined, []],
    ['other things in the list', ['A', 1, null, ['B'], {}], ['A']],
  ])('%s', (_case, said, expected) => {
    expect(textsClaim({ roles: said }, 'roles')).toEqual(expected);
  });
});

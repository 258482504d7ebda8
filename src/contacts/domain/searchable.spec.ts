import { describe, expect, it } from '@jest/globals';
import { searchableEmail, searchableTelephone } from './searchable.js';

describe('"search by keyed hash on e-mail and phone only": one address, however it is written', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    [' Ada@Example.ORG ', 'ada@example.org'],
    ['ADA+bins@example.org', 'ada+bins@example.org'],
    ['ａｄａ@example.org', 'ada@example.org'],
    ['ada at example.org', null],
    ['ada@@example.org', null],
    ['', null],
    [undefined, null],
  ])('e-mail %j is looked for as %j', (written, looked) => expect(searchableEmail(written)).toBe(looked));

  it.each([
    ['01632 960001', '441632960001'],
    ['(01632) 960-001', '441632960001'],
    ['+44 1632 960001', '441632960001'],
    ['+44 (0)1632 960001', '441632960001'],
    ['+4401632960001', '441632960001'],
    ['0044 1632 960001', '441632960001'],
    ['441632960001', '441632960001'],
    ['1632 960001', '441632960001'],
    ['01632 960001 ext. 12', '441632960001'],
    ['01632 960001x12', '441632960001'],
    ['+353 1 234 5678', '35312345678'],
    ['00353 1 234 5678', '35312345678'],
    ['none', null],
    ['999', null],
    ['', null],
    [undefined, null],
  ])('telephone %j is looked for as %j', (written, looked) =>
    expect(searchableTelephone(written)).toBe(looked),
  );
});

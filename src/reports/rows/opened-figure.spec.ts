import { describe, expect, it } from '@jest/globals';
import { INSTANT_AND_ID } from './clock-rows.query.js';
import { readBefore, writtenBefore } from './opened-figure.js';

const KEY = '2026-03-05T12:00:00.123456Z_0190a1b2-0000-7000-8000-000000000001';

describe('where a page of rows begins', () => {
  it.each([
    ['the first page', undefined, null, { count: 0, key: null }],
    ['the first page by index', undefined, INSTANT_AND_ID, { count: 0, key: null }],
    ['after so many', '100', null, { count: 100, key: null }],
    ['after a row', `100_${KEY}`, INSTANT_AND_ID, { count: 100, key: KEY }],
    ['a number where a row is needed', '100', INSTANT_AND_ID, null],
    ['a row where a number is enough', `100_${KEY}`, null, null],
    ['another kind of row', '100_x', INSTANT_AND_ID, null],
    ['no number', 'x', null, null],
    ['nothing', '', null, null],
  ])('%s', (_what, after, key, before) => {
    expect(readBefore(after, key)).toEqual(before);
  });

  it('is read as it was written', () => {
    for (const before of [
      { count: 7, key: null },
      { count: 100, key: KEY },
    ])
      expect(readBefore(writtenBefore(before), before.key === null ? null : INSTANT_AND_ID)).toEqual(before);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { CellKind, RowValue } from './row.js';
import { rowText, rowWords } from './row-words.js';

describe('a value of a row, on the page and in a file', () => {
  it.each<[CellKind, RowValue, string, string]>([
    ['text', 'Answered late', 'Answered late', 'Answered late'],
    ['neighbourhood', { code: 'NC04', name: 'Castle' }, 'Castle', 'Castle'],
    ['channel', 'web-form', 'Web form', 'Web form'],
    ['day', '2026-03-29', '29 March 2026', '2026-03-29'],
    ['instant', '2026-03-29T00:59:59.999Z', '29 Mar 2026, 12:59am', '2026-03-29T00:59+00:00'],
    ['instant', '2026-03-29T01:00:00.000Z', '29 Mar 2026, 2am', '2026-03-29T02:00+01:00'],
    ['minutes', 4321, '72\u00a0h\u00a01\u00a0min', '4321'],
    ['days', 1, '1\u00a0day', '1'],
    ['number', 0, '0', '0'],
    ['hundredths', 16010, '160.10', '160.10'],
    ['contact', null, '–', ''],
  ])('%s %j', (kind, value, words, text) => {
    expect([rowWords(kind, value), rowText(kind, value)]).toEqual([words, text]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { numberAsShown } from './number-as-shown.js';

describe('a number as a spreadsheet shows it', () => {
  it.each([
    ['98.4%', 98.4, { value: 98.4, format: '0.0"%"' }],
    ['100.0%', 100, { value: 100, format: '0.0"%"' }],
    ['1204', 1204, { value: 1204, format: '0' }],
    ['1\u00a0day', 1, { value: 1, format: '0"\u00a0day"' }],
    ['31\u00a0days', 31, { value: 31, format: '0"\u00a0days"' }],
    ['+3.4\u00a0points', 3.4, { value: 3.4, format: '"+"0.0"\u00a0points"' }],
    ['−2', -2, { value: -2, format: '0;"−"0' }],
    ['72\u00a0h\u00a01\u00a0min', 4321, { value: 4321 / 1440, format: '[h]"\u00a0h""\u00a0"m"\u00a0min"' }],
    ['72\u00a0h', 4320, { value: 3, format: '[h]"\u00a0h"' }],
    [
      '1696\u00a0h\u00a01\u00a0min (70\u00a0days\u00a016\u00a0h)',
      101_761,
      {
        value: 101_761 / 1440,
        format: '[h]"\u00a0h""\u00a0"m"\u00a0min"" (70\u00a0days\u00a016\u00a0h)"',
      },
    ],
    ['168\u00a0h (7\u00a0days)', 10_080, { value: 7, format: '[h]"\u00a0h"" (7\u00a0days)"' }],
    ['5\u00a0min', 5, { value: 5 / 1440, format: '[m]"\u00a0min"' }],
    ['0\u00a0min', 0, { value: 0, format: '[m]"\u00a0min"' }],
  ])('%j of %d', (text, value, shown) => {
    expect(numberAsShown(text, value)).toEqual(shown);
  });

  it.each([
    ['none due', undefined],
    ['=1+1', undefined],
    ['not yet answered', 3],
    ['186 of 189', 186],
    ['98.4%', 98.36],
    ['2 "days"', 2],
    ['', 0],
    ['5', Number.NaN],
  ])('%j of %p stays words', (text, value) => {
    expect(numberAsShown(text, value)).toBeNull();
  });
});

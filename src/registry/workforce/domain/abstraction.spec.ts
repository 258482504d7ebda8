import { describe, expect, it } from '@jest/globals';
import { isAboveThePledge } from './abstraction.js';

describe('abstraction: "flagged strictly above 20 %, unrounded"', () => {
  it.each<[string, number, number, boolean]>([
    ['20.0000 % exactly', 160_00, 32_00, false],
    ['a hundredth of an hour more', 160_00, 32_01, true],
    ['a hundredth of an hour less', 160_00, 31_99, false],
    ['20.000001 % of a whole force', 100_000_000, 20_000_001, true],
    ['nothing rostered', 0, 0, false],
    ['nothing abstracted', 160_00, 0, false],
    ['everything', 160_00, 160_00, true],
  ])('%s', (_, rostered, abstracted, expected) => {
    expect(isAboveThePledge({ rostered, abstracted })).toBe(expected);
  });
});

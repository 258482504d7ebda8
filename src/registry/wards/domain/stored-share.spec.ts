import { describe, expect, it } from '@jest/globals';
import { storedShare } from './stored-share.js';

describe('"a ward maps to every neighbourhood that holds at least 5 % of its area": the share that is stored', () => {
  it.each<[string, number, number, number | null]>([
    ['a twentieth, but for the last digit of a float', 0.049_999_999_999_99, 1, 0.05],
    ['visibly less than a twentieth', 0.049_999_99, 1, 0.049_999_99],
    ['a hair more than all of it', 1.000_000_01, 1, 1],
    ['the roughness of a border', 0.000_000_9, 1, null],
    ['nothing', 0, 1, null],
    ['a quarter', 3, 12, 0.25],
  ])('%s', (_, common, ward, expected) => {
    expect(storedShare(common, ward)).toBe(expected);
  });
});

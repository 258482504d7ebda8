import { describe, expect, it } from '@jest/globals';
import { changeInPoints, changeOfCount, shareInPercent } from './share.js';

describe('a share in per cent', () => {
  it.each([
    [187, 190, '98.4'],
    [1, 3, '33.3'],
    [2, 3, '66.7'],
    [1, 8, '12.5'],
    [1, 16, '6.3'],
    [0, 5, '0.0'],
    [5, 5, '100.0'],
  ])('%d of %d is %s', (numerator, denominator, shown) => {
    expect(shareInPercent(numerator, denominator)).toBe(shown);
  });

  it.each([
    [9_996, 10_000, '99.9'],
    [9_999_999, 10_000_000, '99.9'],
    [4, 10_000, '0.1'],
    [1, 10_000_000, '0.1'],
  ])('is 100.0 and 0.0 only when exact: %d of %d is %s', (numerator, denominator, shown) => {
    expect(shareInPercent(numerator, denominator)).toBe(shown);
  });

  it('has no value without a denominator', () => {
    expect(shareInPercent(0, 0)).toBeNull();
  });
});

describe('a change in percentage points', () => {
  it.each([
    [[95, 100], [187, 190], '+3.4'],
    [[1, 1], [1, 2], '-50.0'],
    [[1, 2], [2, 4], '0.0'],
    [[1, 10_000], [2, 10_000], '+0.1'],
    [[10_000, 10_000], [9_999, 10_000], '-0.1'],
    [[0, 7], [3, 3], '+100.0'],
    [[1, 10_000], [3, 3], '+99.9'],
  ] as const)('from %j to %j is %s', (from, to, shown) => {
    expect(changeInPoints(from, to)).toBe(shown);
  });

  it('needs both shares', () => {
    expect(changeInPoints([0, 0], [1, 2])).toBeNull();
    expect(changeInPoints([1, 2], [0, 0])).toBeNull();
  });
});

it('gives the change of a count with its sign', () => {
  expect([changeOfCount(1, 4), changeOfCount(4, 1), changeOfCount(4, 4)]).toEqual(['+3', '-3', '0']);
});

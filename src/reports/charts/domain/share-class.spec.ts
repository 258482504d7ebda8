import { describe, expect, it } from '@jest/globals';
import { shareInPercent } from '../../../common/domain/share.js';
import { SHARE_CLASSES, shareClassOf } from './share-class.js';

describe('the class of a share on the map', () => {
  it.each([
    [100, '100%'],
    [99.9, '95% to 99.9%'],
    [95, '95% to 99.9%'],
    [94.9, '90% to 94.9%'],
    [90, '90% to 94.9%'],
    [89.9, '75% to 89.9%'],
    [75, '75% to 89.9%'],
    [74.9, 'Under 75%'],
    [0, 'Under 75%'],
  ])('of %d is %s', (percent, words) => {
    expect(SHARE_CLASSES[shareClassOf(percent)!]!.words).toBe(words);
  });

  it('is none where nothing was due', () => {
    expect(shareClassOf(null)).toBeNull();
  });

  it('goes by what is printed: 9,999 of 10,000 is not all, and 19 of 20.01 is no 95', () => {
    const printed = (numerator: number, denominator: number): number =>
      Number(shareInPercent(numerator, denominator));
    expect(shareClassOf(printed(9_999, 10_000))).toBe(1);
    expect(shareClassOf(printed(9_494, 10_000))).toBe(2);
    expect(shareClassOf(printed(9_496, 10_000))).toBe(1);
  });
});

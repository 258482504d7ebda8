import { describe, expect, it } from '@jest/globals';
import { labelSpot } from './label-spot.js';

type Line = [number, number][];
const box = (x: number, y: number, width: number, height: number): Line => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
  [x, y],
];

describe('the spot for a word inside a shape', () => {
  it('is the middle of a box, as wide as the box', () => {
    const { x, y, width } = labelSpot([box(10, 20, 100, 60)], 16);
    expect([x, Math.round(y), width]).toEqual([60, 50, 100]);
  });

  it('has no width where the word is higher than the shape', () => {
    expect(labelSpot([box(0, 0, 100, 10)], 16).width).toBe(0);
    expect(labelSpot([], 16).width).toBe(0);
  });

  it('avoids a hole', () => {
    const { x, y, width } = labelSpot([box(0, 0, 100, 100), box(10, 20, 80, 50)], 16);
    expect(width).toBe(100);
    expect(x).toBe(50);
    expect(y).toBeGreaterThan(78);
  });

  it('is the wider leg of an L', () => {
    const l: Line = [
      [0, 0],
      [30, 0],
      [30, 60],
      [120, 60],
      [120, 90],
      [0, 90],
      [0, 0],
    ];
    expect(labelSpot([l], 16)).toMatchObject({ x: 60, width: 120 });
  });
});

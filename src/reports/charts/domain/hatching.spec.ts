import { describe, expect, it } from '@jest/globals';
import { hatching } from './hatching.js';
import { stretchesAt, stretchesByRow } from './stretches.js';

type Points = [number, number][];
const box = (x: number, y: number, width: number, height: number): Points => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
  [x, y],
];

describe('level lines inside a shape', () => {
  it('leave out its holes, and those on its lower edge', () => {
    const rows = stretchesByRow([box(0, 0, 100, 40), box(40, 10, 20, 20)], 10);
    expect([...rows]).toEqual([
      [0, [[0, 100]]],
      [
        1,
        [
          [0, 40],
          [60, 100],
        ],
      ],
      [
        2,
        [
          [0, 40],
          [60, 100],
        ],
      ],
      [3, [[0, 100]]],
    ]);
  });

  it('are the same as one at that height, off the corners', () => {
    const shape: Points = [
      [3, 1],
      [90, 17],
      [55, 33],
      [81, 61],
      [12, 57],
      [30, 29],
      [3, 1],
    ];
    for (const [row, stretches] of stretchesByRow([shape], 7))
      expect(stretchesAt([shape], row * 7)).toEqual(stretches);
  });
});

describe('the marks inside a shape', () => {
  it('are strokes from one edge to the other, short of both', () => {
    expect(hatching([box(0, 0, 40, 30)], 'upright', 20)).toBe('M0 2v26m20-26v26');
    expect(hatching([box(0, 0, 20, 20)], 'rising', 14)).toBe('M1 19l18-18');
    expect(hatching([box(0, 0, 20, 20)], 'falling', 14)).toBe('M1 1l18 18');
  });

  it('are dots in rows that stand between each other', () => {
    expect(hatching([box(0, 0, 60, 30)], 'dots', 20)).toBe('M18 0h4m16 0h4m-34 20h4m16 0h4m16 0h4');
  });

  it('go on in the shape beside it: there is one raster for the whole map', () => {
    const raster = (x: number): string[] =>
      [...hatching([box(x, 0, 45, 21)], 'upright', 20).matchAll(/m(\d+)/gi)].map(([, at]) => at!);
    // The first stands where it stands on the map, the others so far from the one before.
    expect([raster(0), raster(45)]).toEqual([
      ['0', '20', '20'],
      ['60', '20'],
    ]);
  });

  it('are none of a shape that lies between two lines', () => {
    expect(hatching([box(2, 2, 5, 5)], 'upright', 20)).toBe('');
  });
});

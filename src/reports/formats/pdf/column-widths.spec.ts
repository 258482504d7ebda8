import { describe, expect, it } from '@jest/globals';
import { columnWidths } from './column-widths.js';

describe('the widths of columns', () => {
  it.each([
    [
      [
        [10, 20],
        [10, 30],
      ],
      100,
      [40, 60],
    ],
    [
      [
        [10, 20],
        [10, 40],
      ],
      40,
      [15, 25],
    ],
    [
      [
        [10, 10],
        [10, 10],
      ],
      20,
      [10, 10],
    ],
    [
      [
        [10, 10],
        [11, 11],
      ],
      20,
      null,
    ],
  ])('%j in %d', (wishes, width, widths) => {
    expect(
      columnWidths(
        wishes.map(([least, best]) => ({ least: least!, best: best! })),
        width,
      ),
    ).toEqual(widths);
  });
});

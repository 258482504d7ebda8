import { describe, expect, it } from '@jest/globals';
import type { TextStyle } from './paper.js';
import { nextPart, rowOf, type RowPart, type SetRow } from './table-row.js';

/** Of lines that are ten points high; above and below a row are three. */
const STYLE: TextStyle = { font: 'normal', size: 10, leading: 1, colour: '#000' };
const row = (counts: readonly number[], foot = 0): SetRow =>
  rowOf(
    counts.map((count) => ({ lines: Array.from({ length: count }, (_, at) => `${at}`), style: STYLE })),
    foot,
  );

function partsOf(of: SetRow, rooms: readonly number[]): RowPart[] {
  const parts: RowPart[] = [];
  for (let part: RowPart | undefined; !part?.isLast; parts.push(part))
    part = nextPart(of, rooms[parts.length] ?? rooms.at(-1)!, part);
  return parts;
}

describe('the parts of a row that is higher than what is left', () => {
  it.each([
    ['one that fits is one part', [1, 3], 0, [36], ['0-1 0-3 36']],
    ['a little less room takes a line less', [1, 3], 0, [35.9], ['0-1 0-2 26', '1-1 2-3 16']],
    ['another page has more room', [5, 1], 0, [16, 100], ['0-1 0-1 16', '1-5 1-1 46']],
    ['each cell goes on where it was', [4, 6], 0, [26], ['0-2 0-2 26', '2-4 2-4 26', '4-4 4-6 26']],
    ['without room there is a line', [2], 0, [0], ['0-1 16', '1-2 16']],
    ['bars want room too', [2], 4, [28], ['0-1 20', '1-2 20']],
    ['nothing in it', [0], 0, [10], ['0-0 6']],
  ] as [string, number[], number, number[], string[]][])('%s', (_what, counts, foot, rooms, expected) => {
    const parts = partsOf(row(counts, foot), rooms);
    expect(
      parts.map(({ lines, height }) => [...lines.map(({ from, to }) => `${from}-${to}`), height].join(' ')),
    ).toEqual(expected);
  });
});

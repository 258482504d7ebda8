import type { TextStyle } from './paper.js';

/** Above and below the words of a row. */
export const AIR = 3;

/** The words of a cell, broken into lines. */
export interface SetCell {
  lines: string[];
  style: TextStyle;
}

/** A row with its words broken into lines. */
export interface SetRow {
  cells: SetCell[];
  /** Under the words, for the small bars. */
  foot: number;
  height: number;
}

/** What stands of a row on one page. */
export interface RowPart {
  /** Of each cell the first line, and the first that stands there no more. */
  lines: { from: number; to: number }[];
  height: number;
  isLast: boolean;
}

export const stepOf = ({ size, leading }: TextStyle): number => size * leading;

export function rowOf(cells: SetCell[], foot = 0): SetRow {
  const height = Math.max(0, ...cells.map(({ lines, style }) => lines.length * stepOf(style)));
  return { cells, foot, height: height + 2 * AIR + foot };
}

/**
 * As much of a row as there is room for, of each cell whole lines, from where the part before has ended. At least a line
 * of each, or a row would never end.
 */
export function nextPart({ cells, foot }: SetRow, room: number, before?: RowPart): RowPart {
  const words = room - 2 * AIR - foot;
  const lines = cells.map(({ lines: all, style }, at) => {
    const from = before?.lines[at]!.to ?? 0;
    // A hair of room is lost to sums of fractions.
    const fit = Math.max(1, Math.floor((words + 0.01) / stepOf(style)));
    return { from, to: Math.min(all.length, from + fit) };
  });
  const height = Math.max(0, ...lines.map(({ from, to }, at) => (to - from) * stepOf(cells[at]!.style)));
  const isLast = lines.every(({ to }, at) => to === cells[at]!.lines.length);
  return { lines, height: height + 2 * AIR + foot, isLast };
}

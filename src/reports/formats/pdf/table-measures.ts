import type { DocumentTable } from '../../document/report-document.js';
import { columnWidths, type ColumnWish } from './column-widths.js';
import { INK, type Layout, Paper, type TextStyle } from './paper.js';
import { unbreakable } from './text-lines.js';

/** Space left and right of the words of a cell. */
export const PAD = 4;
/** A name is broken into lines of at least so much rather than leave its column a single word wide. */
const LEAST_NAME = 94;
/** A figure of no more letters stays on one line: `1186 of 1189`. */
const LONGEST_FIGURE = 13;
/** A longer word or name is broken rather than widen its column, in letters of the size of a unit. */
const LONGEST_WORD = 120;
/** A text that is longer asks for no more width than this: it has many lines anyhow, and others want theirs. */
const LONGEST_LINE = 900;
/** From the size that reads well to the smallest that still does. */
const SIZES = [9, 8.5, 8, 7.5, 7, 6.5];
const UPRIGHT_SIZES = [9, 8.5, 8];

/** Texts are measured once, at this size; their widths grow with it. */
const UNIT = 10;

/** How a table is set. */
export interface TableMeasures {
  layout: Layout;
  widths: number[];
  cell: TextStyle;
  head: TextStyle;
}

/**
 * Upright if its columns fit there in a size that reads well, else across; each in the largest size in which they fit. What
 * fits in none has equal columns, in which words are broken.
 */
export async function measureTable(paper: Paper, table: DocumentTable): Promise<TableMeasures> {
  const wishes = await wishesOf(paper, table);
  const choices: [Layout, number][] = [
    ...UPRIGHT_SIZES.map((size): [Layout, number] => ['portrait', size]),
    ...SIZES.map((size): [Layout, number] => ['landscape', size]),
  ];
  for (const [layout, size] of choices) {
    const wanted = wishes.map(({ least, best }) => ({
      least: (least * size) / UNIT + 2 * PAD,
      best: (best * size) / UNIT + 2 * PAD,
    }));
    const widths = columnWidths(wanted, Paper.widthOf(layout));
    if (widths) return { layout, widths, ...stylesOf(size) };
  }
  const each = Paper.widthOf('landscape') / table.columns.length;
  return { layout: 'landscape', widths: table.columns.map(() => each), ...stylesOf(SIZES.at(-1)!) };
}

function stylesOf(size: number): { cell: TextStyle; head: TextStyle } {
  return {
    cell: { font: 'normal', size, leading: 1.25, colour: INK },
    head: { font: 'bold', size, leading: 1.2, colour: INK },
  };
}

/** In letters of the size of a unit. */
async function wishesOf(paper: Paper, { columns, rows, heads }: DocumentTable): Promise<ColumnWish[]> {
  const { cell, head } = stylesOf(UNIT);
  paper.face(head);
  const wishes = columns.map(({ title }) => {
    const words = paper.readable(title);
    // Some words of a head side by side make a column no wider than its figures need.
    return { least: longest(paper, unbreakable(words)), best: paper.measure(words) / 2 };
  });
  for (const [font, isHead] of [
    [cell, false],
    [head, true],
  ] as const) {
    paper.face(font);
    for (const row of rows) {
      row.forEach(({ text }, at) => {
        if (at < heads !== isHead || text === '') return;
        const wish = wishes[at]!;
        const words = paper.readable(text);
        const isWhole = columns[at]!.numeric && words.length <= LONGEST_FIGURE;
        const least = isWhole
          ? paper.measure(words)
          : Math.min(LONGEST_WORD, longest(paper, unbreakable(words)));
        wish.least = Math.max(wish.least, least);
        wish.best = Math.max(wish.best, Math.min(LONGEST_LINE, paper.measure(words)));
      });
      await paper.breathe();
    }
  }
  return wishes.map(({ least, best }, at) => {
    const wanted = Math.max(best, least);
    return { least: at === 0 ? Math.max(least, Math.min(wanted, LEAST_NAME)) : least, best: wanted };
  });
}

function longest(paper: Paper, words: readonly string[]): number {
  return Math.max(0, ...words.map((word) => paper.measure(word)));
}

/** What a column asks for: its longest part that no line may break, and its longest text on one line. */
export interface ColumnWish {
  least: number;
  best: number;
}

/**
 * The widths of columns that fill a width together. If there is room for every text on one line, all grow alike; if not,
 * each has its least and a share of the rest by what it would still like. Null if not even the least fits.
 */
export function columnWidths(wishes: readonly ColumnWish[], width: number): number[] | null {
  const least = sum(wishes.map((wish) => wish.least));
  const best = sum(wishes.map((wish) => wish.best));
  if (least > width) return null;
  if (best <= width) return wishes.map((wish) => (wish.best * width) / best);
  const share = (width - least) / (best - least);
  return wishes.map((wish) => wish.least + (wish.best - wish.least) * share);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

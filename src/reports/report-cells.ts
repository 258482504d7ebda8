import { type ReportFigure } from './compliance-report.js';
import { figureKey } from './figure-words.js';

/** A cell of a table's component. */
export interface Cell {
  text?: string;
  html?: string;
  format?: 'numeric';
  attributes?: Record<string, string>;
}

/** Shares rank as they are, not as they are printed; one without a denominator comes after all. */
export function exactShare({ numerator, denominator }: ReportFigure): number {
  return denominator ? numerator! / denominator : 2;
}

/** Each with its rank, the lowest first; the order given is kept among equals. */
export function sortedBy<Each>(all: readonly Each[], rank: (each: Each) => [number, number]): Each[] {
  return all
    .map((each) => ({ each, rank: rank(each) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1])
    .map(({ each }) => each);
}

export function numeric(text: string, figure?: ReportFigure): Cell {
  return { text, format: 'numeric', ...(figure && { attributes: mark(figure) }) };
}

/** Says which figure a cell prints, so that it can be compared with the other formats. */
export function mark(figure: ReportFigure): Record<string, string> {
  return { 'data-figure': figureKey(figure) };
}

/** @param words how many columns from the left hold words; the others hold figures */
export function table(caption: string, heads: string[], rows: Cell[][], words = 1): object {
  return {
    caption,
    captionClasses: 'govuk-table__caption--m',
    classes: 'app-table--compact',
    firstCellIsHeader: true,
    head: heads.map((text, index) => (index < words ? { text } : { text, format: 'numeric' })),
    rows,
  };
}

export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

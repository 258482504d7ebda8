/**
 * A report laid out, before any format: sections of paragraphs, tables and charts. The page, the CSV files, the
 * workbook and the PDF are written from it alone, so that a figure cannot read differently in two of them.
 */
export interface ReportDocument {
  /** `Compliance report`. */
  title: string;
  force: { id: string; name: string };
  /** `March 2026`; with the part of the force after it, if it is one. */
  period: string;
  /** `Draft: …`, `Version 2, replaces version 1`: stands under the title where no page says it. */
  version: string;
  /** The zone of every day and time. */
  zone: string;
  /** File name without extension: says force, part, period and version. */
  fileStem: string;
  sections: DocumentSection[];
}

/** A heading of the second level and what stands under it. */
export interface DocumentSection {
  /** Stays the same for ever: an anchor, and part of a file name. */
  id: string;
  title: string;
  blocks: DocumentBlock[];
  /** Folded on the page; everywhere else as the others. */
  detail?: true;
}

export type DocumentBlock =
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'headline'; items: HeadlineFigure[] }
  | { kind: 'table'; table: DocumentTable }
  | { kind: 'chart'; chart: DocumentChart };

/** One of the few figures that answer on one page. */
export interface HeadlineFigure {
  title: string;
  /** `98.4%`, `none due`. */
  text: string;
  /** `186 of 189`; empty if it is of nothing. */
  of: string;
  /** `+3.4 points`; null if there is nothing to compare with. */
  change: string | null;
  /** What it was over the preceding period; null if there is none. */
  before: string | null;
  /** Where the rows of what it was are; only the page has links. */
  beforeHref?: string;
  /** Its `figureKey`. */
  figure: string;
}

export interface DocumentTable {
  /** Stays the same for ever: the name of its CSV file and of its sheet. */
  id: string;
  caption: string;
  /**
   * `plain`: what programs find beside the words in a column of its own, of each cell its `plain`. `below`: what rows say at
   * length; people read it beneath the table, and only programs find it as a column.
   */
  columns: {
    id: string;
    title: string;
    numeric: boolean;
    plain?: 'date' | 'number' | 'code';
    below?: true;
  }[];
  rows: DocumentCell[][];
  /** How many columns from the left are headings of their row; at least 1. */
  heads: number;
  /** Printed instead of the rows where there are none. */
  none?: string;
}

export interface DocumentCell {
  /** As printed, with its unit: `98.4%`, `72 h 1 min`, `none due`. */
  text: string;
  /** The number behind it in the unit of the measure (percent, minutes, days, count); absent for words. */
  value?: number;
  /** The same as a day, a number or a code for programs, in a column that has them: `2026-03-01`, `31`, `NC04`. */
  plain?: string;
  /** `figureKey` of the figure that the cell prints: the formats are compared by it, and its rows are opened by it. */
  figure?: string;
  /** Length of a small bar behind the number, from 0 to 100. */
  bar?: number;
  /** Another place or record that a reader may go to; only the page has links. */
  href?: string;
}

/** A picture of figures that stand in a table of the same document too. */
export interface DocumentChart {
  id: string;
  title: string;
  /** What is to be seen, in words, for whoever does not see it. */
  alternative: string;
  /** A whole `<svg>` element without scripts, styles, links or outside resources; texts are texts. */
  svg: string;
  /** The same drawn anew for a narrow screen, on which the other one could not be read; absent where it can. */
  narrow?: string;
  width: number;
  height: number;
  /** Id of the table that says the same. */
  table: string;
}

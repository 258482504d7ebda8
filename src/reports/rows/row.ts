import type { EntityManager } from 'typeorm';
import type { Period } from '../../common/calendar.js';
import type { CountedSpan } from '../measures/measure.js';
import type { RowReader } from './row-reader.js';
import type { RowsSpot } from './rows-spot.js';

/** How a value is written: a place opens its page, a contact opens if its page would. Instants are ISO texts in UTC. */
export type CellKind =
  | 'text'
  | 'neighbourhood'
  | 'ward'
  | 'contact'
  | 'channel'
  | 'day'
  | 'instant'
  | 'minutes'
  | 'days'
  | 'number'
  | 'hundredths';

export interface RowColumn {
  id: string;
  title: string;
  kind: CellKind;
}

export type RowValue = string | number | boolean | null | { code: string; name: string };

/** One row behind a figure. */
export interface SourceRow {
  /** Where it stands in an order that goes on by index; null where the list goes on by how many rows came before. */
  key: string | null;
  /** What it adds to the figure, or to what stands above the line of a share. */
  numerator: number;
  /** What it adds to what stands below the line. */
  denominator: number;
  /** Is it the one whose value the figure gives, as of a percentile or the longest gap? */
  isFigure: boolean;
  /** By the id of the column. */
  values: Record<string, RowValue>;
  /** The contact whose reference it shows. */
  contactId: string | null;
}

/** Which rows of a share: those counted above the line, those that stand below it only, or both. */
export const SHOWN = ['all', 'counted', 'not-counted'] as const;
export type Shown = (typeof SHOWN)[number];

/** Where a page begins: after so many rows, the last of which has this key. */
export interface RowsBefore {
  count: number;
  key: string | null;
}

export interface AskedRows {
  forceId: string;
  /** The local day on which the figures of the force begin. */
  startsOn: string;
  period: Period;
  span: CountedSpan;
  spot: RowsSpot;
  shown: Shown;
  reader: RowReader;
  after: RowsBefore;
  limit: number;
}

/** Where the rows of a measure come from. */
export interface RowSource {
  /** `the first due first`. */
  order: string;
  /** What a key of its rows looks like, if they have one. It holds an instant and an id: whoever opens no contacts has none. */
  key: RegExp | null;
  /** Is each row either counted or not? Then they can be looked at apart. */
  splits: boolean;
  /** Those that a reader is told of; `seenBy` says how exactly. */
  columns(reader: RowReader): RowColumn[];
  /** In order, and no more than the limit. */
  read(manager: EntityManager, asked: AskedRows): Promise<SourceRow[]>;
}

/** Those that are asked for, of rows that are at hand in order. */
export function sliceOfRows(rows: readonly SourceRow[], { shown, after, limit }: AskedRows): SourceRow[] {
  return rows
    .filter(({ numerator }) => shown === 'all' || numerator > 0 === (shown === 'counted'))
    .slice(after.count, after.count + limit);
}

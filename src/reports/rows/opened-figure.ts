import type { DateTime } from 'luxon';
import type { Period } from '../../common/calendar.js';
import type { ReportFigure, ReportForce, ReportPart } from '../compliance-report.js';
import type { Measure } from '../measures/measure.js';
import type { KeptFigure } from './kept-figure.js';
import type { FoundSpot } from './rows-spot.js';
import type { RowColumn, RowsBefore, Shown, SourceRow } from './row.js';

/** A row with its place in the list, from 1. */
export interface NumberedRow extends SourceRow {
  number: number;
}

/** A figure with a page of the rows behind it, of one snapshot. */
export interface OpenedFigure {
  force: ReportForce;
  part: ReportPart | null;
  measure: Measure;
  spot: Pick<FoundSpot, 'by' | 'place'>;
  period: Period;
  /** What the figure is compared with; null if there is nothing. */
  precedingPeriod: Period | null;
  cutOffAt: DateTime;
  /** As it stands in a report of this moment. */
  figure: ReportFigure;
  /** As it stands in the kept or issued report that it was opened from; null if that is a report of this moment. */
  kept: KeptFigure | null;
  shown: Shown;
  /** Can those counted and the others be looked at apart? */
  splits: boolean;
  /** Is one of the rows the figure, as of a percentile? */
  marks: boolean;
  columns: RowColumn[];
  /** `the first due first`. */
  order: string;
  rows: NumberedRow[];
  /** Of how many queries due none is counted; null where there are rows, or the figure is not of queries due. */
  noneOfDue: number | null;
  after: RowsBefore;
  /** Where the next page begins; null if this is the last. */
  next: string | null;
}

const BEFORE = /^(\d{1,9})(?:_(.+))?$/;

/** Where a page begins, as its address says it. @returns null if the list has no such place */
export function readBefore(after: string | undefined, key: RegExp | null): RowsBefore | null {
  if (after === undefined) return { count: 0, key: null };
  const [, count, found = null] = BEFORE.exec(after) ?? [];
  if (count === undefined || (found === null) !== (key === null)) return null;
  return found === null || key!.test(found) ? { count: Number(count), key: found } : null;
}

/** @example writtenBefore({ count: 100, key: null }) // '100' */
export const writtenBefore = ({ count, key }: RowsBefore): string =>
  key === null ? String(count) : `${count}_${key}`;

/** Is the figure the value of one of its rows? */
export const isOfOneRow = (measure: Measure): boolean =>
  measure.unit === 'minutes' || measure.id.endsWith('longest-gap');

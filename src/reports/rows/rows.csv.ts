import { LOCAL_ZONE } from '../../common/calendar.js';
import { type CsvCell, toCsv } from '../csv.js';
import { fileStem } from '../document/period-words.js';
import { DRAFT } from '../download.js';
import type { OpenedFigure } from './opened-figure.js';
import { isNumber, rowText } from './row-words.js';
import type { CellKind, RowColumn, RowValue } from './row.js';

/** What the heads of a file say besides the title: the unit of a number, the zone of a time. */
const UNITS: Partial<Record<CellKind, string>> = {
  instant: LOCAL_ZONE,
  minutes: 'minutes',
};

/**
 * The rows behind a figure as one tidy table, the figure's measure and period beside each. A place has its code before its
 * name. Whether a row is counted is said of a share, and which row is the figure of a percentile.
 */
export function rowsCsv({ measure, period, columns, rows, splits, marks }: OpenedFigure): string {
  const yes = (is: boolean): CsvCell => (is ? 'yes' : 'no');
  const head = [
    'row',
    ...columns.flatMap(headsOf),
    ...(splits ? ['counted'] : []),
    ...(marks ? ['is the figure'] : []),
    ...['measure id', 'period from', 'period to', 'zone'],
  ];
  const lines = rows.map((row): CsvCell[] => [
    { figure: row.number },
    ...columns.flatMap((column) => cellsOf(column, row.values[column.id] ?? null)),
    ...(splits ? [yes(row.numerator > 0)] : []),
    ...(marks ? [yes(row.isFigure)] : []),
    ...[measure.id, period.fromOn, period.toOn, LOCAL_ZONE],
  ]);
  return toCsv([head, ...lines]);
}

/** `compliance-leicestershire-2026-03-01-to-2026-03-31-draft-rows-share-met-NC04.csv`. */
export function rowsFileName({ force, part, period, measure, spot, shown }: OpenedFigure): string {
  const of = [DRAFT, 'rows', measure.id, spot.place?.code, shown === 'all' ? undefined : shown];
  return `${fileStem({ force, part, period }, of.filter((each) => each !== undefined).join('-'))}.csv`;
}

const isPlace = (kind: CellKind): boolean => kind === 'neighbourhood' || kind === 'ward';

function headsOf({ title, kind }: RowColumn): string[] {
  const words = title.toLowerCase();
  if (isPlace(kind)) return [`${words} code`, words];
  return [UNITS[kind] ? `${words} (${UNITS[kind]})` : words];
}

function cellsOf({ kind }: RowColumn, value: RowValue): CsvCell[] {
  const text = rowText(kind, value);
  if (isPlace(kind)) return [value !== null && typeof value === 'object' ? value.code : null, text];
  return [isNumber(kind) ? { figure: text } : text];
}

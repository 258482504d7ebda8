import { writtenChange } from '../domain/written-figure.js';
import type { ComplianceReport, ReportPoint, ReportSeries } from '../compliance-report.js';
import { changeWords, outOf, withUnit } from '../figure-words.js';
import { COLUMN_TITLES } from './breakdown-groups.js';
import { type DocumentCells, numbered } from './document-cells.js';
import { monthsBesideWords, periodWords } from './period-words.js';
import type { DocumentCell, DocumentTable } from './report-document.js';

/** What stands beside the trend lines. */
const FIRST = ['share-met', 'clocks-missed', 'median-minutes', 'p90-minutes', 'coverage-days'];

/** The months of the trend lines, oldest first: `months`, and what else is known of them. None without series. */
export function monthTables(report: ComplianceReport, cells: DocumentCells): DocumentTable[] {
  const series = (report.series ?? []).filter(
    ({ measure, points }) => points.length > 0 && cells.knows(measure),
  );
  const beside = monthsBesideWords(report.period);
  const captionOf = (words: string): string => (beside ? `${words} (${beside})` : words);
  const first = FIRST.flatMap((id) => series.filter(({ measure }) => measure === id));
  const more = series.filter(({ measure }) => !FIRST.includes(measure));
  return [
    monthTable(cells, 'months', captionOf('Month by month'), first),
    monthTable(cells, 'months-more', captionOf('Month by month: further figures'), more),
  ].filter((table) => table !== null);
}

function monthTable(
  cells: DocumentCells,
  id: string,
  caption: string,
  series: readonly ReportSeries[],
): DocumentTable | null {
  const [longest] = [...series].sort((a, b) => b.points.length - a.points.length);
  if (!longest) return null;
  const columns = series.map(({ measure }) => ({
    measure,
    title: COLUMN_TITLES[measure] ?? cells.titleOf(measure),
  }));
  return {
    id,
    caption,
    columns: [{ id: 'month', title: 'Month', numeric: false, plain: 'date' }, ...cells.columns(columns)],
    rows: longest.points.map(({ fromOn, toOn }) => [
      { text: periodWords({ fromOn, toOn }), plain: fromOn },
      ...series.flatMap((each) => pointCells(cells, each, fromOn)),
    ]),
    heads: 1,
  };
}

/** A share stands with its number and its change from the month before. */
function pointCells(cells: DocumentCells, { measure, points }: ReportSeries, fromOn: string): DocumentCell[] {
  const unit = cells.unitOf(measure);
  const at = points.findIndex((point) => point.fromOn === fromOn);
  const point = points[at];
  const blank = { text: '' };
  if (!point) return unit === 'percent' ? [blank, blank, blank] : [blank];
  const own = numbered(withUnit(unit, point.shown), point.value);
  if (unit !== 'percent') return [own];
  const change = changeOf(point, points[at - 1]);
  return [own, { text: outOf(point, measure) }, numbered(changeWords(unit, change), change)];
}

/** A report kept before its points had it knows the change from the month before if that is shown too. */
function changeOf(point: ReportPoint, before: ReportPoint | undefined): string | null {
  if (point.change !== undefined) return point.change;
  return before ? writtenChange('percent', before, point) : null;
}

import Handlebars from 'handlebars';
import { formatInstant } from '../../common/calendar.js';
import { DateTime } from 'luxon';
import type { DocumentCell, DocumentChart, DocumentTable } from '../document/report-document.js';
import { cellOfOne, FOR_PROGRAMS, numbered } from '../document/document-cells.js';
import { titleOfSection } from '../document/breakdown-groups.js';
import { chartView } from '../document/document.view.js';
import { monthWords, partWords, periodWords } from '../document/period-words.js';
import { tableRows } from '../document/table-rows.js';
import { changeWords, outOf, withUnit } from '../figure-words.js';
import type { Measure } from '../measures/measure.js';
import { valueOfPart } from '../part-of-force.js';
import { reportAddress } from '../period-choice.view.js';
import { canOpen, rowsAddress } from '../rows/openable.js';
import type { SeriesAnswer } from './series.dto.js';
import { MONTHLY_MEASURES } from './series-measures.js';

/** What the page's frame needs of it, and all else for the template. */
interface SeriesModel extends Record<string, unknown> {
  title: string;
  /** Whose figures they are. */
  about: string;
  /** The address of the report. */
  report: string;
}

/** The address of the months of a measure that end with a period. */
export function seriesAddress(
  measure: string,
  { fromOn, toOn }: { fromOn: string; toOn: string },
  part?: string,
  file = '',
): string {
  const query = new URLSearchParams({ measure, from: fromOn, to: toOn, ...(part && { part }) });
  return `/reports/series${file}?${query.toString()}`;
}

/** One measure month by month, as component parameters. */
export function seriesView(measure: Measure, answer: SeriesAnswer, chart: DocumentChart | null): SeriesModel {
  const { force, period, part, cutOffAt } = answer;
  const asked = part ? valueOfPart(part) : undefined;
  const table = seriesTable(measure, answer);
  const { id, caption, columns, rows } = table;
  return {
    about: [force.name, part && partWords(part)].filter(Boolean).join(', '),
    title: `${measure.title}, month by month`,
    report: reportAddress(period, asked),
    asAt: formatInstant(DateTime.fromISO(cutOffAt)),
    months: monthsWords(answer),
    chart: chart && chartView(chart),
    table:
      rows.length > 0
        ? { id, caption, columns, rows: new Handlebars.SafeString(tableRows(rows, table, () => undefined)) }
        : { id, none: 'No month that could be counted has ended or begun by the last day.' },
    csv: seriesAddress(measure.id, period, asked, '.csv'),
    summary: {
      rows: [
        ['What is counted', measure.numerator],
        ['Out of', measure.denominator],
        ['Definition', measure.definition],
      ]
        .filter(([, text]) => text !== undefined)
        .map(([key, text]) => ({ key: { text: key }, value: { text } })),
    },
    choice: {
      from: period.fromOn,
      to: period.toOn,
      part: asked ?? '',
      measures: choiceOf(measure, part !== null),
    },
  };
}

/** The measures to choose from, by the headings of the report. */
function choiceOf(chosen: Measure, ofPart: boolean): object[] {
  const offered = MONTHLY_MEASURES.filter(
    (each) => !(ofPart && each.kind === 'counted' && each.wholeForceOnly),
  );
  return [...new Set(offered.map(({ section }) => section))].map((section) => ({
    label: titleOfSection(section),
    items: offered
      .filter((each) => each.section === section)
      .map(({ id, title }) => ({ value: id, text: title, selected: id === chosen.id })),
  }));
}

function monthsWords({ series }: SeriesAnswer): string | null {
  const [first, last] = [series[0]?.points[0], series[0]?.points.at(-1)];
  if (!first || !last) return null;
  const words = `Whole calendar months, ${monthWords(first)} to ${monthWords(last)}`;
  return periodWords(last) === monthWords(last)
    ? words
    : `${words}; the last one is counted up to the day of the data cut-off and has no change from the whole month before`;
}

/** A row a month: the figure, what it is of, what it was in the month before, and the change. */
export function seriesTable(measure: Measure, { series, part }: SeriesAnswer): DocumentTable {
  const { id, unit, denominator } = measure;
  const isOf = denominator !== undefined;
  const isShare = unit === 'percent';
  const column = (name: string, title: string): DocumentTable['columns'][number] => ({
    ...{ id: name, title, numeric: true },
  });
  const only = (is: boolean, cell: () => DocumentCell): DocumentCell[] => (is ? [cell()] : []);
  return {
    id: 'months',
    caption: `${measure.title}, month by month`,
    columns: [
      { id: 'month', title: 'Month', numeric: false, plain: 'date' },
      { ...column('figure', 'Figure'), ...FOR_PROGRAMS },
      ...(isShare ? [column('numerator', 'Numerator')] : []),
      ...(isOf ? [column('denominator', 'Denominator')] : []),
      { ...column('previous', 'Month before'), ...FOR_PROGRAMS },
      ...(isShare ? [column('previous-of', 'Month before: number')] : []),
      { ...column('change', 'Change'), ...FOR_PROGRAMS },
    ],
    rows: (series[0]?.points ?? []).map((point): DocumentCell[] => {
      const { fromOn, toOn, previous, change = null } = point;
      const href =
        canOpen(id) && rowsAddress({ measure: id }, { fromOn, toOn }, { part: part && valueOfPart(part) });
      return [
        { text: periodWords({ fromOn, toOn }), plain: fromOn },
        { ...numbered(withUnit(unit, point.shown), point.value), ...(href && { href }) },
        ...only(isShare, () => cellOfOne(id, point.numerator)),
        ...only(isOf, () => cellOfOne(id, point.denominator)),
        previous ? numbered(withUnit(unit, previous.shown), previous.shown) : { text: '–' },
        ...only(isShare, () => ({ text: previous ? outOf(previous, id) : '' })),
        numbered(changeWords(unit, change), change),
      ];
    }),
    heads: 1,
  };
}

/** The same as a file, in which every row says of what measure it is: files of several are put together. */
export function seriesFileTable(measure: Measure, answer: SeriesAnswer): DocumentTable {
  const table = seriesTable(measure, answer);
  const own: DocumentCell = { text: measure.title, plain: measure.id };
  return {
    ...table,
    columns: [{ id: 'measure', title: 'Measure', numeric: false, plain: 'code' }, ...table.columns],
    rows: table.rows.map((row) => [own, ...row]),
  };
}

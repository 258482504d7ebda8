import { DateTime } from 'luxon';
import { localDayOf } from '../../common/calendar.js';
import type { ComplianceReport, ReportPoint } from '../compliance-report.js';
import { monthsBesideWords } from '../document/period-words.js';
import type { DocumentChart } from '../document/report-document.js';
import { type FigureUnit, writtenChange } from '../domain/written-figure.js';
import { changeWords, withUnit } from '../figure-words.js';
import type { Measure } from '../measures/measure.js';
import { findingOf, type FoundPoint } from './domain/finding.js';
import { wrapped } from './domain/text-width.js';
import type { TrendLine } from './domain/trend-layout.js';
import { picture, TEXT_SIZE } from './svg.js';
import { axisOf, dataOf } from './trend-data.js';
import { type Frame, NARROW, WIDE } from './trend-frame.js';
import { BARS, LINES } from './trend-spec.js';
import { drawn } from './vega-drawing.js';

/** The table of the same document that says the same. */
const TABLE = 'months';
const DUE_MONTH = 'Month in which the 72 hours ended';

interface Trend {
  id: string;
  title: string;
  /** Measures by the name of their line; the first one must be there. */
  lines: readonly (readonly [name: string, measure: string])[];
  unit: FigureUnit;
  yTitle: string;
  xTitle: string;
  /** Is there a line at the 72 hours? Those past due are counted from there. */
  hasPromise?: boolean;
}

const TRENDS: readonly Trend[] = [
  {
    ...{ id: 'share-met-trend', title: 'Share answered within 72 hours, by month', unit: 'percent' },
    ...{
      lines: [['Share answered within 72 hours', 'share-met']],
      yTitle: 'Share of queries due',
      xTitle: DUE_MONTH,
    },
  },
  {
    ...{ id: 'minutes-trend', title: 'Time to respond, by month', unit: 'minutes' },
    lines: [
      ['Median', 'median-minutes'],
      ['90th percentile', 'p90-minutes'],
    ],
    ...{ yTitle: 'Hours from the query to its answer', xTitle: DUE_MONTH, hasPromise: true },
  },
  {
    ...{ id: 'missed-trend', title: 'Queries missed, by month', unit: 'count' },
    ...{
      lines: [['Missed', 'clocks-missed']],
      yTitle: 'Queries not answered within 72 hours',
      xTitle: DUE_MONTH,
    },
  },
  {
    ...{ id: 'coverage-trend', title: 'Neighbourhood-days covered, by month', unit: 'percent' },
    lines: [
      ['Covered', 'coverage-days'],
      ['National measure', 'national-days'],
    ],
    ...{ yTitle: 'Share of neighbourhood-days', xTitle: 'Month' },
  },
];

/** What the trends are drawn from. */
type TrendReport = Pick<ComplianceReport, 'series' | 'cutOffAt' | 'period'>;

/**
 * The trend lines of a report, in their order; none of a report that was kept before there were months in it. Those beside
 * a period that is not of whole months say so.
 */
export async function trendCharts(report: TrendReport): Promise<DocumentChart[]> {
  const charts: DocumentChart[] = [];
  const beside = monthsBesideWords(report.period);
  for (const trend of TRENDS) {
    const lines = linesOf(trend, report);
    if (lines.length > 0) charts.push(await chartOf(trend, lines, beside));
  }
  return charts;
}

/** The months of one measure, drawn as the trends of a report are; null where there is no month to draw. */
export async function trendOfMeasure(
  measure: Measure,
  answer: Pick<ComplianceReport, 'series' | 'cutOffAt'>,
): Promise<DocumentChart | null> {
  const { id, title } = measure;
  const unit = measure.unit === 'days' ? 'count' : measure.unit;
  const name = measure.unit === 'days' ? `${title}, in days` : title;
  const trend: Trend = {
    ...{ id: `${id}-trend`, title: `${title}, by month`, lines: [[name, id]], unit },
    yTitle: unit === 'minutes' ? `${title}, in hours` : name,
    xTitle: measure.kind === 'clocks' ? DUE_MONTH : 'Month',
    hasPromise: measure.kind === 'clocks' && 'percentile' in measure.sql,
  };
  const lines = linesOf(trend, answer);
  return lines.length > 0 ? chartOf(trend, lines, null) : null;
}

/** A line and, beside what is drawn of it, what its figures are counted from. */
interface CountedLine extends TrendLine {
  points: readonly (FoundPoint & { counted: ReportPoint })[];
}

function linesOf(
  { lines, unit }: Trend,
  { series, cutOffAt }: Pick<TrendReport, 'series' | 'cutOffAt'>,
): CountedLine[] {
  const today = localDayOf(DateTime.fromISO(cutOffAt, { zone: 'utc' }));
  // Of how many queries none was missed, a month in which none was due does not say.
  const due = series?.find(({ measure }) => measure === 'clocks-due')?.points ?? [];
  return lines.flatMap(([name, measure]) => {
    const found = series?.find((each) => each.measure === measure);
    if (!found || found.points.length === 0) return [];
    const points = found.points.map((counted, index) => {
      const none = unit === 'count' && due[index]?.value === 0;
      return {
        ...{ fromOn: counted.fromOn, running: counted.toOn >= today, counted },
        value: none ? null : scaled(unit, counted.value),
        words: none ? 'none due' : withUnit(unit, counted.shown),
      };
    });
    return [{ name, points }];
  });
}

const scaled = (unit: FigureUnit, value: number | null): number | null =>
  unit === 'minutes' && value !== null ? value / 60 : value;

async function chartOf(
  trend: Trend,
  lines: readonly CountedLine[],
  beside: string | null,
): Promise<DocumentChart> {
  const { id, unit, xTitle, hasPromise = false } = trend;
  const axis = axisOf(unit, lines);
  const title = beside ? `${trend.title} (${beside})` : trend.title;
  const found = alternativeOf(trend, lines);
  const alternative = beside ? `Of ${beside}. ${found}` : found;
  const yTitle = axis.bottom > 0 ? `${trend.yTitle} (the axis begins at ${axis.bottom}%)` : trend.yTitle;
  const svgIn = async (frame: Frame, own: string): Promise<string> => {
    const marks = await drawn((unit === 'count' ? BARS : LINES).get(frame)!, {
      data: dataOf(unit, lines, { axis, frame, hasPromise }),
      signals: {
        ...{
          domain: [axis.bottom, axis.top],
          ticks: axis.ticks,
          unit: unit === 'percent' ? '%' : '',
          xTitle,
        },
        yTitle: frame === NARROW ? wrapped(yTitle, frame.width, TEXT_SIZE) : yTitle,
      },
    });
    return picture({ id: own, title, alternative, ...sizeOf(frame) }, marks);
  };
  const svg = await svgIn(WIDE, id);
  return {
    id,
    title,
    alternative,
    svg,
    narrow: await svgIn(NARROW, `${id}-narrow`),
    ...sizeOf(WIDE),
    table: TABLE,
  };
}

const sizeOf = ({ width, height }: Frame): { width: number; height: number } => ({ width, height });

function alternativeOf({ unit }: Trend, lines: readonly CountedLine[]): string {
  return lines
    .map(({ name, points }) =>
      findingOf(name, points, (from, to) => {
        const [before, after] = [points.find((each) => each === from)!, points.find((each) => each === to)!];
        const change = writtenChange(unit, before.counted, after.counted);
        return change === null ? null : changeWords(unit, change).replace(/^[+−]/, '');
      }),
    )
    .join(' ');
}

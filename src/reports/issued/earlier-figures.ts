import { addDays } from '../../common/calendar.js';
import type { AbstractionMonth } from '../abstraction-months.js';
import type { ComplianceReport, EarlierFigure, ReportFigure, ReportPoint } from '../compliance-report.js';
import { monthWords, periodWords } from '../document/period-words.js';
import { changeWords, figureKey, figuresByKey } from '../figure-words.js';
import { measuresOf } from './fact-differences.js';
import { type FigurePair, saysSame, type Stated } from './figure-changes.js';

type Units = ReadonlyMap<string, ComplianceReport['definitions'][number]['unit']>;

/**
 * The figures of the preceding period that two reports of one period compare themselves with, where these differ; each
 * with the change from it, which is another one then too. A change that is another one because the figure itself is, is
 * told with the figure.
 */
export function precedingPairs(
  was: ComplianceReport,
  is: ComplianceReport,
  then: ComplianceReport | null,
): FigurePair[] {
  const days = is.precedingPeriod ?? was.precedingPeriod;
  if (!days) return [];
  const units = unitsOf(was, is);
  const [before, today] = [figuresByKey(was), then && figuresByKey(then)];
  return is.figures.flatMap((figure): FigurePair[] => {
    const unit = units.get(figure.measure);
    const earlier = before.get(figureKey(figure));
    if (unit === undefined || !earlier) return [];
    const pair = { figure, was: earlier.previous, is: figure.previous };
    if (saysSame(unit, pair)) return [];
    const again = today?.get(figureKey(figure));
    return [
      {
        figure,
        was: comparedWith(unit, earlier),
        is: comparedWith(unit, figure),
        ...(again && { then: again.previous }),
        of: `compared with ${periodWords(days)}`,
      },
    ];
  });
}

function comparedWith(
  unit: ComplianceReport['definitions'][number]['unit'],
  { previous, change }: ReportFigure,
): Stated | null {
  if (!previous || change === null) return previous;
  return { ...previous, changeFromIt: changeWords(unit, change) };
}

/**
 * The months that two reports have of their measures, and the month before the first, with which that is compared: those
 * that differ and are told nowhere else. The month that a report is of, and the one that it compares itself with, stand
 * among its figures.
 */
export function monthPairs(
  was: ComplianceReport,
  is: ComplianceReport,
  then: ComplianceReport | null,
): FigurePair[] {
  const units = unitsOf(was, is);
  const [before, after, today] = [monthsOf(was), monthsOf(is), then && monthsOf(then)];
  const [had, has] = [before, after].map(
    (months) => new Set([...months.values()].map(({ measure }) => measure)),
  );
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key): FigurePair[] => {
    const [earlier, later] = [before.get(key), after.get(key)];
    const month = (later ?? earlier)!;
    const { measure } = month;
    const unit = units.get(measure);
    if (unit === undefined || !had!.has(measure) || !has!.has(measure)) return [];
    // What a report of before did not write down is no change.
    if ((!earlier || !later) && month.isBefore) return [];
    const again = today?.get(key);
    const pair: FigurePair = {
      figure: wholeFigure(measure),
      was: earlier?.figure ?? null,
      is: later?.figure ?? null,
      ...(again && { then: again.figure }),
      of: monthWords(month),
    };
    if (saysSame(unit, pair)) return [];
    const isTold = [was, is].every((report, at) => {
      const own = at === 0 ? pair.was : pair.is;
      return figuresOfMonth(report, month).some((told) => saysSame(unit, { ...pair, was: own, is: told }));
    });
    return isTold ? [] : [pair];
  });
}

interface Month {
  measure: string;
  fromOn: string;
  toOn: string;
  figure: EarlierFigure | null;
  /** Is it known as the one before another alone? */
  isBefore: boolean;
}

/** By measure and month: those of the series, and those of abstraction. */
function monthsOf({ series = [], abstractionMonths = [] }: ComplianceReport): Map<string, Month> {
  const months = [...series, { measure: 'abstraction', points: abstractionMonths }].flatMap(
    ({ measure, points }) => [...monthBefore(measure, points[0]), ...points.map(monthOf(measure))],
  );
  return new Map(months.map((month) => [`${month.measure} ${month.fromOn}`, month]));
}

const monthOf =
  (measure: string) =>
  ({ fromOn, toOn, numerator, denominator, shown }: ReportPoint | AbstractionMonth): Month => ({
    ...{ measure, fromOn, toOn, figure: { numerator, denominator, shown }, isBefore: false },
  });

/** A report kept before its points had it does not know the month before, nor do the months of abstraction. */
function monthBefore(measure: string, first: ReportPoint | AbstractionMonth | undefined): Month[] {
  if (!first || !('previous' in first)) return [];
  const toOn = addDays(first.fromOn, -1);
  const fromOn = `${toOn.slice(0, 7)}-01`;
  return [{ measure, fromOn, toOn, figure: first.previous ?? null, isBefore: true }];
}

/** What the report itself says of these days, as its own figure or as the one it is compared with. */
function figuresOfMonth(
  { figures, period, precedingPeriod }: ComplianceReport,
  { measure, fromOn, toOn }: Month,
): (EarlierFigure | null)[] {
  const isOf = (days: ComplianceReport['precedingPeriod']): boolean =>
    days?.fromOn === fromOn && days.toOn === toOn;
  const own = figures.find((figure) => figureKey(figure) === figureKey({ measure }));
  return [...(isOf(period) ? [own ?? null] : []), ...(isOf(precedingPeriod) ? [own?.previous ?? null] : [])];
}

/** Says which measure, and that it is of the whole. */
const wholeFigure = (measure: string): ReportFigure => ({
  ...{ measure, neighbourhood: null, channel: null, ward: null, commandArea: null, weekday: null },
  ...{ numerator: null, denominator: null, value: null, shown: '', previous: null, change: null },
});

const unitsOf = (was: ComplianceReport, is: ComplianceReport): Units => {
  const before = measuresOf(was);
  const both = is.definitions.filter(({ measure }) => before.has(measure));
  return new Map(both.map(({ measure, unit }) => [measure, unit]));
};

import { DateTime } from 'luxon';
import { formatInstant } from '../../common/calendar.js';
import type { ReportFigure } from '../compliance-report.js';
import { beforeWords } from '../document/comparison.js';
import { changeWords, outOf, withUnit } from '../figure-words.js';
import { DEFINITIONS_VERSION } from '../measures/catalogue.js';
import type { Unit } from '../measures/measure.js';
import { differsFrom, type FrozenReport, type KeptFigure } from './kept-figure.js';

/** `98.4% (186 of 189)`. */
export function figureText(
  unit: Unit,
  figure: Pick<ReportFigure, 'measure' | 'shown' | 'numerator' | 'denominator'>,
): string {
  const shown = withUnit(unit, figure.shown) || 'none';
  const of = outOf(figure, figure.measure) || (figure.denominator === null ? '' : `of ${figure.denominator}`);
  return of === '' ? shown : `${shown} (${of})`;
}

/**
 * `+3.4 points, from 95.0% (57 of 60) in February 2026`: how a figure moved from the preceding period, as its report says
 * it; of a state what it was. Null if there is none to compare with.
 */
export function changeText(
  unit: Unit,
  { measure, previous, change }: ReportFigure,
  compared: Parameters<typeof beforeWords>[0],
): string | null {
  const before = beforeWords(compared);
  if (!previous || before === null) return null;
  const was = `${figureText(unit, { measure, ...previous })} in ${before}`;
  return change === null ? `Before: ${was}` : `${changeWords(unit, change)}, from ${was}`;
}

/** `the issued report, version 2`, `the monthly report`. */
const called = ({ as }: FrozenReport): string =>
  'kind' in as ? `the ${as.kind} report` : `the issued report, version ${as.issuedVersion}`;

export const hrefOf = ({ id, as }: FrozenReport): string =>
  'kind' in as ? `/reports/${id}` : `/reports/issued/${id}`;

/** What a report that does not change says of a figure, and how that is to be read beside the rows of now. */
export function keptFigureView(
  { report, figure }: KeptFigure,
  now: ReportFigure,
  unit: Unit,
): { figure: string; change: string | null; called: string; recordedAt: string; compared: string } {
  const differs = differsFrom(figure, now);
  const [was, is] = [figure, now].map((each) => figureText(unit, each));
  const other = report.definitionsVersion !== DEFINITIONS_VERSION;
  return {
    figure: was!,
    change: changeText(unit, figure, report),
    called: called(report),
    recordedAt: formatInstant(DateTime.fromISO(report.cutOffAt)),
    compared: [
      differs
        ? `The figures differ: the report has ${was}, and the record now gives ${is}. What was recorded or corrected since makes the difference, and these rows are those of now.`
        : 'The record now gives the same figure.',
      other &&
        `The report was made by version ${report.definitionsVersion} of the definitions, the figure of now by version ${DEFINITIONS_VERSION}, so they may count differently.`,
    ]
      .filter(Boolean)
      .join(' '),
  };
}

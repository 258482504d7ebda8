import { DateTime } from 'luxon';
import { formatInstant } from '../../common/calendar.js';
import type { ReportFigure } from '../compliance-report.js';
import { outOf, withUnit } from '../figure-words.js';
import { DEFINITIONS_VERSION } from '../measures/catalogue.js';
import type { Unit } from '../measures/measure.js';
import { differsFrom, type FrozenReport, type KeptFigure } from './kept-figure.js';

/** `98.4% (186 of 189)`. */
export function figureText(unit: Unit, figure: ReportFigure): string {
  const shown = withUnit(unit, figure.shown) || 'none';
  const of = outOf(figure, figure.measure) || (figure.denominator === null ? '' : `of ${figure.denominator}`);
  return of === '' ? shown : `${shown} (${of})`;
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
): { figure: string; called: string; recordedAt: string; compared: string } {
  const differs = differsFrom(figure, now);
  const [was, is] = [figure, now].map((each) => figureText(unit, each));
  const other = report.definitionsVersion !== DEFINITIONS_VERSION;
  return {
    figure: was!,
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

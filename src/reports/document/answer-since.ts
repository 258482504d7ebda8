import { DateTime } from 'luxon';
import { addDays, formatDay, localDayOf } from '../../common/calendar.js';
import type { ComplianceReport, ReportFigure, ReportPoint } from '../compliance-report.js';
import { type DocumentCells, placeWords } from './document-cells.js';
import { monthWords } from './period-words.js';

/**
 * Since when the promise is broken where the report says that it is: how far back the months with missed queries reach,
 * and which gap that was open on the last day is the oldest. Of queries there is nothing to say if the period has no
 * miss: its months may hold other days.
 */
export function sinceWhen(report: ComplianceReport, { figures }: DocumentCells): string {
  const share = figures.at('share-met');
  const isMissed = share !== undefined && share.numerator! < share.denominator!;
  return [isMissed && missedSince(report), gapSince(report, figures.at('coverage-last-day'))]
    .filter(Boolean)
    .join(' ');
}

/** Months are calendar months as a whole, whatever days the period has. */
function missedSince({ series, cutOffAt }: ComplianceReport): string {
  const months = series?.find(({ measure }) => measure === 'share-met')?.points ?? [];
  const last = months.at(-1);
  if (!last) return '';
  const until = isRunning(last, cutOffAt)
    ? `; ${monthWords(last)} is counted up to ${formatDay(last.toOn)}`
    : '';
  return `In whole calendar months, ${reachOf(months)}${until}.`;
}

function reachOf(months: readonly ReportPoint[]): string {
  const kept = months.findLastIndex(isKept);
  const [last, first] = [months.at(-1)!, months[kept + 1]];
  if (!first) {
    const missed = months.findLast((month) => !isKept(month));
    const none = `${noneIn(last)} in ${monthWords(last)}`;
    if (missed) return `${none}; the last month in which one was missed is ${monthWords(missed)}`;
    if (months.length === 1) return none;
    return `${noneIn(...months)} in any of the ${months.length} months since ${monthWords(months[0]!)}, the first that is shown`;
  }
  if (months.length === 1)
    return `queries were missed in ${monthWords(first)}, the first month that is shown`;
  if (kept < 0) {
    return `queries were missed in each of the ${months.length} months since ${monthWords(first)}, the first that is shown`;
  }
  if (first === last)
    return `queries were missed in ${monthWords(first)} and none ${months[kept]!.denominator ? '' : 'was due '}in ${monthWords(months[kept]!)}`;
  return `queries were missed in every month since ${monthWords(first)}`;
}

/** Where none was due none could be missed, and that is not the same. */
const noneIn = (...months: readonly ReportPoint[]): string =>
  months.some(({ denominator }) => denominator) ? 'no query was missed' : 'no query was due';

const isKept = ({ numerator, denominator }: ReportPoint): boolean => numerator === denominator;

/** The month of the data cut-off: on its last day it is not over either. */
const isRunning = ({ toOn }: ReportPoint, cutOffAt: string): boolean =>
  !addDays(toOn, 1).endsWith('-01') || toOn >= localDayOf(DateTime.fromISO(cutOffAt, { zone: 'utc' }));

function gapSince(
  { gaps, neighbourhoods, coverageOn, period }: ComplianceReport,
  covered: ReportFigure | undefined,
): string {
  const [oldest] = gaps
    .filter(({ toOn }) => toOn === coverageOn)
    .map((gap) => ({ ...gap, begun: gap.sinceOn ?? gap.fromOn }))
    .sort((a, b) => a.begun.localeCompare(b.begun));
  if (!oldest) {
    return covered?.denominator
      ? 'No gap in coverage was open on the last day.'
      : 'No neighbourhood existed on the last day, so no gap could be open.';
  }
  const name = neighbourhoods.find(({ code }) => code === oldest.neighbourhood)?.name;
  const earlier = oldest.sinceOn === undefined && oldest.fromOn === period.fromOn ? ' or earlier' : '';
  return `The oldest gap that was open on the last day began on ${formatDay(oldest.begun)}${earlier}: ${placeWords({ code: oldest.neighbourhood, name: name ?? oldest.neighbourhood })}.`;
}

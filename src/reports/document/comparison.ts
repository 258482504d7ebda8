import { DateTime } from 'luxon';
import { formatDay, localDayOf } from '../../common/calendar.js';
import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import { periodWords } from './period-words.js';

type Compared = Pick<ComplianceReport, 'force' | 'period' | 'precedingPeriod' | 'cutOffAt'>;

/** Are there days of the period that the data cut-off does not count as a whole? */
export function isUnfinished({ period, cutOffAt }: Pick<Compared, 'period' | 'cutOffAt'>): boolean {
  return localDayOf(DateTime.fromISO(cutOffAt, { zone: 'utc' })) <= period.toOn;
}

/**
 * Why changes from the preceding period are not of like with like: one of the two is not whole. Null where both are, and
 * where there is none to compare with.
 */
export function unlikeWords(report: Compared): string | null {
  const { force, period, precedingPeriod } = report;
  if (!precedingPeriod) return null;
  const before = periodWords(precedingPeriod);
  if (isUnfinished(report)) {
    return `${periodWords(period)} is not over: what is counted up to now stands against the whole of ${before}`;
  }
  if (force.startsOn <= precedingPeriod.fromOn) return null;
  return `The figures of the force begin on ${formatDay(force.startsOn)}, so ${before} is not counted as a whole`;
}

/** `February 2026`, or `the whole of February 2026` where a period that is not over stands against it. */
export function beforeWords(report: Compared): string | null {
  const { precedingPeriod } = report;
  if (!precedingPeriod) return null;
  return `${isUnfinished(report) ? 'the whole of ' : ''}${periodWords(precedingPeriod)}`;
}

/** Did a share rise (1) or fall (-1) from the preceding period, exactly and not as printed? Null if it cannot be said. */
export function directionOf({ numerator, denominator, previous }: ReportFigure): -1 | 0 | 1 | null {
  if (!denominator || !previous?.denominator) return null;
  const difference = numerator! * previous.denominator - previous.numerator! * denominator;
  return Math.sign(difference) as -1 | 0 | 1;
}

import { DateTime } from 'luxon';
import { formatDay, localDayOf } from '../../common/calendar.js';
import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import { periodWords } from './period-words.js';

type Compared = Pick<ComplianceReport, 'force' | 'period' | 'precedingPeriod' | 'cutOffAt'>;

/** Are there days of the period that the data cut-off does not count as a whole? */
export function isUnfinished({ period, cutOffAt }: Pick<Compared, 'period' | 'cutOffAt'>): boolean {
  return localDayOf(DateTime.fromISO(cutOffAt, { zone: 'utc' })) <= period.toOn;
}

/** Do the figures of the force begin within the preceding period, so that only its last days are counted? */
export function isBegunWithin({
  force,
  precedingPeriod,
}: Pick<Compared, 'force' | 'precedingPeriod'>): boolean {
  return precedingPeriod !== null && force.startsOn > precedingPeriod.fromOn;
}

/**
 * Why changes from the preceding period are not of like with like: one of the two is not whole, or neither. Null where
 * both are, and where there is none to compare with. Sentences, the last one without its full stop.
 */
export function unlikeWords(report: Compared): string | null {
  const { force, period, precedingPeriod } = report;
  if (!precedingPeriod) return null;
  const reasons = [
    isUnfinished(report) &&
      `${periodWords(period)} is not over: what is counted up to now stands against ${beforeWords(report)}`,
    isBegunWithin(report) &&
      `The figures of the force begin on ${formatDay(force.startsOn)}, so ${periodWords(precedingPeriod)} is not counted as a whole`,
  ].filter((reason) => reason !== false);
  return reasons.join('. ') || null;
}

/**
 * `February 2026`; `the whole of February 2026` where a period that is not over stands against it; `the part of February
 * 2026 from 10 February 2026 on` where the figures of the force begin within it.
 */
export function beforeWords(report: Compared): string | null {
  const { force, precedingPeriod } = report;
  if (!precedingPeriod) return null;
  const words = periodWords(precedingPeriod);
  if (isBegunWithin(report)) return `the part of ${words} from ${formatDay(force.startsOn)} on`;
  return isUnfinished(report) ? `the whole of ${words}` : words;
}

/** Did a share rise (1) or fall (-1) from the preceding period, exactly and not as printed? Null if it cannot be said. */
export function directionOf({ numerator, denominator, previous }: ReportFigure): -1 | 0 | 1 | null {
  if (!denominator || !previous?.denominator) return null;
  const difference = numerator! * previous.denominator - previous.numerator! * denominator;
  return Math.sign(difference) as -1 | 0 | 1;
}

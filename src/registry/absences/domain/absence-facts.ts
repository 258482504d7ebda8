import { daysIn, formatDay } from '../../../common/calendar.js';
import type { DayRange } from '../../domain/day-range.js';
import { ABSENCE_LABELS, type AbsenceKind } from './absence-kind.js';

/** The most hours that a period can hold, so that a slip of the keyboard is noticed. */
const MOST_HOURS = 9_999;

/**
 * The hours of so many days; null while nobody knows the last one.
 * @example mostHours({ fromOn: '2026-05-01', untilOn: '2026-05-02' }) // 48
 */
export function mostHours({ fromOn, untilOn }: DayRange): number | null {
  return untilOn === null ? null : 24 * daysIn({ fromOn, toOn: untilOn });
}

/** What is wrong with an absence by itself, by field. */
export function absenceProblems(
  { kind, fromOn, untilOn, hours }: DayRange & { kind: AbsenceKind; hours: number | null },
  service: { serviceFromOn: string | null; serviceUntilOn: string | null } | null = null,
): { field: 'from' | 'until' | 'hours'; message: string }[] {
  const problems: { field: 'from' | 'until' | 'hours'; message: string }[] = [];
  if (untilOn !== null && untilOn < fromOn) {
    problems.push({ field: 'until', message: 'The last day must not be before the first' });
  }
  if (kind === 'abstraction' && hours === null) {
    problems.push({ field: 'hours', message: 'Give the hours of the abstraction' });
  } else if (kind !== 'abstraction' && hours !== null) {
    problems.push({ field: 'hours', message: 'Only an abstraction has hours; leave them out' });
  } else if (hours !== null && (hours < 0 || hours > MOST_HOURS)) {
    problems.push({ field: 'hours', message: `The hours must be from 0 to ${MOST_HOURS}` });
  } else if (hours !== null && problems.length === 0) {
    const most = mostHours({ fromOn, untilOn });
    if (most !== null && hours > most) {
      const message = `These days have ${most} hours; give the hours of all of them together, at most that many, or correct the days`;
      problems.push({ field: 'hours', message });
    }
  }
  const { serviceFromOn = null, serviceUntilOn = null } = service ?? {};
  if (serviceFromOn !== null && fromOn < serviceFromOn) {
    const message = `The officer joins on ${formatDay(serviceFromOn)}; choose that day or a later one`;
    problems.push({ field: 'from', message });
  } else if (serviceUntilOn !== null && fromOn > serviceUntilOn) {
    const message = `The officer leaves on ${formatDay(serviceUntilOn)}; choose that day or an earlier one`;
    problems.push({ field: 'from', message });
  }
  return problems;
}

/** `from 1 May 2026 until 14 May 2026` */
export function daysText({ fromOn, untilOn }: DayRange): string {
  return `from ${formatDay(fromOn)} until ${untilOn === null ? 'further notice' : formatDay(untilOn)}`;
}

/** `Leave from 1 May 2026 until 14 May 2026` */
export function absenceText(absence: DayRange & { kind: AbsenceKind }): string {
  return `${ABSENCE_LABELS[absence.kind]} ${daysText(absence)}`;
}

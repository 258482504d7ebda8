import { DateTime } from 'luxon';
import { addDays, formatDay } from '../../common/calendar.js';
import type { ComplianceReport, ReportPeriod } from '../compliance-report.js';

/** `March 2026` of a calendar month, also while it is running. */
export function monthWords({ fromOn }: Pick<ReportPeriod, 'fromOn'>): string {
  return DateTime.fromISO(fromOn, { zone: 'utc' }).setLocale('en-GB').toFormat('LLLL yyyy');
}

/** Does the period begin with the first day of a month and end with the last day of one? */
export function areWholeMonths({ fromOn, toOn }: ReportPeriod): boolean {
  return fromOn.endsWith('-01') && addDays(toOn, 1).endsWith('-01');
}

/** `whole calendar months, not only 25 October 2026`: said of months beside a period of other days; else null. */
export function monthsBesideWords(period: ReportPeriod): string | null {
  return areWholeMonths(period) ? null : `whole calendar months, not only ${periodWords(period)}`;
}

/** `March 2026` for a whole month, else `1 March 2026 to 14 April 2026`. */
export function periodWords({ fromOn, toOn }: ReportPeriod): string {
  if (fromOn === toOn) return formatDay(fromOn);
  const isMonth = areWholeMonths({ fromOn, toOn }) && fromOn.slice(0, 7) === toOn.slice(0, 7);
  return isMonth ? monthWords({ fromOn }) : `${formatDay(fromOn)} to ${formatDay(toOn)}`;
}

/** `March 2026, command area Fen (WEST)`: the period, and the part of the force if it is one. */
export function subjectWords({ period, part }: Pick<ComplianceReport, 'period' | 'part'>): string {
  return [periodWords(period), part && partWords(part)].filter(Boolean).join(', ');
}

/** `command area Fen (WEST)`. */
export function partWords({ kind, code, name }: NonNullable<ComplianceReport['part']>): string {
  return `${kind === 'command-area' ? 'command area' : 'neighbourhood'} ${name} (${code})`;
}

/**
 * File name without extension: `compliance-leicestershire-2026-03-01-to-2026-03-31-draft`. It says whose, of which part,
 * of when and which version it is.
 * @param version `draft` of figures as of now
 */
export function fileStem(
  { force, part, period }: Pick<ComplianceReport, 'force' | 'part' | 'period'>,
  version: string,
): string {
  const of = part ? [part.kind, part.code] : [];
  return ['compliance', force.id, ...of, period.fromOn, 'to', period.toOn, version]
    .join('-')
    .replace(/[^A-Za-z0-9.-]+/g, '-');
}

/**
 * `Draft: the figures may still change`, `Version 2, replaces version 1`, `Monthly report, kept as it was made`: what stands
 * under the title, so that nobody takes one for another.
 * @param version as the name of the file says it
 */
export function versionWords(version: string): string {
  if (version === 'draft') return 'Draft: the figures may still change';
  const [, number] = /^version-(\d+)$/.exec(version) ?? [];
  if (number === undefined) {
    return `${version.charAt(0).toUpperCase()}${version.slice(1)} report, kept as it was made`;
  }
  // A version replaces the one before it, and no other.
  return number === '1' ? 'Version 1' : `Version ${number}, replaces version ${Number(number) - 1}`;
}

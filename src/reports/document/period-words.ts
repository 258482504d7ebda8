import { addDays, formatDay } from '../../common/calendar.js';
import type { ComplianceReport, ReportPeriod } from '../compliance-report.js';

/** `March 2026` for a whole month, else `1 March 2026 to 14 April 2026`. */
export function periodWords({ fromOn, toOn }: ReportPeriod): string {
  if (fromOn === toOn) return formatDay(fromOn);
  const isMonth =
    fromOn.endsWith('-01') && addDays(toOn, 1).endsWith('-01') && fromOn.slice(0, 7) === toOn.slice(0, 7);
  return isMonth ? formatDay(fromOn).replace('1 ', '') : `${formatDay(fromOn)} to ${formatDay(toOn)}`;
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

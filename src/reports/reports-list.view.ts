import { formatInstant } from '../common/calendar.js';
import { periodWords } from './document/period-words.js';
import type { StoredReportLine } from './stored-report.query.js';

/** The reports that were made and kept, a list a kind, the newest period first. */
export function reportsList(reports: readonly StoredReportLine[]): object {
  const linesOf = (wanted: StoredReportLine['kind']): object[] =>
    reports
      .filter(({ kind }) => kind === wanted)
      .map(({ id, fromOn, toOn, madeAt }) => ({
        href: `/reports/${id}`,
        text: periodWords({ fromOn, toOn }),
        made: formatInstant(madeAt),
      }));
  return { monthly: linesOf('monthly'), quarterly: linesOf('quarterly') };
}

import type { DateTime } from 'luxon';
import type { Principal } from '../access/principal.js';
import type { AuditEntry } from '../audit/audit-log.js';
import type { Period } from '../common/calendar.js';

/** What somebody did with a report, for the log: read it, took it away, changed it or issued it. */
export function reportEntry(
  { forceId, kind, id }: Principal,
  at: DateTime,
  done: Pick<AuditEntry, 'action' | 'subjectId' | 'requestId' | 'detail'>,
): AuditEntry {
  return { forceId, at, actor: { kind, id }, subjectKind: 'report', ...done };
}

/**
 * What a figure of this moment is named by in the log, having no id.
 * @example liveSubject('compliance', { fromOn: '2026-04-01', toOn: '2026-06-30' }, 'command-area:WEST')
 * // 'compliance:2026-04-01:2026-06-30:command-area:WEST'
 */
export function liveSubject(
  what: string,
  { fromOn, toOn }: Pick<Period, 'fromOn' | 'toOn'>,
  part?: string,
): string {
  return [what, fromOn, toOn, ...(part ? [part] : [])].join(':');
}

import type { DateTime } from 'luxon';
import {
  type AlertedClock,
  decideAlerts,
  firstAlertAt,
  type PlannedAlert,
} from '../../../contacts/domain/planned-alerts.js';
import type { ResponseStandard } from '../../../contacts/domain/response-standard.js';

/** A clock overdue for years has more repeats than anybody reads. */
const AT_MOST = 1000;

/**
 * Every rung and step of a clock in the order of time, as if nobody ever took it up and somebody looked at each instant:
 * up to an instant, and beyond it each stage and step that comes for the first time.
 * @example plannedMoments(clock, standard, now) // due-in-24-hours, due-in-4-hours, due, overdue 1, overdue 2
 */
export function plannedMoments(
  clock: Pick<AlertedClock, 'dueAt' | 'targetAt'>,
  standard: ResponseStandard,
  until: DateTime,
): PlannedAlert[] {
  const planned: PlannedAlert[] = [];
  const ahead = new Set(standard.rungs.map(({ stage }) => stage));
  let at = firstAlertAt(clock, standard);
  while (at && planned.length < AT_MOST && (at <= until || ahead.size > 0)) {
    const untaken = { ...clock, takenUpAt: null, nextAlertAt: at };
    const { raise, superseded, nextAlertAt } = decideAlerts(untaken, standard, at);
    const now = [...superseded, ...(raise ? [raise] : [])];
    planned.push(...now.filter(({ plannedAt, occurrence }) => plannedAt <= until || occurrence === 1));
    for (const { stage } of now) ahead.delete(stage);
    at = nextAlertAt;
  }
  return planned;
}

import type { DateTime } from 'luxon';
import { localDayOf } from '../common/calendar.js';
import { newId } from '../common/new-id.js';
import { dueAt } from './domain/deadline.js';
import { firstAlertAt } from './domain/planned-alerts.js';
import type { ResponseStandards } from './response-standards.js';

/** A clock that begins: its deadline, the target and the alerts of the standard that holds on its local day. */
export interface NewClock {
  id: string;
  dueAt: DateTime;
  targetAt: DateTime | null;
  standardVersion: string;
  nextAlertAt: DateTime | null;
}

/** The clock of a query of this force that starts at this instant. */
export function newClock(standards: ResponseStandards, forceId: string, startedAt: DateTime): NewClock {
  const standard = standards.on(forceId, localDayOf(startedAt));
  const due = dueAt(startedAt);
  const target = standards.targetAt(standard, startedAt, due);
  return {
    id: newId(),
    dueAt: due,
    targetAt: target,
    standardVersion: standard.version,
    nextAlertAt: standards.isHistory(due) ? null : firstAlertAt({ dueAt: due, targetAt: target }, standard),
  };
}

import { localDayOf } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import type { LifeKind } from './life-kind.js';
import {
  insertPriority,
  listPriorities,
  type PriorityFields,
  type PriorityRow,
  updatePriority,
} from './priorities.query.js';

/**
 * A local priority: an issue, and what is done about it, each with its date, on which it counts as a review. Correcting one, or
 * ending it, is none: that the priorities were looked at is recorded by itself.
 */
export const PRIORITIES: LifeKind<PriorityFields, PriorityRow> = {
  word: 'priority',
  table: 'priority',
  list: listPriorities,
  insert: insertPriority,
  update: updatePriority,
  seenTexts: ['issue'],
  changed({ issue, issueAt, action, actionAt, endedOn }, change, at) {
    const after = { issue, issueAt, action, actionAt, endedOn, ...change };
    if (after.action === null) return { ...after, actionAt: null };
    // A first action is of today unless its day is given; other words for one leave it the day on which it was taken.
    return change.actionAt === undefined && action === null ? { ...after, actionAt: at } : after;
  },
  problems({ issueAt, action, actionAt, endedOn }, at) {
    const problems: FieldError[] = [];
    const wrong = (field: string, message: string): void => void problems.push({ field, message });
    if (localDayOf(issueAt) > localDayOf(at))
      wrong('issuedOn', 'The day of the issue must not be after today');
    if (action !== null && actionAt === null) wrong('actionOn', 'Give the day of the action');
    if (action === null && actionAt !== null) wrong('action', 'Say what the action is, or leave its day out');
    if (actionAt && localDayOf(actionAt) > localDayOf(at))
      wrong('actionOn', 'The day of the action must not be after today');
    if (actionAt && localDayOf(actionAt) < localDayOf(issueAt))
      wrong('actionOn', 'The day of the action must not be before that of the issue');
    if (endedOn !== null && endedOn < localDayOf(issueAt))
      wrong('endedOn', 'The day on which it ends must not be before that of the issue');
    return problems;
  },
  // As an import knows one that has no id of the force.
  isSame: (a, b) => a.issue === b.issue && localDayOf(a.issueAt) === localDayOf(b.issueAt),
};

import type { FieldError } from '../../common/errors.js';
import { emailProblem, telephoneProblem } from '../domain/contact-route.js';
import { type EventFields, type EventRow, insertEvent, listEvents, updateEvent } from './events.query.js';
import type { LifeKind } from './life-kind.js';

/** A meeting, surgery or walk that the public may come to; afterwards how many did. */
export const EVENTS: LifeKind<EventFields, EventRow> = {
  word: 'event',
  table: 'neighbourhood_event',
  list: listEvents,
  insert: insertEvent,
  update: updateEvent,
  seenTexts: ['title', 'address'],
  changed: ({ id: _id, version: _version, ...before }, change) => ({ ...before, ...change }),
  problems({ startsAt, endsAt, email, telephone, attended, volunteers, cancelled }, at) {
    const problems: FieldError[] = [];
    const wrong = (field: string, message: string): void => void problems.push({ field, message });
    const badly = (reason: string | undefined, field: string): void => {
      if (reason) wrong(field, reason);
    };
    if (endsAt && endsAt < startsAt) wrong('endsAt', 'The end must not be before the start');
    badly(email === null ? undefined : emailProblem(email), 'email');
    badly(telephone === null ? undefined : telephoneProblem(telephone), 'telephone');
    const counted: [string, number | null][] = [
      ['attended', attended],
      ['volunteers', volunteers],
    ];
    for (const [field, count] of counted) {
      if (count === null) continue;
      if (cancelled) wrong(field, 'Nobody attends an event that is cancelled; leave this out');
      else if (startsAt > at) wrong(field, 'The event has not begun; say who came afterwards');
    }
    return problems;
  },
};

import { formatShort } from '../../../common/calendar.js';
import { DateTime } from 'luxon';
import { EVENT_TYPES, type EventType } from '../../life/domain/event-type.js';
import { AnswerReader, named, objectsOf, withoutRepeats } from './answer-reader.js';
import { instantOf } from './answer-time.js';
import type { PulledAnswer } from './pulled-answers.js';
import type { NeighbourhoodEvent, Priority } from './pulled-neighbourhood.js';
import { readEmailAndTelephone } from './read-routes.js';

/** An action without a date is as old as its issue; a date without an action says nothing. */
export function readPriorities(answer: PulledAnswer, leftOut: string[]): Priority[] | null {
  const priorities = objectsOf(answer, 'priorities', leftOut)?.flatMap((json, i): Priority[] => {
    const reader = new AnswerReader(json, leftOut, `priority ${i + 1}`);
    const issue = reader.paragraphs('issue', 10_000);
    const issueAt = timeIn(reader, 'issue-date');
    if (issue === null || issueAt === null) {
      reader.say(
        issue === null ? 'has no issue and was left out' : 'has no date of its issue and was left out',
      );
      return [];
    }
    const action = reader.paragraphs('action', 10_000);
    const actionAt = timeIn(reader, 'action-date');
    if (action !== null && actionAt === null)
      reader.say('its action has no date; that of its issue was taken');
    return [{ issue, issueAt, action, actionAt: action === null ? null : (actionAt ?? issueAt) }];
  });
  const keyOf = ({ issue, issueAt }: Priority): string => `${issueAt}\n${issue}`;
  return priorities ? withoutRepeats(priorities, keyOf, 'priorities', leftOut) : null;
}

/** "upcoming only, by start": what has begun by the time it was read is passed over. */
export function readEvents(
  answer: PulledAnswer,
  readAt: string,
  leftOut: string[],
): NeighbourhoodEvent[] | null {
  let begun = 0;
  const events = objectsOf(answer, 'events', leftOut)?.flatMap((json, i): NeighbourhoodEvent[] => {
    const reader = new AnswerReader(json, leftOut, `event ${i + 1}`);
    const title = reader.line('title', 200);
    const startsAt = timeIn(reader, 'start_date');
    if (title === null || startsAt === null) {
      reader.say(title === null ? 'has no title and was left out' : 'has no start and was left out');
      return [];
    }
    if (startsAt < readAt) {
      begun += 1;
      return [];
    }
    const contact = readEmailAndTelephone(reader.of('contact_details'), leftOut, `event ${i + 1}`);
    return [
      {
        type: eventType(`${reader.line('type', 100) ?? ''} ${title}`),
        title,
        address: reader.line('address', 500) ?? '',
        description: reader.paragraphs('description', 10_000),
        startsAt,
        endsAt: endOf(reader, startsAt),
        ...contact,
      },
    ];
  });
  if (begun > 0)
    leftOut.push(
      `${begun} of the events ${begun === 1 ? 'has' : 'have'} begun and ${begun === 1 ? 'was' : 'were'} left out`,
    );
  return events
    ? withoutRepeats(
        events,
        ({ title, startsAt, address }) => `${startsAt}\n${title}\n${address}`,
        'events',
        leftOut,
      )
    : null;
}

/**
 * The national interface leaves the words to the force.
 * @example eventType('meeting Beat meeting at the library') // 'beat-meeting'
 */
export function eventType(words: string): EventType {
  const plain = words.toLowerCase().replace(/[^a-z]+/g, '-');
  const exact = EVENT_TYPES.find((type) => type !== 'other' && plain.includes(type));
  if (exact) return exact;
  if (/surger(y|ies)|drop-in/.test(plain)) return 'surgery';
  return /(beat|pact|panel|residents?|neighbourhood|community)-(\w+-)?meeting/.test(plain)
    ? 'beat-meeting'
    : 'other';
}

function endOf(reader: AnswerReader, startsAt: string): string | null {
  const endsAt = timeIn(reader, 'end_date');
  if (endsAt === null || endsAt >= startsAt) return endsAt;
  reader.say(`its end lies before its start on ${formatShort(DateTime.fromISO(startsAt))} and was left out`);
  return null;
}

function timeIn(reader: AnswerReader, key: string): string | null {
  const text = reader.line(key, 100);
  const instant = text === null ? null : instantOf(text);
  if (text !== null && instant === null) reader.say(`${key} ${named(text)} is no time`);
  return instant;
}

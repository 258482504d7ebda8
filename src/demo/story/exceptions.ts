import type { DateTime } from 'luxon';
import { NEIGHBOURHOODS } from '../data/neighbourhoods.js';
import { OUT_OF_SCOPE_TOPICS, REPEATED_AGAIN, REPEATED_TOPIC } from '../data/topics-out-of-scope.js';
import type { Chance } from './chance.js';
import { madeUpEnquirer } from './enquirer.js';
import type { PlannedContact } from './planned-contact.js';
import { type Fill, fillFor } from './wording.js';

const place = (code: string) => NEIGHBOURHOODS.find((neighbourhood) => neighbourhood.code === code)!;

/** What was no neighbourhood query: one of each reason a week or so apart, at supervisors' desks. */
export function planOutOfScope(now: DateTime, chance: Chance): PlannedContact[] {
  const codes = ['FM03', 'FM12', 'FM02', 'FM06', 'FM10', 'FM08'];
  const perReason = OUT_OF_SCOPE_TOPICS.flatMap(({ reason, subject, message }, index) =>
    [0, 1].map((round): PlannedContact => {
      const code = codes[(index + round * 2) % codes.length]!;
      const statedAt = now.minus({ days: 4 + index * 4 + round * 26, hours: chance.whole(1, 9) });
      const planned = write(code, statedAt, subject, message, chance);
      return {
        ...planned,
        ending: { kind: 'out-of-scope', at: statedAt.plus({ hours: chance.between(0.4, 20) }), reason },
      };
    }),
  );
  return [...perReason, ...afterDue(now, chance), ...repeated(now, chance)];
}

/** Taken out after the deadline: it stays missed until another supervisor has confirmed; one has been, one has not. */
function afterDue(now: DateTime, chance: Chance): PlannedContact[] {
  const { reason, subject, message } = OUT_OF_SCOPE_TOPICS.find((topic) => topic.reason === 'crime')!;
  return [33, 9].map((days, index) => {
    const planned = write('FM06', now.minus({ days }), subject, message, chance);
    const at = planned.statedAt.plus({ hours: 80 });
    const confirmed = index === 0 && { confirmedAt: at.plus({ hours: 18 }) };
    return { ...planned, ending: { kind: 'out-of-scope', at, reason, ...confirmed } };
  });
}

/** The same person asks the same again: the second is a duplicate, and the first was answered. */
function repeated(now: DateTime, chance: Chance): PlannedContact[] {
  const fill = fillFor(chance, place('FM02'));
  const { subject, message, answer, nextSteps } = REPEATED_TOPIC;
  const first = write('FM02', now.minus({ days: 17, hours: 5 }), subject, message, chance, fill);
  const again = {
    ...write(
      'FM02',
      first.statedAt.plus({ hours: 22 }),
      REPEATED_AGAIN.subject,
      REPEATED_AGAIN.message,
      chance,
      fill,
    ),
    enquirer: first.enquirer,
  };
  first.ending = {
    kind: 'answered',
    at: first.statedAt.plus({ hours: 46 }),
    response: { route: 'email-from-here', respondedAt: null, text: fill(answer), nextSteps: fill(nextSteps) },
  };
  return [
    first,
    {
      ...again,
      ending: {
        kind: 'out-of-scope',
        at: again.statedAt.plus({ hours: 3 }),
        reason: 'duplicate',
        duplicateOf: first,
      },
    },
  ];
}

function write(
  code: string,
  statedAt: DateTime,
  subject: string,
  message: string,
  chance: Chance,
  fill: Fill = fillFor(chance, place(code)),
): PlannedContact {
  return {
    code,
    channel: 'web-form',
    statedAt,
    receivedAt: statedAt,
    subject: fill(subject),
    message: fill(message),
    enquirer: madeUpEnquirer(chance, 'web-form', place(code)),
  };
}

import type { DateTime } from 'luxon';
import { NEIGHBOURHOODS } from '../data/neighbourhoods.js';
import { ASKED_AGAIN, THANKED } from '../data/topics-further.js';
import type { Topic } from '../data/topic.js';
import type { Chance } from './chance.js';
import { madeUpEnquirer } from './enquirer.js';
import type { PlannedContact } from './planned-contact.js';
import { type Fill, fillFor } from './wording.js';

const CODE = 'FM02';

/** Two people who say something after they were answered: one asks anew and is answered again, one says thank you. */
export function planFurther(now: DateTime, chance: Chance): PlannedContact[] {
  const place = NEIGHBOURHOODS.find(({ code }) => code === CODE)!;
  const fills = [fillFor(chance, place), fillFor(chance, place)] as const;
  const asked = answered(now.minus({ days: 12, hours: 3 }), ASKED_AGAIN, chance, fills[0]);
  const at = asked.statedAt.plus({ days: 5 });
  const answeredAt = at.plus({ hours: 20 });
  const thanked = answered(now.minus({ days: 8, hours: 2 }), THANKED, chance, fills[1]);
  return [
    {
      ...asked,
      further: {
        at,
        message: fills[0](ASKED_AGAIN.further),
        answer: {
          route: 'phone',
          respondedAt: answeredAt,
          text: fills[0](ASKED_AGAIN.furtherAnswer),
          nextSteps: fills[0](ASKED_AGAIN.furtherNextSteps),
        },
      },
    },
    { ...thanked, further: { at: thanked.statedAt.plus({ days: 4 }), message: fills[1](THANKED.further) } },
  ];
}

/** Written by the form, answered by telephone a day later. */
function answered(statedAt: DateTime, topic: Topic, chance: Chance, fill: Fill): PlannedContact {
  const at = statedAt.plus({ hours: 26 });
  const { subject, message, answer, nextSteps } = topic;
  return {
    ...{ code: CODE, channel: 'web-form', statedAt, receivedAt: statedAt },
    ...{ subject: fill(subject), message: fill(message) },
    enquirer: madeUpEnquirer(
      chance,
      'web-form',
      NEIGHBOURHOODS.find(({ code }) => code === CODE)!,
    ),
    ending: {
      kind: 'answered',
      at,
      response: { route: 'phone', respondedAt: at, text: fill(answer), nextSteps: fill(nextSteps) },
    },
  };
}

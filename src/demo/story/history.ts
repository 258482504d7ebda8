import type { DateTime } from 'luxon';
import { LOCAL_ZONE } from '../../common/calendar.js';
import type { ResponseRoute } from '../../contacts/domain/meaningful-response.js';
import type { Enquirer } from '../../contacts/personal/contact-vault.js';
import { type DemoNeighbourhood, NEIGHBOURHOODS } from '../data/neighbourhoods.js';
import type { Topic } from '../data/topic.js';
import type { Chance } from './chance.js';
import { madeUpEnquirer, type StoryChannel } from './enquirer.js';
import type { Ending, PlannedContact } from './planned-contact.js';
import { type Fill, fillFor, topicDealer } from './wording.js';

const CHANNELS: Record<StoryChannel, number> = {
  'web-form': 48,
  phone: 18,
  'in-person': 10,
  email: 12,
  'social-media': 4,
  'fix-my-street': 8,
};

/** How it ended: most answered in time, some late, some in time but written down only after it was due. */
const ENDINGS = { 'in time': 88, late: 8, 'late entry': 4 };

/** The ordinary contacts from the first day up to a few hours ago; all of them have been answered. */
export function planHistory(now: DateTime, startsOn: string, chance: Chance): PlannedContact[] {
  const deal = topicDealer(chance);
  const planned: PlannedContact[] = [];
  const latest = now.minus({ hours: 6 });
  for (
    let day = now.setZone(LOCAL_ZONE).startOf('day');
    day.toISODate()! >= startsOn;
    day = day.minus({ days: 1 })
  ) {
    const count = day.weekday >= 6 ? chance.whole(1, 2) : chance.whole(2, 3);
    for (let index = 0; index < count; index++) {
      const statedAt = day.plus({ minutes: chance.whole(7 * 60, 22 * 60) }).toUTC();
      const place = chance.pick(NEIGHBOURHOODS);
      if (statedAt >= latest) continue;
      const topic = deal(place.code);
      const channel = chance.weighted(CHANNELS);
      const enquirer = madeUpEnquirer(chance, channel, place);
      planned.push(answered(now, { place, channel, enquirer, statedAt }, topic, chance));
    }
  }
  return planned;
}

/** Who came, how, when and where. */
export interface Came {
  place: DemoNeighbourhood;
  channel: StoryChannel;
  enquirer: Enquirer;
  statedAt: DateTime;
}

/** A contact that was answered, in time or not. */
export function answered(
  now: DateTime,
  { place, channel, enquirer, statedAt }: Came,
  topic: Topic,
  chance: Chance,
): PlannedContact {
  const fill = fillFor(chance, place);
  const receivedAt = isByHand(channel) ? statedAt.plus({ minutes: chance.whole(3, 120) }) : statedAt;
  return {
    code: place.code,
    channel,
    statedAt,
    receivedAt,
    subject: fill(topic.subject),
    message: fill(topic.message),
    enquirer,
    ending: answerTo({ now, receivedAt, channel, enquirer, topic, fill }, chance),
  };
}

interface Asked {
  now: DateTime;
  receivedAt: DateTime;
  channel: StoryChannel;
  enquirer: Enquirer;
  topic: Topic;
  fill: Fill;
}

function answerTo({ now, receivedAt, channel, enquirer, topic, fill }: Asked, chance: Chance): Ending {
  const text = fill(topic.answer);
  const nextSteps = fill(topic.nextSteps);
  const age = now.diff(receivedAt, 'hours').hours;
  const manner = age > 150 ? chance.weighted(ENDINGS) : 'in time';
  if (manner === 'late entry') {
    const respondedAt = byDay(receivedAt, 10, 66, chance);
    const at = receivedAt.plus({ hours: chance.between(76, 100) });
    return { kind: 'answered', at, response: { route: 'phone', respondedAt, text, nextSteps } };
  }
  const route = routeTo(channel, enquirer, chance);
  const at =
    manner === 'late'
      ? byDay(receivedAt, 73, 140, chance)
      : byDay(receivedAt, 2, Math.min(68, age - 1), chance);
  if (route === 'email-from-here') {
    return { kind: 'answered', at, response: { route, respondedAt: null, text, nextSteps } };
  }
  const respondedAt = at.minus({ minutes: chance.whole(2, 45) });
  return { kind: 'answered', at, response: { route, respondedAt, text, nextSteps } };
}

function routeTo(channel: StoryChannel, { email, telephone }: Enquirer, chance: Chance): ResponseRoute {
  return chance.weighted<ResponseRoute>({
    'email-from-here': email ? 6 : 0,
    phone: telephone ? 4 : 0,
    visit: 2,
    'in-person': 1,
    letter: channel === 'in-person' ? 1 : 0,
    'social-media': channel === 'social-media' ? 5 : 0,
  });
}

/** An instant so many hours later, between eight and eight if that is possible. */
function byDay(from: DateTime, lowHours: number, highHours: number, chance: Chance): DateTime {
  let at = from;
  for (let attempt = 0; attempt < 12; attempt++) {
    at = from.plus({ minutes: Math.round(chance.between(lowHours, highHours) * 60) });
    const { hour } = at.setZone(LOCAL_ZONE);
    if (hour >= 8 && hour < 20) break;
  }
  return at;
}

/** Somebody of the force took it in and wrote it down. */
export function isByHand(channel: StoryChannel): boolean {
  return channel === 'phone' || channel === 'in-person';
}

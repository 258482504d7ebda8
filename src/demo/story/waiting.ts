import type { DateTime } from 'luxon';
import { RESPONSE_HOURS } from '../../contacts/domain/deadline.js';
import { NEIGHBOURHOODS } from '../data/neighbourhoods.js';
import type { Chance } from './chance.js';
import { madeUpEnquirer, type StoryChannel } from './enquirer.js';
import type { Holding, PlannedContact } from './planned-contact.js';
import { fillFor, topicDealer } from './wording.js';

/** What waits now: hours left (negative: overdue), where, how it came. */
const WAITING: [hoursLeft: number, code: string, channel: StoryChannel][] = [
  [-99.3, 'FM09', 'web-form'],
  [-74.6, 'FM12', 'email'],
  [-50.8, 'FM09', 'web-form'],
  [-26.2, 'FM01', 'web-form'],
  [-0.7, 'FM03', 'web-form'],
  [1.4, 'FM05', 'phone'],
  [3.2, 'FM02', 'web-form'],
  [7.3, 'FM11', 'fix-my-street'],
  [15.1, 'FM04', 'web-form'],
  [22.4, 'FM01', 'in-person'],
  [28.5, 'FM06', 'web-form'],
  [33.2, 'FM10', 'email'],
  [39.6, 'FM01', 'phone'],
  [44.1, 'FM08', 'web-form'],
  [47.7, 'FM02', 'social-media'],
  [58.3, 'FM04', 'web-form'],
  [63.9, 'FM07', 'in-person'],
  [66.5, 'FM12', 'web-form'],
  [70.4, 'FM01', 'web-form'],
  [71.6, 'FM05', 'web-form'],
];

/** One that somebody has, and one that went to the next neighbourhood: by the hours left when the story ends. */
const HOLDINGS = (now: DateTime): Record<number, Holding> => ({
  3.2: { kind: 'taken-up', at: now.minus({ minutes: 25 }) },
  15.1: {
    kind: 'handed-over',
    at: now.minus({ hours: 3 }),
    to: 'FM01',
    note: 'The street is on your side of the boundary.',
  },
});

/** Nobody can answer these: they came without a name and without any address. Hours ago. */
const WITHOUT_ADDRESS: [hoursAgo: number, code: string, channel: StoryChannel][] = [
  [20, 'FM01', 'phone'],
  [205, 'FM04', 'in-person'],
];

/** What the teams have before them when the story ends: some early, some pressing, some overdue. */
export function planWaiting(now: DateTime, chance: Chance): PlannedContact[] {
  const deal = topicDealer(chance);
  const holdings = HOLDINGS(now);
  const write = (hoursAgo: number, code: string, channel: StoryChannel): PlannedContact => {
    const place = NEIGHBOURHOODS.find((neighbourhood) => neighbourhood.code === code)!;
    const topic = deal(code);
    const fill = fillFor(chance, place);
    const statedAt = now.minus({ minutes: Math.round(hoursAgo * 60) });
    return {
      code,
      channel,
      statedAt,
      receivedAt: channel === 'phone' || channel === 'in-person' ? statedAt.plus({ minutes: 12 }) : statedAt,
      subject: fill(topic.subject),
      message: fill(topic.message),
      enquirer: madeUpEnquirer(chance, channel, place),
    };
  };
  return [
    ...WAITING.map(([hoursLeft, code, channel]) => {
      const holding = holdings[hoursLeft];
      return { ...write(RESPONSE_HOURS - hoursLeft, code, channel), ...(holding && { holding }) };
    }),
    ...WITHOUT_ADDRESS.map(([hoursAgo, code, channel]) => ({
      ...write(hoursAgo, code, channel),
      enquirer: {},
    })),
  ];
}

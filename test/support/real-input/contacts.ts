import type { ForceInput } from './force.js';
import { at, DAY, HOUR, localDay, MINUTE, statedLocally } from './local-time.js';
import type { Chance } from './random.js';
import { pointWithin } from './shapes.js';
import { type ContactInput, PLANTED } from './story.js';

/** Starts whose due instant, or they themselves, stand on an edge: of a change of the clocks, a day, a month, a period. */
const ON_AN_EDGE = [
  '2026-03-24T23:59:59.999Z',
  '2026-03-25T00:00:00.000Z',
  '2026-03-26T00:30:00.000Z',
  '2026-03-26T00:59:59.999Z',
  '2026-03-26T01:00:00.000Z',
  '2026-03-26T01:30:00.000Z',
  '2026-03-26T23:59:59.999Z',
  '2026-03-27T00:00:00.000Z',
  '2026-03-28T22:59:59.999Z',
  '2026-03-28T23:00:00.000Z',
  '2026-03-29T00:59:59.999Z',
  '2026-03-29T01:00:00.000Z',
  '2026-03-30T22:59:59.999Z',
  '2026-03-30T23:00:00.000Z',
  '2026-09-27T22:59:59.999Z',
  '2026-09-27T23:00:00.000Z',
  '2026-10-21T22:59:59.999Z',
  '2026-10-21T23:00:00.000Z',
  '2026-10-22T00:30:00.000Z',
  '2026-10-22T00:59:59.999Z',
  '2026-10-22T01:00:00.000Z',
  '2026-10-22T01:30:00.000Z',
  '2026-10-22T23:59:59.999Z',
  '2026-10-23T00:00:00.000Z',
  '2026-10-25T00:30:00.000Z',
  '2026-10-25T00:30:00.001Z',
  '2026-10-25T00:59:59.999Z',
  '2026-10-25T01:00:00.000Z',
  '2026-10-25T01:30:00.000Z',
  '2026-10-25T01:30:00.001Z',
  '2026-10-28T23:59:59.999Z',
  '2026-10-29T00:00:00.000Z',
].map(at);

/** The days around the changes of the clocks; days named twice hold more. */
const DAYS = [
  ...[
    '2026-03-26',
    '2026-03-27',
    '2026-03-28',
    '2026-03-28',
    '2026-03-29',
    '2026-03-29',
    '2026-03-30',
    '2026-03-31',
  ],
  ...[
    '2026-10-22',
    '2026-10-23',
    '2026-10-24',
    '2026-10-24',
    '2026-10-25',
    '2026-10-25',
    '2026-10-26',
    '2026-10-27',
  ],
  '2026-10-28',
];

const CHANNELS = [null, 'web-form', 'phone', 'email', 'fixmystreet', 'volunteer', 'in-person'];

/** Who writes, as cases: what they leave to be answered at. */
const ADDRESSES = [
  ['name', 'email'],
  ['name', 'email', 'telephone'],
  ['email'],
  ['name', 'telephone'],
  ['name', 'email'],
  ['name', 'address'],
  ['name', 'email', 'telephone', 'address'],
  ['name'],
  ['name', 'email'],
  ['name', 'email'],
  ['email', 'address'],
  ['name', 'email'],
] as const;

/** `count` contacts of the force, by when they were received. Every third place or so gets none. */
export function contactsFor(force: ForceInput, count: number, chance: Chance): ContactInput[] {
  const busy = force.places.filter((_, index) => index % 6 !== 3 && index % 11 !== 8);
  const shapes = force.places.map(({ shape }) => shape);
  const starts = startsOf(count, chance);
  const drafts = starts.map((start, index) => ({ start, receivedAt: start + delayOf(index, chance) }));
  return drafts
    .sort((a, b) => a.receivedAt - b.receivedAt)
    .map(({ start, receivedAt }, n) => {
      const open = busy.filter(({ from }) => from <= localDay(receivedAt));
      // Few places are asked much and many little, as in life.
      const place = open[Math.floor(chance.share() ** 2 * open.length)]!;
      return {
        n,
        place: place.code,
        point: n % 9 === 4 ? pointWithin(place.shape, shapes, chance) : null,
        channel: CHANNELS[n % CHANNELS.length]!,
        start,
        stated: statedAs(start, n),
        receivedAt,
        ...wordsOf(n),
      };
    });
}

function startsOf(count: number, chance: Chance): number[] {
  const starts = new Set(ON_AN_EDGE);
  while (starts.size < count) starts.add(at(`${chance.pick(DAYS)}T00:00:00Z`) + chance.whole(0, DAY - 1));
  return chance.shuffle([...starts]);
}

/** Mostly minutes; some hours; a few so long that the 72 hours are over; some stated up to five minutes ahead. */
function delayOf(index: number, chance: Chance): number {
  if (index % 40 === 11) return chance.whole(73 * HOUR, 99 * HOUR);
  if (index % 8 === 3) return chance.whole(HOUR, 20 * HOUR);
  if (index % 50 === 7) return -5 * MINUTE;
  if (index % 12 === 5) return -chance.whole(1, 5 * MINUTE);
  return chance.whole(MINUTE, 15 * MINUTE);
}

/** In local time with its offset for most; in UTC, with another offset, with microseconds that are cut off, for some. */
function statedAs(start: number, n: number): string {
  if (n % 10 === 3) return statedLocally(start, 0).replace('+00:00', 'Z');
  if (n % 10 === 6) return statedLocally(start, -210);
  if (n % 10 === 8) return statedLocally(start).replace(/\.(\d{3})/, '.$1999');
  return statedLocally(start);
}

function wordsOf(n: number): Pick<ContactInput, 'enquirer' | 'subject' | 'message'> {
  const id = String(n).padStart(4, '0');
  const all = {
    name: `${['Ann', "Pat O'", 'Zoë', '<b>Kim</b>'][n % 4]!} Z${PLANTED} ${id}`,
    email: `z${PLANTED}.${id}@people.example`,
    telephone: `01632 96${id}`,
    address: `${id} Z${PLANTED} Lane`,
  };
  const enquirer: ContactInput['enquirer'] = {};
  for (const field of ADDRESSES[(n * 5) % ADDRESSES.length]!) enquirer[field] = all[field];
  return {
    enquirer,
    subject: `About z${PLANTED} ${id}, =1+1 & "more"`,
    message: `Line one of z${PLANTED} ${id}.\nLine two: naïve café, 5 < 6, 🚓.`,
  };
}

/** May anybody answer this person at all? Only then is there a clock. */
export const isReachable = ({ enquirer: { email, telephone, address } }: ContactInput): boolean =>
  [email, telephone, address].some((each) => each !== undefined);

export const dueOf = ({ start }: ContactInput): number => start + 72 * HOUR;

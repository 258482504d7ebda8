import { csvOf } from './csv-file.js';
import type { ForceInput } from './force.js';
import { at, statedLocally } from './local-time.js';

/** What a neighbourhood and a force have besides places, officers and assignments. Hours are hundredths. */
export interface LifeInput {
  priorities: {
    code: string;
    issueAt: number;
    actionAt: number | null;
    /** From this day on it is none any more. */
    endedOn: string | null;
  }[];
  /** When somebody says that the priorities were looked through. */
  reviews: { code: string; at: number }[];
  events: { code: string; type: string; startsAt: number; cancelled: boolean }[];
  hours: { collar: string; month: string; rostered: number; abstracted: number }[];
  establishment: { rank: string; posts: number; target: number | null; from: string }[];
  asbLeads: { collar: string; from: string; until: string | null }[];
}

export const NO_LIFE: LifeInput = {
  priorities: [],
  reviews: [],
  events: [],
  hours: [],
  establishment: [],
  asbLeads: [],
};

/** Of the place with this number: issue, action, from when it is none any more. */
const PRIORITIES: [place: number, issue: string, action: string | null, ended: string | null][] = [
  // Current for the last time on 31 March, and the minute before that day.
  [0, '2025-12-31T00:00:00Z', null, null],
  [1, '2025-12-30T23:59:00Z', null, null],
  // Three months before the last of February, and before the last of October.
  [2, '2025-11-28T00:00:00Z', null, null],
  [3, '2025-11-27T12:00:00Z', '2026-07-30T23:00:00Z', null],
  // An action makes current what was set long ago; one that is ended was set all the same.
  [4, '2025-08-01T11:00:00Z', '2026-01-02T00:00:00Z', null],
  [5, '2026-01-20T09:00:00Z', null, '2026-02-01'],
  [5, '2026-08-08T09:00:00Z', null, null],
  [9, '2026-03-31T22:59:00Z', '2026-10-24T23:00:00Z', null],
];

const REVIEWS: [place: number, at: string][] = [
  // The last minute of 31 March, and the first of 1 April.
  [1, '2026-03-31T22:59:00Z'],
  [6, '2026-03-31T23:00:00Z'],
  [4, '2026-07-24T22:59:00Z'],
  [7, '2026-07-25T10:00:00Z'],
  [8, '2026-10-25T00:30:00Z'],
  [8, '2026-10-25T01:30:00Z'],
  [10, '2026-11-08T11:59:00Z'],
];

const EVENTS: [place: number, type: string, starts: string, cancelled?: 'cancelled'][] = [
  [0, 'beat-meeting', '2026-03-26T23:59:00Z'],
  [0, 'beat-meeting', '2026-03-27T00:00:00Z'],
  [0, 'beat-meeting', '2026-03-28T19:00:00Z', 'cancelled'],
  [1, 'patch-walk', '2026-03-29T00:59:00Z'],
  [1, 'beat-meeting', '2026-03-31T22:59:00Z'],
  [1, 'beat-meeting', '2026-03-31T23:00:00Z'],
  [2, 'surgery', '2026-03-30T10:00:00Z'],
  [9, 'engagement-walk', '2026-03-31T18:00:00Z'],
  [7, 'beat-meeting', '2026-11-08T12:00:00Z'],
  [3, 'other', '2026-04-01T18:00:00Z'],
  [3, 'engagement-walk', '2026-07-01T18:00:00Z'],
  [4, 'beat-meeting', '2026-10-24T22:59:00Z'],
  [4, 'beat-meeting', '2026-10-24T23:00:00Z'],
  // The hour that there is twice.
  [5, 'beat-meeting', '2026-10-25T00:30:00Z'],
  [5, 'patch-walk', '2026-10-25T01:30:00Z'],
  [5, 'patch-walk', '2026-10-26T00:00:00Z', 'cancelled'],
  [6, 'beat-meeting', '2026-10-28T12:01:00Z'],
  [6, 'engagement-walk', '2026-11-01T23:59:00Z'],
  [7, 'beat-meeting', '2026-11-08T11:59:00Z'],
  [7, 'beat-meeting', '2026-11-20T19:00:00Z'],
];

/** Rostered and abstracted hours of officers, in hundredths; 20 % is no breach, a hundredth of an hour more is one. */
const HOURS: [month: string, ...of: [rostered: number, abstracted: number][]][] = [
  ['2026-01', [160_10, 32_02]],
  ['2026-02', [160_10, 32_03]],
  ['2026-03', [150_05, 30_01], [10_05, 2_01]],
  ['2026-04', [150_05, 30_02], [10_05, 2_01], [100_00, 19_99]],
  ['2026-05', [152_33, 0]],
  ['2026-07', [0, 0], [37_50, 37_50]],
  ['2026-08', [160_00, 32_00]],
  ['2026-10', [140_25, 28_06], [120_00, 24_00]],
  ['2026-11', [140_00, 140_00]],
];

const ESTABLISHMENT: LifeInput['establishment'] = [
  { rank: 'constable', posts: 14, target: 17, from: '2025-07-01' },
  { rank: 'constable', posts: 15, target: 16, from: '2026-04-02' },
  { rank: 'pcso', posts: 3, target: null, from: '2026-03-31' },
  { rank: 'sergeant', posts: 2, target: 2, from: '2026-10-25' },
  { rank: 'sergeant', posts: 0, target: null, from: '2026-11-02' },
];

/** The same on every force; the lead on anti-social behaviour is named, is not, and at last leaves the force. */
export function lifeOf({ places, officers, assignments }: ForceInput): LifeInput {
  const code = (place: number): string => places[place]!.code;
  const first = assignments[0]!.collar;
  const leaver = officers.find(({ servesUntil }) => servesUntil)!.collar;
  return {
    priorities: PRIORITIES.map(([place, issue, action, endedOn]) => ({
      code: code(place),
      issueAt: at(issue),
      actionAt: action === null ? null : at(action),
      endedOn,
    })),
    reviews: REVIEWS.map(([place, instant]) => ({ code: code(place), at: at(instant) })),
    events: EVENTS.map(([place, type, starts, cancelled]) => ({
      code: code(place),
      type,
      startsAt: at(starts),
      cancelled: cancelled !== undefined,
    })),
    hours: HOURS.flatMap(([month, ...of]) =>
      of.map(([rostered, abstracted], index) => ({
        collar: officers[index]!.collar,
        month,
        rostered,
        abstracted,
      })),
    ),
    establishment: ESTABLISHMENT,
    asbLeads: [
      { collar: first, from: '2026-03-29', until: '2026-04-01' },
      { collar: first, from: '2026-08-01', until: '2026-10-24' },
      { collar: leaver, from: '2026-10-25', until: null },
    ],
  };
}

export const prioritiesFile = ({ life }: ForceInput): string =>
  csvOf(
    ['neighbourhood_code', 'issue', 'issue_date', 'action', 'action_date', 'ended'],
    life.priorities.map(({ code, issueAt, actionAt, endedOn }) => [
      code,
      'Bikes, on the quay',
      statedLocally(issueAt),
      actionAt === null ? null : 'A patrol went',
      actionAt === null ? null : statedLocally(actionAt),
      endedOn,
    ]),
  );

export const eventsFile = ({ life }: ForceInput): string =>
  csvOf(
    ['neighbourhood_code', 'type', 'title', 'address', 'description', 'starts', 'ends', 'cancelled'],
    life.events.map(({ code, type, startsAt, cancelled }) => [
      code,
      type,
      'Come "along"',
      'The hall',
      null,
      statedLocally(startsAt),
      null,
      cancelled ? 'yes' : 'no',
    ]),
  );

const hours = (hundredths: number): string =>
  `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;

export const hoursFile = ({ life }: ForceInput): string =>
  csvOf(
    ['collar_number', 'month', 'rostered_hours', 'abstracted_hours'],
    life.hours.map(({ collar, month, rostered, abstracted }) => [
      collar,
      month,
      hours(rostered),
      hours(abstracted),
    ]),
  );

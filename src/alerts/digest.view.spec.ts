import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { WaitingContact } from './digest-mail.query.js';
import { digestMail } from './digest.view.js';

const NOW = DateTime.fromISO('2026-06-02T06:30:00.000Z', { zone: 'utc' });
const NEXT = NOW.plus({ days: 1 });
const NONE = { late: 0, dead: 0 };
const contact = (dueAt: DateTime, changes: Partial<WaitingContact> = {}): WaitingContact => ({
  reference: 'CDF-HJK-MNP',
  place: 'Abbey',
  dueAt,
  targetAt: null,
  takenUpBy: null,
  withheldNumber: null,
  ...changes,
});
const digest = (contacts: WaitingContact[], trouble = NONE) =>
  digestMail(contacts, trouble, { now: NOW, nextAt: NEXT });

describe('"what is waiting and what falls due before the next one"', () => {
  it.each([
    ['a millisecond ago', NOW.minus(1), 'Overdue'],
    ['at this instant, which is still in time', NOW, 'Due before the next digest'],
    ['at the very instant of the next digest', NEXT, 'Due before the next digest'],
    ['a millisecond after the next digest', NEXT.plus(1), 'Later'],
  ])('due %s', (_when, dueAt, heading) => {
    expect(digest([contact(dueAt)]).places).toMatchObject([{ name: 'Abbey', groups: [{ heading }] }]);
  });

  it('is by neighbourhood, in the order of their names', () => {
    const { places } = digest([
      contact(NOW.minus({ hours: 1 }), { place: 'Castle', reference: 'A' }),
      contact(NOW.plus({ hours: 1 }), { reference: 'B' }),
      contact(NOW.plus({ hours: 2 }), { place: 'Castle', reference: 'C' }),
      contact(NOW.plus({ hours: 3 }), { place: 'Castle', reference: 'D' }),
    ]);
    expect(
      places.map(({ name, groups }) => [
        name,
        groups.map((group) => [group.heading, group.contacts.map(({ reference }) => reference)]),
      ]),
    ).toEqual([
      ['Abbey', [['Due before the next digest', ['B']]]],
      [
        'Castle',
        [
          ['Overdue', ['A']],
          ['Due before the next digest', ['C', 'D']],
        ],
      ],
    ]);
  });

  it.each<[taker: Partial<WaitingContact>, said: string | undefined]>([
    [{}, undefined],
    [{ takenUpBy: 'Sam Okafor' }, 'Taken up by Sam Okafor'],
    [{ takenUpBy: 'Sam Okafor', withheldNumber: '4711' }, 'Taken up by Officer 4711, name withheld'],
  ])('taken up %j', (taker, said) => {
    expect(digest([contact(NEXT, taker)]).places[0]!.groups[0]!.contacts[0]!.taken).toBe(said);
  });

  it('lists the fifty with the least time left and says how many more there are', () => {
    const contacts = Array.from({ length: 53 }, (_, n) =>
      contact(NOW.plus({ minutes: n }), { place: n < 52 ? 'Castle' : 'Abbey' }),
    );
    const { places, more, summary } = digest(contacts);
    expect(places.map(({ name }) => name)).toEqual(['Castle']);
    expect([more, summary]).toEqual([3, '53 contacts need an answer: 53 fall due before the next digest.']);
  });
});

const [OVERDUE, SOON, LATER] = [contact(NOW.minus(1)), contact(NEXT), contact(NEXT.plus(1))];

it.each<
  [
    contacts: WaitingContact[],
    trouble: { late: number; dead: number },
    subject: string,
    summary: string | undefined,
    said: string | undefined,
  ]
>([
  [[LATER], NONE, '1 contact needs an answer', '1 contact needs an answer.', undefined],
  [
    [SOON, LATER],
    NONE,
    '2 contacts need an answer',
    '2 contacts need an answer: 1 falls due before the next digest.',
    undefined,
  ],
  [
    [OVERDUE, OVERDUE, SOON, SOON],
    NONE,
    '4 contacts need an answer, 2 overdue',
    '4 contacts need an answer: 2 are overdue, 2 fall due before the next digest.',
    undefined,
  ],
  [
    [OVERDUE],
    { late: 1, dead: 0 },
    '1 contact needs an answer, 1 overdue',
    '1 contact needs an answer: 1 is overdue.',
    'Since the last digest 1 alert was sent late.',
  ],
  [
    [],
    { late: 3, dead: 0 },
    '3 alerts were sent late',
    undefined,
    'Since the last digest 3 alerts were sent late.',
  ],
  [
    [],
    { late: 0, dead: 1 },
    '1 alert could not be delivered',
    undefined,
    'Since the last digest 1 alert could not be delivered.',
  ],
  [
    [],
    { late: 1, dead: 2 },
    '1 alert was sent late and 2 could not be delivered',
    undefined,
    'Since the last digest 1 alert was sent late and 2 could not be delivered.',
  ],
])('of %# says in a sentence what waits and what went wrong', (contacts, trouble, subject, summary, said) => {
  expect(digest(contacts, trouble)).toMatchObject({ subject: `Digest: ${subject}`, summary, trouble: said });
});

it('says when the next one comes, in local time with its zone', () => {
  expect(digest([LATER]).next).toBe('Wednesday 3 June 2026 at 7:30am BST');
});

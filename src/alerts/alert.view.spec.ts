import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { renderTemplate } from '../web/templates.js';
import type { AlertToTell } from './alert-mail.query.js';
import { alertMail } from './alert.view.js';

const at = (text: string): DateTime => DateTime.fromISO(text, { zone: 'utc' });
const NOW = at('2026-06-03T13:05:00.000Z');
const alert = (changes: Partial<AlertToTell> = {}): AlertToTell => ({
  mailId: '1',
  alertId: '1',
  reference: 'CDF-HJK-MNP',
  neighbourhoodName: 'Castle & Abbey',
  stage: 'due-in-24-hours',
  step: 0,
  takenUp: false,
  plannedAt: NOW,
  sayableAt: NOW,
  heldUntil: null,
  dueAt: NOW.plus({ hours: 24 }),
  handedFrom: null,
  targetAt: null,
  cameLate: false,
  ended: null,
  elsewhere: null,
  hasWithdrawn: false,
  ...changes,
});
const mail = (...alerts: AlertToTell[]) => alertMail(alerts, { now: NOW, lateAfterMinutes: 5 });
const notes = (changes: Partial<AlertToTell>): string[] => mail(alert(changes)).contacts[0]!.notes;

describe('"Mail in plain text and HTML, short": what it says of one contact', () => {
  it('is reference, place, time left and due time in local time with its zone', () => {
    expect(mail(alert())).toEqual({
      subject: 'CDF-HJK-MNP Castle & Abbey: 24 hours left',
      one: true,
      contacts: [
        {
          reference: 'CDF-HJK-MNP',
          place: 'Castle & Abbey',
          left: '24 hours left',
          due: 'Thursday 4 June 2026 at 2:05pm BST',
          notes: [],
        },
      ],
      more: 0,
    });
  });

  it.each<[what: string, changes: Partial<AlertToTell>, said: string[]]>([
    ['nobody has taken it up', { step: 1 }, ['Nobody has taken it up yet.']],
    ['it came in when the next rung was called already', { step: 1, cameLate: true }, ['It came in late.']],
    ['somebody has taken it up since', { step: 1, takenUp: true }, []],
    ['the first step is nothing to say', { step: 0 }, []],
    [
      'it was handed over',
      { stage: 'handed-over', handedFrom: 'Square S2' },
      ['It was handed over from Square S2; the time to answer stays the same.'],
    ],
    [
      'it was handed over, and nobody has taken it up',
      { stage: 'handed-over', handedFrom: null, step: 2 },
      ['It was handed over; the time to answer stays the same.', 'Nobody has taken it up yet.'],
    ],
    [
      'it is late',
      { plannedAt: at('2026-06-03T12:05:00Z'), sayableAt: at('2026-06-03T12:05:00Z') },
      ['Planned for Wednesday 3 June 2026 at 1:05pm BST, sent late.'],
    ],
    ['five minutes are in time', { sayableAt: NOW.minus({ minutes: 5 }) }, []],
    [
      'a millisecond more is late',
      { plannedAt: NOW.minus({ minutes: 6 }), sayableAt: NOW.minus({ minutes: 5, milliseconds: 1 }) },
      ['Planned for Wednesday 3 June 2026 at 1:59pm BST, sent late.'],
    ],
    ['quiet hours held it', { sayableAt: NOW.minus({ hours: 9 }), heldUntil: NOW.minus({ seconds: 3 }) }, []],
    [
      'it came long after the quiet hours that held it',
      {
        plannedAt: NOW.minus({ hours: 9 }),
        sayableAt: NOW.minus({ hours: 9 }),
        heldUntil: NOW.minus({ minutes: 6 }),
      },
      ['Planned for Wednesday 3 June 2026 at 5:05am BST, sent late.'],
    ],
    ['the contact came later than that', { plannedAt: NOW.minus({ hours: 9 }) }, []],
  ])('%s', (_what, changes, said) => {
    expect(notes(changes)).toEqual(said);
  });
});

it.each<[what: string, target: DateTime | null, said: string | undefined]>([
  ['none', null, undefined],
  ['one ahead', at('2026-06-03T15:00:00Z'), 'Wednesday 3 June 2026 at 4pm BST'],
  ['one that has passed', at('2026-06-03T13:00:00Z'), 'Wednesday 3 June 2026 at 2pm BST, which has passed'],
])('says the team’s own target beside the due time: %s', (_what, targetAt, said) => {
  const told = mail(alert({ targetAt }));
  expect(told.contacts[0]!.target).toBe(said);
  for (const part of ['text', 'html']) {
    const words = renderTemplate(`emails/alert.${part}`, { ...told, link: 'https://x.example' });
    expect(/own target: (.*?)(<|\n)/.exec(words)?.[1]).toBe(said);
  }
});

describe('its subject', () => {
  const overdue = alert({ dueAt: NOW.minus({ hours: 2 }) });
  const handedOver = alert({ stage: 'handed-over', dueAt: NOW.plus({ hours: 20 }) });
  it.each<[subject: string, alerts: AlertToTell[]]>([
    ['CDF-HJK-MNP Castle & Abbey: 2 hours overdue', [overdue]],
    ['CDF-HJK-MNP Castle & Abbey: handed over to you, 20 hours left', [handedOver]],
    ['2 contacts were handed over to you', [handedOver, handedOver]],
    ['2 contacts need an answer', [handedOver, alert()]],
    ['3 contacts need an answer, 1 overdue', [overdue, handedOver, alert()]],
  ])('is %s', (subject, alerts) => {
    expect(mail(...alerts).subject).toBe(subject);
  });
});

it('lists fifty and says how many more there are', () => {
  const { contacts, more, subject } = mail(...Array.from({ length: 53 }, () => alert()));
  expect([contacts.length, more, subject]).toEqual([50, 3, '53 contacts need an answer']);
});

describe('as it is sent', () => {
  const model = (alerts: AlertToTell[]): object => ({
    ...mail(...alerts),
    link: 'https://x.example/contacts/CDF-HJK-MNP',
  });

  it('is short in plain text, with one link', () => {
    expect(renderTemplate('emails/alert.text', model([alert({ step: 1 })])))
      .toBe(`This contact needs a meaningful answer within 72 hours of being sent.

CDF-HJK-MNP  Castle & Abbey
  24 hours left - due Thursday 4 June 2026 at 2:05pm BST
  Nobody has taken it up yet.

Open it to say "I have it" or to answer: https://x.example/contacts/CDF-HJK-MNP
`);
  });

  it.each([1, 4])('says the same in HTML, with one link, of %i', (count) => {
    const whole = renderTemplate(
      'emails/alert.html',
      model(Array.from({ length: count }, () => alert({ step: 1 }))),
    );
    const html = whole.slice(whole.indexOf('<body'));
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html.match(/Castle &amp; Abbey/g)).toHaveLength(count);
    expect(html.match(/Due Thursday 4 June 2026 at 2:05pm BST/g)).toHaveLength(count);
    expect(html.match(/Nobody has taken it up yet\./g)).toHaveLength(count);
  });
});

import { expect, it } from '@jest/globals';
import type { Sent } from './contacts.js';
import type { Place, Rung } from './forces.js';
import { type AlertRow, type Question, weigh } from './ledger.js';
import type { Accepted } from './mail-server.js';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse('2026-06-04T12:00:00Z');
const REFERENCE = 'CCC-DDD-FFF';
const RUNGS: Rung[] = [
  { stage: 'soon', hoursFromDue: -24, hears: ['lead'] },
  { stage: 'due', hoursFromDue: 0, hears: ['lead', 'mailbox'] },
];
const place: Place = {
  forceId: 'f',
  id: 'p',
  code: 'N1',
  hearers: {
    lead: [{ kind: 'officer', id: 'o', address: 'lead@f.example' }],
    mailbox: [{ kind: 'mailbox', id: 'p', address: 'team@f.example' }],
  },
};

const contact = (changes: Partial<Sent> = {}): Sent => ({
  ...{ force: { id: 'f', apiKey: '', places: [place] }, place, key: 'k', startedMs: NOW_MS - 72 * HOUR_MS },
  ...{ sendAtMs: 0, receivedMs: NOW_MS - HOUR_MS, answerAtMs: null, answeredMs: null },
  ...{ reference: REFERENCE, dueMs: NOW_MS },
  ...changes,
});
const row = (stage: string, changes: Partial<AlertRow> = {}): AlertRow => ({
  ...{ reference: REFERENCE, stage, occurrence: 1, step: 0, superseded: false, withdrawn: null },
  deliveries: [
    { recipient: 'o', mail: 'one' },
    { recipient: 'p', mail: 'two' },
  ],
  ...changes,
});
const mail = (id: string, to: string, seconds: number): Accepted => ({
  messageId: `<${id}@monitor.example>`,
  to,
  atMs: NOW_MS + seconds * 1000,
  raw: `${REFERENCE}  Square`,
});

const ROWS = [row('soon', { superseded: true, deliveries: [] }), row('due')];
const MAILS = [mail('one', 'lead@f.example', 5), mail('two', 'team@f.example', 6)];
const ask = (changes: Partial<Question> = {}, rows = ROWS): ReturnType<typeof weigh> =>
  weigh(rows, {
    ...{ contacts: [contact()], accepted: MAILS, rungs: RUNGS, leaseSeconds: 90, endMs: NOW_MS + 60_000 },
    ...{ aheadMs: 90_000, realMs: (ms: number) => ms },
    ...changes,
  });
const NONE = { lost: 0, alertRowsDoubled: 0, doubledWithOtherId: 0, sentAfterAnswer: 0, late: 0 };

it('finds nothing wrong where everybody was told once', () => {
  expect(ask()).toMatchObject({ ...NONE, doubledWithSameId: 0, examples: [], mails: 2 });
});

const answered = [contact({ answeredMs: NOW_MS + 1_000 })];
it.each<[string, Partial<typeof NONE & { doubledWithSameId: number }>, ReturnType<typeof ask>]>([
  ['a mail that nobody took', { lost: 1 }, ask({ accepted: MAILS.slice(1) })],
  [
    'a mail that does not name the contact',
    { lost: 1 },
    ask({ accepted: [{ ...MAILS[0]!, raw: '' }, MAILS[1]!] }),
  ],
  ['an alert that was never raised', { lost: 1 }, ask({ accepted: [] }, [ROWS[0]!])],
  [
    'an alert that was given up for an earlier one',
    { lost: 1 },
    ask({ accepted: [] }, [ROWS[0]!, row('due', { superseded: true })]),
  ],
  ['an alert raised twice', { alertRowsDoubled: 1 }, ask({}, [...ROWS, row('due')])],
  [
    'the same told in another mail',
    { doubledWithOtherId: 1 },
    ask({ accepted: [...MAILS, mail('three', 'lead@f.example', 9)] }),
  ],
  ['the same mail again', { doubledWithSameId: 1 }, ask({ accepted: [...MAILS, MAILS[0]!] })],
  [
    'a mail later than two leases',
    { late: 1 },
    ask({ accepted: [mail('one', 'lead@f.example', 181), MAILS[1]!] }),
  ],
  [
    'a mail a lease after the answer',
    { sentAfterAnswer: 1 },
    ask({ contacts: answered, accepted: [mail('one', 'lead@f.example', 92), MAILS[1]!] }),
  ],
  [
    'nothing in a mail within a lease of the answer',
    {},
    ask({ contacts: answered, accepted: [mail('one', 'lead@f.example', 90), MAILS[1]!] }),
  ],
  [
    'nothing in what was withdrawn for an answer',
    {},
    ask({ contacts: answered, accepted: [] }, [row('due', { withdrawn: 'answered' })]),
  ],
])('finds %s', (_what, found, counted) => {
  expect(counted).toMatchObject({ ...NONE, ...found });
});

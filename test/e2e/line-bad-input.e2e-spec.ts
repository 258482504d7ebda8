import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/real-input/api.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

let line: SmallStage;
let reference: string;
let withoutEmail: string;
let before: Record<string, number>;

beforeAll(async () => {
  line = await SmallStage.set();
  reference = await line.received();
  withoutEmail = await line.received({ enquirer: { telephone: '01632 960002' } });
  await line.to(reference);
  before = await line.rows();
});
afterAll(() => line.leave());

/** A refusal that says what to do, in the one shape there is; `fields` are those at fault. */
function expectRefusal(answer: Answer, status: number, fields: string[]): void {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.json).toMatchObject({ type: 'about:blank', title: expect.any(String), status });
  expect(answer.json.detail).toMatch(/^\S.{15,}/);
  const errors = (answer.json.errors ?? []) as { field: string; message: string }[];
  expect(errors.map(({ field }) => field)).toEqual(fields);
  for (const { message } of errors) expect(message).toMatch(/^\S.{8,}/);
  expect(answer.text).not.toMatch(/\bat .*\.(ts|js):\d|select |insert /i);
}

describe('a contact that is refused', () => {
  const raw: [string, string | Buffer, number][] = [
    ['malformed JSON', '{"subject": "a",,}', 400],
    ['JSON that ends too soon', '{"subject": "a"', 400],
    ['no body', '', 400],
    ['five megabytes', JSON.stringify({ message: 'x'.repeat(5_000_000) }), 413],
    ['invalid UTF-8', Buffer.from([...Buffer.from('{"subject":"'), 0xff, 0xfe, ...Buffer.from('"}')]), 400],
    [
      'an overlong UTF-8 form',
      Buffer.from([...Buffer.from('{"subject":"'), 0xc0, 0xaf, ...Buffer.from('"}')]),
      400,
    ],
  ];
  it.each(raw)('for %s', async (_what, body, status) => {
    expectRefusal(await line.push(body), status, []);
  });

  it.each<[string, unknown]>([
    ['a list', []],
    ['null', 'null'],
    ['a number', '7'],
    ['a text', '"contact"'],
  ])('for %s instead of an object', async (_what, body) => {
    const answer = await line.push(body);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  });

  const cases: [string, object, string[]][] = [
    ['an unknown field', { colour: 'red' }, ['colour']],
    ['an unknown field of the person', { enquirer: { email: 'a@b.example', age: 7 } }, ['enquirer.age']],
    ['a subject that is a number', { subject: 7 }, ['subject']],
    ['a subject of blanks', { subject: ' \t' }, ['subject']],
    ['a subject of two lines', { subject: 'a\nBcc: b@c.example' }, ['subject']],
    ['a subject too long', { subject: 'x'.repeat(201) }, ['subject']],
    ['no subject', { subject: undefined }, ['subject']],
    ['a message that is a list', { message: ['a'] }, ['message']],
    ['a message too long', { message: 'x'.repeat(10_001) }, ['message']],
    ['no message', { message: undefined }, ['message']],
    ['a person that is a text', { enquirer: 'Kit' }, ['enquirer']],
    ['a person that is a list', { enquirer: [{ email: 'a@b.example' }] }, ['enquirer']],
    ['an e-mail address that is none', { enquirer: { email: 'kit' } }, ['enquirer.email']],
    ['two e-mail addresses', { enquirer: { email: 'a@b.example, c@d.example' } }, ['enquirer.email']],
    [
      'an e-mail address with a line break',
      { enquirer: { email: 'a@b.example\r\nBcc: c@d.example' } },
      ['enquirer.email'],
    ],
    ['a name of two lines', { enquirer: { name: 'Kit\r\nX: y', email: 'a@b.example' } }, ['enquirer.name']],
    ['a telephone number that is a number', { enquirer: { telephone: 1632960001 } }, ['enquirer.telephone']],
    ['a postal address of blanks', { enquirer: { address: '  ' } }, ['enquirer.address']],
    [
      'a point that is a list',
      { neighbourhood: undefined, point: [{ latitude: 52.005, longitude: -0.995 }] },
      ['point'],
    ],
    ['a neighbourhood that is a number', { neighbourhood: 4 }, ['neighbourhood']],
    ['an unknown neighbourhood', { neighbourhood: 'S9' }, ['neighbourhood']],
    ['a neighbourhood in the wrong case', { neighbourhood: 's1' }, ['neighbourhood']],
    ['neither neighbourhood nor point', { neighbourhood: undefined }, ['neighbourhood']],
    ['both neighbourhood and point', { point: { latitude: 52.005, longitude: -0.995 } }, ['neighbourhood']],
    [
      'a point outside every boundary',
      { neighbourhood: undefined, point: { latitude: 53, longitude: -1 } },
      ['point'],
    ],
    [
      'a point as texts',
      { neighbourhood: undefined, point: { latitude: '52', longitude: '-1' } },
      ['point.latitude', 'point.longitude'],
    ],
    [
      'a point beyond the pole',
      { neighbourhood: undefined, point: { latitude: 91, longitude: 0 } },
      ['point.latitude'],
    ],
    ['half a point', { neighbourhood: undefined, point: { latitude: 52 } }, ['point.longitude']],
    ['a channel of several words', { channel: 'Web Form' }, ['channel']],
    ['no time', { submittedAt: undefined }, ['submittedAt']],
    ['a time that is a number', { submittedAt: 1780315200000 }, ['submittedAt']],
    ['a time without an offset', { submittedAt: '2026-06-01T10:00:00' }, ['submittedAt']],
    ['a date', { submittedAt: '2026-06-01' }, ['submittedAt']],
    ['words for a time', { submittedAt: 'yesterday' }, ['submittedAt']],
    ['a day that is none', { submittedAt: '2026-02-30T10:00:00Z' }, ['submittedAt']],
    ['29 February of a common year', { submittedAt: '2025-02-29T10:00:00Z' }, ['submittedAt']],
    ['an hour that is none', { submittedAt: '2026-06-01T25:00:00Z' }, ['submittedAt']],
    ['an offset that is none', { submittedAt: '2026-06-01T10:00:00+99:99' }, ['submittedAt']],
    ['the year 0', { submittedAt: '0000-01-01T00:00:00Z' }, ['submittedAt']],
    ['the year 1', { submittedAt: '0001-01-01T00:00:00Z' }, ['submittedAt']],
    ['the year 9999', { submittedAt: '9999-12-31T23:59:59Z' }, ['submittedAt']],
    ['the year 12026', { submittedAt: '+012026-06-01T10:00:00Z' }, ['submittedAt']],
    ['the future', { submittedAt: '2026-06-01T12:05:00.001Z' }, ['submittedAt']],
  ];
  it.each(cases)('for %s', async (_what, changes, fields) => {
    expectRefusal(await line.push(line.contact(changes)), 400, fields);
  });

  it.each<[string, string | null]>([
    ['none', null],
    ['an empty one', ''],
    ['one too long', 'k'.repeat(256)],
    ['one with a space', 'a b'],
  ])('for its Idempotency-Key: %s', async (_what, idempotencyKey) => {
    expectRefusal(await line.push(line.contact(), { idempotencyKey }), 400, ['Idempotency-Key']);
  });

  it('for a character that cannot be stored', async () => {
    for (const message of ['a\u0000b', 'a\ud800b']) {
      const answer = await line.push(JSON.stringify(line.contact({ message })));
      expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    }
  });

  it('for another media type, no key, a wrong key, a key that may not', async () => {
    const asText = { headers: { 'content-type': 'text/plain' } };
    expect((await line.push(JSON.stringify(line.contact()), asText)).status).toBe(415);
    expect((await line.push(line.contact(), { key: '' })).status).toBe(401);
    expect((await line.push(line.contact(), { key: `npg_${'x'.repeat(43)}` })).status).toBe(401);
  });
});

describe('an answer that is refused', () => {
  const answer = { route: 'phone', respondedAt: NOW, text: 'Told.', nextSteps: 'We patrol.' };
  it.each<[string, object, string[]]>([
    ['before the person wrote', { respondedAt: '2026-06-01T11:59:59.999Z' }, ['respondedAt']],
    ['in the future', { respondedAt: '2026-06-01T12:05:00.001Z' }, ['respondedAt']],
    ['without what happens next', { nextSteps: undefined }, ['nextSteps']],
    ['with blanks for what happens next', { nextSteps: ' \n' }, ['nextSteps']],
    ['without a text', { text: '' }, ['text']],
    ['without a time', { respondedAt: undefined }, ['respondedAt']],
    ['at a time without an offset', { respondedAt: '2026-06-01T12:00:00' }, ['respondedAt']],
    ['in the year 9999', { respondedAt: '9999-01-01T00:00:00Z' }, ['respondedAt']],
    ['in the year 0', { respondedAt: '0000-01-01T00:00:00Z' }, ['respondedAt']],
    ['by an unknown way', { route: 'pigeon' }, ['route']],
    ['automatically', { route: 'automatic' }, ['route']],
    ['sent from here at a stated time', { route: 'email-from-here' }, ['respondedAt']],
    ['with an unknown field', { close: true }, ['close']],
    ['too long', { text: 'x'.repeat(10_001) }, ['text']],
  ])('%s', async (_what, changes, fields) => {
    expectRefusal(await line.to(`${reference}/responses`, { ...answer, ...changes }), 400, fields);
  });

  it('by e-mail from here to somebody without one', async () => {
    const sent = { ...answer, route: 'email-from-here', respondedAt: undefined };
    expectRefusal(await line.to(`${withoutEmail}/responses`, sent), 400, ['route']);
  });

  it.each(['CCC-CCC-CCC', 'ABC-DEF-GHI', 'x', '%F0%9F%9A%93', "' or 1=1"])(
    'to a contact that does not exist: %s',
    async (unknown) => {
      expectRefusal(await line.to(`${encodeURIComponent(unknown)}/responses`, answer), 404, []);
      expectRefusal(await line.to(encodeURIComponent(unknown)), 404, []);
    },
  );

  it('and taking out of scope for no reason there is', async () => {
    expectRefusal(await line.to(`${reference}/out-of-scope`, { reason: 'dull' }), 400, ['reason']);
    expectRefusal(await line.to(`${reference}/out-of-scope`, {}), 400, ['reason']);
    expectRefusal(await line.to(`${reference}/out-of-scope`, { reason: 'duplicate' }), 400, ['duplicateOf']);
    expectRefusal(
      await line.to(`${reference}/out-of-scope`, { reason: 'duplicate', duplicateOf: reference }),
      400,
      ['duplicateOf'],
    );
    expectRefusal(await line.to(`${reference}/out-of-scope`, undefined, { method: 'DELETE' }), 409, []);
  });
});

it('leaves nothing half stored, in any table', async () => {
  // Who tries keys that there are not is counted, and nothing else.
  expect(await line.rows()).toEqual({ ...before, stranger_turn: expect.any(Number) });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Sender } from '../../src/mail/sender.js';
import { type Answer, ask } from '../support/real-input/api.js';
import { DUE, HoldingWorld, SENT_AT } from './holding-world.js';

let world: HoldingWorld;
let reference: string;

beforeAll(async () => {
  world = await HoldingWorld.open();
});
afterAll(() => world.leave());
beforeEach(async () => {
  reference = await world.received();
});
afterEach(() => world.settle());

let keys = 0;
const says = (submittedAt: string, message = 'And the lamp?', key = `q-${(keys += 1)}`): Promise<Answer> =>
  ask(world.line.stage.url, `/api/v1/contacts/${reference}/messages`, {
    key: world.line.stage.apiKey,
    headers: { 'idempotency-key': key },
    body: { message, submittedAt },
  });
const answers = (respondedAt: string): Promise<Answer> =>
  world.line.to(`${reference}/responses`, {
    ...{ route: 'phone', respondedAt, text: 'Told.', nextSteps: 'We patrol.' },
  });
const takesOut = (body: object): Promise<Answer> => world.line.to(`${reference}/out-of-scope`, body);
/** The contact as the API shows it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test knows what it expects of it
const read = async (): Promise<any> => (await world.line.to(reference)).json;
/** Its questions, shortly: when each started, is due and was answered. */
const questions = async (): Promise<string[]> =>
  (await read()).questions.map(
    (one: { startedAt: string; state: string; respondedAt: string | null }) =>
      `${one.startedAt.slice(8, 16)} ${one.state}${one.respondedAt ? ` ${one.respondedAt.slice(8, 16)}` : ''}`,
  );

describe('"a new question from the same person on the same contact after a response starts a new clock on it"', () => {
  it('due 72 hours after they asked it, and the first keeps its answer', async () => {
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await answers('2026-06-02T09:00:00.000Z');
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    const { status, json } = await says('2026-06-03T09:30:00.000Z');
    expect(status).toBe(201);
    expect(json).toMatchObject({
      state: 'open',
      submittedAt: SENT_AT,
      startedAt: '2026-06-03T09:30:00.000Z',
      dueAt: '2026-06-06T09:30:00.000Z',
      respondedAt: null,
      questions: [
        { number: 1, state: 'met', startedAt: SENT_AT, dueAt: DUE, respondedAt: '2026-06-02T09:00:00.000Z' },
        { number: 2, state: 'open', dueAt: '2026-06-06T09:30:00.000Z', respondedAt: null, outOfScope: null },
      ],
      messages: [
        { submittedAt: '2026-06-03T09:30:00.000Z', receivedAt: '2026-06-03T10:00:00.000Z', channel: 'api' },
      ],
    });
    expect(json.messages[0]).toMatchObject({ question: 2, message: 'And the lamp?' });
    await answers('2026-06-03T10:00:00.000Z');
    expect(await questions()).toEqual(['01T12:00 met 02T09:00', '03T09:30 met 03T10:00']);
    expect((await read()).state).toBe('met');
  });

  it('with alerts of its own, and none for the old deadline', async () => {
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await answers('2026-06-02T09:00:00.000Z');
    await says('2026-06-02T09:30:00.000Z');
    world.line.moveTo(DUE);
    expect(await world.heard(reference)).not.toEqual([]);
    expect(await world.alertsOf(reference)).toEqual(['due-in-24-hours 1']);
    world.line.moveTo('2026-06-05T09:30:00.000Z');
    await world.heard(reference);
    expect(await world.alertsOf(reference)).toContain('due 1');
  });

  it('not while an answer is owed: three messages before the reply are measured from the first', async () => {
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await says('2026-06-01T20:00:00.000Z');
    await says('2026-06-02T09:00:00.000Z', 'Still burning.');
    expect(await questions()).toEqual(['01T12:00 open']);
    expect((await read()).messages.map((one: { question: unknown }) => one.question)).toEqual([null, null]);
    await answers('2026-06-02T10:00:00.000Z');
    expect(await questions()).toEqual(['01T12:00 met 02T10:00']);
  });

  it('once an answer from before it is written down, however late', async () => {
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await says('2026-06-02T09:00:00.000Z');
    await says('2026-06-02T09:30:00.000Z', 'And the gate?');
    await answers('2026-06-02T08:00:00.000Z');
    expect(await questions()).toEqual(['01T12:00 met 02T08:00', '02T09:00 open']);
    await answers('2026-06-02T09:15:00.000Z');
    expect(await questions()).toEqual(['01T12:00 met 02T08:00', '02T09:00 met 02T09:15', '02T09:30 open']);
    const page = await world.ann.read(`/contacts/${reference}`);
    expect(page).toContain('question of its own');
  });

  it.each<[string, string[]]>([
    ['the message first', ['says', 'answers']],
    ['the answer first', ['answers', 'says']],
  ])('at the same instant the message comes before the answer: %s', async (_, order) => {
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    const write = async (at: string): Promise<void> => {
      for (const what of order) await (what === 'says' ? says : answers)(at);
    };
    await write(SENT_AT);
    expect(await questions()).toEqual(['01T12:00 met 01T12:00']);
    await write('2026-06-02T09:00:00.000Z');
    expect(await questions()).toEqual(['01T12:00 met 01T12:00', '02T09:00 met 02T09:00']);
    await says('2026-06-02T09:00:00.001Z');
    expect((await read()).questions.slice(2)).toMatchObject([
      { startedAt: '2026-06-02T09:00:00.001Z', state: 'open' },
    ]);
  });

  it('one that waited by the rule of an earlier version waits on when another answer is written down', async () => {
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await answers('2026-06-02T08:00:00.000Z');
    await answers('2026-06-02T09:00:00.000Z');
    world.line.moveTo('2026-06-02T10:00:01.000Z');
    await says('2026-06-02T09:00:00.000Z');
    await world.line.admin.query(
      `update clock k set stopped_at = null, stopped_recorded_at = null from contact c
        where c.reference = $1 and k.force_id = c.force_id and k.contact_id = c.id and k.started_at = '2026-06-02T09:00:00Z'`,
      [reference],
    );
    world.line.moveTo('2026-06-02T11:00:00.000Z');
    await answers('2026-06-02T10:30:00.000Z');
    expect(await questions()).toEqual(['01T12:00 met 02T08:00', '02T09:00 met 02T10:30']);
  });

  it('an earlier message that is found later is a question beside the later one, unless its start was corrected first', async () => {
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    await answers('2026-06-01T13:00:00.000Z');
    await says('2026-06-03T09:00:00.000Z', 'Still there?');
    const other = reference;
    reference = await world.received();
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    await answers('2026-06-01T13:00:00.000Z');
    await says('2026-06-03T09:00:00.000Z', 'Still there?');
    const corrected = await world.dee.post(`/contacts/${reference}/start`, {
      ...{ 'startedOn-day': '2', 'startedOn-month': '6', 'startedOn-year': '2026' },
      ...{ startedTime: '10am', reason: 'They wrote the day before.', question: '2' },
    });
    expect(corrected.status).toBe(303);
    await says('2026-06-02T09:00:00.000Z');
    expect(await questions()).toEqual(['01T12:00 met 01T13:00', '02T09:00 open']);
    reference = other;
    await says('2026-06-02T09:00:00.000Z');
    expect(await questions()).toEqual(['01T12:00 met 01T13:00', '02T09:00 open', '03T09:00 open']);
  });

  it('what was sent before it was taken out, and written down after, is no question', async () => {
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await takesOut({ reason: 'crime' });
    world.line.moveTo('2026-06-02T11:00:00.000Z');
    await says('2026-06-02T09:59:59.999Z');
    expect(await questions()).toEqual(['01T12:00 out-of-scope']);
    await says('2026-06-02T10:30:00.000Z');
    expect(await questions()).toEqual(['01T12:00 out-of-scope', '02T10:30 open']);
  });

  it('and one response stops every clock that waits', async () => {
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await takesOut({ reason: 'crime' });
    await says('2026-06-02T10:00:00.000Z');
    await world.line.to(`${reference}/out-of-scope?question=1`, undefined, { method: 'DELETE' });
    expect(await questions()).toEqual(['01T12:00 open', '02T10:00 open']);
    expect((await read()).dueAt).toBe(DUE);
    world.line.moveTo('2026-06-02T11:00:00.000Z');
    await answers('2026-06-02T11:00:00.000Z');
    expect(await questions()).toEqual(['01T12:00 met 02T11:00', '02T10:00 met 02T11:00']);
  });

  it('an e-mail from here on its way is no answer yet, and covers what comes before it is accepted', async () => {
    reference = await world.received({ enquirer: { email: 'kit@people.example' } });
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    const mail = { route: 'email-from-here', text: 'We look.', nextSteps: 'A patrol.' };
    await world.line.to(`${reference}/responses`, mail);
    await says('2026-06-02T10:00:00.000Z');
    expect(await questions()).toEqual(['01T12:00 open']);
    world.line.moveTo('2026-06-02T10:01:00.000Z');
    await world.line.found(Sender).sendDue();
    expect(await questions()).toEqual(['01T12:00 met 02T10:01']);
    await says('2026-06-02T10:01:00.001Z');
    expect(await questions()).toEqual(['01T12:00 met 02T10:01', '02T10:01 open']);
  });

  it('has no clock where nobody can answer', async () => {
    reference = await world.received({ enquirer: {} });
    const { json } = await says('2026-06-01T12:00:00.000Z');
    expect([json.state, json.questions, json.messages.length]).toEqual(['no-reply-possible', [], 1]);
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await world.line.to(`${reference}/address`, { telephone: '01632 960001' });
    expect(await questions()).toEqual(['02T10:00 open']);
  });

  it('sent again with its key is one; with other words it is refused', async () => {
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await answers('2026-06-02T09:00:00.000Z');
    await says('2026-06-02T09:30:00.000Z', 'Once.', 'same');
    const again = await says('2026-06-02T09:30:00.000Z', 'Once.', 'same');
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect((await says('2026-06-02T09:30:00.000Z', 'Twice.', 'same')).status).toBe(409);
    expect(await questions()).toHaveLength(2);
    expect((await read()).messages).toHaveLength(1);
  });

  it('many at once, with answers between them, are one question at a time', async () => {
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await answers('2026-06-02T09:00:00.000Z');
    const sent = await Promise.all([
      ...['one', 'one', 'one', 'two', 'three'].map((key) => says('2026-06-02T09:30:00.000Z', key, key)),
      ...[answers('2026-06-02T09:20:00.000Z'), answers('2026-06-02T09:40:00.000Z')],
      world.line.to(`${reference}/transfers`, { to: 'S2' }),
    ]);
    expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 201));
    expect(await questions()).toEqual(['01T12:00 met 02T09:00', '02T09:30 met 02T09:40']);
    expect((await read()).messages).toHaveLength(3);
  });

  it.each<[string, object, string]>([
    ['without words', { message: ' ' }, 'message'],
    ['before they first wrote', { message: 'x', submittedAt: '2026-06-01T11:59:59.999Z' }, 'submittedAt'],
    ['in the future', { message: 'x', submittedAt: '2026-06-01T12:05:00.001Z' }, 'submittedAt'],
    ['with the decision that it is none', { message: 'x', isNoQuestion: true }, 'isNoQuestion'],
  ])('is refused %s', async (_, body, field) => {
    const refused = await ask(world.line.stage.url, `/api/v1/contacts/${reference}/messages`, {
      key: world.line.stage.apiKey,
      headers: { 'idempotency-key': 'refused' },
      body,
    });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining(field)]);
    expect((await read()).messages).toEqual([]);
  });

  it('cannot be added to what was erased, nor by another force', async () => {
    const stranger = await world.line.otherForce(`other-${reference.toLowerCase()}`);
    const from = await ask(world.line.stage.url, `/api/v1/contacts/${reference}/messages`, {
      key: stranger,
      headers: { 'idempotency-key': 'x' },
      body: { message: 'Mine?' },
    });
    expect(from.status).toBe(404);
    await world.line.admin.query(
      `with c as (select force_id, id from contact where reference = $1),
         t as (delete from contact_text using c where contact_text.contact_id = c.id)
       delete from contact_personal using c where contact_personal.contact_id = c.id`,
      [reference],
    );
    expect((await says(SENT_AT)).status).toBe(409);
  });
});

describe('"a person may decide within the first look that it is none (a thank-you). Undecided counts as a clock"', () => {
  beforeEach(async () => {
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await answers('2026-06-02T09:00:00.000Z');
    await says('2026-06-02T09:30:00.000Z', 'Thank you!');
  });

  it('undecided it is missed like any other', async () => {
    world.line.moveTo('2026-06-05T09:30:00.001Z');
    expect(await questions()).toEqual(['01T12:00 met 02T09:00', '02T09:30 overdue']);
  });

  it('decided it is out of scope with that reason, the contact is answered, and it can be brought back', async () => {
    expect((await takesOut({ reason: 'no-question' })).json).toMatchObject({
      state: 'met',
      questions: [{ state: 'met' }, { state: 'out-of-scope', outOfScope: { reason: 'no-question' } }],
    });
    world.line.moveTo('2026-06-06T00:00:00.000Z');
    expect(await world.heard(reference)).toEqual([]);
    await world.line.to(`${reference}/out-of-scope`, undefined, { method: 'DELETE' });
    expect(await questions()).toEqual(['01T12:00 met 02T09:00', '02T09:30 overdue']);
    expect((await read()).dueAt).toBe('2026-06-05T09:30:00.000Z');
  });

  it('decided after its deadline it stays missed until a supervisor who did not decide it confirms', async () => {
    world.line.moveTo('2026-06-05T10:00:00.000Z');
    await world.ann.post(`/contacts/${reference}/out-of-scope`, { reason: 'no-question' });
    expect((await questions())[1]).toBe('02T09:30 overdue');
    expect((await world.dee.post(`/contacts/${reference}/out-of-scope/confirm`)).status).toBe(303);
    expect((await questions())[1]).toBe('02T09:30 out-of-scope');
  });

  it('what was said after it is a question all the same', async () => {
    await says('2026-06-02T09:45:00.000Z', 'And the gate?');
    expect(await questions()).toHaveLength(2);
    await takesOut({ reason: 'no-question' });
    expect(await questions()).toEqual(['01T12:00 met 02T09:00', '02T09:30 out-of-scope', '02T09:45 open']);
  });

  it('is no reason for the contact itself, nor once it was answered', async () => {
    const first = await takesOut({ reason: 'no-question', question: 1 });
    expect([first.status, first.text]).toEqual([400, expect.stringContaining('after an answer')]);
    await answers('2026-06-02T10:00:00.000Z');
    expect((await takesOut({ reason: 'no-question', question: 2 })).status).toBe(400);
    expect((await takesOut({ reason: 'spam', question: 3 })).status).toBe(400);
  });

  it('taking it out, for whatever reason, leaves the answered question alone', async () => {
    await takesOut({ reason: 'spam' });
    expect(await questions()).toEqual(['01T12:00 met 02T09:00', '02T09:30 out-of-scope']);
  });
});

describe('everything else that is done about a contact', () => {
  beforeEach(async () => {
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await answers('2026-06-02T09:00:00.000Z');
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    await says('2026-06-03T09:30:00.000Z');
  });

  /** Where each of its clocks is, and where it counts. */
  const places = async (): Promise<string[]> => {
    const { rows } = await world.line.admin.query<{ place: string }>(
      `select concat_ws(' ', n.code, m.code) as place
         from clock k join contact c on c.force_id = k.force_id and c.id = k.contact_id
         join neighbourhood n on n.force_id = k.force_id and n.id = k.neighbourhood_id
         left join neighbourhood m on m.force_id = k.force_id and m.id = k.measured_neighbourhood_id
        where c.reference = $1 order by k.started_at`,
      [reference],
    );
    return rows.map(({ place }) => place);
  };

  it('a hand-over moves every clock, and what was answered before it counts where it was', async () => {
    await world.line.to(`${reference}/transfers`, { to: 'S2' });
    expect(await places()).toEqual(['S2 S1', 'S2']);
    expect((await world.cal.get(`/contacts/${reference}`)).status).toBe(200);
    // Whoever handed it over reads it for 30 days after it was dealt with, not for as long as others are asked anew.
    expect((await world.ann.get(`/contacts/${reference}`)).status).toBe(200);
    world.line.moveTo('2026-06-05T10:00:00.000Z');
    await answers('2026-06-05T10:00:00.000Z');
    world.line.moveTo('2026-07-01T10:00:00.000Z');
    await says('2026-07-01T10:00:00.000Z');
    world.line.moveTo('2026-07-05T10:00:00.001Z');
    expect((await world.ann.get(`/contacts/${reference}`)).status).toBe(404);
    expect((await world.cal.get(`/contacts/${reference}`)).status).toBe(200);
  });

  it('is on the list of what waits, and on that of what was answered', async () => {
    expect(await world.ann.read('/contacts')).toContain(reference);
    expect(await world.ann.read('/contacts?view=answered')).toContain(reference);
    await world.line.to(`${reference}/transfers`, { to: 'S2' });
    const handedOver = await world.ann.read('/contacts?view=handed-over');
    expect(handedOver.split(reference)).toHaveLength(2);
  });

  it('the start of a further question is corrected by itself, not to before the answer before it', async () => {
    const start = (startedTime: string, day: string): Record<string, string> => ({
      ...{ 'startedOn-day': day, 'startedOn-month': '6', 'startedOn-year': '2026' },
      ...{ startedTime, reason: 'They rang before.' },
    });
    // 9am of 2 June in summer time is 08:00Z, before the answer.
    expect((await world.dee.post(`/contacts/${reference}/start`, start('9am', '2'))).status).toBe(400);
    expect((await world.dee.post(`/contacts/${reference}/start`, start('8am', '3'))).status).toBe(303);
    expect(await questions()).toEqual(['01T12:00 met 02T09:00', '03T07:00 open']);
    expect((await world.dee.post(`/contacts/${reference}/start`, start('12pm', '3'))).status).toBe(400);
  });

  it('and that of the first while the second waits', async () => {
    expect(await world.dee.read(`/contacts/${reference}`)).toContain('Correct when question 1 was sent');
    const page = await world.dee.read(`/contacts/${reference}/start?question=1`);
    expect(page).toContain('Question 1 of 2');
    expect(page).toContain('Starts Monday 1 June 2026 at 1pm BST');
    const corrected = await world.dee.post(`/contacts/${reference}/start`, {
      ...{ 'startedOn-day': '1', 'startedOn-month': '6', 'startedOn-year': '2026' },
      ...{ startedTime: '9am', reason: 'They rang before.', question: '1' },
    });
    expect(corrected.status).toBe(303);
    expect(await questions()).toEqual(['01T08:00 met 02T09:00', '03T09:30 open']);
  });

  it('whoever sends the contact again is told of its own deadline', async () => {
    const body = world.line.contact();
    const key = `again-${reference}`;
    const first = await world.line.push(body, { idempotencyKey: key });
    reference = first.json.reference as string;
    world.line.moveTo('2026-06-03T11:00:00.000Z');
    await answers('2026-06-03T10:00:00.000Z');
    await says('2026-06-03T11:00:00.000Z');
    const again = await world.line.push(body, { idempotencyKey: key });
    expect(again.json.dueAt).toBe(first.json.dueAt);
    expect((await read()).dueAt).not.toBe(first.json.dueAt);
  });

  it('recourse for the first can be asked for while the second runs', async () => {
    const asked = { askedBy: 'phone', reason: 'It did not help.', askedAt: '2026-06-03T10:00:00.000Z' };
    expect((await world.line.to(`${reference}/recourse`, asked)).status).toBe(201);
  });

  it('taking up is of what waits', async () => {
    await world.ann.post(`/contacts/${reference}/take-up`);
    expect((await read()).takenUp).not.toBeNull();
    await answers('2026-06-03T10:00:00.000Z');
    await says('2026-06-03T10:00:00.001Z', 'And now?');
    expect((await read()).takenUp).toBeNull();
  });
});

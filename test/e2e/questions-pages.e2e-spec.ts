import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer } from '../support/real-input/api.js';
import { wordsOf } from '../support/words.js';
import { HoldingWorld, type Somebody } from './holding-world.js';

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

const page = (): string => `/contacts/${reference}/messages/new`;
/** `3 June 2026, 10:30am` is 09:30Z. */
const form = (changes: Record<string, string> = {}): Record<string, string> => ({
  ...{ token: randomUUID(), channel: 'phone', message: 'And the lamp?' },
  ...{ 'on-day': '3', 'on-month': '6', 'on-year': '2026', time: '10:30am' },
  ...changes,
});
const adds = (who: Somebody, changes: Record<string, string> = {}): Promise<Answer> =>
  who.post(page(), form(changes));
const answered = (respondedAt: string): Promise<Answer> =>
  world.line.to(`${reference}/responses`, {
    ...{ route: 'phone', respondedAt, text: 'Told.', nextSteps: 'We patrol.' },
  });
const states = async (): Promise<string[]> =>
  (await world.line.to(reference)).json.questions.map((one: { state: string }) => one.state);
const doneOf = ({ status, headers }: Answer): string =>
  `${status} ${new URLSearchParams(headers.get('location')?.split('?')[1]).get('done')}`;

describe('adding what a person wrote since', () => {
  it('after an answer is a question with its own 72 hours, with who wrote it down', async () => {
    await answered('2026-06-01T12:00:00.000Z');
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    expect(await world.ann.read(page())).toContain('A new question after an answer has 72 hours of its own');
    expect(doneOf(await adds(world.ann))).toBe('303 question-added');
    const read = await world.ann.read(`/contacts/${reference}?done=question-added`);
    for (const said of [
      'The question has been added',
      'Question 2 of 2',
      'Question 1: answer due Thursday 4 June 2026 at 1pm BST Answered in time',
      'Wrote again on Wednesday 3 June 2026 at 10:30am BST (Phone call)',
      'Question 2: answer due Saturday 6 June 2026 at 10:30am BST',
      'And the lamp?',
      'Wrote again after an answer: a question of its own',
    ]) {
      expect(read).toContain(said);
    }
    expect(await world.ann.read('/contacts')).toContain('Bins (question 2 of 2)');
    const { rows } = await world.line.admin.query(
      `select e.action, e.detail ->> 'kind' as kind from audit_entry e join contact c on c.id::text = e.subject_id
        where c.reference = $1 and e.actor_id = $2 and e.action = 'collect'`,
      [reference, world.ann.id],
    );
    expect(rows).toEqual([{ action: 'collect', kind: 'question-received' }]);
  });

  it('while an answer is owed it belongs to the question that waits', async () => {
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    expect(await world.ann.read(page())).toContain('An answer is owed');
    expect(doneOf(await adds(world.ann))).toBe('303 message-added');
    expect(await states()).toEqual(['open']);
    expect(await world.ann.read(`/contacts/${reference}`)).toContain('Belongs to the question before it');
  });

  it('a thank-you that is known to be one is out of scope from the start, and is no silent breach', async () => {
    await answered('2026-06-01T12:00:00.000Z');
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    expect(doneOf(await adds(world.ann, { asks: 'no', message: 'Thank you' }))).toBe('303 no-question');
    expect(await states()).toEqual(['met', 'out-of-scope']);
    const read = await world.ann.read(`/contacts/${reference}`);
    expect(read).toContain('Wrote again: No new question, such as a thank-you');
    expect(read).toContain('Bring question 2 back with its original deadline');
    // Written down when it was due already, it is missed until somebody else confirms.
    world.line.moveTo('2026-06-08T10:00:00.000Z');
    await adds(world.ann, { asks: 'no', 'on-day': '4' });
    expect(await states()).toEqual(['met', 'out-of-scope', 'overdue']);
    expect(await world.ann.read(`/contacts/${reference}`)).not.toContain('Confirm: this asked nothing new');
    expect(await world.dee.read(`/contacts/${reference}`)).toContain('Confirm: this asked nothing new');
    await world.dee.post(`/contacts/${reference}/out-of-scope/confirm`, { question: '3' });
    expect(await states()).toEqual(['met', 'out-of-scope', 'out-of-scope']);
  });

  it('a thank-you stays none when an answer from before it is written down later', async () => {
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    await adds(world.ann, { asks: 'no' });
    expect(await states()).toEqual(['open']);
    await answered('2026-06-02T12:00:00.000Z');
    expect(await states()).toEqual(['met', 'out-of-scope']);
  });

  it('in the minute of the answer it comes after it if it was written down after it, and can be answered then', async () => {
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    await answered('2026-06-03T09:30:20.500Z');
    world.line.moveTo('2026-06-03T10:01:00.000Z');
    await adds(world.ann);
    expect(await states()).toEqual(['met', 'open']);
    world.line.moveTo('2026-06-03T10:02:00.000Z');
    await world.ann.post(`/contacts/${reference}/responses`, {
      ...{ token: randomUUID(), route: 'phone', text: 'Told.', nextSteps: 'We look.' },
      ...{ 'respondedOn-day': '3', 'respondedOn-month': '6', 'respondedOn-year': '2026' },
      respondedTime: '10:30am',
    });
    expect(await states()).toEqual(['met', 'met']);
  });

  it('sent twice is one message', async () => {
    await answered('2026-06-01T12:00:00.000Z');
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    const token = randomUUID();
    expect(doneOf(await adds(world.ann, { token }))).toBe('303 question-added');
    expect(doneOf(await adds(world.ann, { token }))).toBe('303 question-added');
    expect(await states()).toHaveLength(2);
  });

  it.each<[string, Record<string, string>, string]>([
    ['without words', { message: ' ' }, 'Enter what they said'],
    ['without a way', { channel: '' }, 'Choose how the person got in touch'],
    ['without a time', { time: '' }, 'Enter a time'],
    ['without a day', { 'on-day': '', 'on-month': '', 'on-year': '', time: '' }, 'Enter when the person got'],
    ['before they first wrote', { 'on-day': '1', time: '12:59pm' }, 'cannot have said this before'],
    ['in the future', { 'on-day': '9' }, 'more than 5 minutes in the future'],
    ['with an answer that is none', { asks: 'perhaps' }, 'Choose whether it asks anything new'],
  ])('is refused %s, with what was typed', async (_, changes, why) => {
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    const { status, text } = await adds(world.ann, { message: 'And the lamp?', ...changes });
    expect([status, wordsOf({ body: text })]).toEqual([400, expect.stringContaining(why)]);
    expect((await world.line.to(reference)).json.messages).toEqual([]);
  });

  it('is for whoever holds the contact', async () => {
    expect((await world.cal.get(page())).status).toBe(404);
    expect((await adds(world.cal)).status).toBe(404);
    await world.line.to(`${reference}/transfers`, { to: 'S2' });
    expect((await world.ann.get(page())).status).toBe(409);
    expect((await adds(world.ann)).status).toBe(409);
    expect(await world.ann.read(`/contacts/${reference}`)).not.toContain('Add what the person wrote since');
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    expect(doneOf(await adds(world.cal))).toBe('303 message-added');
  });
});

describe('the first look', () => {
  beforeEach(async () => {
    await answered('2026-06-01T12:00:00.000Z');
    world.line.moveTo('2026-06-03T10:00:00.000Z');
    await adds(world.ann, { message: 'Thank you!' });
  });

  it('has a button beside the message, and the reason stands in the list of reasons', async () => {
    const { text } = await world.ann.get(`/contacts/${reference}`);
    expect(text).toMatch(/name="reason" value="no-question"/);
    expect(wordsOf({ body: text })).toContain('It asks nothing new, such as a thank-you');
    const taken = await world.ann.post(`/contacts/${reference}/out-of-scope`, {
      ...{ reason: 'no-question', question: '2' },
    });
    expect(doneOf(taken)).toBe('303 out-of-scope');
    expect(await states()).toEqual(['met', 'out-of-scope']);
    expect(
      doneOf(await world.ann.post(`/contacts/${reference}/out-of-scope/bring-back`, { question: '2' })),
    ).toBe('303 brought-back');
    expect(await states()).toEqual(['met', 'open']);
  });

  it('names the question that is meant, and refuses one that is not there', async () => {
    const wrong = await world.ann.post(`/contacts/${reference}/out-of-scope`, {
      ...{ reason: 'spam', question: '7' },
    });
    expect(wrong.status).toBe(400);
    expect(
      (await world.ann.post(`/contacts/${reference}/out-of-scope/bring-back`, { question: 'x' })).status,
    ).toBe(400);
    expect(await states()).toEqual(['met', 'open']);
  });

  it('is not offered for the contact itself', async () => {
    const other = await world.line.received({ enquirer: { telephone: '01632 960001' } });
    const read = await world.ann.read(`/contacts/${other}`);
    expect(read).toContain('Same person’s same query again');
    expect(read).not.toContain('No new question');
  });
});

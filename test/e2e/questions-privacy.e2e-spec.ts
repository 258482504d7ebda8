import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Retention } from '../../src/privacy/retention.service.js';
import { type Answer, ask } from '../support/real-input/api.js';
import { wordsOf } from '../support/words.js';
import { HoldingWorld } from './holding-world.js';

let world: HoldingWorld;
let reference: string;
const WORDS = 'The lamp of Elderberry Close <b>again</b>';

beforeAll(async () => {
  world = await HoldingWorld.open();
  // What is looked at here is further ahead than any key lasts.
  await world.line.admin.query('update api_key set expires_at = null');
});
afterAll(() => world.leave());
beforeEach(async () => {
  reference = await world.received({ enquirer: { email: 'kit@people.example' } });
  world.line.moveTo('2026-06-02T10:00:00.000Z');
  await answers('2026-06-02T09:00:00.000Z');
});

const says = (message: string, key: string): Promise<Answer> =>
  ask(world.line.stage.url, `/api/v1/contacts/${reference}/messages`, {
    key: world.line.stage.apiKey,
    headers: { 'idempotency-key': key },
    body: { message, submittedAt: '2026-06-02T10:00:00.000Z' },
  });
const answers = (respondedAt: string): Promise<Answer> =>
  world.line.to(`${reference}/responses`, {
    ...{ route: 'phone', respondedAt, text: 'Told.', nextSteps: 'We patrol.' },
  });
const isErased = async (): Promise<boolean> => {
  const { status, json } = await world.line.to(reference);
  expect(status).toBe(200);
  return json.subject === null;
};

describe('what a person writes after their first message', () => {
  it('stands nowhere in the clear', async () => {
    await says(WORDS, 'sealed');
    const { rows } = await world.line.admin.query<{ row: string }>(
      `select to_jsonb(q)::text || coalesce(encode(t.sealed, 'escape'), '') as row
         from contact_message q left join contact_text t on t.force_id = q.force_id and t.id = q.id
        union all select to_jsonb(e)::text from audit_entry e union all select to_jsonb(e)::text from timeline_entry e`,
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter(({ row }) => row.includes('Elderberry'))).toEqual([]);
  });

  it('is in the copy that the person is given', async () => {
    await says(WORDS, 'copied');
    await world.line.to(`${reference}/out-of-scope`, { reason: 'no-question' });
    const { text } = await world.admin.post('/privacy/person/file', {
      ...{
        caseReference: 'SAR-7',
        recipient: 'person',
        reason: 'asked-by-person',
        email: 'kit@people.example',
      },
      contacts: reference,
    });
    expect(wordsOf({ body: text })).toContain('What you wrote after that');
    expect(wordsOf({ body: text })).toContain('No new question, such as a thank-you');
    expect(text).not.toContain('<b>again</b>');
    expect(text).toContain('&quot;furtherMessages&quot;');
  });

  it('keeps the contact while its question waits, and prolongs the time from when it came', async () => {
    await says(WORDS, 'kept');
    // Longer than anything is kept.
    world.line.moveTo('2046-06-01T12:00:00.000Z');
    await world.line.found(Retention).eraseDue();
    expect(await isErased()).toBe(false);
    await answers('2046-06-01T12:00:00.000Z');
    await world.line.found(Retention).eraseDue();
    expect(await isErased()).toBe(false);
  });

  it('is erased with the contact, and refused when it is sent again', async () => {
    await says(WORDS, 'erased');
    world.line.moveTo('2026-06-02T10:01:00.000Z');
    await answers('2026-06-02T10:01:00.000Z');
    world.line.moveTo('2046-06-01T12:00:00.000Z');
    await world.line.found(Retention).eraseDue();
    expect(await isErased()).toBe(true);
    const { json } = await world.line.to(reference);
    expect(json.messages).toMatchObject([{ message: null, question: 2 }]);
    expect(json.questions.map((one: { state: string }) => one.state)).toEqual(['met', 'met']);
    expect(await world.admin.read(`/contacts/${reference}`)).not.toContain('Elderberry');
    expect((await says(WORDS, 'erased')).status).toBe(409);
    expect((await says(WORDS, 'anew')).status).toBe(409);
    const { rows } = await world.line.admin.query(
      `select q.body_digest::text as digest from contact_message q join contact c on c.id = q.contact_id where c.reference = $1`,
      [reference],
    );
    expect(rows).toEqual([{ digest: '\\x' }]);
  });
});

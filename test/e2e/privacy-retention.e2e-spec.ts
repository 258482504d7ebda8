import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import type { Person } from '../../src/access/principal.js';
import { Erasure } from '../../src/privacy/erasure.service.js';
import { LOOKED_AT } from '../../src/privacy/erasable.query.js';
import { type Preview, Previews } from '../../src/privacy/preview.service.js';
import { RetentionJob } from '../../src/privacy/retention.job.js';
import { Retention } from '../../src/privacy/retention.service.js';
import { ask } from '../support/real-input/api.js';
import { wordsOf } from '../support/words.js';
import { HoldingWorld, SENT_AT } from './holding-world.js';

let world: HoldingWorld;
const MARK = 'Grandmother of Elderberry Close';
const enquirer = { name: 'Kit Marlow', email: 'kit@people.example', telephone: '01632 960001' };
const ANSWERED_AT = '2026-06-02T09:00:00.000Z';
const ASKED_AT = '2026-06-04T13:00:00.000Z';

beforeAll(async () => {
  world = await HoldingWorld.open();
  // What is looked at here is further ahead than any key lasts.
  await world.line.admin.query('update api_key set expires_at = null');
});
afterAll(() => world.leave());
// What a test leaves is of no class that the next one counts.
afterEach(async () => {
  world.line.moveTo('2031-01-01T12:00:00.000Z');
  await world.line.admin.query(
    `update legal_hold set lifted_at = set_at, lifted_by = set_by, lifted_text_id = gen_random_uuid() where lifted_at is null`,
  );
  await world.settle();
  await world.line.found(Retention).eraseDue();
});

const erase = (): Promise<{ contacts: number; others: number }> => world.line.found(Retention).eraseDue();
const received = (changes: object = {}): Promise<string> =>
  world.received({ subject: MARK, message: `${MARK} has no light.`, enquirer, ...changes });

async function answered(): Promise<string> {
  const reference = await received();
  world.line.moveTo('2026-06-02T10:00:00.000Z');
  const answer = { route: 'phone', respondedAt: ANSWERED_AT, text: `Dear ${MARK}`, nextSteps: 'A light.' };
  expect((await world.line.to(`${reference}/responses`, answer)).status).toBe(201);
  return reference;
}
async function takenOut(reason: string): Promise<string> {
  const reference = await received();
  world.line.moveTo('2026-06-02T10:00:00.000Z');
  expect((await world.line.to(`${reference}/out-of-scope`, { reason })).status).toBe(200);
  return reference;
}
/** Answered, asked about and answered by a supervisor in July. */
async function withRecourse(): Promise<string> {
  const reference = await answered();
  world.line.moveTo(ASKED_AT);
  const page = `/contacts/${reference}/recourse`;
  const asked = {
    ...{ askedBy: 'phone', reason: `${MARK} rang.`, askedTime: '1:30pm' },
    ...{ 'askedOn-day': '4', 'askedOn-month': '6', 'askedOn-year': '2026' },
  };
  expect((await world.dee.post(page, asked)).status).toBe(303);
  return reference;
}
async function answerRecourse(reference: string): Promise<void> {
  world.line.moveTo('2026-07-01T12:00:00.000Z');
  const told = {
    ...{ outcome: 'upheld', text: `We are sorry, ${MARK}.`, route: 'phone', respondedTime: '10am' },
    ...{ 'respondedOn-day': '1', 'respondedOn-month': '7', 'respondedOn-year': '2026' },
  };
  expect((await world.dee.post(`/contacts/${reference}/recourse/answers`, told)).status).toBe(303);
}
async function texts(reference: string): Promise<number> {
  const { rows } = await world.line.admin.query<{ count: number }>(
    `select ((select count(*) from contact_personal p where p.contact_id = c.id)
       + (select count(*) from contact_text t where t.contact_id = c.id))::int as count from contact c where reference = $1`,
    [reference],
  );
  return rows[0]!.count;
}
const isErased = async (reference: string): Promise<boolean> => (await texts(reference)) === 0;
const which = async (references: Record<string, string>): Promise<string[]> => {
  const erased: string[] = [];
  for (const [name, reference] of Object.entries(references))
    if (await isErased(reference)) erased.push(name);
  return erased;
};

describe('the nightly erasure', () => {
  it('erases each class when its months are over, to the day, and nothing that is open', async () => {
    const open = await received();
    const unreachable = await received({ enquirer: { name: 'Kit Marlow' } });
    const all = {
      open,
      unreachable,
      answered: await answered(),
      outOfScope: await takenOut('emergency'),
      spam: await takenOut('spam'),
      recourse: await withRecourse(),
    };
    const asked = await withRecourse();
    await answerRecourse(all.recourse);
    const at = async (instant: string): Promise<string[]> => {
      world.line.moveTo(instant);
      await erase();
      return which({ ...all, asked });
    };
    expect(await at('2026-07-02T10:00:00.000Z')).toEqual([]);
    expect(await at('2026-07-02T10:00:00.001Z')).toEqual(['spam']);
    expect(await at('2027-06-01T12:00:00.001Z')).toEqual(['unreachable', 'spam']);
    expect(await at('2027-06-02T10:00:00.001Z')).toEqual(['unreachable', 'outOfScope', 'spam']);
    expect(await at('2028-06-02T10:00:00.000Z')).toEqual(['unreachable', 'outOfScope', 'spam']);
    expect(await at('2028-06-02T10:00:00.001Z')).toEqual(['unreachable', 'answered', 'outOfScope', 'spam']);
    expect(await at('2029-07-01T12:00:00.000Z')).not.toContain('recourse');
    expect(await at('2029-07-01T12:00:00.001Z')).toContain('recourse');
    expect(await at('2036-06-02T10:00:00.000Z')).toEqual([
      ...['unreachable', 'answered', 'outOfScope', 'spam', 'recourse'],
    ]);
  });

  it('keeps the same query again as long as the one that lives on is open', async () => {
    const livesOn = await received();
    world.line.moveTo('2026-06-01T13:00:00.000Z');
    const again = await world.line.received({ enquirer, submittedAt: '2026-06-01T13:00:00.000Z' });
    const taken = { reason: 'duplicate', duplicateOf: livesOn };
    expect((await world.line.to(`${again}/out-of-scope`, taken)).status).toBe(200);
    world.line.moveTo('2028-01-01T12:00:00.000Z');
    await erase();
    expect([await isErased(livesOn), await isErased(again)]).toEqual([false, false]);
    expect((await world.line.to(`${livesOn}/out-of-scope`, { reason: 'crime' })).status).toBe(200);
    await erase();
    expect([await isErased(livesOn), await isErased(again)]).toEqual([false, true]);
  });

  it('leaves pages that open and say so, the times, and an entry in the log for each', async () => {
    const reference = await answered();
    const before = (await world.line.to(reference)).json;
    world.line.moveTo('2028-07-01T12:00:00.000Z');
    expect(await erase()).toMatchObject({ contacts: 1 });
    const { status, json } = await world.line.to(reference);
    expect([status, json.subject, json.message, json.enquirer]).toEqual([200, null, null, null]);
    const facts = [
      'reference',
      'state',
      'submittedAt',
      'receivedAt',
      'startedAt',
      'dueAt',
      'respondedAt',
      'channel',
    ];
    expect(facts.map((fact) => json[fact])).toEqual(facts.map((fact) => before[fact]));
    for (const path of [
      `/contacts/${reference}`,
      `/contacts/${reference}/recourse`,
      '/contacts?view=answered',
    ]) {
      const page = await world.admin.get(path);
      expect([path, page.status, page.text.includes('Elderberry')]).toEqual([path, 200, false]);
    }
    const words = await world.admin.read(`/contacts/${reference}`);
    expect(words).toContain('Erased under the retention rule for contacts that were answered: 24 months');
    const { rows } = await world.line.admin.query(
      `select e.actor_kind, e.actor_id, e.detail from audit_entry e join contact c on c.id::text = e.subject_id
        where c.reference = $1 and e.action = 'erase'`,
      [reference],
    );
    expect(rows).toEqual([
      { actor_kind: 'job', actor_id: 'retention', detail: { rule: 'answered', months: '24' } },
    ]);
  });

  it('lets nobody bring back, answer or ask about what is erased, and refuses the same request again', async () => {
    const body = world.line.contact({ subject: MARK, enquirer });
    world.line.moveTo(SENT_AT);
    const first = await world.line.push(body, { idempotencyKey: 'again-and-again' });
    const reference = first.json.reference as string;
    await world.line.to(`${reference}/out-of-scope`, { reason: 'spam' });
    world.line.moveTo('2026-07-10T12:00:00.000Z');
    await erase();
    expect(await isErased(reference)).toBe(true);
    const again = await world.line.push(body, { idempotencyKey: 'again-and-again' });
    expect(again.status).toBe(409);
    const answer = { route: 'phone', respondedAt: '2026-07-09T12:00:00.000Z', text: 'a', nextSteps: 'b' };
    expect((await world.line.to(`${reference}/responses`, answer)).status).toBe(409);
    const back = await world.line.to(`${reference}/out-of-scope`, undefined, { method: 'DELETE' });
    expect(back.status).toBe(409);
  });

  it('sends nothing any more to whom it has forgotten', async () => {
    const reference = await takenOut('spam');
    world.line.moveTo('2026-07-10T12:00:00.000Z');
    await erase();
    await world.line.found(AlertsJob).tick();
    expect(world.line.mails().filter(({ to }) => to === enquirer.email)).toEqual([]);
    const { rows } = await world.line.admin.query(
      `select withdrawn_at is not null as withdrawn, last_error from outbox_mail m join contact c on c.id = m.recipient_id
        where c.reference = $1`,
      [reference],
    );
    expect(rows).toEqual([{ withdrawn: true, last_error: null }]);
  });

  it('runs in its hour alone, on any number of instances at once, and erases nothing twice', async () => {
    for (let count = 0; count < 12; count++) await takenOut('spam');
    const job = world.line.found(RetentionJob);
    const left = async (): Promise<number> => {
      const { rows } = await world.line.admin.query<{ count: number }>(
        'select count(*)::int as count from contact_personal',
      );
      return rows[0]!.count;
    };
    world.line.moveTo('2026-07-10T02:29:59.000Z');
    const before = await left();
    await job.run();
    expect(await left()).toBe(before);
    world.line.moveTo('2026-07-10T02:30:00.000Z');
    await Promise.all([job.run(), erase(), erase(), erase()]);
    expect(await left()).toBe(before - 12);
    const { rows } = await world.line.admin.query<{ twice: number }>(
      `select count(*)::int as twice from (select subject_id from audit_entry where action = 'erase' and subject_kind = 'contact'
         group by 1 having count(*) > 1) t`,
    );
    expect(rows[0]!.twice).toBe(0);
  });

  it('goes round a contact that somebody has in hand, and comes back to it', async () => {
    const [busy, free] = [await takenOut('spam'), await takenOut('spam')];
    world.line.moveTo('2026-07-10T12:00:00.000Z');
    await world.line.admin.query('begin');
    await world.line.admin.query('select from contact where reference = $1 for no key update', [busy]);
    expect(await erase()).toMatchObject({ contacts: 1 });
    await world.line.admin.query('rollback');
    expect([await isErased(busy), await isErased(free)]).toEqual([false, true]);
    expect(await erase()).toMatchObject({ contacts: 1 });
    expect(await isErased(busy)).toBe(true);
  });
});

describe('beside contacts', () => {
  it('old sessions, keys of requests, files and mail servers’ words go, and what figures count stays', async () => {
    world.line.moveTo(SENT_AT);
    await received();
    await world.admin.get('/privacy');
    await world.line.admin.query(
      `insert into outbox_mail (force_id, template, recipient_kind, recipient_id, created_at, not_before, dead_at, last_error)
       values ('squares', 'alert', 'officer', gen_random_uuid(), $1, $1, $1, 'no such person here')`,
      [SENT_AT],
    );
    const count = async (what: string): Promise<number> => {
      const { rows } = await world.line.admin.query<{ count: number }>(
        `select count(*)::int as count from ${what}`,
      );
      return rows[0]!.count;
    };
    const words = 'outbox_mail where last_error is not null';
    const files = 'registry_import where content is not null';
    const counted = [await count('registry_import'), await count('import_row'), await count('outbox_mail')];
    expect(await count(words)).toBeGreaterThan(0);
    expect(await count('session')).toBeGreaterThan(0);
    world.line.moveTo('2027-12-01T12:00:00.000Z');
    const { others } = await erase();
    expect(others).toBeGreaterThanOrEqual(3);
    expect([await count(words), await count('session'), await count(files)]).toEqual([0, 0, 0]);
    expect(await count('idempotency_key')).toBe(0);
    expect([await count('registry_import'), await count('import_row'), await count('outbox_mail')]).toEqual(
      counted,
    );
    expect(await count(`locator where kind = 'session'`)).toBe(0);
    expect(await erase()).toEqual({ contacts: expect.any(Number), others: 0 });
  });
});

describe('what a client called its answers and messages, to tell when they are sent twice', () => {
  /** "It must name nobody": of which a client may not have heard. */
  const KEYED = { message: 'kit-marlow-asks', answer: 'kit-marlow-is-told' };
  const send = (reference: string, what: 'messages' | 'responses', body: object, key: string) =>
    ask(world.line.stage.url, `/api/v1/contacts/${reference}/${what}`, {
      ...{ key: world.line.stage.apiKey, body, headers: { 'idempotency-key': key } },
    });
  const answer = { route: 'phone', respondedAt: ANSWERED_AT, text: `Dear ${MARK}`, nextSteps: 'A light.' };
  const message = { message: 'And the other one?', submittedAt: '2026-06-02T08:00:00.000Z' };

  async function keyed(): Promise<{ reference: string; again: () => Promise<number[]> }> {
    const reference = await received();
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    const both = async (): Promise<number[]> => {
      const said = await send(reference, 'messages', message, KEYED.message);
      return [said.status, (await send(reference, 'responses', answer, KEYED.answer)).status];
    };
    expect(await both()).toEqual([201, 201]);
    expect(await words(reference)).toHaveLength(2);
    return { reference, again: both };
  }
  /** The keys that are kept of a contact: whose they are, and the client's word. */
  async function words(reference: string): Promise<string[]> {
    const { rows } = await world.line.admin.query<{ word: string }>(
      `select client_key as word from (select force_id, contact_id, client_key from response
           union all select force_id, contact_id, client_key from contact_message) k
         join contact c on c.force_id = k.force_id and c.id = k.contact_id
        where c.reference = $1 and client_key is not null`,
      [reference],
    );
    return rows.map(({ word }) => word);
  }
  const sent = async (reference: string): Promise<number> => {
    const { rows } = await world.line.admin.query<{ sent: number }>(
      `select ((select count(*) from response r where r.contact_id = c.id)
         + (select count(*) from contact_message m where m.contact_id = c.id))::int as sent from contact c where reference = $1`,
      [reference],
    );
    return rows[0]!.sent;
  };

  it('goes with the contact, and what is sent again is refused', async () => {
    const { reference, again } = await keyed();
    const { rows } = await world.line.admin.query<{ id: string }>(
      'select id from contact where reference = $1',
      [reference],
    );
    const admin = { kind: 'person', id: world.admin.id, forceId: 'squares', name: 'Ada Min' } as Person;
    const asked = { reason: 'asked-by-person', caseReference: 'DP-1' } as const;
    const erasure = world.line.found(Erasure);
    expect((await erasure.eraseOnRequest(admin, [rows[0]!.id], asked)).erased).toEqual([reference]);
    expect(await words(reference)).toEqual([]);
    expect(await again()).toEqual([409, 409]);
    expect(await sent(reference)).toBe(2);
  });

  it('goes with the keys of repeated requests, whatever becomes of the contact', async () => {
    const { reference, again } = await keyed();
    world.line.moveTo('2026-09-02T10:00:00.000Z');
    await erase();
    expect(await words(reference)).toHaveLength(2);
    expect(await again()).toEqual([201, 201]);
    expect(await sent(reference)).toBe(2);
    world.line.moveTo('2026-09-02T10:00:00.001Z');
    const { others } = await erase();
    expect(others).toBeGreaterThanOrEqual(2);
    expect([await words(reference), await isErased(reference)]).toEqual([[], false]);
    const { rows } = await world.line.admin.query<{ detail: unknown }>(
      `select detail from audit_entry where action = 'erase' and subject_kind = 'force' order by id desc limit 1`,
    );
    expect(rows[0]!.detail).toEqual({ rule: 'repeated-requests', rows: 2 });
    expect(await erase()).toMatchObject({ others: 0 });
  });
});

describe('a legal hold', () => {
  const form = (reference: string, deed: string, reason = `Wanted for ${MARK}`): Record<string, string> => ({
    ...{ reference, deed, reason },
  });

  it('keeps a contact until it is lifted, and both stand on its timeline with the reason', async () => {
    const reference = await takenOut('spam');
    expect((await world.admin.post('/privacy/holds', form(reference.toLowerCase(), 'set'))).status).toBe(303);
    const twice = await world.admin.post('/privacy/holds', form(reference, 'set'));
    expect([twice.status, twice.text.includes('is on legal hold already')]).toEqual([400, true]);
    expect(await world.admin.read('/privacy/holds')).toContain(`Wanted for ${MARK}`);
    world.line.moveTo('2026-09-01T12:00:00.000Z');
    await erase();
    expect(await isErased(reference)).toBe(false);
    expect(
      (await world.admin.post('/privacy/holds', form(reference, 'lift', 'The case is closed.'))).status,
    ).toBe(303);
    const words = await world.admin.read(`/contacts/${reference}`);
    expect(words).toContain('Put on legal hold: nothing of it is erased');
    expect(words).toContain(`Wanted for ${MARK}`);
    expect(words).toContain('The case is closed.');
    await erase();
    expect(await isErased(reference)).toBe(true);
    const after = await world.admin.get(`/contacts/${reference}`);
    expect([after.status, after.text.includes('Legal hold lifted'), after.text.includes(MARK)]).toEqual([
      ...[200, true, false],
    ]);
    const { rows } = await world.line.admin.query<{ kind: string }>(
      `select e.detail ->> 'kind' as kind from audit_entry e join contact c on c.id::text = e.subject_id
        where c.reference = $1 and e.detail ->> 'kind' like 'hold-%' order by e.id`,
      [reference],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['hold-set', 'hold-lifted']);
  });

  it('is listed a page at a time, and the log learns of those that were shown', async () => {
    const held = [await takenOut('spam'), await takenOut('spam'), await takenOut('spam')];
    for (const reference of held) await world.admin.post('/privacy/holds', form(reference, 'set'));
    const pages = [1, 2].map((page) => world.admin.read(`/privacy/holds?pageSize=2&page=${page}`));
    const [first, second] = (await Promise.all(pages)) as [string, string];
    const shownOn = (page: string): string[] => held.filter((reference) => page.includes(reference));
    expect([shownOn(first), shownOn(second)]).toEqual([held.slice(0, 2), held.slice(2)]);
    expect(first).toContain('3 contacts, the longest held first');
    expect([first, second].map((page) => page.includes('Next'))).toEqual([true, false]);
    expect([first, second].map((page) => page.includes('Previous'))).toEqual([false, true]);
    expect(await world.admin.read('/privacy/holds?page=9')).toContain(
      'No contact is on legal hold on this page',
    );
    expect((await world.admin.get('/privacy/holds?page=0')).status).toBe(400);
    const { rows } = await world.line.admin.query<{ count: number }>(
      `select jsonb_array_length(detail -> 'contacts') as count from audit_entry where subject_id = 'legal-holds' order by id desc limit 3`,
    );
    expect(rows.map(({ count }) => count).sort()).toEqual([0, 1, 2]);
    for (const reference of held) await world.admin.post('/privacy/holds', form(reference, 'lift'));
  });

  it('is the force administrators’ alone, and asks for a contact and a reason', async () => {
    const reference = await takenOut('spam');
    expect((await world.dee.post('/privacy/holds', form(reference, 'set'))).status).toBe(403);
    expect((await world.dee.get('/privacy')).status).toBe(403);
    for (const [wrong, message] of [
      [form('CCC-CCC-CCC', 'set'), 'No contact of yours has this reference.'],
      [form(reference, 'lift'), 'is not on legal hold'],
      [form(reference, 'set', ' '), 'Enter why'],
      [form(reference, 'keep'), 'Say whether the contact goes on hold'],
    ] as const) {
      const { status, text } = await world.admin.post('/privacy/holds', wrong);
      expect([status, text.includes(message)]).toEqual([400, true]);
    }
  });
});

describe('the preview', () => {
  it('says by class what goes tonight, what in the 30 days after, and what a hold keeps', async () => {
    const [tonight, later, held] = [await takenOut('spam'), await takenOut('spam'), await takenOut('spam')];
    await world.admin.post('/privacy/holds', { reference: held, deed: 'set', reason: 'Wanted.' });
    await world.line.admin.query(
      `update clock k set out_of_scope_at = '2026-06-20T10:00Z' from contact c where c.id = k.contact_id and c.reference = $1`,
      [later],
    );
    world.line.moveTo('2026-07-02T12:00:00.000Z');
    const { status, text } = await world.admin.get('/privacy');
    expect(status).toBe(200);
    const words = wordsOf({ body: text });
    expect(words).toContain('Spam 1 month 1 1 1');
    expect(words).toContain('begins on Friday 3 July 2026 at 3:30am BST');
    expect([text.includes(tonight), text.includes(later), text.includes(held)]).toEqual([true, true, false]);
    world.line.moveTo('2026-07-03T02:30:00.000Z');
    await world.line.found(RetentionJob).run();
    expect(await which({ tonight, later, held })).toEqual(['tonight']);
  });
});

describe('the preview of a force that keeps more contacts than are looked at by one statement', () => {
  const MANY = 2 * LOOKED_AT + 7;
  const forTheAdmin = (after: string | null, most?: number): Promise<Preview> =>
    world.line
      .found(Previews)
      .preview({ forceId: 'squares', id: randomUUID() } as Person, after, 'a request', most);

  it('counts all of them, statement by statement, and page by page where there are more still', async () => {
    // Received without an address and so without a clock, a minute after each other.
    await world.line.admin.query(
      `with many as (
         select gen_random_uuid() as id, 'ZZZ-' || lpad(n::text, 7, '0') as reference, '2026-06-01T00:00Z'::timestamptz + n * interval '1 minute' as at
           from generate_series(1, ${MANY}) n),
       added as (
         insert into contact (force_id, id, reference, neighbourhood_id, channel, stated_at, received_at, reachable)
         select 'squares', m.id, m.reference, (select n.id from neighbourhood n where n.force_id = 'squares' order by n.id limit 1),
                'letter', m.at, m.at, false from many m)
       insert into contact_personal (force_id, contact_id, master_key_id, wrapped_key, sealed, searchable)
       select 'squares', m.id, 'k', '\\x00', '\\x00', true from many m`,
    );
    world.line.moveTo('2027-06-01T12:00:00.000Z');
    const whole = await forTheAdmin(null);
    const unreachable = (isTonight: boolean): Preview['contacts'][0] =>
      whole.contacts.find((some) => some.rule === 'unreachable' && some.isTonight === isTonight)!;
    const [tonight, later] = [unreachable(true), unreachable(false)];
    // Those of the first day and a half, to the minute of the night's erasure: the first that came are named.
    expect(tonight.total + later.total).toBe(MANY);
    expect(tonight.total).toBe(
      whole.tonight.diff(DateTime.fromISO('2027-06-01T00:00Z'), 'minutes').minutes - 1,
    );
    expect(tonight.first.map(({ reference }) => reference)).toEqual(
      Array.from({ length: 25 }, (_, n) => `ZZZ-${String(n + 1).padStart(7, '0')}`),
    );
    expect([whole.next, whole.after]).toEqual([null, null]);

    const pages: Preview[] = [];
    for (let after: string | null = null; pages.length === 0 || after !== null; after = pages.at(-1)!.next)
      pages.push(await forTheAdmin(after, LOOKED_AT));
    expect(pages.length).toBe(3);
    const sumOf = (isTonight: boolean): number =>
      pages
        .flatMap(({ contacts }) => contacts)
        .reduce((sum, some) => sum + (some.isTonight === isTonight ? some.total : 0), 0);
    expect([sumOf(true), sumOf(false)]).toEqual([tonight.total, later.total]);

    const page = await world.admin.get(`/privacy?after=${pages[0]!.next!}`);
    expect([page.status, wordsOf({ body: page.text }).includes('counts the next 100,000 at most')]).toEqual([
      200,
      true,
    ]);
    expect((await world.admin.get('/privacy?after=everything')).status).toBe(400);
  });
});

describe('somebody who asks for recourse by the link in their mail', () => {
  it('waits for an erasure that is under way, and then finds nothing to ask about', async () => {
    const reference = await answered();
    await world.line.found(AlertsJob).tick();
    const mail = world.line.mails().find(({ to, text }) => to === enquirer.email && text.includes(reference));
    const link = new URL(/http:\S+\/recourse\/ask\/\S+/.exec(mail!.text)![0]).pathname;
    expect((await ask(world.line.stage.url, link)).status).toBe(200);
    world.line.moveTo('2028-07-01T12:00:00.000Z');
    const { admin } = world.line;
    await admin.query('begin');
    await admin.query('select from contact where reference = $1 for no key update', [reference]);
    const asking = ask(world.line.stage.url, link, { form: { reason: MARK } });
    await new Promise((done) => setTimeout(done, 300));
    await admin.query(
      'delete from contact_personal p using contact c where c.id = p.contact_id and c.reference = $1',
      [reference],
    );
    await admin.query('commit');
    // The page that follows says nothing of whether there was anything to ask about.
    expect((await asking).status).toBe(303);
    const { rows } = await admin.query(
      'select from recourse_request q join contact c on c.id = q.contact_id where c.reference = $1',
      [reference],
    );
    expect(rows).toEqual([]);
    expect((await ask(world.line.stage.url, link)).status).toBe(404);
  });
});

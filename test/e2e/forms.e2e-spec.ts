import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import pg from 'pg';
import request from 'supertest';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const FORCE = 'formshire';
const NOW = '2026-06-01T12:00:00.000Z';
/** Sergeant and Inspector supervise A; Constable leads A; Other leads B. */
const PEOPLE = ['constable', 'other', 'sergeant', 'inspector', 'admin'] as const;
type Who = (typeof PEOPLE)[number];

let house: TestApp;
let admin: pg.Client;
const cookies = {} as Record<Who, string>;

beforeAll(async () => {
  house = await startTestApp({ now: NOW, trialForceId: FORCE });
  admin = new pg.Client({ connectionString: house.adminUrl });
  await admin.connect();
  await seed();
  await moveTo(NOW);
});
afterAll(async () => {
  await admin.end();
  await house.close();
});
beforeEach(() => moveTo(NOW));

/** Moves the clock; everybody signs in again, because a session lasts hours and the tests move days. */
async function moveTo(instant: string): Promise<void> {
  house.clock.set(DateTime.fromISO(instant, { zone: 'utc' }));
  for (const who of PEOPLE) {
    const { rows } = await admin.query<{ id: string }>(`select id from person where name = $1`, [who]);
    const answer = await request(house.url)
      .post('/sign-in')
      .type('form')
      .send({ personId: rows[0]!.id })
      .expect(303);
    cookies[who] = answer.headers['set-cookie']![0]!.split(';')[0]!;
  }
}

async function seed(): Promise<void> {
  await admin.query(
    `insert into force (id, name, starts_on, created_at) values ($1, 'Formshire', '2025-07-01', now())`,
    [FORCE],
  );
  for (const code of ['A', 'B']) {
    await admin.query(
      `insert into neighbourhood (force_id, id, code, name, during, created_at, updated_at)
       values ($1, $2, $3, $4, '[2025-07-01,)', now(), now())`,
      [FORCE, randomUUID(), code, `Place ${code}`],
    );
  }
  const posts: [Who, string, string | null, string | null][] = [
    ['constable', 'team', 'A', 'lead'],
    ['other', 'team', 'B', 'lead'],
    ['sergeant', 'supervisor', 'A', 'supervisor'],
    ['inspector', 'supervisor', 'A', 'supervisor'],
    ['admin', 'force-admin', null, null],
  ];
  for (const [name, role, code, assigned] of posts) {
    const officerId = randomUUID();
    await admin.query(
      `insert into officer (force_id, id, collar_number, name, rank, duty_email, created_at, updated_at)
       values ($1, $2, $3, $3, 'constable', $4, now(), now())`,
      [FORCE, officerId, name, `${name}@formshire.example`],
    );
    await admin.query(
      `insert into person (force_id, id, name, role, officer_id, created_at) values ($1, $2, $3, $4, $5, now())`,
      [FORCE, randomUUID(), name, role, code && officerId],
    );
    if (!code) continue;
    await admin.query(
      `insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
       select force_id, $2, id, $3, $4, '[2025-07-01,)', now() from neighbourhood where force_id = $1 and code = $5`,
      [FORCE, randomUUID(), officerId, assigned, code],
    );
  }
}

const get = (who: Who, path: string): request.Test =>
  request(house.url).get(path).set('Cookie', cookies[who]);
const post = (who: Who, path: string, form: object): request.Test =>
  request(house.url)
    .post(path)
    .set('Cookie', cookies[who])
    .set('Sec-Fetch-Site', 'same-origin')
    .type('form')
    .send(form);
const count = async (table: string): Promise<number> =>
  Number((await admin.query<{ count: string }>(`select count(*) from ${table}`)).rows[0]!.count);

const message = (): Record<string, string> => ({
  token: randomUUID(),
  subject: 'Lights <b>out</b>',
  message: 'By the lock & the bridge.',
  email: 'walker@example.org',
});

/** Writes to place A by the public's form and returns the reference. */
async function written(form = message()): Promise<string> {
  const sent = await request(house.url)
    .post(`/your-area/${FORCE}/A/contact`)
    .type('form')
    .send(form)
    .expect(303);
  return new URL(sent.headers['location']!, house.url).searchParams.get('reference')!;
}

describe('the public’s form', () => {
  it('shows the reference and the deadline, and the deadline is 72 hours away', async () => {
    const reference = await written();
    const page = await request(house.url)
      .get(`/your-area/${FORCE}/A/contact/sent?reference=${reference}`)
      .expect(200);
    expect(page.text).toContain(reference);
    expect(page.text).toContain('Thursday 4 June 2026 at 1pm BST');
  });

  it('sent twice is one contact; changed and sent again is another', async () => {
    const before = await count('contact');
    const form = message();
    const first = await written(form);
    await moveTo('2026-06-01T12:00:07.250Z');
    expect(await written(form)).toBe(first);
    expect(await count('contact')).toBe(before + 1);
    expect(await written({ ...form, message: 'Another matter.' })).not.toBe(first);
    expect(await count('contact')).toBe(before + 2);
  });

  it.each([
    ['nothing', {}, ['Enter what it is about', 'Enter the message']],
    ['a broken address', { ...message(), email: 'walker' }, ['Enter an email address']],
    ['no token', { ...message(), token: '' }, ['Open the form again']],
    ['a field nobody asked for', { ...message(), admin: '1' }, ['admin is not a known field']],
    ['a name of two lines', { ...message(), name: 'A\nB' }, ['Use one line']],
  ])('with %s is shown again with what was typed, and stores nothing', async (_, form, messages) => {
    const before = await count('contact');
    const page = await request(house.url)
      .post(`/your-area/${FORCE}/A/contact`)
      .type('form')
      .send(form)
      .expect(400);
    for (const text of messages) expect(page.text).toContain(text);
    if ('message' in form) expect(page.text).toContain('By the lock &amp; the bridge.');
    expect(page.text).toContain('<title>Error: ');
    expect(await count('contact')).toBe(before);
  });

  it('of an unknown place or force is not found, and neither is another’s reference', async () => {
    await request(house.url).get(`/your-area/${FORCE}/Z/contact`).expect(404);
    await request(house.url).get(`/your-area/nowhere/A/contact`).expect(404);
    await request(house.url).post(`/your-area/nowhere/A/contact`).type('form').send(message()).expect(404);
    await request(house.url).get(`/your-area/${FORCE}/A/contact/sent?reference=CCC-CCC-CCC`).expect(404);
  });
});

describe('the team’s pages', () => {
  it('show what the public wrote as text, never as markup', async () => {
    const page = await get('constable', `/contacts/${await written()}`).expect(200);
    expect(page.text).toContain('Lights &lt;b&gt;out&lt;/b&gt;');
    expect(page.text).not.toContain('<b>out</b>');
  });

  it('show contacts of one’s own neighbourhoods only', async () => {
    const reference = await written();
    for (const who of ['constable', 'sergeant', 'admin'] as const) {
      expect((await get(who, '/contacts').expect(200)).text).toContain(reference);
      await get(who, `/contacts/${reference}`).expect(200);
    }
    expect((await get('other', '/contacts').expect(200)).text).not.toContain(reference);
    await get('other', `/contacts/${reference}`).expect(404);
    await post('other', `/contacts/${reference}/responses`, {
      route: 'phone',
      text: 'x',
      nextSteps: 'y',
    }).expect(404);
    await post('other', `/contacts/${reference}/out-of-scope`, { reason: 'spam' }).expect(404);
  });

  it('log every reading', async () => {
    const reference = await written();
    const consulted = async (): Promise<number> =>
      Number(
        (
          await admin.query<{ count: string }>(
            `select count(*) from audit_entry a join contact c on a.subject_id = c.id::text
              where c.reference = $1 and a.action = 'consult' and a.actor_kind = 'person'`,
            [reference],
          )
        ).rows[0]!.count,
      );
    await get('constable', `/contacts/${reference}`).expect(200);
    await get('sergeant', `/contacts/${reference}`).expect(200);
    expect(await consulted()).toBe(2);
  });

  it('record a call with the local time it happened, and show the form again when it cannot be', async () => {
    const reference = await written();
    await moveTo('2026-06-02T12:00:00.000Z');
    const call = {
      token: randomUUID(),
      route: 'phone',
      text: 'We spoke about the lamps.',
      nextSteps: 'The council comes on Friday.',
      'respondedOn-day': '2',
      'respondedOn-month': '6',
      'respondedOn-year': '2026',
      respondedTime: '9:15am',
    };
    const early = await post('constable', `/contacts/${reference}/responses`, {
      ...call,
      'respondedOn-day': '1',
    }).expect(400);
    expect(early.text).toContain('must not be before the person wrote');
    expect(early.text).toContain('We spoke about the lamps.');
    const noNext = await post('constable', `/contacts/${reference}/responses`, {
      ...call,
      nextSteps: ' ',
    }).expect(400);
    expect(noNext.text).toContain('does not stop the clock');
    const nothing = await post('constable', `/contacts/${reference}/responses`, {}).expect(400);
    expect(nothing.text).toContain('Choose how the answer reaches the person');
    await post('constable', `/contacts/${reference}/responses`, call).expect(303);
    const { rows } = await admin.query<{ at: string }>(
      `select to_char(stopped_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at from clock k join contact c on c.id = k.contact_id where c.reference = $1`,
      [reference],
    );
    expect(rows[0]!.at).toBe('2026-06-02 08:15');
    expect((await get('constable', '/contacts?view=answered').expect(200)).text).toContain(reference);
  });

  it('an answer sent twice is one answer, and a contact of the same minute can be answered', async () => {
    await moveTo('2026-06-01T12:00:30.000Z');
    const reference = await written();
    const answer = {
      token: randomUUID(),
      route: 'in-person',
      text: 'She came to the desk.',
      nextSteps: 'We look at the lamps tonight.',
      'respondedOn-day': '1',
      'respondedOn-month': '6',
      'respondedOn-year': '2026',
      respondedTime: '1pm',
    };
    const before = await count('response');
    for (const instant of ['2026-06-01T12:10:00.000Z', '2026-06-01T12:10:02.000Z']) {
      await moveTo(instant);
      const saved = await post('constable', `/contacts/${reference}/responses`, answer).expect(303);
      expect(saved.headers['location']).toBe(`/contacts/${reference}?done=answered`);
    }
    expect(await count('response')).toBe(before + 1);
    expect((await get('constable', `/contacts/${reference}?done=constructor`).expect(200)).text).toContain(
      'Answered in time',
    );
  });

  it('of two that are one query the page goes to the one that was taken out', async () => {
    const first = await written();
    await moveTo('2026-06-01T12:30:00.000Z');
    const second = await written();
    const taken = await post('constable', `/contacts/${first}/out-of-scope`, {
      reason: 'duplicate',
      duplicateOf: second,
    }).expect(303);
    expect(taken.headers['location']).toBe(`/contacts/${second}?done=out-of-scope`);
    expect((await get('constable', `/contacts/${first}`)).text).toContain('left');
  });

  it('a contact taken out late stays missed until a supervisor who did not take it out confirms', async () => {
    const reference = await written();
    await moveTo('2026-06-05T12:00:00.000Z');
    await post('sergeant', `/contacts/${reference}/out-of-scope`, { reason: 'complaint' }).expect(303);
    expect((await get('sergeant', `/contacts/${reference}`)).text).toContain('Out of scope, not confirmed');
    await post('constable', `/contacts/${reference}/out-of-scope/confirm`, {}).expect(403);
    await post('sergeant', `/contacts/${reference}/out-of-scope/confirm`, {}).expect(403);
    expect((await get('sergeant', `/contacts/${reference}`)).text).toContain('Out of scope, not confirmed');
    await post('inspector', `/contacts/${reference}/out-of-scope/confirm`, {}).expect(303);
    expect((await get('sergeant', `/contacts/${reference}`)).text).not.toContain('not confirmed');
    await post('inspector', `/contacts/${reference}/out-of-scope/confirm`, {}).expect(409);
  });
});

describe('entering a call by hand', () => {
  const call = (): Record<string, string> => ({
    ...message(),
    neighbourhood: 'A',
    channel: 'phone',
    'on-day': '31',
    'on-month': '5',
    'on-year': '2026',
    time: '4:30pm',
    telephone: '01632 960123',
  });

  it('starts the clock when the person spoke, and tells the team in time', async () => {
    const answer = await post('constable', '/contacts/new', call()).expect(303);
    const reference = /contacts\/([^?]+)/.exec(answer.headers['location']!)![1]!;
    const page = await get('constable', `/contacts/${reference}`).expect(200);
    expect(page.text).toContain('Wednesday 3 June 2026 at 4:30pm BST');
    await moveTo('2026-06-02T15:30:00.000Z');
    await house.app.get(AlertsJob, { strict: false }).tick();
    const told = house.mailbox.mails.filter(({ raw }) => raw.includes(reference)).flatMap(({ to }) => to);
    expect(told).toContain('constable@formshire.example');
    expect(told).not.toContain('other@formshire.example');
  });

  it.each([
    ['in somebody else’s neighbourhood', { neighbourhood: 'B' }, 'Choose one of your neighbourhoods'],
    [
      'without when',
      { 'on-day': '', 'on-month': '', 'on-year': '', time: '' },
      'Enter when the person got in touch',
    ],
    ['on a day that is none', { 'on-day': '31', 'on-month': '6' }, 'Enter a real date'],
    ['in the future', { 'on-day': '2', 'on-month': '6' }, 'more than 5 minutes in the future'],
    ['by an unknown way', { channel: 'pigeon' }, 'Choose how the person got in touch'],
  ])('%s is refused with what to do', async (_, change, text) => {
    const before = await count('contact');
    const page = await post('constable', '/contacts/new', { ...call(), ...change }).expect(400);
    expect(page.text).toContain(text);
    expect(page.text).toContain('By the lock &amp; the bridge.');
    expect(await count('contact')).toBe(before);
  });

  it('a contact without any address has no clock, and the team sees it all the same', async () => {
    const { email: _email, telephone: _telephone, ...anonymous } = call();
    const answer = await post('constable', '/contacts/new', anonymous).expect(303);
    const reference = /contacts\/([^?]+)/.exec(answer.headers['location']!)![1]!;
    expect((await get('constable', '/contacts?view=unreachable')).text).toContain(reference);
    expect((await get('constable', `/contacts/${reference}`)).text).toContain('No reply possible');
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { People } from '../../src/access/people.js';
import type { Role } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { Sender } from '../../src/mail/sender.js';
import { Posts } from '../../src/registry/workforce/posts.service.js';
import { type Answer, ask, type Question } from '../support/real-input/api.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';
import { wordsOf } from '../support/words.js';

const BY = { kind: 'command', id: 'test' } as const;
const FORCE = 'squares';
const UNNAMED = 'Officer 1, name withheld';

let line: SmallStage;
let officerIds: Record<string, string>;
let cyId: string;
let colleagueId: string;
let supervisorId: string;
let adminId: string;
let reference: string;

/** Cy Ode leads S1 and the name is withheld; Ann Ward is of the same team, and Di Poe supervises it. */
beforeAll(async () => {
  line = await SmallStage.set();
  const { rows } = await line.admin.query<{ collar: string; id: string }>(
    `update officer set name = case collar_number when '1' then 'Cy Ode' else 'Ann Ward' end returning collar_number as collar, id`,
  );
  officerIds = Object.fromEntries(rows.map(({ collar, id }) => [collar, id]));
  await line.admin.query(
    `insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
     select force_id, gen_random_uuid(), id, $1, 'team', '[2025-07-01,)', now() from neighbourhood where code = 'S1'`,
    [officerIds['2']],
  );
  cyId = await person('PC Cy Ode', 'team', officerIds['1']);
  colleagueId = await person('PC Ann Ward', 'team', officerIds['2']);
  supervisorId = await person('Sergeant Di Poe', 'supervisor', await supervisor());
  adminId = await person('Ada Min', 'force-admin');
});
afterAll(() => line.leave());
beforeEach(async () => {
  line.moveTo(NOW);
  await withhold(true);
  reference = await line.received();
});
afterEach(() => line.admin.query(`delete from officer_name_withheld`));

const person = (name: string, role: Role, officerId?: string): Promise<string> =>
  line.found(People).add(FORCE, { name, role, ...(officerId && { officerId }) }, BY);
const withhold = (isWithheld: boolean): Promise<unknown> =>
  line.admin.query(`update officer set name_withheld = $1 where collar_number = '1'`, [isWithheld]);

async function supervisor(): Promise<string> {
  const { rows } = await line.admin.query<{ id: string }>(
    `with added as (
       insert into officer (force_id, id, collar_number, name, rank, created_at, updated_at)
       values ($1, gen_random_uuid(), '3', 'Di Poe', 'sergeant', now(), now()) returning force_id, id),
     assigned as (
       insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
       select n.force_id, gen_random_uuid(), n.id, a.id, 'supervisor', '[2025-07-01,)', now()
         from neighbourhood n, added a where n.code = 'S1')
     select id from added`,
    [FORCE],
  );
  return rows[0]!.id;
}

async function as(personId: string, path: string, form?: Record<string, string>): Promise<Answer> {
  const cookie = `npg-session=${await line.found(Sessions).start(FORCE, personId)}`;
  const question: Question = { cookie, ...(form && { form }) };
  return ask(line.stage.url, path, question);
}

const page = async (personId: string, path = `/contacts/${reference}`): Promise<string> =>
  wordsOf({ body: (await as(personId, path)).text });

/** What the officer whose name is withheld does with a contact: answers by telephone. */
async function answered(): Promise<void> {
  const sent = await as(cyId, `/contacts/${reference}/responses`, {
    token: randomUUID(),
    route: 'phone',
    'respondedOn-day': '1',
    'respondedOn-month': '6',
    'respondedOn-year': '2026',
    respondedTime: '1pm',
    text: 'We met the council.',
    nextSteps: 'The bins go on Friday.',
  });
  expect(sent.headers.get('location')).toBe(`/contacts/${reference}?done=answered`);
}

const byOf = async (key: string): Promise<string[]> =>
  (await line.to(reference, undefined, { key })).json.timeline.map(({ by }: { by: string }) => by);

describe('who did something with a contact, when the name is withheld', () => {
  it('is told to colleagues and supervisors by collar number', async () => {
    await answered();
    for (const reader of [colleagueId, supervisorId, cyId]) {
      const words = await page(reader);
      expect(words).toContain(`Answered: Phone call by ${UNNAMED}`);
      expect(words).not.toContain('Ode');
    }
  });

  it('is told to a force admin by name, who must not pass it on', async () => {
    await answered();
    expect(await page(adminId)).toContain(
      'Answered: Phone call by PC Cy Ode (name withheld from the public)',
    );
  });

  it('is told to a machine by number, and by name only to one that keeps the registry', async () => {
    await answered();
    const reads = await line.keyFor(FORCE, ['contacts:read', 'registry:read']);
    const keeps = await line.keyFor(FORCE, ['contacts:read', 'registry:write']);
    expect(await byOf(reads)).toEqual(['api-key', UNNAMED]);
    expect((await line.to(reference, undefined, { key: reads })).text).not.toContain('Ode');
    expect(await byOf(keeps)).toEqual(['api-key', 'PC Cy Ode (name withheld from the public)']);
  });

  it('is told by name again when it is published again, and to all', async () => {
    await answered();
    await withhold(false);
    expect(await page(colleagueId)).toContain('Answered: Phone call by PC Cy Ode');
  });

  it('is told by number from the day on which withholding begins, planned as it was', async () => {
    await withhold(false);
    await answered();
    await line.admin.query(
      `insert into officer_name_withheld (force_id, id, officer_id, during) values ($1, gen_random_uuid(), $2, '[2026-06-02,)')`,
      [FORCE, officerIds['1']],
    );
    line.moveTo('2026-06-01T22:59:59.999Z');
    expect(await page(colleagueId)).toContain('by PC Cy Ode');
    line.moveTo('2026-06-01T23:00:00.000Z');
    expect(await page(colleagueId)).toContain(`by ${UNNAMED}`);
  });

  it('does not change who is told of others', async () => {
    await as(colleagueId, `/contacts/${reference}/out-of-scope`, { reason: 'spam' });
    expect(await page(supervisorId)).toContain('Taken out of scope: Spam by PC Ann Ward');
  });
});

describe('the list of a team', () => {
  it('tells no withheld name', async () => {
    await answered();
    for (const view of ['waiting', 'answered', 'out-of-scope', 'unreachable']) {
      const words = await page(colleagueId, `/contacts?view=${view}`);
      expect([view, words.includes(', as at 1 Jun 2026, 1pm'), words.includes('Ode')]).toEqual([
        view,
        true,
        false,
      ]);
    }
  });
});

describe('reports', () => {
  it('tell no withheld name, on the page, as CSV and as JSON', async () => {
    await answered();
    const lead = { collarNumber: '1', fromOn: '2026-01-01' };
    await line.found(Posts).nameAsbLead(FORCE, lead, { actor: BY });
    const body = await line.stage.cookieOf('local-policing-body');
    const period = 'from=2026-05-01&to=2026-05-31';
    const html = await ask(line.stage.url, `/reports/compliance?${period}`, { cookie: body });
    const csv = await ask(line.stage.url, `/reports/compliance.csv?${period}`, { cookie: body });
    const json = await ask(line.stage.url, `/api/v1/reports/compliance?${period}`, {
      key: line.stage.apiKey,
    });
    for (const { status, text } of [html, csv, json]) {
      expect([status, text.includes('Square S1'), text.includes('Ode')]).toEqual([200, true, false]);
    }
  });
});

describe('mail', () => {
  const FROM_HERE = {
    route: 'email-from-here',
    text: 'We met the council.',
    nextSteps: 'Bins go on Friday.',
  };
  const send = (fields: object): Promise<Answer> =>
    line.to(`${reference}/responses`, { ...FROM_HERE, ...fields });

  beforeEach(async () => {
    await line.found(AlertsJob).tick();
    line.mails();
  });

  it.each([
    ['text', { text: 'I looked at it.\n\nCy Ode' }],
    ['text', { text: 'Ask for PC ODE at the station.' }],
    ['nextSteps', { nextSteps: 'Cy\nOde’s beat meeting is on Friday.' }],
  ])('to the public is not sent with a withheld name in %s', async (field, fields) => {
    const refused = await send(fields);
    expect([refused.status, refused.json.errors]).toEqual([
      400,
      [{ field, message: expect.stringContaining('This names an officer whose name is withheld') }],
    ]);
    await line.found(Sender).sendDue();
    expect(line.mails()).toEqual([]);
    expect((await line.to(reference)).json.responses).toEqual([]);
  });

  it('to the public is not sent with the name under which the officer signs in either', async () => {
    await line.admin.query(`update person set name = 'Cyrus Ode-Hall' where id = $1`, [cyId]);
    expect((await send({ text: 'Yours, Cyrus Ode-Hall' })).status).toBe(400);
    await line.admin.query(`update person set name = 'PC Cy Ode' where id = $1`, [cyId]);
  });

  it('shows the form again with what was typed, to a force admin too', async () => {
    const form = { token: randomUUID(), ...FROM_HERE, text: 'Yours, Cy Ode' };
    for (const writer of [cyId, adminId]) {
      const again = await as(writer, `/contacts/${reference}/responses`, form);
      expect([
        again.status,
        again.text.includes('href="#text"'),
        again.text.includes('Yours, Cy Ode'),
      ]).toEqual([400, true, true]);
    }
  });

  it('to the public is sent once the name is left out, and tells it nowhere', async () => {
    const form = { token: randomUUID(), ...FROM_HERE };
    const sent = await as(cyId, `/contacts/${reference}/responses`, form);
    expect(sent.headers.get('location')).toContain('done=sending');
    await line.found(Sender).sendDue();
    const [mail, ...more] = line.stage.mailbox.mails;
    expect([mail?.to, more, mail?.raw.includes('Ode')]).toEqual([['kit@people.example'], [], false]);
  });

  it('may name an officer whose name is published', async () => {
    await withhold(false);
    expect((await send({ text: 'Yours, Cy Ode' })).status).toBe(201);
  });

  it('sent elsewhere, or a call, is written down as it was', async () => {
    const elsewhere = await send({ route: 'email', respondedAt: NOW, text: 'Yours, Cy Ode' });
    expect(elsewhere.status).toBe(201);
  });

  it('that acknowledges a contact tells no withheld name', async () => {
    await line.received();
    await line.found(Sender).sendDue();
    const { mails } = line.stage.mailbox;
    expect(mails.map(({ to, raw }) => [to, raw.includes('Ode')])).toEqual([[['kit@people.example'], false]]);
  });

  it('that alerts a team tells no withheld name in its subject or text', async () => {
    line.moveTo('2026-06-03T12:00:00.000Z');
    await line.found(AlertsJob).tick();
    const alerts = line.mails().filter(({ text }) => text.includes(reference));
    expect(alerts.map(({ to }) => to)).toContain('duty.1@force.example');
    for (const { subject, text, html } of alerts) expect(subject + text + html).not.toContain('Ode');
  });
});

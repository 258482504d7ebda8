import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ApiKeys } from '../../src/access/api-keys.js';
import { type Role, ROLES, type Scope } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { MEASURES } from '../../src/reports/measures/catalogue.js';
import { canOpen, rowsAddress } from '../../src/reports/rows/openable.js';
import type { RowsView } from '../../src/reports/rows/rows-api.view.js';
import { type Answer } from '../support/access-app.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import { wordsOf } from '../support/words.js';
import { figureOf, ReportsWorld, utc } from './reports-world.js';
import { type RowsHistory, tellHistory } from './rows-history.js';

const SEED = 11;
const FORCE = `rows-${SEED}`;
const OCTOBER = { fromOn: '2026-10-01', toOn: '2026-10-31' };

let house: WholeApp;
let world: ReportsWorld;
let history: RowsHistory;
const people: Record<string, string> = {};
const cookies = {} as Record<Role, string>;
const keys: Record<string, string> = {};
/** The contact with everything that a person may leave with one. */
let planted: string;

beforeAll(async () => {
  house = await startWholeApp({ trial: { forceId: FORCE } });
  world = await ReportsWorld.open(house.database);
  history = await tellHistory(world, SEED, [OCTOBER.fromOn, OCTOBER.toOn]);
  house.clock.set(history.cutOffAt);
  world.clock.set(history.cutOffAt);
  await plantContacts();
  await plantNames();
  for (const role of ROLES) {
    const { rows } = await house.admin.query<{ id: string }>(
      `insert into person (force_id, id, name, role, created_at) values ($1, gen_random_uuid(), $2, $2, now()) returning id`,
      [FORCE, role],
    );
    people[role] = rows[0]!.id;
  }
  await superviseP1();
  for (const role of ROLES)
    cookies[role] = `npg-session=${await house.app.get(Sessions).start(FORCE, people[role]!)}`;
  const scopes: Record<string, Scope[]> = {
    figures: ['reports:read'],
    contacts: ['reports:read', 'contacts:read'],
    registry: ['reports:read', 'registry:read'],
    others: ['registry:read'],
  };
  for (const [name, its] of Object.entries(scopes))
    keys[name] = (await house.app.get(ApiKeys).make(FORCE, name, its)).key;
});
afterAll(async () => {
  await world.close();
  await house.close();
});

/** People who wrote, were answered, handed over, taken out of scope, and asked for a supervisor: every text is planted. */
async function plantContacts(): Promise<void> {
  const { key } = await house.app.get(ApiKeys).make(FORCE, 'line', ['contacts:write', 'contacts:read']);
  const send = async (url: string, payload: object, at: string): Promise<Answer> => {
    house.clock.set(utc(at));
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': url + at };
    const answer = await house.ask({ method: 'POST', url: `/api/v1/contacts${url}`, payload, headers });
    if (answer.statusCode >= 300) throw new Error(answer.body);
    return answer;
  };
  const enquirer = {
    name: 'Planted Person',
    email: 'planted@people.example',
    telephone: '01632 960999',
    address: '1 Planted Lane',
  };
  for (const [at, more] of [
    ['2026-10-05T10:07:00Z', { enquirer }],
    ['2026-10-06T10:07:00Z', { enquirer }],
    ['2026-10-07T10:07:00Z', { enquirer: { name: 'Planted Nobody' } }],
  ] as const) {
    const contact = { neighbourhood: 'P1', submittedAt: at, subject: 'Planted subject', ...more };
    const answer = await send('', { ...contact, message: 'Planted message' }, at);
    const reference = (answer.json() as { reference: string }).reference;
    if (at.includes('10-07')) continue;
    if (at.includes('10-06')) {
      await send(`/${reference}/transfers`, { to: 'P2', note: 'Planted note' }, '2026-10-09T09:07:00Z');
      await send(`/${reference}/out-of-scope`, { reason: 'spam' }, '2026-10-10T11:07:00Z');
      continue;
    }
    const asked = { askedBy: 'phone', askedAt: '2026-10-08T11:07:00Z', reason: 'Planted reason' };
    await send(`/${reference}/recourse`, asked, '2026-10-08T12:07:00Z');
    const answered = { route: 'phone', respondedAt: '2026-10-09T10:07:00Z' };
    await send(
      `/${reference}/responses`,
      { ...answered, text: 'Planted answer', nextSteps: 'Planted next steps' },
      '2026-10-09T11:07:00Z',
    );
    planted = (
      await house.admin.query<{ id: string }>('select id from contact where reference = $1', [reference])
    ).rows[0]!.id;
  }
  house.clock.set(history.cutOffAt);
}

/** Whatever tells a contact or an officer from others has a word in it that is nowhere else. */
async function plantNames(): Promise<void> {
  await world.admin.query(
    `update contact c set reference = 'PNT-PNT-' || substr($2, n.number / 324 % 18 + 1, 1) || substr($2, n.number / 18 % 18 + 1, 1)
       || substr($2, n.number % 18 + 1, 1)
     from (select id, row_number() over (order by id)::int as number from contact where force_id = $1) n where c.id = n.id`,
    [FORCE, 'CDFHJKMNPQRTWX3479'],
  );
  await world.admin.query(
    `update officer o set collar_number = 'PLANTED' || n.number,
       name = case when o.name_withheld then 'Planted Hidden ' else 'Planted Open ' end || n.number
     from (select id, row_number() over (order by id) as number from officer where force_id = $1) n where o.id = n.id`,
    [FORCE],
  );
  await world.admin.query(`update neighbourhood_event set title = 'Planted title' where force_id = $1`, [
    FORCE,
  ]);
}

/** The supervisor is an officer over P1 alone. */
async function superviseP1(): Promise<void> {
  const at = '2025-01-01T00:00:00Z';
  const officer = {
    collar_number: 'S1',
    name: 'Sergeant Planted',
    rank: 'sergeant',
    created_at: at,
    updated_at: at,
  };
  const id = people['supervisor']!;
  await world.insert('officer', [{ force_id: FORCE, id, ...officer }]);
  await world.admin.query('update person set officer_id = id where id = $1', [id]);
  await world.admin.query(
    `insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
     select force_id, gen_random_uuid(), id, $2, 'supervisor', '[2025-01-01,)', now() from neighbourhood
     where force_id = $1 and code = 'P1'`,
    [FORCE, id],
  );
}

const asRole = (role: Role, url: string): Promise<Answer> =>
  house.ask({ url, headers: { cookie: cookies[role] } });
const asKey = (name: string, url: string): Promise<Answer> =>
  house.ask({ url, headers: { authorization: `Bearer ${keys[name]}` } });
const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true });
const address = (measure: string, more: object = {}, extension: '' | '.csv' = ''): string =>
  rowsAddress({ measure, ...more }, OCTOBER, { extension });

const PLANTED = /planted|pnt-pnt|960999/i;
/** A time of day, as a page, a file or an answer of the API writes it. */
const MINUTE = /\d{1,2}(:\d\d)?(am|pm)|noon|midnight|T\d\d:\d\d/;
const cellsOf = (html: string): string[] =>
  [...html.matchAll(/<td[^>]*>([^]*?)<\/td>/g)].map(([, cell]) => cell!);

/** Every measure that can be opened, of the whole force or, if it is of one place at a time, of the first. */
const OPENED = MEASURES.filter(({ id }) => canOpen(id)).map(({ id, ...measure }) => {
  const onlyBy = 'onlyBy' in measure && measure.onlyBy;
  return address(id, onlyBy ? (measure.kind === 'wards' ? { ward: 'W1' } : { neighbourhood: 'P1' }) : {});
});
const toCsv = (url: string): string => url.replace('/rows?', '/rows.csv?');
const toApi = (url: string): string => `/api/v1${url}`;

describe('whoever reads figures only sees nothing that tells a person from others', () => {
  it.each(['local-policing-body', 'auditor'] as const)('%s', async (role) => {
    for (const url of OPENED) {
      for (const each of [url, toCsv(url)]) {
        const { statusCode, body } = await asRole(role, each);
        expect([each, statusCode]).toEqual([each, 200]);
        expect([each, PLANTED.exec(body)?.[0]]).toEqual([each, undefined]);
        expect([each, body.includes('/contacts/')]).toEqual([each, false]);
        // "In days": no minute of what somebody wrote or was answered, and no id, which holds one.
        const rows = each.includes('.csv') ? [body] : cellsOf(body);
        expect([each, rows.find((row) => MINUTE.test(row))]).toEqual([each, undefined]);
        expect([each, /[0-9a-f]{8}-[0-9a-f]{4}-/.exec(body)?.[0]]).toEqual([each, undefined]);
      }
    }
    const { rows } = await house.admin.query<{ detail: { contacts: string[] } }>(
      `select detail from audit_entry where actor_id = $1 and subject_id like 'rows:%'`,
      [people[role]],
    );
    expect(rows.length).toBe(OPENED.length * 2);
    expect(rows.flatMap(({ detail }) => detail.contacts)).toEqual([]);
  });

  it('a reason for taking out of scope stands beside no place, because the report does not count it by place', async () => {
    const csv = async (role: Role, measure: string): Promise<Record<string, string>[]> =>
      rowsOf((await asRole(role, address(measure, {}, '.csv'))).body);
    const reasons = MEASURES.filter(({ id }) => id.startsWith('out-of-scope-')).map(({ id }) => id);
    const placed = await csv('local-policing-body', 'out-of-scope');
    expect(placed.length).toBeGreaterThan(2);
    expect(new Set(placed.map((row) => row['neighbourhood code'] !== ''))).toEqual(new Set([true]));
    expect(placed.filter((row) => row['state']!.includes(':'))).toEqual([]);
    const apart = (await Promise.all(reasons.map((id) => csv('local-policing-body', id)))).flat();
    expect(apart.map((row) => row['state']!.slice(0, 14))).toEqual(placed.map(() => 'Out of scope: '));
    expect(apart.filter((row) => 'neighbourhood' in row || 'came by' in row)).toEqual([]);
    const [own] = await csv('force-admin', 'out-of-scope');
    expect([own!['neighbourhood code'], own!['state']]).toEqual([
      expect.stringMatching(/^P\d$/),
      expect.stringMatching(/^Out of scope: /),
    ]);
  });

  it.each(['figures', 'registry'])('a key for figures, with or without the registry: %s', async (name) => {
    for (const url of OPENED) {
      const answer = await asKey(name, toApi(url));
      expect([url, answer.statusCode]).toEqual([url, 200]);
      const { columns, items } = answer.json() as RowsView;
      const said = JSON.stringify([columns, items]);
      // The registry names officers and events; of people who wrote it says nothing.
      const officer = /Planted (Open|Hidden) \d+|Sergeant Planted|PLANTED\d+|Planted title/g;
      const told = name === 'registry' ? said.replaceAll(officer, '') : said;
      expect([url, PLANTED.exec(told)?.[0]]).toEqual([url, undefined]);
      expect([url, MINUTE.exec(said)?.[0], /"instant"/.exec(said)?.[0]]).toEqual([url, undefined, undefined]);
    }
  });

  it('and there is something to be seen by others', async () => {
    const seen = await Promise.all(OPENED.map(async (url) => (await asRole('force-admin', url)).body));
    expect(seen.filter((body) => body.includes('PNT-PNT-')).length).toBeGreaterThan(20);
    expect(seen.filter((body) => body.includes('Planted Open')).length).toBeGreaterThan(2);
    expect(seen.some((body) => body.includes('Planted Hidden'))).toBe(true);
    expect(seen.some((body) => body.includes('Planted title'))).toBe(true);
    expect(seen.filter((body) => cellsOf(body).some((cell) => MINUTE.test(cell))).length).toBeGreaterThan(20);
    const { rows } = await house.admin.query<{ reference: string }>(
      'select reference from contact where id = $1',
      [planted],
    );
    const page = await asRole('force-admin', `/contacts/${rows[0]!.reference}`);
    for (const text of ['Planted Person', '1 Planted Lane', 'Planted message', 'Planted answer', '960999'])
      expect(page.body).toContain(text);
  });

  it('a key sees what its other scopes open', async () => {
    const items = async (name: string, measure: string): Promise<RowsView['items']> =>
      ((await asKey(name, toApi(address(measure)))).json() as RowsView).items;
    const [first] = await items('contacts', 'clocks-due');
    expect(first!.values['reference']).toEqual(expect.stringMatching(/^PNT-PNT-/));
    expect((await items('registry', 'clocks-due')).every(({ values }) => !('reference' in values))).toBe(
      true,
    );
    const officers = (await items('registry', 'headcount')).map(({ values }) => values['officer']);
    expect(officers).toContainEqual(expect.stringMatching(/^Planted Open/));
    expect(officers).toContainEqual(expect.stringMatching(/^Officer PLANTED\d+, name withheld$/));
    expect((await items('contacts', 'headcount')).every(({ values }) => !('officer' in values))).toBe(true);
    expect((await asKey('others', toApi(address('headcount')))).statusCode).toBe(403);
  });
});

describe('the force’s own', () => {
  it('a force admin opens every contact', async () => {
    const csv = rowsOf((await asRole('force-admin', address('clocks-due', {}, '.csv'))).body);
    const { body } = await asRole('force-admin', address('clocks-due'));
    expect(csv.length).toBeGreaterThan(10);
    for (const { contact } of csv) expect(body).toContain(`href="/contacts/${contact}"`);
  });

  it('a supervisor opens those of their areas, and is told of the others', async () => {
    const { rows } = await house.admin.query<{ reference: string; theirs: boolean }>(
      `select c.reference, n.code = 'P1' as theirs from clock k
       join contact c on c.id = k.contact_id join neighbourhood n on n.id = k.neighbourhood_id where k.force_id = $1`,
      [FORCE],
    );
    const theirs = new Map(rows.map((row) => [row.reference, row.theirs]));
    const all = rowsOf((await asRole('force-admin', address('clocks-due', {}, '.csv'))).body);
    const own = rowsOf((await asRole('supervisor', address('clocks-due', {}, '.csv'))).body);
    expect(own.map(({ contact }) => contact)).toEqual(
      all.map(({ contact }) => (theirs.get(contact!) ? contact : '')),
    );
    expect(new Set(own.map(({ contact }) => contact === ''))).toEqual(new Set([true, false]));
    const { body } = await asRole('supervisor', address('clocks-due'));
    expect(wordsOf({ body })).toContain('A contact without a reference is not in your areas.');
    const officers = await asRole('supervisor', address('headcount'));
    expect(wordsOf(officers)).not.toContain('not in your areas');
    for (const { contact } of all.slice(0, 6)) {
      const { statusCode } = await asRole('supervisor', `/contacts/${contact}`);
      expect([contact, statusCode === 200]).toEqual([contact, body.includes(`/contacts/${contact}"`)]);
    }
  });

  it('a supervisor reads names that are withheld as numbers', async () => {
    const bodies = await Promise.all(OPENED.map(async (url) => (await asRole('supervisor', url)).body));
    expect(bodies.filter((body) => body.includes('Planted Hidden'))).toEqual([]);
    expect(bodies.some((body) => /Officer PLANTED\d+, name withheld/.test(body))).toBe(true);
  });

  it('reading is logged with the contacts whose references were shown', async () => {
    await asRole('supervisor', address('clocks-missed'));
    await asRole('supervisor', address('clocks-missed', {}, '.csv'));
    const { rows } = await house.admin.query(
      `select action, subject_kind, subject_id, detail from audit_entry
       where actor_id = $1 and subject_id like 'rows:clocks-missed:%' order by id desc limit 2`,
      [people['supervisor']],
    );
    const own = await house.admin.query<{ id: string }>(
      `select distinct k.contact_id as id from clock k join neighbourhood n on n.id = k.neighbourhood_id
       where k.force_id = $1 and n.code = 'P1'`,
      [FORCE],
    );
    const ids = own.rows.map(({ id }) => id);
    expect(rows.map(({ action }) => action)).toEqual(['disclose', 'consult']);
    for (const { subject_kind, subject_id, detail } of rows) {
      expect([subject_kind, subject_id]).toEqual(['report', `rows:clocks-missed:2026-10-01:2026-10-31`]);
      expect(detail.contacts.length).toBeGreaterThan(0);
      expect(detail.contacts.filter((id: string) => !ids.includes(id))).toEqual([]);
    }
  });

  it('nobody else opens it', async () => {
    for (const role of ['team', 'operator'] as const) {
      expect((await asRole(role, address('clocks-due'))).statusCode).toBe(403);
      expect((await asRole(role, address('clocks-due', {}, '.csv'))).statusCode).toBe(403);
    }
    expect((await house.ask({ url: address('clocks-due') })).statusCode).toBe(303);
    expect((await house.ask({ url: toApi(address('clocks-due')) })).statusCode).toBe(401);
  });
});

describe('the page', () => {
  it('shows the figure as the report does, with its rows and what is not counted', async () => {
    const report = await world.reports.complianceReport(FORCE, OCTOBER.fromOn, OCTOBER.toOn);
    const { shown, numerator, denominator } = figureOf(report, 'share-met');
    const { body } = await asRole('local-policing-body', address('share-met'));
    const words = wordsOf({ body });
    expect(words).toContain(`${shown}% (${numerator} of ${denominator})`);
    expect(words).toContain(`All (${denominator})`);
    expect(words).toContain(`Not counted (${denominator! - numerator!})`);
    expect(words).toContain(`Rows 1 to ${denominator}, the first due first.`);
    expect(words).toContain('Kept and issued reports do not change');
    const csv = (show: string): Promise<Answer> =>
      asRole('local-policing-body', `${address('share-met', {}, '.csv')}&show=${show}`);
    const counted = rowsOf((await csv('counted')).body);
    const others = rowsOf((await csv('not-counted')).body);
    expect([counted.length, others.length]).toEqual([numerator, denominator! - numerator!]);
    expect(new Set(counted.map((row) => row['state']!.startsWith('Answered in time')))).toEqual(
      new Set([true]),
    );
    expect(others.some((row) => row['state']!.startsWith('Answered in time'))).toBe(false);
    expect(Object.keys(counted[0]!)).toEqual([
      ...['row', 'neighbourhood code', 'neighbourhood', 'came by', 'due', 'time to answer (minutes)'],
      ...['late by (minutes)', 'state', 'counted', 'measure id', 'period from', 'period to', 'zone'],
    ]);
    expect(counted[0]!['due']).toMatch(/^2026-10-\d\d$/);
    const [own] = rowsOf((await asRole('force-admin', address('share-met', {}, '.csv'))).body);
    expect(own!['due (Europe/London)']).toMatch(/^2026-10-\d\dT\d\d:\d\d\+0[01]:00$/);
  });

  it('marks the row that a percentile is', async () => {
    const report = await world.reports.complianceReport(FORCE, OCTOBER.fromOn, OCTOBER.toOn);
    const { value } = figureOf(report, 'median-minutes');
    const rows = rowsOf((await asRole('auditor', address('median-minutes', {}, '.csv'))).body);
    const marked = rows.filter((row) => row['is the figure'] === 'yes');
    expect(marked.map((row) => row['time to answer (minutes)'])).toEqual([String(value ?? '')]);
    expect(marked[0]!['rank']).toBe(String(Math.ceil(rows.length / 2)));
    expect((await asRole('auditor', address('median-minutes'))).body).toContain('The figure');
  });

  it('has pages of a hundred, and goes on from where it ended', async () => {
    const force = await world.force('many');
    const place = await world.neighbourhood(force, 'ONE');
    const dueAt = history.cutOffAt.minus({ days: 3 });
    await world.clocks(
      force,
      // Many are due at one instant.
      Array.from({ length: 230 }, (_, n) => ({
        neighbourhoodId: place,
        dueAt: dueAt.plus({ minutes: Math.floor(n / 90) }),
        stoppedAt: dueAt.minus({ minutes: n }),
      })),
    );
    const scopes: Scope[][] = [['reports:read'], ['reports:read', 'contacts:read']];
    const all = scopes.flatMap((its) =>
      ['clocks-due', 'p90-minutes', 'not-yet-due'].map((measure) => [measure, its] as const),
    );
    for (const [measure, its] of all) {
      const { key } = await house.app.get(ApiKeys).make(force, `${measure} ${its.length}`, its);
      const numbers: number[] = [];
      const minutes: unknown[] = [];
      let next: string | null = null;
      let pages = 0;
      do {
        const url = toApi(address(measure)) + (next === null ? '' : `&after=${encodeURIComponent(next)}`);
        const view = (
          await house.ask({ url, headers: { authorization: `Bearer ${key}` } })
        ).json() as RowsView;
        numbers.push(...view.items.map(({ row }) => row));
        minutes.push(...view.items.map(({ values }) => values['minutes']));
        next = view.next;
        // By index where the instant and the id of a row may be told; else by how many came before.
        const byIndex = measure === 'clocks-due' && its.length > 1;
        if (next !== null) expect(/^\d+$/.test(next)).toBe(!byIndex);
        pages += 1;
      } while (next !== null);
      const wanted = measure === 'not-yet-due' ? 0 : 230;
      expect([measure, pages]).toEqual([measure, wanted === 0 ? 1 : 3]);
      expect(numbers).toEqual(Array.from({ length: wanted }, (_, n) => n + 1));
      expect(new Set(minutes).size).toBe(wanted);
    }
  });

  it('says in words that there are none', async () => {
    const { statusCode, body } = await asRole('auditor', address('share-met', { channel: 'social-media' }));
    expect(statusCode).toBe(200);
    expect(wordsOf({ body })).toContain(
      'There are no rows: the figure is none due, because there was nothing to count.',
    );
    const not = `${address('share-met', { channel: 'social-media' })}&show=not-counted`;
    expect(wordsOf(await asRole('auditor', not))).toContain('There are no such rows.');
  });

  it.each([
    ['an unknown measure', 'measure=nothing', 'There is no such measure'],
    ['no measure', '', 'Give the measure once'],
    ['one that is entered by hand', 'measure=posts', 'entered by the force'],
    ['no period', 'measure=share-met&from=', 'Enter the first day'],
    ['a place that there is not', 'measure=share-met&neighbourhood=P9', 'no neighbourhood of that code'],
    ['two places', 'measure=share-met&neighbourhood=P1&channel=email', 'not both'],
    ['a channel by which nothing ever came', 'measure=share-met&channel=pigeon', 'no channel of that code'],
    ['a place that it has no figures by', 'measure=coverage-days&channel=email', 'no figures by channel'],
    ['no place where it needs one', 'measure=state-last-day', 'of one neighbourhood at a time'],
    ['a weekday that there is not', 'measure=share-met&weekday=8', 'from 1 (Monday) to 7'],
    ['a page that there is not', 'measure=share-met&after=5_x', 'first page of these rows'],
    ['a page of another list', 'measure=headcount&after=5_x', 'first page of these rows'],
    ['a part that there is not', 'measure=share-met&part=x', 'Choose a command area or a neighbourhood'],
    ['a measure of the whole force', 'measure=abstraction&part=command-area:A', 'of the whole force'],
    ['a field that nobody knows', 'measure=share-met&x=1', 'x is not a known field'],
  ])('%s: says what to do', async (_name, query, words) => {
    const period = query.includes('from=') ? '' : '&from=2026-10-01&to=2026-10-31';
    const { statusCode, body } = await asRole('auditor', `/reports/rows?${query}${period}`);
    expect(statusCode).toBe(400);
    expect(wordsOf({ body })).toContain(words);
    expect(body).toContain('/reports/compliance');
    const api = await asKey('figures', `/api/v1/reports/rows?${query}${period}`);
    expect([api.statusCode, api.body.includes(words)]).toEqual([400, true]);
  });
});

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ApiKeys } from '../../src/access/api-keys.js';
import type { Person } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import type { PublishedHeadline } from '../../src/reports/headline/public-headline.js';
import { IssueReport } from '../../src/reports/issued/issue-report.service.js';
import { ReportDrafts } from '../../src/reports/issued/report-drafts.service.js';
import { type Answer, seedForce } from '../support/access-app.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import { wordsOf } from '../support/words.js';
import { ReportsWorld, utc } from './reports-world.js';

const FORCE = 'fenmarch';
const PAGE = `/keeping-the-promise/${FORCE}`;
const API = `/api/v1/headline/${FORCE}`;

let house: WholeApp;
let world: ReportsWorld;
let people: Record<string, string>;
let admin: Record<string, string>;
let writer: Record<string, string>;

beforeAll(async () => {
  house = await startWholeApp({});
  people = await seedForce(house.admin, FORCE, ['force-admin', 'supervisor', 'auditor']);
  admin = await signedIn('force-admin');
  const key = (await house.app.get(ApiKeys).make(FORCE, 'registry', ['registry:read', 'registry:write'])).key;
  writer = { authorization: `Bearer ${key}` };
  world = await ReportsWorld.open(house.database);
  const place = await world.neighbourhood(FORCE, 'N1', { name: 'Harbour Street' });
  await world.assign(FORCE, place, '[2026-01-01,)');
  const dueAt = utc('2026-09-10T12:00:00Z');
  await world.clocks(FORCE, [
    ...[1, 2, 3].map((day) => ({
      ...{ neighbourhoodId: place, channel: 'web-form', dueAt: dueAt.plus({ days: day }) },
      stoppedAt: dueAt.plus({ days: day - 1 }),
    })),
    { neighbourhoodId: place, channel: 'web-form', dueAt },
  ]);
}, 60_000);
afterAll(async () => {
  await world.close();
  await house.close();
});

async function signedIn(role: string): Promise<Record<string, string>> {
  return { cookie: `npg-session=${await house.app.get(Sessions).start(FORCE, people[role]!)}` };
}

const get = (url: string, headers: Record<string, string> = {}): Promise<Answer> =>
  house.ask({ url, headers });
const force = async (): Promise<{ etag: string; publishesHeadline: boolean }> => {
  const answer = await get('/api/v1/force', writer);
  return { etag: String(answer.headers['etag']), publishesHeadline: answer.json().publishesHeadline };
};
const patch = (payload: object, ifMatch?: string): Promise<Answer> =>
  house.ask({
    ...{ method: 'PATCH', url: '/api/v1/force', payload },
    headers: { ...writer, ...(ifMatch && { 'if-match': ifMatch }) },
  });
const choose = async (shown: string, version: string): Promise<Answer> =>
  house.ask({
    ...{ method: 'POST', url: '/force/headline', headers: admin },
    payload: new URLSearchParams({ shown, version }).toString(),
  });
const versionIn = ({ body }: Answer): string => /name="version" value="(\d+)"/.exec(body)![1]!;

/** Issues the report of a period, as the force's admin does. */
async function issue(from: string, to: string, part = ''): Promise<string> {
  const person: Person = {
    ...{ kind: 'person', id: people['force-admin']!, forceId: FORCE, name: 'Admin', role: 'force-admin' },
    ...{ officerId: null, sessionId: '' },
  };
  const draft = await house.app.get(ReportDrafts, { strict: false }).begin(person, { from, to, part }, 'r');
  return house.app.get(IssueReport, { strict: false }).issue(person, draft, [1], 'r', 'Corrected.');
}

async function rows<Row extends object>(statement: string): Promise<Row[]> {
  return (await house.admin.query<Row>(statement)).rows;
}

describe('the headline figures for the public', () => {
  it('are not there while the force has issued nothing, whatever it has switched on', async () => {
    expect((await force()).publishesHeadline).toBe(false);
    for (const shown of ['no', 'yes']) {
      await choose(shown, versionIn(await get('/force/headline', admin)));
      const page = await get(PAGE);
      expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      expect(wordsOf(page)).toContain('This police force shows no figures here.');
      const file = await get(API);
      expect([file.statusCode, file.headers['content-type']]).toEqual([404, 'application/problem+json']);
      expect((await get(`/your-area/${FORCE}`)).body).not.toContain(PAGE);
    }
  });

  it('are not there while the force has them switched off, whatever it has issued', async () => {
    await choose('no', versionIn(await get('/force/headline', admin)));
    await issue('2026-09-01', '2026-09-30');
    expect((await get(PAGE)).statusCode).toBe(404);
    expect((await get(API)).statusCode).toBe(404);
    expect((await get(`${API}/figures.csv`)).statusCode).toBe(404);
    expect((await get(`/your-area/${FORCE}`)).body).not.toContain(PAGE);
  });

  it('are switched on by an admin, over the version that was read, audited and in the history', async () => {
    const form = await get('/force/headline', admin);
    const version = versionIn(form);
    expect((await choose('perhaps', version)).statusCode).toBe(400);
    const done = await choose('yes', version);
    expect([done.statusCode, done.headers['location']]).toEqual([303, '/force?done=headline']);
    const late = await choose('no', version);
    expect([late.statusCode, wordsOf(late).includes('Somebody changed this while you were typing')]).toEqual([
      409,
      true,
    ]);
    const page = wordsOf(await get('/force?done=headline', admin));
    expect(page).toContain('The public is shown the headline figures of the latest issued report');
    expect(page).toContain(
      'Headline figures for the public: not shown Headline figures for the public: shown',
    );
    for (const role of ['supervisor', 'auditor'])
      expect((await get('/force/headline', await signedIn(role))).statusCode).toBe(403);
    const [last] = await rows(
      `select actor_kind, action, detail from audit_entry where force_id = '${FORCE}' and subject_kind = 'force' order by id desc limit 1`,
    );
    expect(last).toEqual({
      actor_kind: 'person',
      action: 'alter',
      detail: { fields: ['publishesHeadline'] },
    });
  });

  it('are switched by the API too, with the ETag that was read', async () => {
    const { etag } = await force();
    expect((await patch({ publishesHeadline: false })).statusCode).toBe(428);
    expect((await patch({ publishesHeadline: null }, etag)).statusCode).toBe(400);
    expect((await patch({ publishesHeadline: 'no' }, etag)).statusCode).toBe(400);
    const off = await patch({ publishesHeadline: false }, etag);
    expect([off.statusCode, off.json().publishesHeadline]).toEqual([200, false]);
    expect((await get(PAGE)).statusCode).toBe(404);
    expect((await patch({ publishesHeadline: true }, etag)).statusCode).toBe(412);
    await patch({ publishesHeadline: true }, String(off.headers['etag']));
    expect((await get(PAGE)).statusCode).toBe(200);
    const before = (await force()).etag;
    await patch({ telephone: '101' }, before);
    expect((await force()).publishesHeadline).toBe(true);
  });

  it('stand on a page with what they are of, and with the report they come from', async () => {
    const page = await get(PAGE);
    const words = wordsOf(page);
    expect(page.body).toContain('<title>How we are keeping the promise, ');
    expect(words).toContain('How we are keeping the promise');
    expect(words).toContain('from 1 September 2026 to 30 September 2026');
    expect(words).toMatch(/Questions answered within 72 hours 75\.0% .*Answered in time 3 Answers due 4/);
    expect(words).toMatch(
      /Days with an officer 100\.0% .*Days with an officer 30 Days of all neighbourhoods 30/,
    );
    const [issued] = await rows<{ sha256: string; document: Buffer }>(
      `select sha256, document from issued_report where force_id = '${FORCE}'`,
    );
    expect(issued!.sha256).toBe(createHash('sha256').update(issued!.document).digest('hex'));
    expect(words).toContain(`Fingerprint (SHA-256) ${issued!.sha256}`);
    expect(words).toContain('Version 1');
    expect(page.body).toContain('href="/report-signing-keys"');
    // Nothing of a neighbourhood, and nothing of a channel or of anybody.
    expect(words).not.toMatch(/Harbour|N1|web-form/);
    expect((await get(`/your-area/${FORCE}`)).body).toContain(`href="${PAGE}"`);
  });

  it('are the same in the files, which say of which report they are', async () => {
    const json = (await get(API)).json() as PublishedHeadline;
    expect(json.figures.map(({ measure }) => measure)).toEqual([
      ...['share-met', 'median-minutes', 'coverage-last-day', 'coverage-days'],
    ]);
    expect(json.figures[0]).toMatchObject({ shown: '75.0', numerator: 3, denominator: 4, unit: 'percent' });
    expect(JSON.stringify(json)).not.toMatch(/Harbour|"N1"|web-form/);
    const csv = await get(`${API}/figures.csv`);
    expect(csv.headers['content-disposition']).toBe(
      `attachment; filename="headline-${FORCE}-2026-09-01-to-2026-09-30-version-1.csv"`,
    );
    const table: Record<string, string>[] = parse(csv.body, { columns: true });
    expect(table.map((row) => [row['measure id'], row['value'], row['sha256'], row['version']])).toEqual(
      json.figures.map(({ measure, shown }) => [measure, shown, json.issued.sha256, '1']),
    );
  });

  it('may be kept for a minute by anybody, and are known again by their tag', async () => {
    for (const url of [PAGE, API, `${API}/figures.csv`]) {
      const first = await get(url);
      expect(first.headers['cache-control']).toBe('public, max-age=60');
      const again = await get(url, { 'if-none-match': String(first.headers['etag']) });
      expect([url, again.statusCode, again.body]).toEqual([url, 304, '']);
    }
  });

  it('are those of the latest report of the whole force, in its newest version', async () => {
    await issue('2026-08-01', '2026-08-31');
    await issue('2026-09-01', '2026-09-30', 'neighbourhood:N1');
    expect(((await get(API)).json() as PublishedHeadline).issued.version).toBe(1);
    await world.admin.query(
      `update clock set stopped_at = started_at, stopped_recorded_at = started_at where force_id = $1`,
      [FORCE],
    );
    expect(((await get(API)).json() as PublishedHeadline).figures[0]!.shown).toBe('75.0');
    const before = await get(PAGE);
    await issue('2026-09-01', '2026-09-30');
    const json = (await get(API)).json() as PublishedHeadline;
    expect([json.issued.version, json.period.fromOn, json.figures[0]!.shown]).toEqual([
      2,
      '2026-09-01',
      '100.0',
    ]);
    const after = await get(PAGE, { 'if-none-match': String(before.headers['etag']) });
    expect([after.statusCode, wordsOf(after).includes('Version 2')]).toEqual([200, true]);
  });

  it('of a force that there is not, or that shows none, are not told apart', async () => {
    await seedForce(house.admin, 'other', ['force-admin']);
    const [none, other] = [await get('/keeping-the-promise/none'), await get('/keeping-the-promise/other')];
    expect([none.statusCode, other.statusCode]).toEqual([404, 404]);
    expect(wordsOf(none)).toBe(wordsOf(other));
    expect((await get(`/keeping-the-promise/${'x'.repeat(150)}`)).statusCode).toBe(404);
  });
});

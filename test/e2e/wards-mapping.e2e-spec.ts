import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { ASSIGNMENT_HEADER, collection, csv, OFFICER_HEADER } from '../support/registry-import.js';
import { wordsOf } from '../support/words.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { nameChange } from '../../src/registry/changed-by.js';
import { importWards, readWards } from '../../src/registry/wards/ward-import.js';
import { recomputeWardShares } from '../../src/registry/wards/ward-shares.js';

/** A rectangle by its west and east, in hundredths of a degree from 1 degree west, 52 north, 10 high. */
const strip = (west: number, east: number): number[][] =>
  [
    [west, 0],
    [east, 0],
    [east, 10],
    [west, 10],
    [west, 0],
  ].map(([a, b]) => [-1 + a! / 100, 52 + b! / 100]);
const feature = (properties: object, ...rings: number[][][]): object => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: rings },
});
const ward = (code: string, west: number, east: number, more: object = {}): object =>
  feature({ WD24CD: code, WD24NM: `Ward ${code}`, ...more }, strip(west, east));
const place = (code: string, west: number, east: number): object =>
  feature({ code, name: `Place ${code}` }, strip(west, east));

async function takeWards(app: RegistryApp, text: string): Promise<Awaited<ReturnType<typeof importWards>>> {
  const file = readWards(text);
  return app.app.get(ForceDatabase).inForce(FORCE, async (manager) => {
    await nameChange(manager, { actor: { kind: 'command', id: 'test' } }, app.clock.now());
    const context = { manager, forceId: FORCE, startsOn: '2025-07-01', at: app.clock.now() };
    return importWards({ ...context, onProgress: () => undefined }, file);
  });
}

const sharesOf = (app: RegistryApp): Promise<{ ward: string; place: string; share: number }[]> =>
  app.rows(
    `select w.code as ward, n.code as place, round(s.share::numeric, 6)::float8 as share from ward_share s
     join ward w on w.id = s.ward_id join neighbourhood n on n.id = s.neighbourhood_id order by 1, 2`,
  );

describe('council wards', () => {
  let app: RegistryApp;
  let admin: Record<string, string>;
  let reader: Record<string, string>;
  let writer: Record<string, string>;

  beforeAll(async () => {
    app = await startRegistryApp();
    await app.take('neighbourhoods', collection(place('A', 0, 10), place('B', 10, 20), place('C', 18, 40)));
    await app.take('officers', csv(OFFICER_HEADER, '1,Ann Ward,PC,,ann@force.example,,', '2,Ben Ng,PC,,,,'));
    await app.take('assignments', csv(ASSIGNMENT_HEADER, 'A,1,lead,2026-01-01,'));
    admin = await app.signIn('force-admin');
    reader = await app.key(['registry:read']);
    writer = await app.key(['registry:read', 'registry:write']);
  });
  afterAll(() => app.close());

  const get = (url: string, headers = admin): Promise<Answer> => app.ask({ url, headers });
  const post = (url: string, fields: Record<string, string>, headers = admin): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers });

  it('are taken in with the shares of their area, worked by hand', async () => {
    const wards = collection(ward('W1', 0, 10), ward('W2', 5, 25), ward('W3', 9.5, 19.5, { WD24NMW: 'x' }));
    expect(await takeWards(app, wards)).toMatchObject({
      rows: 3,
      unchanged: 0,
      notes: ['Properties that nothing is done with: WD24NMW (1).'],
    });
    expect(await sharesOf(app)).toEqual([
      { ward: 'W1', place: 'A', share: 1 },
      { ward: 'W2', place: 'A', share: 0.25 },
      { ward: 'W2', place: 'B', share: 0.5 },
      { ward: 'W2', place: 'C', share: 0.35 },
      { ward: 'W3', place: 'A', share: 0.05 },
      { ward: 'W3', place: 'B', share: 0.95 },
      { ward: 'W3', place: 'C', share: 0.15 },
    ]);
  });

  it('stay as they are the second time', async () => {
    const wards = collection(ward('W1', 0, 10), ward('W2', 5, 25));
    expect(await takeWards(app, wards)).toMatchObject({ added: [], changed: [], unchanged: 2 });
    const [before] = await app.rows<{ count: number }>('select count(*) as count from registry_history');
    await app.app.get(ForceDatabase).inForce(FORCE, (manager) => recomputeWardShares(manager, FORCE));
    expect(await app.rows('select count(*) as count from registry_history')).toEqual([before]);
  });

  it('are refused with every reason at once', () => {
    const wrong = collection(ward('W1', 0, 10), ward('W1', 0, 10), ward('', 0, 10), { type: 'Feature' });
    expect(() => readWards(wrong)).toThrow('Nothing was imported: the file has 3 problems.');
  });

  it('keep the days they have where a file leaves one out', async () => {
    await expect(
      takeWards(app, collection(ward('W1', 0, 10, { until: '2025-06-30' }))),
    ).rejects.toMatchObject({
      fields: [
        { field: 'feature 1 (W1), until', message: 'is before the ward began on 2025-07-01; give from too' },
      ],
    });
    const ended = ward('W9', 0, 10, { from: '2025-07-01', until: '2026-04-09' });
    expect((await takeWards(app, collection(ended))).added).toHaveLength(1);
    expect((await get('/api/v1/wards', reader)).json().items).toHaveLength(3);
    expect((await get('/api/v1/wards/W9', reader)).json()).toMatchObject({
      state: null,
      until: '2026-04-09',
    });
    expect((await get('/api/v1/wards?on=2026-04-09', reader)).json().total).toBe(4);
  });

  it('map to every neighbourhood with at least 5 % of them, and say their state', async () => {
    const states = (await get('/api/v1/wards', reader)).json().items as {
      code: string;
      state: string;
      neighbourhoods: { code: string; belongs: boolean }[];
    }[];
    expect(
      states.map(({ code, state, neighbourhoods }) => [
        code,
        state,
        neighbourhoods.filter(({ belongs }) => belongs).map((one) => one.code),
      ]),
    ).toEqual([
      ['W1', 'covered', ['A']],
      ['W2', 'partly', ['B', 'C', 'A']],
      ['W3', 'partly', ['B', 'C', 'A']],
    ]);
  });

  it('follow a force admin’s word, and the areas again when it is taken back', async () => {
    const url = '/api/v1/wards/W2/neighbourhoods';
    const put = (code: string, payload: object, headers = writer): Promise<Answer> =>
      app.ask({ method: 'PUT', url: `${url}/${code}`, headers, payload });
    const out = { belongs: false, reason: 'Only a field' };
    for (const code of ['B', 'C']) expect((await put(code, out)).statusCode).toBe(200);
    const [entry] = await app.rows<object>(
      `select actor_kind, action, subject_kind, detail ->> 'belongs' as belongs from audit_entry order by id desc limit 1`,
    );
    expect(entry).toEqual({
      actor_kind: 'api-key',
      action: 'alter',
      subject_kind: 'neighbourhood',
      belongs: 'false',
    });
    const audits = `select count(*) as count from audit_entry where subject_kind = 'neighbourhood' and action = 'alter'`;
    const [before] = await app.rows(audits);
    expect((await put('B', out)).json().state).toBe('covered');
    expect(await app.rows(audits)).toEqual([before]);
    expect((await put('Z', out)).statusCode).toBe(404);
    expect((await put('B', { belongs: 'no' })).json().errors).toHaveLength(2);
    expect((await put('B', out, reader)).statusCode).toBe(403);
    const take = (code: string, more = {}): Promise<Answer> =>
      app.ask({ method: 'DELETE', url: `${url}/${code}`, headers: { ...writer, ...more } });
    expect((await take('B')).statusCode).toBe(428);
    const late = await take('B', { 'if-match': '"7"' });
    expect([late.statusCode, late.json().current]).toEqual([412, { etag: '"1"', record: out }]);
    for (const code of ['B', 'C']) expect((await take(code, { 'if-match': '"1"' })).statusCode).toBe(200);
    expect((await take('C')).statusCode).toBe(200);
    expect((await get('/api/v1/wards/W2', reader)).json().state).toBe('partly');
  });

  it('are decided about by one of two who do so unseen by each other', async () => {
    const url = '/api/v1/wards/W2/neighbourhoods/B';
    const put = (payload: object, more = {}): Promise<Answer> =>
      app.ask({ method: 'PUT', url, headers: { ...writer, ...more }, payload });
    const [field, park] = [
      { belongs: false, reason: 'Only a field' },
      { belongs: false, reason: 'Only a park' },
    ];
    expect((await get(url, reader)).statusCode).toBe(404);
    const both = await Promise.all([put(field), put(park)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 428]);
    const [won, lost] = both[0]!.statusCode === 200 ? [field, park] : [park, field];
    expect((await put(lost, { 'if-none-match': '*' })).statusCode).toBe(412);
    const read = await get(url, reader);
    expect([read.json(), read.headers['etag']]).toEqual([won, expect.stringMatching(/^"1/)]);
    const over = await put(lost, { 'if-match': read.headers['etag'] });
    expect([over.statusCode, over.headers['etag']]).toEqual([200, '"2"']);
    const late = await put(won, { 'if-match': '"1"' });
    expect([late.statusCode, late.json().current]).toEqual([412, { etag: '"2"', record: lost }]);
    const gone = await app.ask({ method: 'DELETE', url, headers: { ...writer, 'if-match': '*' } });
    expect(gone.statusCode).toBe(200);
  });

  it('are worked out anew for neighbourhoods whose boundaries change', async () => {
    await app.take('neighbourhoods', collection(place('A', 0, 5)));
    const [{ id }] = (await app.rows<{ id: string }>(`select id from neighbourhood where code = 'A'`)) as [
      { id: string },
    ];
    await app.app
      .get(ForceDatabase)
      .inForce(FORCE, (manager) => recomputeWardShares(manager, FORCE, { neighbourhoodIds: [id] }));
    expect((await sharesOf(app)).filter((one) => one.place === 'A')).toEqual([
      { ward: 'W1', place: 'A', share: 0.5 },
      { ward: 'W9', place: 'A', share: 0.5 },
    ]);
  });

  it('have pages for those who may read them', async () => {
    const words = wordsOf(await get('/wards'));
    expect(words).toContain('3 wards, as at 10 April 2026.');
    expect(words).toContain('Ward W2 W2 Not covered Place B 50.0% Place C 35.0%');
    for (const role of ['supervisor', 'auditor', 'local-policing-body'] as const) {
      const headers = await app.signIn(role);
      expect((await get('/wards/W2', headers)).statusCode).toBe(200);
      expect((await get('/wards/W2', headers)).body).not.toContain('<form method="post"');
      expect((await post('/wards/W2', {}, headers)).statusCode).toBe(403);
    }
    expect((await get('/wards', await app.signIn('team'))).statusCode).toBe(403);
    expect((await get('/wards/none')).statusCode).toBe(404);
  });

  it('are decided about on a page', async () => {
    const wrong = await post('/wards/W2', { neighbourhood: 'A', decision: 'counts' });
    expect([wrong.statusCode, wordsOf(wrong).includes('Enter why')]).toEqual([400, true]);
    expect((await post('/wards/W2', {})).body).toContain('Choose a neighbourhood');
    const form = { neighbourhood: 'A', decision: 'counts', reason: 'The <b>school</b>' };
    expect((await post('/wards/W2', form)).headers['location']).toBe('/wards/W2?done=changed');
    expect((await post('/wards/W2', form)).headers['location']).toBe('/wards/W2?done=unchanged');
    const page = await get('/wards/W2?done=changed');
    expect(wordsOf(page)).toContain('Your decision has been saved');
    expect(page.body).toContain('Counts: The &lt;b&gt;school&lt;/b&gt;');
    expect(wordsOf(await get('/wards'))).toContain(
      'Partly covered Place B 50.0% Place C 35.0% Place A by decision',
    );
    const seen = /name="seen" value="([^"]*)"/.exec(page.body)![1]!.replaceAll('&quot;', '"');
    expect(JSON.parse(seen)).toEqual({ A: 1 });
    const mine = { neighbourhood: 'A', decision: 'counts-not', reason: 'No school any more', seen };
    expect((await post('/wards/W2', mine)).headers['location']).toBe('/wards/W2?done=changed');
    // Whoever opened the page before sees both decisions, and so does whoever sends nothing of what was seen.
    for (const stale of [seen, '{}', 'x', undefined]) {
      const late = await post('/wards/W2', {
        ...{ neighbourhood: 'A', decision: 'counts', reason: 'A new school' },
        ...(stale !== undefined && { seen: stale }),
      });
      expect(late.statusCode).toBe(409);
      expect(wordsOf(late)).toContain('Somebody decided about this neighbourhood after you opened the page');
      expect(wordsOf(late)).toContain('Does not count: No school any more');
      expect(late.body).toContain('A new school');
    }
    const back = { neighbourhood: 'A', decision: 'by-area', seen: '{"A":2}' };
    expect((await post('/wards/W2', back)).headers['location']).toBe('/wards/W2?done=changed');
  });
});

const file = process.env['REAL_WARDS'];

(file ? describe : describe.skip)('the 171 real wards, with the same as neighbourhoods', () => {
  let app: RegistryApp;
  beforeAll(async () => {
    app = await startRegistryApp();
  });
  afterAll(() => app.close());

  it('each lie in their own neighbourhood, and in no other', async () => {
    const text = readFileSync(file!, 'utf8');
    await app.take('neighbourhoods', text);
    let turns = 0;
    const ticks = setInterval(() => (turns += 1), 1);
    expect((await takeWards(app, text)).added).toHaveLength(171);
    clearInterval(ticks);
    expect(turns).toBeGreaterThan(20);
    const shares = await sharesOf(app);
    expect(shares.filter(({ ward: code, place: of }) => code === of)).toHaveLength(171);
    expect(shares.filter(({ share }) => share >= 0.05).map((one) => [one.ward, one.share])).toEqual(
      shares.filter(({ ward: code, place: of }) => code === of).map((one) => [one.ward, 1]),
    );
  }, 120_000);
});

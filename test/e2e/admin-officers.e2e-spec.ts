import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { OfficersTodayJob } from '../../src/registry/officers-today.job.js';
import type { Answer } from '../support/access-app.js';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { seedRegistry } from '../support/registry-story.js';
import { wordsOf } from '../support/words.js';

describe('an officer through time', () => {
  let app: RegistryApp;
  let read: Record<string, string>;
  let write: Record<string, string>;
  let admin: Record<string, string>;

  beforeAll(async () => {
    app = await startRegistryApp();
    await seedRegistry(app);
    read = await app.key(['registry:read']);
    write = await app.key(['registry:write']);
    admin = await app.signIn('force-admin');
  });
  afterAll(() => app.close());

  const get = (url: string, headers = read): Promise<Answer> => app.ask({ url, headers });
  const patch = (url: string, payload: object, ifMatch?: string): Promise<Answer> =>
    app.ask({
      method: 'PATCH',
      url,
      payload,
      headers: { ...write, ...(ifMatch && { 'if-match': ifMatch }) },
    });
  const post = (url: string, fields: Record<string, string>, headers = admin): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers });
  const etagOf = async (url: string): Promise<string> => String((await get(url)).headers['etag']);

  it('is read with everything that is recorded', async () => {
    const keeps = await app.key(['registry:read', 'registry:write']);
    const answer = await get('/api/v1/officers/4713', keeps);
    expect(answer.headers['etag']).toMatch(/^"1-/);
    expect(answer.json()).toEqual({
      collarNumber: '4713',
      name: 'Cy Ode',
      rank: 'sergeant',
      nameWithheld: true,
      publicEmail: 'cy@leics.example',
      publicTelephone: null,
      dutyEmail: 'cy@duty.example',
      externalId: null,
      serviceFrom: null,
      serviceUntil: null,
      ranks: [{ rank: 'sergeant', from: null, until: null }],
      withheld: [{ from: null, until: null }],
      absences: [],
      assignments: [
        { id: expect.any(String), neighbourhood: 'NC03', role: 'lead', from: '2025-07-01', until: null },
      ],
      routes: [{ kind: 'email', value: 'cy@leics.example', from: null, until: null }],
    });
    expect((await get('/api/v1/officers/9999')).statusCode).toBe(404);
  });

  it('whose name is withheld is not named to a key that only reads, nor found by it', async () => {
    const hidden = {
      name: null,
      nameWithheld: true,
      publicEmail: null,
      publicTelephone: null,
      dutyEmail: null,
    };
    const read = await get('/api/v1/officers/4713');
    expect(read.json()).toMatchObject({ collarNumber: '4713', ...hidden, routes: [] });
    expect((await get('/api/v1/officers?q=cy+ode')).json().total).toBe(0);
    expect((await get('/api/v1/officers?q=4713')).json().items).toMatchObject([hidden]);
    const place = (await get('/api/v1/neighbourhoods/NC03')).json();
    expect(place.assigned).toMatchObject([
      { collarNumber: '4713', name: null, email: null, telephone: null },
    ]);
    expect((await get('/api/v1/neighbourhoods?q=cy+ode')).json().total).toBe(0);
    for (const { body } of [
      read,
      await get('/api/v1/officers?pageSize=200'),
      await get('/api/v1/neighbourhoods'),
    ]) {
      expect(body).not.toMatch(/Cy Ode|cy@/);
    }
    const keeps = await app.key(['registry:read', 'registry:write']);
    expect((await get('/api/v1/officers?q=cy+ode', keeps)).json().total).toBe(1);
    expect((await get('/api/v1/neighbourhoods/NC03', keeps)).json().assigned).toMatchObject([
      { name: 'Cy Ode' },
    ]);
  });

  it('is changed only by who read it: 428 without If-Match, 412 with both versions after somebody else', async () => {
    const url = '/api/v1/officers/4711';
    const bare = await patch(url, { name: 'Ann Webb' });
    expect([bare.statusCode, bare.headers['content-type']]).toEqual([428, 'application/problem+json']);
    const first = await patch(url, { name: 'Ann Webb' }, '"1"');
    expect([first.statusCode, first.headers['etag'], first.json().name]).toEqual([200, '"2"', 'Ann Webb']);
    const same = await patch(url, { name: 'Ann Webb' }, '"2"');
    expect([same.statusCode, same.headers['etag']]).toEqual([200, '"2"']);
    const late = await patch(url, { name: 'Ann Wood' }, '"1"');
    expect(late.statusCode).toBe(412);
    expect(late.json()).toMatchObject({
      yours: { etag: '"1"', sent: { name: 'Ann Wood' } },
      current: { etag: '"2"', record: { collarNumber: '4711', name: 'Ann Webb' } },
    });
    expect((await patch(url, { name: 'Ann Ward' }, 'W/"2"')).statusCode).toBe(412);
    expect((await patch(url, { name: 'Ann Ward' }, '*')).json().name).toBe('Ann Ward');
    const both = await Promise.all(['A', 'B'].map((name) => patch(url, { name }, '"3"')));
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    await patch(url, { name: 'Ann Ward' }, '*');
  });

  it('is promoted from a day, corrected for days past, and every version is kept', async () => {
    const url = '/api/v1/officers/4712';
    const ahead = await patch(url, { rank: 'constable', rankFrom: '2026-05-01' }, '*');
    expect(ahead.json()).toMatchObject({
      rank: 'pcso',
      ranks: [
        { rank: 'pcso', from: null, until: '2026-04-30' },
        { rank: 'constable', from: '2026-05-01', until: null },
      ],
    });
    // The version counts although today's own row is the same.
    expect(ahead.headers['etag']).toBe('"2"');
    const past = await patch(url, { rank: 'constable', rankFrom: '2026-03-01' }, '*');
    expect(past.json()).toMatchObject({
      rank: 'constable',
      ranks: [
        { rank: 'pcso', from: null, until: '2026-02-28' },
        { rank: 'constable', from: '2026-03-01', until: null },
      ],
    });
    const later = await patch(url, { rank: 'pcso', rankFrom: '2026-03-01', rankUntil: '2026-04-30' }, '*');
    expect(later.json()).toMatchObject({
      rank: 'pcso',
      ranks: [{ until: '2026-04-30' }, { from: '2026-05-01' }],
    });
    expect((await get('/api/v1/neighbourhoods/NC01?on=2026-05-01')).json().assigned[2]).toMatchObject({
      collarNumber: '4712',
      rank: 'constable',
    });
    const history = wordsOf(await get('/officers/4712', admin));
    expect(history).toContain('Rank PCSO, always PCSO, until 30 April 2026');
    expect(history).toContain('Rank Nothing Constable, from 1 May 2026');
    expect(history).toContain('Officer Rank today: PCSO Rank today: Constable');
    expect(history).toMatch(/The machine client key \d+ /);
  });

  it('follows the days that were recorded ahead, once', async () => {
    const job = app.app.get(OfficersTodayJob);
    await patch(
      '/api/v1/officers/4716',
      { nameWithheld: true, nameWithheldFrom: '2026-05-01', nameWithheldUntil: '2026-05-31' },
      '*',
    );
    expect(await job.followToday()).toBe(0);
    const now = app.clock.now();
    app.clock.set(DateTime.fromISO('2026-05-01T00:10:00+01:00').toUTC());
    try {
      expect(await job.followToday()).toBe(2);
      expect(await job.followToday()).toBe(0);
      expect((await get('/api/v1/officers/4716')).json()).toMatchObject({
        nameWithheld: true,
        withheld: [{ from: '2026-05-01', until: '2026-05-31' }],
      });
      expect((await get('/api/v1/officers/4712')).json()).toMatchObject({
        rank: 'constable',
        ranks: [{ rank: 'pcso' }, { rank: 'constable', from: '2026-05-01', until: null }],
      });
    } finally {
      app.clock.set(now);
    }
    expect(await job.followToday()).toBe(2);
  });

  it.each<[object, string]>([
    [{ rank: 'marshal' }, 'rank'],
    [{ rankFrom: '2026-05-01' }, 'rank'],
    [{ nameWithheldFrom: '2026-05-01' }, 'nameWithheld'],
    [{ rank: 'constable', rankFrom: '2026-05-01', rankUntil: '2026-04-01' }, 'rankUntil'],
    [{ serviceFrom: '2026-05-01', serviceUntil: '2026-04-01' }, 'serviceUntil'],
    [{ publicEmail: 'nobody' }, 'publicEmail'],
    [{ publicTelephone: 'call me' }, 'publicTelephone'],
    [{ name: '' }, 'name'],
    [{ name: null }, 'name'],
    [{ badge: 1 }, 'badge'],
  ])('is not changed by %j', async (body, field) => {
    const answer = await patch('/api/v1/officers/4715', body, '*');
    expect([answer.statusCode, answer.json().errors[0].field]).toEqual([400, field]);
    expect(await etagOf('/api/v1/officers/4715')).toMatch(/^"1-/);
  });

  it('takes no role before joining or after leaving, and the day is said', async () => {
    await patch('/api/v1/officers/4715', { serviceFrom: '2025-09-01', serviceUntil: '2026-08-31' }, '*');
    const assign = (from: string, until?: string): Promise<Answer> =>
      app.ask({
        method: 'POST',
        url: '/api/v1/assignments',
        headers: write,
        payload: { neighbourhood: 'NC04', collarNumber: '4715', role: 'team', from, ...(until && { until }) },
      });
    expect((await assign('2025-08-31')).json().errors).toEqual([
      { field: 'from', message: 'Officer 4715 joins on 1 September 2025; choose that day or a later one' },
    ]);
    expect((await assign('2026-09-01')).json().errors[0].field).toBe('from');
    expect((await assign('2026-08-01', '2026-09-30')).json().errors[0].field).toBe('until');
    const open = await assign('2026-08-01');
    expect(open.json().warnings).toEqual([
      'The officer leaves on 31 August 2026: after it this assignment covers nothing.',
    ]);
    const { id } = open.json().assignment;
    const url = `/api/v1/assignments/${id}`;
    expect((await get(url)).headers['etag']).toMatch(/^"1-/);
    expect((await patch(url, { until: '2026-09-05' }, '*')).json().errors[0].message).toContain(
      'leaves on 31 August 2026',
    );
    expect((await patch(url, { until: '2026-08-15' }, '"1"')).headers['etag']).toBe('"2"');
    const late = await patch(url, { until: '2026-08-20' }, '"1"');
    expect(late.statusCode).toBe(412);
    expect(late.json().current.record).toMatchObject({ id, until: '2026-08-15' });
    const words = wordsOf(await get('/officers/4715', admin));
    expect(words).toContain("Named officer of St Mary's, Belgrave: The officer leaves on 31 August 2026");
  });

  it('has pages: a list to search, and one officer with what was believed before', async () => {
    for (const [q, expected] of [
      ['4713', 'Cy Ode'],
      ['cy ode', 'Cy Ode'],
      ['PS', 'Cy Ode'],
      ['nc03', 'Cy Ode'],
      ['belgrave', 'Ann Ward'],
    ] as const) {
      expect([q, wordsOf(await get(`/officers?q=${encodeURIComponent(q)}`, admin))]).toEqual([
        q,
        expect.stringContaining(expected),
      ]);
    }
    expect(wordsOf(await get('/officers', admin))).toContain(
      "Ann Ward 4711 Constable Lead named officer, St Mary's, Belgrave",
    );
    expect(wordsOf(await get('/officers?q=nobody', admin))).toContain('No officer was found');
    const supervisor = await app.signIn('supervisor');
    expect((await get('/officers?q=cy+ode', supervisor)).body).not.toContain('4713');
    const page = await get('/officers/4713', supervisor);
    expect(page.body).toContain('Officer 4713, name withheld');
    expect(page.body).not.toMatch(/Cy Ode|cy@|What was believed before|\/change"/);
    for (const role of ['team', 'auditor', 'local-policing-body'] as const) {
      const headers = await app.signIn(role);
      expect((await get('/officers', headers)).statusCode).toBe(403);
      expect((await get('/officers/4711', headers)).statusCode).toBe(403);
    }
    expect((await get('/officers/4711/change', supervisor)).statusCode).toBe(403);
    expect((await get('/officers/9999', admin)).statusCode).toBe(404);
  });

  it('is changed on a page, and the second of two people sees both versions', async () => {
    const url = '/officers/4714/change';
    const { body } = await get(url, admin);
    expect(body).toContain('name="version" value="1"');
    const fields = {
      version: '1',
      name: 'Di Poe',
      rank: 'inspector',
      withheld: 'no',
      dutyEmail: 'di@duty.example',
    };
    expect((await post(url, { ...fields, publicEmail: 'nobody' })).statusCode).toBe(400);
    expect((await post(url, { ...fields, 'rankFrom-day': '31', 'rankFrom-month': '2' })).statusCode).toBe(
      400,
    );
    const done = await post(url, { ...fields, name: 'Di Pope' });
    expect([done.statusCode, done.headers['location']]).toEqual([303, '/officers/4714?done=changed']);
    const late = await post(url, { ...fields, name: 'Di Pike', withheld: 'yes' });
    expect(late.statusCode).toBe(409);
    const words = wordsOf(late);
    expect(words).toContain(
      'Somebody changed this officer after you opened the page. Look at both versions.',
    );
    expect(words).toContain('Name Di Pope Di Pike');
    expect(words).toContain('Name withheld No Yes');
    expect(late.body).toContain('name="version" value="2"');
    expect((await post(url, { ...fields, name: 'Di Pike', version: '2' })).statusCode).toBe(303);
    const promoted = await post(url, {
      ...fields,
      version: '3',
      name: 'Di Pike',
      rank: 'sergeant',
      'rankFrom-day': '1',
      'rankFrom-month': '2',
      'rankFrom-year': '2026',
      'rankUntil-day': '28',
      'rankUntil-month': '2',
      'rankUntil-year': '2026',
    });
    expect(promoted.statusCode).toBe(303);
    expect((await get('/api/v1/officers/4714')).json()).toMatchObject({
      rank: 'inspector',
      ranks: [
        { rank: 'inspector', until: '2026-01-31' },
        { rank: 'sergeant', from: '2026-02-01', until: '2026-02-28' },
        { rank: 'inspector', from: '2026-03-01', until: null },
      ],
    });
    expect(wordsOf(await get('/officers/4714', admin))).toContain(
      'A force-admin Officer Name: Di Poe Name: Di Pope',
    );
  });
});

describe('a neighbourhood', () => {
  let app: RegistryApp;
  let write: Record<string, string>;
  beforeAll(async () => {
    app = await startRegistryApp();
    await seedRegistry(app);
    write = await app.key(['registry:read', 'registry:write']);
  });
  afterAll(() => app.close());

  const patch = (payload: object, ifMatch?: string): Promise<Answer> =>
    app.ask({
      method: 'PATCH',
      url: '/api/v1/neighbourhoods/NC01',
      payload,
      headers: { ...write, ...(ifMatch && { 'if-match': ifMatch }) },
    });

  it('is changed by who read it, its routes from today on', async () => {
    const found = await app.ask({ url: '/api/v1/neighbourhoods/NC01', headers: write });
    expect(found.headers['etag']).toMatch(/^"1-/);
    expect((await patch({ population: 1 })).statusCode).toBe(428);
    const change = { email: 'new@leics.example', formEnabled: false, population: 12_500, description: null };
    const done = await patch(change, '"1"');
    expect([done.statusCode, done.headers['etag']]).toEqual([200, '"2"']);
    expect(done.json()).toMatchObject({ code: 'NC01', ...change, telephone: '101 ext. 1' });
    const routes = await app.rows<{ value: string; days: string }>(
      `select value, during::text as days from contact_route where kind = 'email' and neighbourhood_id is not null order by during`,
    );
    expect(routes).toEqual([
      { value: 'nc01@leics.example', days: '(,2026-04-10)' },
      { value: 'new@leics.example', days: '[2026-04-10,)' },
    ]);
    const late = await patch({ population: 2 }, '"1"');
    expect(late.json()).toMatchObject({
      status: 412,
      yours: { sent: { population: 2 } },
      current: { etag: '"2"', record: { population: 12_500 } },
    });
    expect((await patch(change, '"2"')).headers['etag']).toBe('"2"');
    const [entry] = await app.rows<{ detail: object }>(
      `select detail from audit_entry where subject_kind = 'neighbourhood' order by id desc limit 1`,
    );
    expect(entry!.detail).toEqual({ fields: ['email', 'formEnabled', 'population', 'description'] });
  });

  it.each<[object, string]>([
    [{ name: 'Another' }, 'name'],
    [{ email: 'nobody' }, 'email'],
    [{ webUrl: 'leics.example' }, 'webUrl'],
    [{ population: -1 }, 'population'],
    [{ population: '12' }, 'population'],
    [{ formEnabled: null }, 'formEnabled'],
  ])('is not changed by %j', async (body, field) => {
    const answer = await patch(body, '*');
    expect([answer.statusCode, answer.json().errors[0].field]).toEqual([400, field]);
  });
});

describe('a field that is sent twice', () => {
  let app: RegistryApp;
  let admin: Record<string, string>;
  beforeAll(async () => {
    app = await startRegistryApp();
    await seedRegistry(app);
    admin = await app.signIn('force-admin');
  });
  afterAll(() => app.close());

  it.each([
    ['/officers/4714/change', 'version=1&name=Di&publicEmail=a@b.example&publicEmail=c@d.example'],
    ['/officers/4714/absences/new', 'kind=leave&hours=1&hours=2'],
    ['/places/new', 'code=X&name=X&from-day=1&from-day=2&from-month=12&from-year=2026'],
    ['/command-areas', 'code=X&name=X&from-day=1&from-month=12&from-month=11&from-year=2026'],
  ])('is refused on the form again: %s', async (url, payload) => {
    const answer = await app.ask({ method: 'POST', url, payload, headers: admin });
    expect([url, answer.statusCode]).toEqual([url, 400]);
  });

  it('is refused with one message, hidden fields too', async () => {
    const url = '/force/engagement-methods/new';
    const payload = 'type=rss&type=rss&title=News&title=News&url=https%3A%2F%2Fleics.example';
    const { statusCode, body } = await app.ask({ method: 'POST', url, payload, headers: admin });
    expect([statusCode, body.match(/sent with a field more than once/g)]).toEqual([
      400,
      ['sent with a field more than once'],
    ]);
    expect(body).not.toContain('Enter a text');
  });

  it('and an absence whose deputies are null is recorded without any', async () => {
    const write = await app.key(['registry:write']);
    const payload = {
      collarNumber: '4714',
      kind: 'leave',
      from: '2027-03-01',
      until: '2027-03-02',
      deputies: null,
    };
    const answer = await app.ask({ method: 'POST', url: '/api/v1/absences', payload, headers: write });
    expect([answer.statusCode, answer.json().deputies]).toEqual([201, []]);
  });
});

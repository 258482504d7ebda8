import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { seedRegistry } from '../support/registry-story.js';

describe('the API of the registry', () => {
  let app: RegistryApp;
  let read: Record<string, string>;
  let write: Record<string, string>;

  beforeAll(async () => {
    app = await startRegistryApp();
    await seedRegistry(app);
    read = await app.key(['registry:read']);
    write = await app.key(['registry:write']);
  });
  afterAll(() => app.close());

  const get = (url: string, headers = read): Promise<Answer> => app.ask({ url, headers });
  const post = (payload: object | string, headers = write): Promise<Answer> =>
    app.ask({ method: 'POST', url: '/api/v1/assignments', payload, headers });
  const assignmentsOf = async (code: string): Promise<string[]> => {
    const { items } = (await get(`/api/v1/assignments?neighbourhood=${encodeURIComponent(code)}`)).json() as {
      items: { collarNumber: string; role: string; from: string; until: string | null }[];
    };
    return items
      .map(({ collarNumber, role, from, until }) => `${collarNumber} ${role} ${from} ${until ?? '-'}`)
      .sort();
  };

  it('lists neighbourhoods of a day with who is assigned then, by pages', async () => {
    const all = (await get('/api/v1/neighbourhoods')).json();
    expect(all).toMatchObject({ page: 1, pageSize: 50, total: 4 });
    expect(all.items.map(({ code }: { code: string }) => code)).toEqual(['NC 02/b', 'NC03', 'NC04', 'NC01']);
    expect(all.items[3]).toMatchObject({ teamMailbox: 'nc01-team@duty.example', population: 12_400 });
    expect(
      all.items[3].assigned.map(
        ({ role, collarNumber }: Record<string, string>) => `${role} ${collarNumber}`,
      ),
    ).toEqual(['lead 4711', 'named 4715', 'deputy 4712', 'supervisor 4714']);
    const second = (await get('/api/v1/neighbourhoods?page=2&pageSize=3')).json();
    expect(second).toMatchObject({ page: 2, pageSize: 3, total: 4, items: [{ code: 'NC01' }] });
    expect((await get('/api/v1/neighbourhoods?on=2026-06-01')).json().total).toBe(5);
    expect((await get("/api/v1/neighbourhoods?q=mary's")).json().items).toMatchObject([{ code: 'NC01' }]);
    expect((await get('/api/v1/neighbourhoods?q=%25')).json().total).toBe(0);
  });

  it('reads one neighbourhood, whatever its code', async () => {
    expect((await get(`/api/v1/neighbourhoods/${encodeURIComponent('NC 02/b')}`)).json()).toMatchObject({
      code: 'NC 02/b',
      assigned: [{ collarNumber: '4712', role: 'named', rank: 'pcso', from: '2026-01-01', until: null }],
    });
    expect((await get('/api/v1/neighbourhoods/NC05?on=2026-06-01')).json()).toMatchObject({
      from: '2026-06-01',
    });
    for (const code of ['nc01', 'NC99', 'NC05']) {
      const answer = await get(`/api/v1/neighbourhoods/${code}`);
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'application/problem+json']);
    }
  });

  it('lists officers', async () => {
    const found = (await get('/api/v1/officers?q=471&pageSize=200')).json();
    expect(found.total).toBe(6);
    expect(found.items.find(({ collarNumber }: { collarNumber: string }) => collarNumber === '4715')).toEqual(
      {
        collarNumber: '4715',
        name: '<b>Ed</b> Quist',
        rank: 'constable',
        nameWithheld: false,
        publicEmail: null,
        publicTelephone: null,
        dutyEmail: 'ed@duty.example',
      },
    );
  });

  it.each([
    '/api/v1/neighbourhoods?page=0',
    '/api/v1/neighbourhoods?page=x',
    '/api/v1/neighbourhoods?pageSize=201',
    '/api/v1/neighbourhoods?on=2026-02-30',
    '/api/v1/neighbourhoods?q=a&q=b',
    '/api/v1/officers?rank=pc',
    '/api/v1/assignments?page=-1',
  ])('refuses GET %s by name of the field', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toHaveLength(1);
  });

  it('is closed without a key, and without its scope', async () => {
    expect((await get('/api/v1/neighbourhoods', {})).statusCode).toBe(401);
    for (const url of [
      '/api/v1/neighbourhoods',
      '/api/v1/neighbourhoods/NC01',
      '/api/v1/officers',
      '/api/v1/assignments',
    ]) {
      expect((await get(url, await app.key(['contacts:write', 'registry:write']))).statusCode).toBe(403);
    }
    const body = { neighbourhood: 'NC04', collarNumber: '4711', role: 'team', from: '2026-05-01' };
    expect((await post(body, read)).statusCode).toBe(403);
  });

  it('assigns an officer and lets the assignment end', async () => {
    const body = { neighbourhood: 'NC04', collarNumber: '4711', role: 'team', from: '2026-05-01' };
    const address = '/api/v1/neighbourhoods/NC04?on=2026-05-01';
    const tag = String((await get(address)).headers['etag']);
    const again = async (): Promise<Answer> => get(address, { ...read, 'if-none-match': `"0", W/${tag}` });
    const known = await again();
    expect([known.statusCode, known.body, known.headers['etag']]).toEqual([304, '', tag]);
    const made = await post(body);
    // Another officer is another answer, although the neighbourhood's own version is the same.
    const after = await again();
    expect([after.statusCode, after.json().assigned.length]).toEqual([200, 1]);
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      outcome: 'created',
      assignment: {
        neighbourhood: 'NC04',
        collarNumber: '4711',
        role: 'team',
        from: '2026-05-01',
        until: null,
      },
      warnings: [],
    });
    const { id } = made.json().assignment;
    const end = (until: unknown, of = id): Promise<Answer> =>
      app.ask({
        method: 'PATCH',
        url: `/api/v1/assignments/${of}`,
        payload: { until },
        headers: { ...write, 'if-match': '*' },
      });
    const url = `/api/v1/assignments/${id}`;
    const blind = await app.ask({
      method: 'PATCH',
      url,
      payload: { until: '2026-05-31' },
      headers: write,
    });
    expect([blind.statusCode, blind.headers['content-type'], blind.json().title]).toEqual([
      428,
      'application/problem+json',
      'Precondition Required',
    ]);
    expect(blind.json().detail).toContain('send its ETag back as If-Match');
    expect((await get(url)).json().until).toBe(null);
    expect((await end('2026-05-31')).json()).toMatchObject({ id, until: '2026-05-31' });
    expect((await end('2026-05-31')).statusCode).toBe(200);
    expect((await end('2026-04-30')).json().errors).toEqual([
      { field: 'until', message: 'The assignment began on 1 May 2026; give that day or a later one' },
    ]);
    expect((await end('9999-12-31')).statusCode).toBe(400);
    expect((await end(null)).statusCode).toBe(400);
    expect((await end('2026-05-31', '00000000-0000-4000-8000-000000000000')).statusCode).toBe(404);
    expect((await end('2026-05-31', 'x')).statusCode).toBe(400);
    const entries = await app.rows(
      `select action, actor_kind from audit_entry where subject_id = $1 order by id`,
      [id],
    );
    expect(entries).toEqual([
      { action: 'collect', actor_kind: 'api-key' },
      { action: 'alter', actor_kind: 'api-key' },
    ]);
  });

  it('answers 409 to an overlap, by the word of the database, naming who holds it and when', async () => {
    const second = await post({
      neighbourhood: 'NC01',
      collarNumber: '4716',
      role: 'lead',
      from: '2026-05-01',
    });
    expect(second.statusCode).toBe(409);
    expect(second.json().detail).toBe(
      'Officer 4711 is lead named officer of NC01 from 1 January 2026 until further notice. End that assignment first, or choose other days.',
    );
    const role = await post({
      neighbourhood: 'NC01',
      collarNumber: '4712',
      role: 'team',
      from: '2026-05-01',
      until: '2026-05-02',
    });
    expect([role.statusCode, role.json().detail]).toEqual([
      409,
      expect.stringContaining('Officer 4712 is deputy of NC01'),
    ]);
  });

  it('gives two simultaneous new leads one place', async () => {
    const lead = (collarNumber: string): Promise<Answer> =>
      post({ neighbourhood: 'NC05', collarNumber, role: 'lead', from: '2026-06-01' });
    const answers = await Promise.all(['4711', '4712', '4715', '4716'].map(lead));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409]);
  });

  it.each([
    [{}, ['neighbourhood', 'collarNumber', 'role', 'from']],
    [
      { neighbourhood: 'NC01', collarNumber: 4711, role: 'boss', from: '0000-01-01', until: '9999-12-31' },
      ['collarNumber', 'role', 'from', 'until'],
    ],
    [
      { neighbourhood: 'NC01', collarNumber: '4711', role: 'team', from: '2026-05-02', until: '2026-05-01' },
      ['until'],
    ],
    [{ neighbourhood: 'NC01', collarNumber: '9999', role: 'team', from: '2026-05-02' }, ['collarNumber']],
    [{ neighbourhood: 'NC01', collarNumber: '4714', role: 'lead', from: '2026-05-02' }, ['collarNumber']],
    [
      { neighbourhood: 'NC05', collarNumber: '4711', role: 'team', from: '2026-05-02', until: '2026-05-31' },
      ['from'],
    ],
    [
      { neighbourhood: 'NC01', collarNumber: '4711', role: 'team', from: '2026-05-02', replace: true },
      ['replace'],
    ],
    [
      {
        neighbourhood: 'NC01',
        collarNumber: '4711',
        role: 'lead',
        from: '2026-05-02',
        until: '2026-05-03',
        replace: true,
      },
      ['until'],
    ],
    [{ neighbourhood: 'NC01', collarNumber: '4711', role: 'team', from: '2026-05-02', rank: 'pc' }, ['rank']],
  ])('refuses %j', async (body, fields) => {
    const answer = await post(body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors.map(({ field }: { field: string }) => field)).toEqual(fields);
  });

  it('answers 404 to a neighbourhood that the force does not have, another force’s too', async () => {
    await app.take(
      'neighbourhoods',
      JSON.stringify({
        type: 'FeatureCollection',
        features: [(await import('../support/registry-import.js')).feature('K1')],
      }),
      'kent',
    );
    const answer = await post({
      neighbourhood: 'K1',
      collarNumber: '4711',
      role: 'team',
      from: '2026-05-02',
    });
    expect(answer.statusCode).toBe(404);
    const elsewhere = await app.key(['registry:read', 'registry:write'], 'kent');
    expect((await get('/api/v1/neighbourhoods', elsewhere)).json()).toMatchObject({
      total: 1,
      items: [{ code: 'K1' }],
    });
    expect((await get('/api/v1/officers', elsewhere)).json().total).toBe(0);
  });

  it('replaces the lead from a day on, and the second time changes nothing and says so', async () => {
    const body = {
      neighbourhood: 'NC01',
      collarNumber: '4712',
      role: 'lead',
      from: '2026-05-01',
      replace: true,
    };
    const done = await post(body);
    expect(done.statusCode).toBe(201);
    expect(done.json()).toMatchObject({
      outcome: 'replaced',
      assignment: {
        neighbourhood: 'NC01',
        collarNumber: '4712',
        role: 'lead',
        from: '2026-05-01',
        until: null,
      },
      ended: [{ until: '2026-04-30' }, { until: '2026-04-30' }],
      removed: [],
      warnings: [],
    });
    expect(await assignmentsOf('NC01')).toEqual([
      '4711 lead 2026-01-01 2026-04-30',
      '4712 deputy 2026-01-01 2026-04-30',
      '4712 lead 2026-05-01 -',
      '4714 supervisor 2026-01-01 -',
      '4715 named 2026-01-01 -',
    ]);
    const again = await post(body);
    expect([again.statusCode, again.json().outcome, again.json().ended]).toEqual([200, 'unchanged', []]);
    const [{ id }] = [done.json().assignment];
    const entries = await app.rows<{ action: string; n: number }>(
      `select action, count(*) n from audit_entry where subject_id = $1 or detail ->> 'for' = $1 group by 1 order by 1`,
      [id],
    );
    expect(entries).toEqual([
      { action: 'alter', n: 2 },
      { action: 'collect', n: 1 },
    ]);
  });

  it('replaces on the very day the lead began, and leaves nothing of his', async () => {
    await post({
      neighbourhood: 'NC01',
      collarNumber: '4716',
      role: 'lead',
      from: '2026-05-01',
      replace: true,
    });
    expect(await assignmentsOf('NC01')).toContain('4716 lead 2026-05-01 -');
    expect((await assignmentsOf('NC01')).filter((line) => line.startsWith('4712 lead'))).toEqual([]);
  });

  it('keeps a successor who is recorded, and warns of a withheld name', async () => {
    await post({ neighbourhood: 'NC04', collarNumber: '4716', role: 'lead', from: '2026-09-01' });
    const done = await post({
      neighbourhood: 'NC04',
      collarNumber: '4713',
      role: 'lead',
      from: '2026-05-01',
      replace: true,
    });
    expect(done.json()).toMatchObject({
      assignment: { from: '2026-05-01', until: '2026-08-31' },
      warnings: [
        expect.stringMatching(/name is withheld/),
        'The officer leads Neighbourhood NC03 too, from 1 July 2025.',
        'Coverage will say that Neighbourhood NC04 is unpublished from 1 May 2026 until 31 August 2026.',
        'A later lead stays as recorded. Officer 4716 is lead named officer of NC04 from 1 September 2026 until further notice.',
      ],
    });
  });

  it('refuses to rewrite who was lead before', async () => {
    const early = await post({
      neighbourhood: 'NC03',
      collarNumber: '4716',
      role: 'lead',
      from: '2025-06-30',
      replace: true,
    });
    expect(early.json().errors).toEqual([
      { field: 'from', message: 'The neighbourhood begins on 1 July 2025; choose that day or a later one' },
    ]);
    await post({
      neighbourhood: 'NC03',
      collarNumber: '4716',
      role: 'lead',
      from: '2026-04-01',
      replace: true,
    });
    const past = await post({
      neighbourhood: 'NC03',
      collarNumber: '4711',
      role: 'lead',
      from: '2026-03-01',
      replace: true,
    });
    expect([past.statusCode, past.json().errors]).toEqual([
      400,
      [
        {
          field: 'from',
          message:
            'Officer 4716 is lead named officer of NC03 from 1 April 2026 until further notice. Choose 1 April 2026 or a later day',
        },
      ],
    ]);
  });
});

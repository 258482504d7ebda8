import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { seedRegistry } from '../support/registry-story.js';

describe('the API of absences', () => {
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

  const get = (url: string): Promise<Answer> => app.ask({ url, headers: read });
  const send = (method: string, url: string, payload?: object, more = {}): Promise<Answer> =>
    app.ask({ method, url, ...(payload && { payload }), headers: { ...write, ...more } });
  const post = (payload: object): Promise<Answer> => send('POST', '/api/v1/absences', payload);
  const rolesIn = async (code: string): Promise<string[]> => {
    const { items } = (await get(`/api/v1/assignments?neighbourhood=${code}`)).json();
    return items
      .map(
        ({ collarNumber, role, from, until }: Record<string, string | null>) =>
          `${collarNumber} ${role} ${from} ${until ?? '-'}`,
      )
      .sort();
  };

  it('records an absence and names the deputy, whose team role gives way and goes on afterwards', async () => {
    const team = { neighbourhood: 'NC03', collarNumber: '4716', role: 'team', from: '2026-01-01' };
    expect((await send('POST', '/api/v1/assignments', team)).statusCode).toBe(201);
    const done = await post({
      collarNumber: '4713',
      kind: 'parental-leave',
      from: '2026-05-01',
      until: '2026-06-30',
      externalId: 'HR-1',
      deputies: [{ neighbourhood: 'NC03', collarNumber: '4716' }],
    });
    expect(done.statusCode).toBe(201);
    expect(done.headers['etag']).toBe('"1"');
    expect(done.json()).toMatchObject({
      collarNumber: '4713',
      kind: 'parental-leave',
      from: '2026-05-01',
      until: '2026-06-30',
      hours: null,
      externalId: 'HR-1',
      deputies: [{ neighbourhood: 'NC03', collarNumber: '4716' }],
    });
    expect(await rolesIn('NC03')).toEqual([
      '4713 lead 2025-07-01 -',
      '4716 deputy 2026-05-01 2026-06-30',
      '4716 team 2026-01-01 2026-04-30',
      '4716 team 2026-07-01 -',
    ]);
    const entries = await app.rows<{ detail: object }>(
      `select detail from audit_entry where subject_kind = 'officer' and detail ? 'absenceId'`,
    );
    // The kind may tell of health.
    expect(JSON.stringify(entries)).not.toContain('parental');
    const [kept] = await app.rows<{ actor_kind: string }>(
      `select actor_kind from registry_history where kind = 'absence' order by id desc limit 1`,
    );
    expect(kept).toEqual({ actor_kind: 'api-key' });
  });

  it.each<[string, object, string[]]>([
    ['nothing', {}, ['collarNumber', 'kind', 'from']],
    ['no kind of ours', { collarNumber: '4711', kind: 'holiday', from: '2026-05-01' }, ['kind']],
    [
      'a period that ends before it begins',
      { collarNumber: '4711', kind: 'leave', from: '2026-05-02', until: '2026-05-01' },
      ['until'],
    ],
    ['hours of leave', { collarNumber: '4711', kind: 'leave', from: '2026-05-02', hours: 4 }, ['hours']],
    [
      'an abstraction without hours',
      { collarNumber: '4711', kind: 'abstraction', from: '2026-05-02' },
      ['hours'],
    ],
    ['nobody', { collarNumber: '9999', kind: 'leave', from: '2026-05-02' }, ['collarNumber']],
    [
      'a deputy where the officer is not named',
      {
        collarNumber: '4711',
        kind: 'leave',
        from: '2026-05-02',
        deputies: [{ neighbourhood: 'NC04', collarNumber: '4712' }],
      },
      ['deputies.0'],
    ],
    [
      'himself as deputy',
      {
        collarNumber: '4711',
        kind: 'leave',
        from: '2026-05-02',
        deputies: [{ neighbourhood: 'NC01', collarNumber: '4711' }],
      },
      ['deputies.0'],
    ],
    [
      'a deputy of a rank that covers nothing',
      {
        collarNumber: '4711',
        kind: 'leave',
        from: '2026-05-02',
        deputies: [{ neighbourhood: 'NC01', collarNumber: '4714' }],
      },
      ['deputies.0'],
    ],
    ['an unknown field', { collarNumber: '4711', kind: 'leave', from: '2026-05-02', why: 'x' }, ['why']],
  ])('refuses %s, and stores nothing', async (_, body, fields) => {
    const before = await app.rows(`select count(*) n from absence`);
    const answer = await post(body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors.map(({ field }: { field: string }) => field)).toEqual(fields);
    expect(await app.rows(`select count(*) n from absence`)).toEqual(before);
  });

  it('answers 409 to an officer who is away then already, but takes hours of abstraction beside it', async () => {
    const first = await post({ collarNumber: '4715', kind: 'sickness', from: '2026-07-01' });
    expect(first.statusCode).toBe(201);
    const second = await post({
      collarNumber: '4715',
      kind: 'leave',
      from: '2026-08-01',
      until: '2026-08-14',
    });
    expect([second.statusCode, second.json().errors[0].field]).toEqual([409, 'from']);
    expect(second.body).not.toMatch(/sick/i);
    const hours = { collarNumber: '4715', kind: 'abstraction', from: '2026-08-01', until: '2026-08-31' };
    expect((await post({ ...hours, hours: 12.5 })).statusCode).toBe(201);
    const both = await Promise.all([
      post({ collarNumber: '4712', kind: 'leave', from: '2026-09-01', until: '2026-09-07' }),
      post({ collarNumber: '4712', kind: 'sickness', from: '2026-09-03', until: '2026-09-04' }),
    ]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
  });

  it('takes no more hours of an abstraction than its days have', async () => {
    const days = { collarNumber: '4714', kind: 'abstraction', from: '2026-11-02', until: '2026-11-03' };
    const refused = await post({ ...days, hours: 48.5 });
    expect([refused.statusCode, refused.json().errors]).toEqual([
      400,
      [
        {
          field: 'hours',
          message:
            'These days have 48 hours; give the hours of all of them together, at most that many, or correct the days',
        },
      ],
    ]);
    expect((await post({ ...days, hours: 48 })).statusCode).toBe(201);
  });

  it('corrects and ends an absence under its ETag, and shows both versions when somebody was quicker', async () => {
    const { id } = (
      await post({ collarNumber: '4711', kind: 'leave', from: '2026-05-01', until: '2026-05-14' })
    ).json();
    const url = `/api/v1/absences/${id}`;
    const found = await get(url);
    expect(found.headers['etag']).toMatch(/^"1-/);
    const known = { ...read, 'if-none-match': String(found.headers['etag']) };
    const again304 = await app.ask({ url, headers: known });
    expect([again304.statusCode, again304.body]).toEqual([304, '']);
    const ended = await send(
      'PATCH',
      url,
      { until: '2026-05-07' },
      { 'if-match': found.headers['etag'] as string },
    );
    expect((await app.ask({ url, headers: known })).statusCode).toBe(200);
    expect([ended.statusCode, ended.headers['etag'], ended.json().until]).toEqual([200, '"2"', '2026-05-07']);
    const again = await send('PATCH', url, { until: '2026-05-07' }, { 'if-match': '"2"' });
    expect([again.statusCode, again.headers['etag']]).toEqual([200, '"2"']);
    const late = await send('PATCH', url, { kind: 'sickness' }, { 'if-match': '"1"' });
    expect([late.statusCode, late.headers['content-type']]).toEqual([412, 'application/problem+json']);
    expect(late.json()).toMatchObject({
      status: 412,
      title: 'Precondition Failed',
      instance: url,
      yours: { etag: '"1"', sent: { kind: 'sickness' } },
      current: { etag: '"2"', record: { id, kind: 'leave', until: '2026-05-07' } },
    });
    expect((await send('DELETE', url, undefined, { 'if-match': '"1"' })).statusCode).toBe(412);
    expect((await send('PATCH', url, { until: '2026-05-08' })).statusCode).toBe(428);
    expect((await send('DELETE', url)).statusCode).toBe(428);
    expect((await get(url)).headers['etag']).toMatch(/^"2-/);
    const blank = await send('PATCH', url, { until: '2026-05-08' }, { 'if-match': '' });
    expect([blank.statusCode, blank.json().detail]).toEqual([428, expect.stringContaining('send its ETag')]);
    const weak = await send('PATCH', url, { until: '2026-05-08' }, { 'if-match': 'W/"2"' });
    expect([weak.statusCode, weak.json().detail]).toEqual([412, expect.stringContaining('strong ETag')]);
    const removed = await send('DELETE', url, undefined, { 'if-match': '"2"' });
    expect([removed.statusCode, removed.json()]).toEqual([200, { warnings: [] }]);
    expect((await get(url)).statusCode).toBe(404);
    expect((await send('DELETE', url, undefined, { 'if-match': '*' })).statusCode).toBe(404);
    const versions = await app.rows<{ before: object | null; after: object | null }>(
      `select before, after from registry_history where kind = 'absence' and row_id = $1 order by id`,
      [id],
    );
    expect(versions.map(({ before, after }) => [before !== null, after !== null])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ]);
  });

  it('lists by officer, kind and day, by pages with links', async () => {
    const all = (await get('/api/v1/absences')).json();
    expect(all.total).toBe(all.items.length);
    expect((await get('/api/v1/absences?on=2026-08-15&kind=sickness')).json().items).toMatchObject([
      { collarNumber: '4715', kind: 'sickness', until: null },
    ]);
    const page = await get('/api/v1/absences?pageSize=1&page=2');
    expect(page.headers['link']).toBe(
      '</api/v1/absences?pageSize=1&page=3>; rel="next", </api/v1/absences?pageSize=1&page=1>; rel="prev"',
    );
    expect((await get('/api/v1/absences?kind=x')).statusCode).toBe(400);
  });

  it('is closed to a key without the scope, and to another force', async () => {
    expect((await app.ask({ url: '/api/v1/absences', headers: write })).statusCode).toBe(403);
    expect(
      (await app.ask({ method: 'POST', url: '/api/v1/absences', payload: {}, headers: read })).statusCode,
    ).toBe(403);
    await app.rows(`select 1`);
  });

  describe('in bulk', () => {
    const put = (items: unknown): Promise<Answer> => send('PUT', '/api/v1/absences', { items });
    const row = (externalId: string, from: string, until: string | null, more = {}): object => ({
      ...{ externalId, collarNumber: '4714', kind: 'leave', from, until },
      ...more,
    });

    it('adds, changes and keeps; twice the same changes nothing', async () => {
      const rows = [row('B1', '2026-05-01', '2026-05-10'), row('B2', '2026-05-11', null)];
      expect((await put(rows)).json()).toEqual({
        added: 2,
        changed: 0,
        same: 0,
        items: [
          { index: 0, key: 'B1', outcome: 'added' },
          { index: 1, key: 'B2', outcome: 'added' },
        ],
        warnings: [],
      });
      const count = `select count(*) n from registry_history where kind = 'absence'`;
      const before = await app.rows(count);
      expect((await put(rows)).json()).toMatchObject({ added: 0, changed: 0, same: 2 });
      expect(await app.rows(count)).toEqual(before);
      // The border between the two moves, in either order, and no moment of it overlaps.
      const moved = [row('B1', '2026-05-01', '2026-05-20'), row('B2', '2026-05-21', null)];
      expect((await put(moved)).json()).toMatchObject({ changed: 2 });
      expect((await put(rows.toReversed())).json()).toMatchObject({ changed: 2 });
      // Both change places: neither keeps a day of its own.
      const swapped = [row('B1', '2026-05-11', null), row('B2', '2026-05-01', '2026-05-10')];
      expect((await put(swapped)).json()).toMatchObject({ changed: 2 });
      expect(
        await app.rows(
          `select external_id, lower(during) as "from" from absence where external_id like 'B%' order by 1`,
        ),
      ).toEqual([
        { external_id: 'B1', from: '2026-05-11' },
        { external_id: 'B2', from: '2026-05-01' },
      ]);
    });

    it('names all problems by index and field and stores nothing', async () => {
      const before = await app.rows(`select count(*) n from absence`);
      const answer = await put([
        row('C1', '2026-01-01', '2026-01-10'),
        row('C2', '2026-01-05', '2026-01-06'),
        row('C1', '2026-02-01', '2026-02-10'),
        row('C3', '2026-03-10', '2026-03-01'),
        row('C4', '2026-03-10', null, { collarNumber: '9999' }),
        { externalId: 'C5', kind: 'x' },
        7,
      ]);
      expect(answer.statusCode).toBe(400);
      expect(answer.json().errors.map(({ field }: { field: string }) => field)).toEqual([
        'items.1.from',
        'items.2.externalId',
        'items.3.until',
        'items.4.collarNumber',
        'items.5.collarNumber',
        'items.5.kind',
        'items.5.from',
        'items.6',
      ]);
      expect(await app.rows(`select count(*) n from absence`)).toEqual(before);
      expect((await put([])).json().errors[0].field).toBe('items');
      const many = Array.from({ length: 1001 }, (_, index) => row(`M${index}`, '2026-01-01', null));
      expect((await put(many)).json().errors[0].field).toBe('items');
    });
  });
});

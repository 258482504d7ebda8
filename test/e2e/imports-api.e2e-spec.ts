import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportWorker } from '../../src/registry/import/import-worker.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { collection, csv, feature, OFFICER_HEADER } from '../support/registry-import.js';

interface Problem {
  detail: string;
  errors?: { field: string; message: string }[];
}

describe('/api/v1/imports', () => {
  let app: RegistryApp;
  let headers: Record<string, string>;

  beforeAll(async () => {
    app = await startRegistryApp();
    await app.take('neighbourhoods', collection(feature('NC01')));
    headers = await app.key(['registry:write']);
  });
  afterAll(() => app.close());

  const post = (path: string, payload?: object): ReturnType<RegistryApp['ask']> =>
    app.ask({ method: 'POST', url: `/api/v1/imports${path}`, headers, ...(payload && { payload }) });

  it('previews, applies and undoes', async () => {
    const content = csv(OFFICER_HEADER, '4711,Ann Ward,PC,a@force.example,,,', '4712,Bo Lee,Emperor,,,,');
    const made = await post('', { kind: 'officers', content, source: 'nightly' });
    expect(made.statusCode).toBe(201);
    const { id } = made.json() as { id: string };
    expect(made.json()).toEqual({
      id,
      kind: 'officers',
      source: 'nightly',
      state: 'previewed',
      percent: 0,
      counts: { rows: 2, added: 1, changed: 0, ended: 0, unchanged: 0, refused: 1 },
      notes: [],
      problem: null,
      madeAt: '2026-04-10T09:00:00.000Z',
      appliedAt: null,
      undoneAt: null,
      rows: {
        page: 1,
        pageSize: 50,
        total: 2,
        items: [
          {
            line: 2,
            change: 'added',
            key: '4711',
            reason: null,
            differences: {
              collar_number: [null, '4711'],
              name: [null, 'Ann Ward'],
              rank: [null, 'constable'],
              duty_email: [null, 'a@force.example'],
              name_withheld: [null, 'no'],
            },
          },
          {
            line: 3,
            change: 'refused',
            key: '',
            reason: expect.stringMatching(/^rank: "Emperor" is no rank/) as unknown,
            differences: {},
          },
        ],
      },
    });
    const refused = await app.ask({ url: `/api/v1/imports/${id}?change=refused&pageSize=1`, headers });
    expect(refused.json()).toMatchObject({ rows: { total: 1, pageSize: 1, items: [{ line: 3 }] } });

    const untold = await post(`/${id}/apply`, {});
    expect([untold.statusCode, (untold.json() as Problem).errors]).toEqual([
      409,
      [
        {
          field: 'leaveOutRefused',
          message: 'Say that the refused row is left out, or mend the file and upload it again',
        },
      ],
    ]);
    const applied = await post(`/${id}/apply`, { leaveOutRefused: true });
    expect([applied.statusCode, applied.json()]).toMatchObject([200, { state: 'applied' }]);
    expect(await app.rows('select collar_number from officer')).toEqual([{ collar_number: '4711' }]);
    expect(
      await app.rows(`select distinct actor_kind from registry_history where import_id = $1`, [id]),
    ).toEqual([{ actor_kind: 'api-key' }]);
    expect((await post(`/${id}/apply`)).statusCode).toBe(409);
    const undone = await post(`/${id}/undo`);
    expect([undone.statusCode, undone.json()]).toMatchObject([200, { state: 'undone' }]);
    expect(await app.rows('select collar_number from officer')).toEqual([]);
  });

  it('reads other columns as they are named, and asks nobody the next time', async () => {
    const content = csv('No,Who,Grade', '4711,Ann Ward,PC');
    const unmapped = await post('', { kind: 'officers', content });
    expect(unmapped.json()).toMatchObject({ state: 'unmapped', counts: null });
    const columns = { No: 'collar_number', Who: 'name', Grade: 'rank' };
    expect((await post('', { kind: 'officers', content, columns })).json()).toMatchObject({
      state: 'previewed',
      counts: { added: 1 },
    });
    expect((await post('', { kind: 'officers', content })).json()).toMatchObject({ state: 'previewed' });
  });

  it('tells of a file that is none what is wrong with it', async () => {
    const none = await post('', { kind: 'wards', content: '{"type":"Topology"}' });
    expect(none.json()).toMatchObject({
      state: 'refused',
      problem: 'Nothing was imported: the file has 1 problem.',
      rows: { items: [{ line: 0, change: 'refused', reason: 'is no GeoJSON FeatureCollection' }] },
    });
  });

  it.each<[string, object, number, string]>([
    ['no kind', { content: 'x' }, 400, 'kind'],
    ['an unknown kind', { kind: 'police-uk', content: 'x' }, 400, 'kind'],
    ['no content', { kind: 'officers' }, 400, 'content'],
    ['a file that is empty', { kind: 'officers', content: ' \n' }, 400, 'file'],
    ['a column that is none', { kind: 'officers', content: 'a\nb\n', columns: { a: 'pay' } }, 400, 'columns'],
    ['columns of GeoJSON', { kind: 'wards', content: '{}', columns: { a: 'code' } }, 400, 'columns'],
    [
      'one column twice',
      { kind: 'officers', content: 'a\nb\n', columns: { a: 'name', b: 'name' } },
      400,
      'columns',
    ],
    ['an unknown field', { kind: 'officers', content: 'a\nb\n', dryRun: true }, 400, 'dryRun'],
  ])('refuses %s', async (_, payload, status, field) => {
    const answer = await post('', payload);
    expect(answer.statusCode).toBe(status);
    expect((answer.json() as Problem).errors![0]!.field).toBe(field);
  });

  it('takes up to 20 MB, and says of more that it is too much', async () => {
    const large = csv(
      OFFICER_HEADER,
      ...Array.from({ length: 8 }, (_, i) => `${i},${'x'.repeat(2_000_000)},PC,,,,`),
    );
    const answer = await post('', { kind: 'officers', content: large });
    expect(answer.statusCode).toBe(201);
    const { id } = answer.json() as { id: string };
    await app.app.get(ImportWorker).wake(FORCE);
    const done = await app.ask({ url: `/api/v1/imports/${id}`, headers });
    expect(done.json()).toMatchObject({ state: 'previewed', counts: { refused: 8 } });
    expect((await post('', { kind: 'officers', content: 'x'.repeat(22 * 1024 * 1024) })).statusCode).toBe(
      413,
    );
  });

  it('is for keys that may write, of the same force', async () => {
    const { id } = (await post('', { kind: 'wards', content: collection(feature('W1')) })).json() as {
      id: string;
    };
    const url = `/api/v1/imports/${id}`;
    expect((await app.ask({ url })).statusCode).toBe(401);
    expect((await app.ask({ url, headers: await app.key(['registry:read']) })).statusCode).toBe(403);
    await app.take('neighbourhoods', collection(feature('K1')), 'kent');
    expect((await app.ask({ url, headers: await app.key(['registry:write'], 'kent') })).statusCode).toBe(404);
    expect((await app.ask({ url: '/api/v1/imports/7', headers })).statusCode).toBe(400);
  });

  it('says how large a file may be, and takes one of that size however long its text is as JSON', async () => {
    const most = 20 * 1024 * 1024;
    const tooLarge = [
      413,
      expect.stringContaining(
        'The file must be smaller than 20 MB; split it into several files, or bring it in by the command line',
      ),
    ];
    for (const size of [most + 1, 3 * most]) {
      const answer = await post('', { kind: 'officers', content: 'a'.repeat(size) });
      expect([answer.statusCode, (answer.json() as Problem).detail]).toEqual(tooLarge);
      expect(answer.headers['content-type']).toBe('application/problem+json');
    }
    const quotes = await post('', { kind: 'officers', content: '"'.repeat(12 * 1024 * 1024 + 1) });
    expect([quotes.statusCode, (quotes.json() as Problem).errors]).toEqual([
      400,
      [{ field: 'line 1', message: expect.stringContaining('has quotes that do not match') }],
    ]);
  });
});

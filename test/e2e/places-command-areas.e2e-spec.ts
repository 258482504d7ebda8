import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { collection, csv, feature, OFFICER_HEADER } from '../support/registry-import.js';
import { wordsOf } from '../support/words.js';

describe('command areas', () => {
  let app: RegistryApp;
  let admin: Record<string, string>;
  let writer: Record<string, string>;

  beforeAll(async () => {
    app = await startRegistryApp();
    await app.take('neighbourhoods', collection(feature('P1', 0), feature('P2', 1), feature('P 3/b', 2)));
    await app.take(
      'officers',
      csv(OFFICER_HEADER, '1,Ann Ward,PC,,,,', '2,Cy Ode,Sergeant,,,,yes', '3,Di Poe,Inspector,,,,'),
    );
    admin = await app.signIn('force-admin');
    writer = await app.key(['registry:read', 'registry:write']);
  });
  afterAll(() => app.close());

  const get = (url: string, headers = admin): Promise<Answer> => app.ask({ url, headers });
  const post = (url: string, fields: Record<string, string>, headers = admin): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers });
  /** Over the version that the page of the area shows. */
  const postSeen = async (url: string, fields: Record<string, string>): Promise<Answer> => {
    const [, version = ''] = /name="version" value="(\d+)"/.exec((await get(url)).body) ?? [];
    return post(url, { ...fields, version });
  };
  const api = (method: string, path: string, payload: object, headers = writer): Promise<Answer> =>
    app.ask({
      method,
      url: `/api/v1/command-areas${path}`,
      headers: { 'if-match': '*', ...headers },
      payload,
    });
  const messagesOf = (answer: Answer): string => JSON.stringify(answer.json());

  it('are added and renamed', async () => {
    const north = await api('POST', '', { code: 'NORTH', name: 'North', from: '2026-01-01' });
    expect([north.statusCode, north.json()]).toEqual([
      201,
      { code: 'NORTH', name: 'North', from: '2026-01-01', until: null, neighbourhoods: [], supervisors: [] },
    ]);
    expect((await api('POST', '', { code: 'NORTH', name: 'Again', from: '2026-01-01' })).statusCode).toBe(
      409,
    );
    expect((await api('POST', '', { code: 'a/b', name: 'A', from: '2026-01-01' })).statusCode).toBe(400);
    expect((await api('PATCH', '/NORTH', { name: 'North and east' })).json().name).toBe('North and east');
    expect((await api('PATCH', '/NONE', { name: 'X' })).statusCode).toBe(404);
    const typed = { code: 'SOUTH', name: 'South', 'from-day': '1', 'from-month': '3', 'from-year': '2026' };
    expect((await post('/command-areas', typed)).headers['location']).toBe(
      '/command-areas/SOUTH?done=changed',
    );
    const twice = await post('/command-areas', typed);
    expect([
      twice.statusCode,
      wordsOf(twice).includes('There is a command area with this code already'),
    ]).toEqual([409, true]);
    expect((await post('/command-areas', {})).statusCode).toBe(400);
  });

  it('hold a neighbourhood from a day, one area at a time', async () => {
    const put = (area: string, code: string, payload: object): Promise<Answer> =>
      api('PUT', `/${area}/neighbourhoods/${encodeURIComponent(code)}`, payload);
    expect((await put('NORTH', 'P1', { from: '2026-04-01' })).statusCode).toBe(200);
    const clash = await put('SOUTH', 'P1', { from: '2026-05-01' });
    expect(clash.statusCode).toBe(400);
    expect(messagesOf(clash)).toContain(
      'The neighbourhood P1 is in North and east from 1 April 2026 until further notice. End that first, or choose other days',
    );
    expect(messagesOf(await put('NORTH', 'P1', { from: '2026-04-01', until: '2026-03-01' }))).toContain(
      'The last day must not be before the first',
    );
    expect(messagesOf(await put('NORTH', 'P2', { from: '2025-12-31' }))).toContain(
      'begins on 1 January 2026',
    );
    const unknown = await put('NORTH', 'P99', { from: '2026-04-01' });
    expect([unknown.statusCode, unknown.json().errors]).toEqual([
      404,
      [{ field: 'neighbourhood', message: 'No neighbourhood of the force has the code "P99"' }],
    ]);
    expect((await put('NORTH', 'P1', { from: '2026-04-01', until: '2026-04-30' })).statusCode).toBe(200);
    expect((await put('SOUTH', 'P1', { from: '2026-05-01' })).json().neighbourhoods).toEqual([
      { code: 'P1', name: 'Neighbourhood P1', from: '2026-05-01', until: null },
    ]);
    expect((await put('SOUTH', 'P 3/b', { from: '2026-05-01' })).statusCode).toBe(200);
    const [{ before }] = (await app.rows<{ before: number }>(
      'select count(*) as before from audit_entry',
    )) as [{ before: number }];
    await put('SOUTH', 'P1', { from: '2026-05-01' });
    expect(await app.rows('select count(*) as before from audit_entry')).toEqual([{ before }]);
  });

  it('are supervised by a sergeant, an inspector or above', async () => {
    const put = (area: string, number: string, payload: object): Promise<Answer> =>
      api('PUT', `/${area}/supervisors/${number}`, payload);
    expect(messagesOf(await put('NORTH', '1', { from: '2026-04-01' }))).toContain(
      'A command area is supervised by a sergeant, an inspector or above',
    );
    const unknown = await put('NORTH', '9', { from: '2026-04-01' });
    expect(unknown.statusCode).toBe(404);
    expect(messagesOf(unknown)).toContain('No officer of the force');
    for (const area of ['NORTH', 'SOUTH'])
      expect((await put(area, '3', { from: '2026-04-01' })).statusCode).toBe(200);
    expect((await put('NORTH', '2', { from: '2026-04-01' })).json().supervisors).toHaveLength(2);
    expect(messagesOf(await put('NORTH', '3', { from: '2026-05-01' }))).toContain(
      'Officer 3 is in North and east',
    );
  });

  it('go with neighbourhoods that merge', async () => {
    const south = api('PUT', '/SOUTH/neighbourhoods/P2', { from: '2026-05-01' });
    expect((await south).statusCode).toBe(200);
    const merged = await app.ask({
      method: 'POST',
      url: '/api/v1/neighbourhoods/P1/changes',
      headers: writer,
      payload: { kind: 'merge', from: '2026-06-01', others: ['P2'], into: [{ code: 'M', name: 'Merged' }] },
    });
    expect(merged.json().consequences).toContain('M belongs to the command area South.');
    expect((await get('/api/v1/command-areas/SOUTH', writer)).json().neighbourhoods).toEqual([
      { code: 'M', name: 'Merged', from: '2026-06-01', until: null },
      { code: 'P 3/b', name: 'Neighbourhood P 3/b', from: '2026-05-01', until: null },
      { code: 'P1', name: 'Neighbourhood P1', from: '2026-05-01', until: '2026-05-31' },
      { code: 'P2', name: 'Neighbourhood P2', from: '2026-05-01', until: '2026-05-31' },
    ]);
  });

  it('have a page on which they are changed', async () => {
    const from = { 'supervisor-from-day': '1', 'supervisor-from-month': '4', 'supervisor-from-year': '2026' };
    const wrong = await postSeen('/command-areas/SOUTH', { what: 'supervisor', collarNumber: '1', ...from });
    expect([wrong.statusCode, wrong.body.includes('id="collarNumber-error"')]).toEqual([400, true]);
    expect(wordsOf(await postSeen('/command-areas/SOUTH', { what: 'neighbourhood' }))).toContain(
      'Enter the code of the neighbourhood',
    );
    expect((await post('/command-areas/SOUTH', { what: 'name' })).body).toContain('Enter a name');
    const done = await postSeen('/command-areas/SOUTH', { what: 'supervisor', collarNumber: '2', ...from });
    expect(done.headers['location']).toBe('/command-areas/SOUTH?done=changed');
    expect(wordsOf(await get('/command-areas/SOUTH'))).toContain(
      'Cy Ode, Sergeant (name withheld from the public) 2',
    );
    const body = await app.signIn('local-policing-body');
    const words = wordsOf(await get('/command-areas/SOUTH', body));
    expect(words).toContain('Name withheld, Sergeant');
    expect(words).not.toContain('Cy Ode');
    expect(words).not.toContain('Rename this area');
    expect(wordsOf(await get('/command-areas', body))).not.toContain('Cy Ode');
    expect((await post('/command-areas/SOUTH', { what: 'name', name: 'X' }, body)).statusCode).toBe(403);
    expect((await get('/command-areas', await app.signIn('team'))).statusCode).toBe(403);
    expect((await get('/command-areas/NONE')).statusCode).toBe(404);
  });
});

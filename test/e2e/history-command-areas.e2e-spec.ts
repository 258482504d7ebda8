import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { collection, csv, feature, OFFICER_HEADER } from '../support/registry-import.js';
import { wordsOf } from '../support/words.js';

const days = (prefix: string, day: string): Record<string, string> => {
  const [year, month, number] = day.split('-') as [string, string, string];
  return { [`${prefix}-day`]: number, [`${prefix}-month`]: month, [`${prefix}-year`]: year };
};

describe('a command area', () => {
  let app: RegistryApp;
  let admin: Record<string, string>;
  let writer: Record<string, string>;

  beforeAll(async () => {
    app = await startRegistryApp();
    await app.take('neighbourhoods', collection(feature('P1', 0), feature('P2', 1), feature('P3', 2)));
    await app.take('officers', csv(OFFICER_HEADER, '2,Cy Ode,Sergeant,,,,yes', '3,Di Poe,Inspector,,,,'));
    admin = await app.signIn('force-admin');
    writer = await app.key(['registry:read', 'registry:write']);
  });
  afterAll(() => app.close());

  const get = (url: string, headers = admin): Promise<Answer> => app.ask({ url, headers });
  const post = (url: string, fields: Record<string, string>): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers: admin });
  const api = (method: string, path: string, payload: object, ifMatch?: string): Promise<Answer> =>
    app.ask({
      method,
      url: `/api/v1/command-areas${path}`,
      payload,
      headers: { ...writer, ...(ifMatch && { 'if-match': ifMatch }) },
    });
  /** The version alone, as an answer to a change has it. */
  const tagOf = async (code: string): Promise<string> =>
    String((await get(`/api/v1/command-areas/${code}`, writer)).headers['etag']).replace(/-.*/, '"');
  const versionIn = ({ body }: Answer): string => /name="version" value="(\d+)"/.exec(body)![1]!;

  it('answers an ETag that counts what belongs to it too', async () => {
    const made = await api('POST', '', { code: 'NORTH', name: 'North', from: '2026-01-01' });
    expect([made.statusCode, made.headers['etag']]).toEqual([201, '"1"']);
    const placed = await api('PUT', '/NORTH/neighbourhoods/P1', { from: '2026-04-01' }, '"1"');
    expect([placed.statusCode, placed.headers['etag']]).toEqual([200, '"2"']);
    const supervised = await api('PUT', '/NORTH/supervisors/3', { from: '2026-04-01' }, '"2"');
    expect(supervised.headers['etag']).toBe('"3"');
    const again = await api('PUT', '/NORTH/supervisors/3', { from: '2026-04-01' }, '"3"');
    expect([again.statusCode, again.headers['etag']]).toEqual([200, '"3"']);
    expect(await tagOf('NORTH')).toBe('"3"');
  });

  it('is changed by the API over the version that was read', async () => {
    expect((await api('PATCH', '/NORTH', { name: 'Upper' })).statusCode).toBe(428);
    const stale = await api('PATCH', '/NORTH', { name: 'Upper' }, '"2"');
    expect(stale.statusCode).toBe(412);
    expect(stale.json()).toMatchObject({
      yours: { etag: '"2"', sent: { name: 'Upper' } },
      current: {
        etag: '"3"',
        record: { code: 'NORTH', name: 'North', supervisors: [{ collarNumber: '3' }] },
      },
    });
    const late = await api('PUT', '/NORTH/neighbourhoods/P2', { from: '2026-05-01' }, '"1"');
    expect([late.statusCode, late.json().current.record.neighbourhoods[0].code]).toEqual([412, 'P1']);
    expect((await api('PUT', '/NORTH/supervisors/2', { from: '2026-05-01' }, 'W/"3"')).statusCode).toBe(412);
    expect(await tagOf('NORTH')).toBe('"3"');
    const renamed = await api('PATCH', '/NORTH', { name: 'Upper' }, '"3"');
    expect([renamed.statusCode, renamed.headers['etag'], renamed.json().name]).toEqual([200, '"4"', 'Upper']);
    const blind = await api('PUT', '/NORTH/supervisors/2', { from: '2026-05-01' });
    expect([blind.statusCode, blind.json().detail]).toEqual([
      428,
      expect.stringContaining('send its ETag back as If-Match'),
    ]);
    expect(await tagOf('NORTH')).toBe('"4"');
    const any = await api('PUT', '/NORTH/supervisors/2', { from: '2026-05-01' }, '*');
    expect(any.headers['etag']).toBe('"5"');
    expect((await api('PATCH', '/NONE', { name: 'X' }, '*')).statusCode).toBe(404);
  });

  it('lets one of two who change it at once through, and shows the other both versions', async () => {
    const tag = await tagOf('NORTH');
    const both = await Promise.all(
      ['P2', 'P3'].map((code) => api('PUT', `/NORTH/neighbourhoods/${code}`, { from: '2026-06-01' }, tag)),
    );
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    const { current } = both.find(({ statusCode }) => statusCode === 412)!.json();
    expect(current.record.neighbourhoods).toHaveLength(2);
    for (const code of ['P2', 'P3'])
      await api('PUT', `/NORTH/neighbourhoods/${code}`, { from: '2026-06-01' }, '*');
  });

  it('is not overwritten by a second admin at the page', async () => {
    const version = versionIn(await get('/command-areas/NORTH'));
    const name = { what: 'name', version };
    expect((await post('/command-areas/NORTH', { ...name, name: 'Top' })).headers['location']).toBe(
      '/command-areas/NORTH?done=changed',
    );
    const late = await post('/command-areas/NORTH', { ...name, name: 'Summit' });
    expect(late.statusCode).toBe(409);
    expect(wordsOf(late)).toContain('Somebody changed this area after you opened the page.');
    expect(wordsOf(late)).toContain('Field Saved meanwhile What you typed Name Top Summit');
    expect(wordsOf(await get('/command-areas/NORTH'))).toContain('NORTH Top');
    await post('/command-areas/NORTH', { ...name, name: 'Summit', version: versionIn(late) });
    expect(wordsOf(await get('/command-areas/NORTH'))).toContain('NORTH Summit');
    const place = {
      what: 'supervisor',
      collarNumber: '2',
      ...days('supervisor-from', '2027-01-01'),
      version,
    };
    const stale = await post('/command-areas/NORTH', place);
    expect([stale.statusCode, wordsOf(stale)]).toEqual([
      409,
      expect.stringContaining('Supervisors 2 from 1 May 2026; 3 from 1 April 2026 2 from 1 January 2027 '),
    ]);
    const where = { what: 'neighbourhood', neighbourhood: 'P9', ...days('neighbourhood-from', '2027-01-01') };
    const wrong = await post('/command-areas/NORTH', { ...where, version: versionIn(stale) });
    expect([wrong.statusCode, versionIn(wrong)]).toEqual([400, versionIn(stale)]);
  });

  it.each<[string, Record<string, string>]>([
    ['without a version', {}],
    ['with a version that is none', { version: '1; drop' }],
    ['with a version of none', { version: '' }],
  ])('is not overwritten by a page that was sent %s', async (_, version) => {
    const blind = await post('/command-areas/NORTH', { what: 'name', name: 'Blind', ...version });
    expect(blind.statusCode).toBe(409);
    expect(wordsOf(blind)).toContain('Field Saved meanwhile What you typed Name Summit Blind');
    expect(wordsOf(await get('/command-areas/NORTH'))).toContain('NORTH Summit');
    // A mistake beside it does not give it the version that nobody has seen.
    const wrong = await post('/command-areas/NORTH', { what: 'neither', name: 'Blind', ...version });
    expect([wrong.statusCode, /name="version" value="\d+"/.test(wrong.body)]).toEqual([400, false]);
  });

  it('tells its admin what was believed before, of the area and of what belongs to it', async () => {
    app.clock.set(app.clock.now().plus({ hours: 1 }));
    // An hour without use has ended the session.
    admin = await app.signIn('force-admin');
    await api('PUT', '/NORTH/neighbourhoods/P1', { from: '2026-04-01', until: '2026-12-31' }, '*');
    const words = wordsOf(await get('/command-areas/NORTH'));
    expect(words).toContain(
      '10 Apr 2026, 11am The machine client key 1 Neighbourhood P1, from 1 April 2026 P1, from 1 April 2026 until 31 December 2026',
    );
    expect(words).toContain('10 Apr 2026, 10am A force-admin Command area Name: Top Name: Summit');
    expect(words).toContain('The machine client key 1 Supervisor Nothing Officer 2, from 1 May 2026');
    expect(words).toContain(
      'The machine client key 1 Command area Nothing Code: NORTH; Name: North; Days: from 1 January 2026',
    );
    for (const role of ['supervisor', 'auditor', 'local-policing-body'] as const) {
      const theirs = await get('/command-areas/NORTH', await app.signIn(role));
      expect([theirs.statusCode, wordsOf(theirs).includes('What was believed before')]).toEqual([200, false]);
    }
  });

  it('keeps each change of what was said once, however often its version was counted', async () => {
    const kept = await app.rows<{ kind: string; count: number }>(
      `select kind, count(*)::int as count from registry_history where kind like 'command_area%' group by kind order by kind`,
    );
    expect(kept).toEqual([
      { kind: 'command_area', count: 4 },
      { kind: 'command_area_neighbourhood', count: 4 },
      { kind: 'command_area_supervisor', count: 2 },
    ]);
  });

  it('is another version once a merger changed what belongs to it', async () => {
    const tag = await tagOf('NORTH');
    const merged = await app.ask({
      method: 'POST',
      url: '/api/v1/neighbourhoods/P1/changes',
      headers: writer,
      payload: { kind: 'merge', from: '2026-07-01', others: ['P2'], into: [{ code: 'M', name: 'Merged' }] },
    });
    expect([merged.statusCode, merged.body]).toEqual([
      200,
      expect.stringContaining('M belongs to the command area Summit.'),
    ]);
    expect(await tagOf('NORTH')).not.toBe(tag);
  });
});

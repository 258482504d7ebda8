import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { collection, feature } from '../support/registry-import.js';
import { seedRegistry } from '../support/registry-story.js';

const BASE = '/api/police-uk';

describe('the national interface as HTTP', () => {
  let app: RegistryApp;
  beforeAll(async () => {
    app = await startRegistryApp('2026-04-10T11:00:00Z');
  });
  afterAll(() => app.close());

  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    app.ask({ url: `${BASE}/${path}`, headers });

  function expectNowhere(path: string, answer: Answer): void {
    expect([path, answer.statusCode, answer.body]).toEqual([path, 404, 'Not Found']);
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
  }

  it('is empty, and no fault, before anything is registered', async () => {
    expect((await get('forces')).body).toBe('[]');
    for (const path of [
      `forces/${FORCE}`,
      `forces/${FORCE}/people`,
      `${FORCE}/neighbourhoods`,
      'locate-neighbourhood?q=52.6,-1.1',
    ])
      expectNowhere(path, await get(path));
  });

  describe('with a force', () => {
    beforeAll(() => seedRegistry(app));

    it.each([
      'forces/nowhere',
      'forces/nowhere/people',
      'forces/Leicestershire',
      `forces/${FORCE}/boundary`,
      'forces/',
      'nowhere/neighbourhoods',
      'LEICESTERSHIRE/neighbourhoods',
      'forces/neighbourhoods',
      `${FORCE}/nc01`,
      `${FORCE}/NC99`,
      `${FORCE}/NC05`,
      `${FORCE}/NC01%20`,
      `${FORCE}/NC01/`,
      `${FORCE}/NC01/crimes`,
      `${FORCE}/NC01/people/`,
      `${FORCE}/nc01/people`,
      `${FORCE}/nc01/priorities`,
      `${FORCE}/nc01/events`,
      `${FORCE}/nc01/boundary`,
      'nowhere/NC01',
      `${FORCE}/..%2F..%2Fforces`,
      `${FORCE}/%27%20or%20%271%27=%271`,
      `${FORCE}/%F0%9F%9A%93`,
      `${FORCE}/%00`,
      `${FORCE}/NC01%00`,
      `${FORCE}/${'x'.repeat(150)}`,
      `${FORCE}/__proto__`,
      'constructor/neighbourhoods',
      'locate-neighbourhood',
      'locate-neighbourhood?q=',
      'locate-neighbourhood?q=LE1',
      'locate-neighbourhood?q=52.005',
      'locate-neighbourhood?q=-0.995,52.005',
      'locate-neighbourhood?q=52.005,-0.995,1',
      'locate-neighbourhood?q=52.005;-0.995',
      'locate-neighbourhood?q=52.005,-0.995&q=52.005,-0.995',
      'locate-neighbourhood?q=NaN,NaN',
      'locate-neighbourhood?q=1e400,0',
      'locate-neighbourhood?q=%ZZ',
      'locate-neighbourhood?q=52.005,-0.995%00',
      'locate-neighbourhood?q=60,-40',
      '',
      'crimes-street/all-crime',
    ])('has nothing at %s', async (path) => {
      expectNowhere(path, await get(path));
    });

    it('reads an id that holds spaces and a slash', async () => {
      expect((await get(`${FORCE}/NC%2002%2Fb`)).json()).toMatchObject({ id: 'NC 02/b' });
      expect((await get(`${FORCE}/NC%2002%2Fb/people`)).json()).toHaveLength(1);
    });

    it('reads ids with dots, quotes, percent signs and letters of any script', async () => {
      const codes = [
        '55.CR3001',
        '.a',
        'O\'Neill "x"',
        '100% safe',
        'Caerdydd ŵ',
        '{a}',
        'a+b',
        'forces',
        'people',
      ];
      await app.take('neighbourhoods', collection(...codes.map((code, index) => feature(code, 10 + index))));
      for (const code of codes) {
        const written = encodeURIComponent(code);
        for (const rest of ['', '/people', '/boundary', '/priorities', '/events'])
          expect([code, rest, (await get(`${FORCE}/${written}${rest}`)).statusCode]).toEqual([
            code,
            rest,
            200,
          ]);
        expect((await get(`${FORCE}/${written}`)).json()).toMatchObject({ id: code });
      }
    });

    it('takes what a program prints for a point close to Greenwich', async () => {
      expect((await get('locate-neighbourhood?q=52.005,5e-05')).statusCode).toBe(404);
      expect((await get('locate-neighbourhood?q=5.2005e1,-9.95e-1')).json()).toEqual({
        force: FORCE,
        neighbourhood: 'NC01',
      });
    });

    it('lets the smaller of two areas win a point, and a neighbourhood that ended yesterday none', async () => {
      await app.rows(
        `insert into neighbourhood (force_id, id, code, name, during, boundary, min_lng, min_lat, max_lng, max_lat, area_km2, created_at, updated_at)
         select force_id, gen_random_uuid(), 'ALL', 'All', '(,)', '{"type":"Polygon","coordinates":[[[-2,51],[2,51],[2,53],[-2,53],[-2,51]]]}',
           -2, 51, 2, 53, 60000, now(), now() from neighbourhood where code = 'NC01'`,
      );
      const locate = async () =>
        (await get('locate-neighbourhood?q=52.005,-0.995')).json() as { neighbourhood: string };
      expect((await locate()).neighbourhood).toBe('NC01');
      await app.rows(
        `update neighbourhood set during = daterange(lower(during), '2026-04-10') where code = 'NC01'`,
      );
      expect((await locate()).neighbourhood).toBe('ALL');
      for (const rest of ['', '/people', '/boundary', '/priorities', '/events'])
        expectNowhere(rest, await get(`${FORCE}/NC01${rest}`));
      expect((await get(`${FORCE}/neighbourhoods`)).body).not.toContain('NC01');
      await app.rows(`update neighbourhood set during = '(,)' where code = 'NC01'`);
    });

    it('answers another force’s questions with that force’s rows, asked at once', async () => {
      await app.take('neighbourhoods', collection(feature('NC01', 300, { name: 'Another' })), 'derbyshire');
      const names = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const force = index % 2 ? 'derbyshire' : FORCE;
          return ((await get(`${force}/NC01`)).json() as { name: string }).name;
        }),
      );
      expect(names).toEqual(names.map((_, index) => (index % 2 ? 'Another' : "St Mary's, Belgrave")));
      const lost = await Promise.all(['NC01', 'NC99', 'NC03'].map((code) => get(`${FORCE}/${code}`)));
      expect(lost.map(({ statusCode }) => statusCode)).toEqual([200, 404, 200]);
    });

    it('may be kept for a minute, and is asked for again by its tag', async () => {
      const first = await get(`${FORCE}/NC03`);
      expect(first.headers['cache-control']).toBe('public, max-age=60');
      expect(first.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(first.headers['access-control-allow-origin']).toBe('*');
      const tag = first.headers['etag']!;
      expect(tag).toMatch(/^"[\w-]+"$/);
      for (const known of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
        const again = await get(`${FORCE}/NC03`, { 'if-none-match': known });
        expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', tag]);
      }
      await app.rows(`update neighbourhood set description = 'New' where code = 'NC03'`);
      const changed = await get(`${FORCE}/NC03`, { 'if-none-match': tag });
      expect(changed.statusCode).toBe(200);
      expect(changed.headers['etag']).not.toBe(tag);
    });

    it('answers HEAD as GET without the body, and no other method', async () => {
      const head = await app.ask({ method: 'HEAD', url: `${BASE}/${FORCE}/NC03` });
      const got = await get(`${FORCE}/NC03`);
      expect([head.statusCode, head.body, head.headers['etag']]).toEqual([200, '', got.headers['etag']]);
      expect(head.headers['content-length']).toBe(got.headers['content-length']);
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
        const answer = await app.ask({ method, url: `${BASE}/${FORCE}/NC03` });
        expectNowhere(method, answer);
      }
    });

    it('asks nobody who they are, and sets no cookie', async () => {
      const answer = await get(`${FORCE}/NC03`, {
        authorization: 'Bearer npg_wrong',
        cookie: 'npg-session=wrong',
      });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['set-cookie']).toBeUndefined();
    });
  });
});

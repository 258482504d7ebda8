import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppConfig } from '../../src/config/app-config.js';
import { PoliceUkPullJob } from '../../src/registry/police-uk-pull/police-uk-pull.job.js';
import { PULL_PACE } from '../../src/registry/police-uk-pull/pull-pace.js';
import type { Answer } from '../support/access-app.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { collection, feature } from '../support/registry-import.js';
import { wordsOf } from '../support/words.js';
import { type National, QUICK, recordForce, startNational } from './police-uk-pull-server.js';

interface Kept {
  actor_kind: string;
  imported: boolean;
  before: Record<string, unknown> | null;
  after: Record<string, unknown>;
}

describe('the force’s own row', () => {
  let app: RegistryApp;
  let national: National;
  let admin: Record<string, string>;
  let reader: Record<string, string>;
  let writer: Record<string, string>;

  beforeAll(async () => {
    national = await startNational();
    recordForce(national, FORCE, ['P1']);
    app = await startRegistryApp();
    app.app.get(AppConfig).POLICE_UK_URL = national.url;
    Object.assign(app.app.get(PULL_PACE, { strict: false }), QUICK);
    await app.take('neighbourhoods', collection(feature('P1', 0)));
    admin = await app.signIn('force-admin');
    reader = await app.key(['registry:read']);
    writer = await app.key(['registry:read', 'registry:write']);
  });
  afterAll(async () => {
    await app.close();
    await national.close();
  });

  const get = (url: string, headers = admin): Promise<Answer> => app.ask({ url, headers });
  const post = (url: string, fields: [string, string][] | Record<string, string>): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers: admin });
  const read = (): Promise<Answer> => get('/api/v1/force', reader);
  const patch = (payload: object, ifMatch?: string, headers = writer): Promise<Answer> =>
    app.ask({
      method: 'PATCH',
      url: '/api/v1/force',
      payload,
      headers: { ...headers, ...(ifMatch && { 'if-match': ifMatch }) },
    });
  const kept = (): Promise<Kept[]> =>
    app.rows<Kept>(
      `select actor_kind, import_id is not null as imported, before, after from registry_history where kind = 'force_page' order by id`,
    );
  const versionIn = ({ body }: Answer): string => /name="version" value="(\d+)"/.exec(body)![1]!;
  const audits = async (): Promise<number> =>
    (
      await app.rows<{ count: number }>(
        `select count(*)::int as count from audit_entry where subject_kind = 'force'`,
      )
    )[0]!.count;
  const about = { description: '', websiteUrl: '', telephone: '' };

  it('is kept in history from its registration on', async () => {
    expect(await kept()).toEqual([
      {
        actor_kind: 'command',
        imported: false,
        before: null,
        after: expect.objectContaining({
          name: 'Leicestershire Police',
          starts_on: '2025-07-01',
          version: 1,
        }),
      },
    ]);
    expect((await read()).headers['etag']).toMatch(/^"1-/);
    expect((await read()).json()).toEqual({
      id: FORCE,
      name: 'Leicestershire Police',
      startsOn: '2025-07-01',
      description: null,
      websiteUrl: null,
      telephone: null,
      engagementMethods: [],
      publishesHeadline: false,
    });
  });

  it('is changed by the API over the version that was read', async () => {
    expect((await patch({ telephone: '101' })).statusCode).toBe(428);
    expect((await patch({ telephone: '101' }, '"1"', reader)).statusCode).toBe(403);
    const first = await patch({ telephone: '101', websiteUrl: 'https://leics.example' }, '"1"');
    expect([first.statusCode, first.headers['etag'], first.json().telephone]).toEqual([200, '"2"', '101']);
    const second = await patch({ telephone: '999 000' }, '"1"');
    expect([second.statusCode, second.headers['content-type'], second.headers['etag']]).toEqual([
      412,
      'application/problem+json',
      undefined,
    ]);
    expect(second.json()).toMatchObject({
      status: 412,
      yours: { etag: '"1"', sent: { telephone: '999 000' } },
      current: { etag: '"2"', record: { telephone: '101', websiteUrl: 'https://leics.example' } },
    });
    expect((await read()).json().telephone).toBe('101');
    const any = await patch({ websiteUrl: null }, '*');
    expect([any.headers['etag'], any.json().websiteUrl, any.json().telephone]).toEqual(['"3"', null, '101']);
    expect((await patch({ websiteUrl: 'leics' }, '"3"')).statusCode).toBe(400);
    expect((await patch({ startsOn: '2020-01-01' }, '"3"')).statusCode).toBe(400);
    expect((await kept()).map(({ actor_kind, after }) => [actor_kind, after['telephone']])).toEqual([
      ['command', null],
      ['api-key', '101'],
      ['api-key', '101'],
    ]);
  });

  it('stays as it is, unwritten, when the same is sent again', async () => {
    const before = [await kept(), await audits()];
    const same = await patch({ telephone: '101' }, '"3"');
    expect([same.statusCode, same.headers['etag']]).toEqual([200, '"3"']);
    expect([await kept(), await audits()]).toEqual(before);
  });

  it('is not overwritten by a second admin, who is shown both versions', async () => {
    const form = await get('/force/about');
    const version = versionIn(form);
    const saved = await post('/force/about', { ...about, telephone: '101', description: 'First.', version });
    expect(saved.headers['location']).toBe('/force?done=described');
    const typed = { ...about, telephone: '102 000', description: 'Second.', version };
    const late = await post('/force/about', typed);
    expect(late.statusCode).toBe(409);
    expect(wordsOf(late)).toContain('Somebody changed this while you were typing');
    expect(wordsOf(late)).toContain('What is recorded now Description First. Website Not set Telephone 101');
    expect(late.body).toContain('Second.</textarea>');
    expect(wordsOf(await get('/force'))).toContain('Description First.');
    // A mistake keeps the version that the form was laid over; both versions seen, the next one.
    const wrong = await post('/force/about', { ...typed, telephone: 'none' });
    expect([wrong.statusCode, versionIn(wrong)]).toEqual([400, version]);
    await post('/force/about', { ...typed, version: versionIn(late) });
    expect(wordsOf(await get('/force'))).toContain('Description Second. Website Not set Telephone 102 000');
  });

  it.each<[string, Record<string, string>]>([
    ['without a version', {}],
    ['with a version that is none', { version: 'newest' }],
  ])('is not overwritten by a page that was sent %s', async (_, version) => {
    const blind = await post('/force/about', { ...about, description: 'Blind.', ...version });
    expect(blind.statusCode).toBe(409);
    expect(wordsOf(blind)).toContain('What is recorded now Description Second.');
    expect(blind.body).toContain('Blind.</textarea>');
    const wrong = await post('/force/about', { ...about, telephone: 'none', ...version });
    expect([wrong.statusCode, /name="version" value="\d+"/.test(wrong.body)]).toEqual([400, false]);
    const method = { type: 'rss', url: 'https://leics.example/rss', ...version };
    expect((await post('/force/engagement-methods/remove', method)).statusCode).toBe(409);
    expect(wordsOf(await get('/force'))).toContain('Description Second.');
  });

  it('keeps a way to follow it that somebody changed after the page was read', async () => {
    const method = { type: 'rss', url: 'https://leics.example/rss' };
    await post('/force/engagement-methods/new', { ...method, title: 'Feed' });
    const version = versionIn(await get('/force'));
    await post('/force/engagement-methods/new', { ...method, title: 'News' });
    expect((await post('/force/engagement-methods/remove', { ...method, version })).statusCode).toBe(409);
    expect(wordsOf(await get('/force'))).toContain('News rss: https://leics.example/rss');
    const now = versionIn(await get('/force'));
    expect((await post('/force/engagement-methods/remove', { ...method, version: now })).statusCode).toBe(
      303,
    );
    expect(wordsOf(await get('/force'))).toContain('None is recorded.');
  });

  it('tells its admin what was believed before, by whom and when, whoever wrote it', async () => {
    app.clock.set(app.clock.now().plus({ hours: 1 }));
    // An hour without use has ended the session.
    admin = await app.signIn('force-admin');
    await app.rows(
      `update force set name = 'Leicestershire Constabulary', starts_on = '2025-08-01' where id = '${FORCE}'`,
    );
    const words = wordsOf(await get('/force'));
    expect(words).toContain('Figures begin on 1 August 2025');
    expect(words).toContain(
      'The database Force Name: Leicestershire Police; First day: 1 July 2025 Name: Leicestershire Constabulary; First day: 1 August 2025',
    );
    expect(words).toContain(
      '10 Apr 2026, 10am A force-admin Force Ways to follow the force: Feed (rss) https://leics.example/rss Ways to follow the force: News (rss) https://leics.example/rss',
    );
    expect(words).toContain('The machine client key 2 Force Website: https://leics.example Website: none');
    expect(words).toContain('The command line Force Nothing Name: Leicestershire Police');
  });

  it('shows fifty changes a page', async () => {
    for (let change = 0; change < 50; change += 1)
      await app.rows(`update force set telephone = '101 ${change}' where id = '${FORCE}'`);
    const first = await get('/force');
    expect(first.body).toContain('href="/force?page=2#history"');
    expect(wordsOf(first)).not.toContain('The command line Force Nothing');
    expect(wordsOf(await get('/force?page=2'))).toContain('The command line Force Nothing');
  });

  it('becomes what it was when a pull that changed it is undone, unless it changed since', async () => {
    const pull = async (): Promise<string> => {
      const href = (await post('/imports/police-uk', [])).headers['location']!;
      await app.app.get(PoliceUkPullJob, { strict: false }).run();
      const page = await get(href);
      const fields = [...page.body.matchAll(/name="lines" type="checkbox" value="(\d+)" checked/g)]
        .map(([, line]): [string, string] => ['lines', line!])
        .concat([
          ['page', '1'],
          ['fingerprint', /name="fingerprint" value="(\w+)"/.exec(page.body)![1]!],
          ['then', 'apply'],
        ]);
      expect((await post(href, fields)).headers['location']).toBe(`${href}?done=applied`);
      return href;
    };
    /** The page once the undoing has ended: on a busy machine it goes on behind the answer. */
    const endOf = async (href: string): Promise<string> => {
      for (;;) {
        const words = wordsOf(await get(href));
        if (!words.includes('Being undone')) return words;
        await sleep(100);
      }
    };
    const columns = 'name, website_url, telephone, engagement_methods';
    const row = `select ${columns} from force where id = '${FORCE}'`;
    const [before] = await app.rows(row);
    const href = await pull();
    const [pulled] = await app.rows<{ website_url: string }>(row);
    expect(pulled).not.toEqual(before);
    expect(wordsOf(await get('/force'))).toContain(
      'A force-admin, by an import Force Name: Leicestershire Constabulary; Website: none; Telephone: 101 49;',
    );
    expect((await post(`${href}/undo`, [])).statusCode).toBe(303);
    expect(await endOf(href)).toContain('Undone');
    expect(await app.rows(row)).toEqual([before]);
    const again = await pull();
    await patch({ description: 'Written since.' }, '*');
    await post(`${again}/undo`, []);
    expect(await endOf(again)).toMatch(
      /The import cannot be undone: 1 page of the force changed since \(Leicestershire \w+\)/,
    );
    expect((await app.rows<{ website_url: string }>(row))[0]!.website_url).toBe(pulled!.website_url);
  });

  it('of another force is neither read nor changed', async () => {
    await app.take('neighbourhoods', collection(feature('O1', 5)), 'derbyshire');
    const other = await app.key(['registry:read', 'registry:write'], 'derbyshire');
    expect((await get('/api/v1/force', other)).json().id).toBe('derbyshire');
    await patch({ description: 'Of the other.' }, '*', other);
    expect((await read()).json().description).toBe('Written since.');
    expect(
      await app.rows(`select 1 from registry_history where kind = 'force_page' and force_id = 'derbyshire'`),
    ).toEqual([]);
    await app.rows(`update force_page set name = 'Taken' where force_id = 'derbyshire'`);
    expect((await get('/api/v1/force', other)).json().name).toBe('Derbyshire Constabulary');
  });
});

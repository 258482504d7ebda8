import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiKeys } from '../../src/access/api-keys.js';
import { People } from '../../src/access/people.js';
import { Sessions } from '../../src/access/sessions.js';
import { RegistryImport } from '../../src/registry/import/registry-import.js';
import type { Answer } from '../support/access-app.js';
import { collection, feature } from '../support/registry-import.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import { wordsOf } from '../support/words.js';

const FORCE = 'leicestershire';
/** All addresses with the code of a neighbourhood in them; those of one event, link or sent form have more to know. */
const OF_A_NEIGHBOURHOOD =
  /^\/(neighbourhoods|api\/v1\/neighbourhoods|your-area\/:force|api\/police-uk\/:force)\/:(?!.*(:id|:kind|sent$))/;
const FIRST_DAY = { 'from-day': '1', 'from-month': '9', 'from-year': '2026' };

/** Codes are opaque: a force may write anything into them that an address can hold. */
describe('the code of a neighbourhood', () => {
  let app: WholeApp;
  let admin: Record<string, string>;
  let writer: Record<string, string>;

  beforeAll(async () => {
    app = await startWholeApp({});
    const content = collection(feature('NC01'));
    const actor = { kind: 'command', id: 'test' } as const;
    await app.app.get(RegistryImport).importFile({ kind: 'neighbourhoods', forceId: FORCE, content, actor });
    const id = await app.app.get(People).add(FORCE, { name: 'An admin', role: 'force-admin' }, actor);
    admin = { cookie: `npg-session=${await app.app.get(Sessions).start(FORCE, id)}` };
    const { key } = await app.app.get(ApiKeys).make(FORCE, 'key', ['registry:read', 'registry:write']);
    writer = { authorization: `Bearer ${key}` };
  });
  afterAll(() => app.close());

  const post = (url: string, fields: Record<string, string>): Promise<Answer> =>
    app.ask({ method: 'POST', url, headers: admin, payload: new URLSearchParams(fields).toString() });
  const change = (address: string, payload: object): Promise<Answer> =>
    app.ask({
      method: 'POST',
      url: `/api/v1/neighbourhoods/${address}/changes`,
      headers: writer,
      payload: { from: '2026-09-01', ...payload },
    });
  /** As a browser asks for what stands in a link: it takes `.` and `..` out first. */
  const open = (link: string): Promise<Answer> => {
    const { pathname, search } = new URL(link, 'http://force.example');
    return app.ask({
      url: `${pathname}${search}`,
      headers: pathname.startsWith('/api/') ? writer : admin,
    });
  };

  it.each([
    '/',
    '//',
    'a/b',
    'a/../b',
    '\\',
    'a?b#c',
    '%',
    '%2F',
    '%2e%2e',
    '...',
    'a;b+c&d=$&',
    '"<i>\'',
    'NC 02/b',
    'ŷ'.repeat(100),
  ])('may be %j, and every page and every address of the API with it opens', async (code) => {
    const inAddress = encodeURIComponent(code);
    const begun = await post('/places/new', { code, name: 'Odd & Sons', ...FIRST_DAY });
    expect([begun.statusCode, begun.headers.location]).toEqual([
      303,
      `/neighbourhoods/${inAddress}?done=changed`,
    ]);
    const routes = app.routes.filter(({ method, url }) => method === 'GET' && OF_A_NEIGHBOURHOOD.test(url));
    expect(routes.length).toBeGreaterThanOrEqual(16);
    const opened = await Promise.all(
      routes.map(async ({ url }) => {
        const link = url.replace(':force', FORCE).replace(/:(code|neighbourhood)/, () => inAddress);
        return { url, answer: await open(link) };
      }),
    );
    const notOpen = (all: { url: string; answer: Answer }[]): string[] =>
      all.filter(({ answer }) => answer.statusCode !== 200).map(({ url }) => url);
    expect(notOpen(opened)).toEqual([]);
    const links = new Set(opened.flatMap(({ answer }) => linksOf(answer.body, inAddress)));
    expect(links.size).toBeGreaterThanOrEqual(5);
    const followed = await Promise.all([...links].map(async (url) => ({ url, answer: await open(url) })));
    expect(notOpen(followed)).toEqual([]);

    const named = { kind: 'rename', name: 'Even', from: '2026-10-01' };
    expect((await change(inAddress, named)).json()).toMatchObject({ outcome: 'changed' });
    expect((await open(`/api/v1/neighbourhoods/${inAddress}`)).json()).toMatchObject({ code, name: 'Even' });
    expect((await open(`/api/police-uk/${FORCE}/${inAddress}`)).json()).toMatchObject({ id: code });
    expect(wordsOf(await open(`/your-area/${FORCE}/${inAddress}`))).toContain('Even');
  });

  it.each([
    ['.', 'The code cannot be ".": no browser opens its address; choose another'],
    ['..', 'The code cannot be "..": no browser opens its address; choose another'],
    ['neighbourhoods', 'The code cannot be "neighbourhoods"'],
    ['a\u0007b', 'The code holds a character that nobody sees (U+0007, character 2); leave it out'],
    ['NC\u202e04', 'The code holds a character that nobody sees (U+202E, character 3); leave it out'],
  ])('cannot be %j, by page, by API or by file', async (code, message) => {
    const before = await app.admin.query('select count(*) from neighbourhood');
    const page = await post('/places/new', { code, name: 'Nowhere', ...FIRST_DAY });
    expect(page.statusCode).toBe(400);
    expect(wordsOf(page).replaceAll('&quot;', '"')).toContain(`There is a problem ${message}`);
    // Written as it stands here, as no browser would: encoded, it reaches the server.
    const inAddress = encodeURIComponent(code).replaceAll('.', '%2E');
    const begun = await change(inAddress, { kind: 'begin', name: 'Nowhere' });
    expect([begun.statusCode, begun.json().errors]).toEqual([400, [{ field: 'code', message }]]);
    const into = [
      { code, name: 'Nowhere' },
      { code: 'NC02', name: 'Somewhere' },
    ];
    const split = await change('NC01', { kind: 'split', into });
    expect([split.statusCode, split.json().errors]).toEqual([400, [{ field: 'into', message }]]);
    const content = collection(feature(code, 1, { name: 'Nowhere' }));
    const actor = { kind: 'command', id: 'test' } as const;
    const file = app.app
      .get(RegistryImport)
      .importFile({ kind: 'neighbourhoods', forceId: FORCE, content, actor });
    await expect(file).rejects.toMatchObject({
      fields: [{ field: expect.stringMatching(/^feature 1 .*, code$/), message: expect.any(String) }],
    });
    expect((await app.admin.query('select count(*) from neighbourhood')).rows).toEqual(before.rows);
  });

  it('that was taken before and no browser opens is still read by the API, and merges by the page of another', async () => {
    await app.admin.query(
      `insert into neighbourhood (force_id, id, code, name, during, created_at, updated_at)
       values ($1, gen_random_uuid(), '..', 'Up', '[2026-01-01,)', now(), now())`,
      [FORCE],
    );
    expect((await open('/neighbourhoods')).body).toContain('Up');
    const read = await app.ask({ url: '/api/v1/neighbourhoods/%2E%2E', headers: writer });
    expect([read.statusCode, read.json().name]).toEqual([200, 'Up']);
    const fields = {
      kind: 'merge',
      'merge-others': '..',
      'merge-code': 'NC01',
      'merge-from-day': '1',
      'merge-from-month': '11',
      'merge-from-year': '2026',
    };
    const shown = await post('/neighbourhoods/NC01/change', fields);
    expect(wordsOf(shown)).toContain('Up (..) ends on 31 October 2026.');
    const [, seen = ''] = /name="seen" value="([^"]*)"/.exec(shown.body) ?? [];
    const saved = await post('/neighbourhoods/NC01/change', { ...fields, step: 'save', seen });
    expect(saved.statusCode).toBe(303);
  });
});

/** The links of a page that hold this in their address. */
function linksOf(html: string, inAddress: string): string[] {
  return [...html.matchAll(/href="(\/[^"]*)"/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&#x27;', "'"))
    .filter((href) => href.includes(inAddress));
}

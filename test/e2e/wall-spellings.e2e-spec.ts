import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Question } from '../support/access-app.js';
import type { Route } from '../support/whole-app.js';
import { addressOf as addressWith } from './matrix-addresses.js';
import { queryFor } from './matrix-bodies.js';
import { type Caller, matrixWorld, type MatrixWorld } from './matrix-world.js';
import { askAll, isApi } from './wall-routes.js';

let world: MatrixWorld;

beforeAll(async () => {
  world = await matrixWorld();
}, 60_000);
afterAll(() => world?.close());

/** Of things that are there: whatever opened would answer. */
function addressOf(url: string): string {
  const { mine } = world;
  return addressWith(url, { force: mine, place: mine.places[0]!, role: 'force-admin', session: mine.id });
}

const hex = (letter: string): string => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** Ways to write an address that some router, proxy or guard takes for the same. */
const SPELLINGS: [name: string, spell: (url: string) => string][] = [
  ['its first letter encoded', (url) => `/${hex(url[1] ?? 'x')}${url.slice(2)}`],
  ['every letter encoded', (url) => url.replace(/[a-z]/g, hex)],
  ['encoded twice', (url) => `/%25${hex(url[1] ?? 'x').slice(1)}${url.slice(2)}`],
  ['an encoded slash', (url) => `/${url.slice(1).replace('/', '%2F')}`],
  ['a backslash', (url) => `/${url.slice(1).replace('/', '\\')}`],
  ['a doubled slash before', (url) => `/${url}`],
  ['doubled slashes within', (url) => `/${url.slice(1).replaceAll('/', '//')}`],
  ['a slash at the end', (url) => `${url}/`],
  ['capitals', (url) => url.toUpperCase()],
  ['one capital', (url) => url.replace(/[a-z]/, (letter) => letter.toUpperCase())],
  ['a dot segment', (url) => `/.${url}`],
  ['two dots', (url) => `/health/..${url}`],
  ['two encoded dots', (url) => `/assets/%2e%2e${url}`],
  ['a semicolon', (url) => `${url};/health`],
  ['an encoded question mark', (url) => `${url}%3f/health`],
  ['an encoded nothing', (url) => `${url}%00`],
  ['an ending', (url) => `${url}.css`],
  ['the absolute form', (url) => `http://127.0.0.1${url}`],
  ['the absolute form of another host', (url) => `https://elsewhere.example${url}`],
  ['a fragment', (url) => `${url}#/health`],
  ['a semicolon within', (url) => `/${url.slice(1).replace('/', ';a=b/')}`],
  ['two dots and a semicolon', (url) => `/health/..;${url}`],
  ['two dots encoded twice', (url) => `/assets/%252e%252e${url}`],
  ['an overlong slash', (url) => `/${url.slice(1).replace('/', '%c0%af')}`],
  ['overlong dots', (url) => `/assets/%c0%ae%c0%ae${url}`],
  [
    'an overlong letter',
    (url) => `/%c1%${(url.charCodeAt(1) + 0x40).toString(16).padStart(2, '0')}${url.slice(2)}`,
  ],
  [
    'full-width letters',
    (url) =>
      url.replace(/[a-z]/, (letter) =>
        encodeURIComponent(String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
      ),
  ],
  ['an encoded slash at the end', (url) => `${url}%2f`],
  ['an encoded backslash', (url) => `/${url.slice(1).replace('/', '%5c')}`],
  ['a space at the end', (url) => `${url}%20`],
  ['a dot at the end', (url) => `${url}.`],
  ['an encoded line', (url) => `${url}%0d%0a`],
  ['the API’s own beginning before it', (url) => `/api/v1/../..${url}`],
];

const plain = (url: string): string => `${addressOf(url)}${queryFor(url, world)}`;

/** Not refused: whatever else it was, something was answered or done. */
function opens({ statusCode, headers }: Answer): boolean {
  if (statusCode === 303) return !headers.location?.startsWith('/sign-in');
  return statusCode < 400;
}

/** Those to whom the plainly written address is closed. */
async function closedTo(headers: Record<string, string>): Promise<Route[]> {
  const routes = world.house.routes.filter(({ method }) => method !== 'OPTIONS');
  const answers = await askAll(
    world.house,
    routes.map(({ method, url }) => ({ method, url: plain(url), headers })),
  );
  return routes.filter(
    (_, n) =>
      [401, 403].includes(answers[n]!.statusCode) || answers[n]!.headers.location?.startsWith('/sign-in?'),
  );
}

async function opened(routes: readonly Route[], headers: Record<string, string>): Promise<string[]> {
  const questions: (Question & { what: string })[] = routes.flatMap(({ method, url }) =>
    SPELLINGS.map(([name, spell]) => ({
      method,
      url: `${spell(addressOf(url))}${queryFor(url, world)}`,
      headers,
      what: `${method} ${url} by ${name}`,
    })),
  );
  const answers = await askAll(world.house, questions);
  return answers.flatMap((answer, n) =>
    opens(answer) ? [`${questions[n]!.what}: ${answer.statusCode}`] : [],
  );
}

describe('another spelling of an address', () => {
  it('opens nothing to a stranger', async () => {
    const closed = await closedTo({});
    expect(closed.length).toBeGreaterThan(150);
    expect(await opened(closed, {})).toEqual([]);
  }, 120_000);

  it.each(['operator', 'local-policing-body'] as const)(
    'opens nothing to the role %s that it may not open',
    async (role) => {
      const headers = { cookie: world.mine.cookies[role], 'sec-fetch-site': 'same-origin' };
      const closed = await closedTo(headers);
      expect(closed.filter((route) => !isApi(route)).length).toBeGreaterThan(40);
      expect(await opened(closed, headers)).toEqual([]);
    },
    120_000,
  );

  it('opens nothing to a key without the scope', async () => {
    const [{ headers }] = world.keys.filter(({ scopes }) => scopes?.includes('contacts:read')) as [Caller];
    const closed = (await closedTo(headers)).filter(isApi);
    expect(closed.length).toBeGreaterThan(60);
    expect(await opened(closed, headers)).toEqual([]);
  }, 120_000);

  it('opens nothing to a session on the API, nor to a key elsewhere', async () => {
    const session = { cookie: world.mine.cookies['force-admin'] };
    const api = (await closedTo(session)).filter((route) => isApi(route) && route.method === 'GET');
    const key = { authorization: world.mine.bearer };
    const pages = (await closedTo(key)).filter((route) => !isApi(route) && route.method === 'GET');
    expect([api.length > 30, pages.length > 60]).toEqual([true, true]);
    expect([...(await opened(api, session)), ...(await opened(pages, key))]).toEqual([]);
  }, 120_000);
});

describe('another method', () => {
  it('opens nothing to a stranger that the route does not have', async () => {
    const closed = (await closedTo({})).filter(({ method }) => method === 'GET');
    const questions = closed.flatMap(({ url }) =>
      ['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'REPORT'].map((method) => ({
        method,
        url: addressOf(url),
      })),
    );
    const answers = await askAll(world.house, questions);
    const open = answers.flatMap((answer, n) =>
      opens(answer) ? [`${questions[n]!.method} ${questions[n]!.url}: ${answer.statusCode}`] : [],
    );
    expect(open).toEqual([]);
  });

  it('is not named by a header or a field instead', async () => {
    for (const headers of [{ 'x-http-method-override': 'GET' }, { 'x-method-override': 'GET' }]) {
      const answer = await world.house.ask({ method: 'POST', url: '/health', headers });
      expect(answer.statusCode).toBe(404);
    }
    expect(
      (await world.house.ask({ method: 'POST', url: '/health', payload: '_method=GET' })).statusCode,
    ).toBe(404);
  });
});

describe('a header that names another address', () => {
  it.each(['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix', 'x-forwarded-path', 'x-forwarded-uri'])(
    '%s is not believed',
    async (name) => {
      const open = await world.house.ask({ url: '/contacts', headers: { [name]: '/health' } });
      expect(open.statusCode).toBe(303);
      const closed = await world.house.ask({ url: '/health', headers: { [name]: '/contacts' } });
      expect(closed.json()).toHaveProperty('status');
    },
  );
});

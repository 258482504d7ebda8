import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Question } from '../support/access-app.js';
import type { Route } from '../support/whole-app.js';
import { addressOf, askAll, isApi, startWalled, type Walled } from './wall-routes.js';

let house: Walled;

beforeAll(async () => {
  house = await startWalled();
});
afterAll(() => house.close());

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
];

/** Not refused: whatever else it was, something was answered or done. */
function opens({ statusCode, headers }: Answer): boolean {
  if (statusCode === 303) return !headers.location?.startsWith('/sign-in');
  return statusCode < 400;
}

/** Those to whom the plainly written address is closed. */
async function closedTo(headers: Record<string, string>): Promise<Route[]> {
  const routes = house.routes.filter(({ method }) => method !== 'OPTIONS');
  const answers = await askAll(
    house,
    routes.map(({ method, url }) => ({ method, url: addressOf(url), headers })),
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
      url: spell(addressOf(url)),
      headers,
      what: `${method} ${url} by ${name}`,
    })),
  );
  const answers = await askAll(house, questions);
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
      const headers = { cookie: house.cookies[role], 'sec-fetch-site': 'same-origin' };
      const closed = await closedTo(headers);
      expect(closed.filter((route) => !isApi(route)).length).toBeGreaterThan(40);
      expect(await opened(closed, headers)).toEqual([]);
    },
    120_000,
  );

  it('opens nothing to a key without the scope', async () => {
    const headers = { authorization: 'Bearer npg_nothing' };
    const closed = (await closedTo(headers)).filter(isApi).slice(0, 40);
    expect(await opened(closed, headers)).toEqual([]);
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
    const answers = await askAll(house, questions);
    const open = answers.flatMap((answer, n) =>
      opens(answer) ? [`${questions[n]!.method} ${questions[n]!.url}: ${answer.statusCode}`] : [],
    );
    expect(open).toEqual([]);
  });

  it('is not named by a header or a field instead', async () => {
    for (const headers of [{ 'x-http-method-override': 'GET' }, { 'x-method-override': 'GET' }]) {
      const answer = await house.ask({ method: 'POST', url: '/health', headers });
      expect(answer.statusCode).toBe(404);
    }
    expect((await house.ask({ method: 'POST', url: '/health', payload: '_method=GET' })).statusCode).toBe(
      404,
    );
  });
});

describe('a header that names another address', () => {
  it.each(['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix', 'x-forwarded-path', 'x-forwarded-uri'])(
    '%s is not believed',
    async (name) => {
      const open = await house.ask({ url: '/contacts', headers: { [name]: '/health' } });
      expect(open.statusCode).toBe(303);
      const closed = await house.ask({ url: '/health', headers: { [name]: '/contacts' } });
      expect(closed.json()).toHaveProperty('status');
    },
  );
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import type { Route } from '../support/whole-app.js';
import { addressOf, askAll, changes, isApi, startWalled, type Walled } from './wall-routes.js';

let house: Walled;
let changing: Route[];

beforeAll(async () => {
  house = await startWalled();
  changing = house.routes.filter(changes);
});
afterAll(() => house.close());

const FIREFOX_68 = 'Mozilla/5.0 (X11; Linux x86_64; rv:68.0) Gecko/20100101 Firefox/68.0';
const HOST = 'monitor.example';

/** What a browser says when another website has it send a form, newest first. */
const FROM_ELSEWHERE: [browser: string, headers: Record<string, string>][] = [
  ['a browser of today', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  [
    'a browser of today, from a sibling host',
    { 'sec-fetch-site': 'same-site', origin: 'https://www.monitor.example' },
  ],
  ['one that is told our origin', { 'sec-fetch-site': 'cross-site', origin: `https://${HOST}` }],
  ['one without Sec-Fetch-Site', { origin: 'https://evil.example' }],
  ['one without Sec-Fetch-Site, from a sandboxed frame', { origin: 'null' }],
  ['Firefox 68', { 'user-agent': FIREFOX_68, referer: 'https://evil.example/monitor.example' }],
];

const FROM_HERE: [browser: string, headers: Record<string, string>][] = [
  ['a browser of today', { 'sec-fetch-site': 'same-origin', origin: `https://${HOST}` }],
  ['one without Sec-Fetch-Site', { origin: `https://${HOST}` }],
  ['Firefox 68', { 'user-agent': FIREFOX_68, referer: `https://${HOST}/contacts` }],
];

const ask = (headers: Record<string, string>): Promise<Answer[]> =>
  askAll(
    house,
    changing.map(({ method, url }) => ({
      method,
      url: addressOf(url),
      headers: { host: HOST, cookie: house.cookies['force-admin'], ...headers },
      payload: 'personId=x',
    })),
  );

/** Sequences run on, and a session notes its use; nothing else may differ. */
async function stored(): Promise<Record<string, number>> {
  const { rows: tables } = await house.admin.query<{ name: string }>(
    `select relid::regclass::text as name from pg_stat_user_tables where relname not in ('stranger_turn', 'heartbeat')`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await house.admin.query<{ rows: number }>(`select count(*)::int as rows from ${name}`);
    counts[name] = rows[0]!.rows;
  }
  return counts;
}

/** Only by this, and not by what a role may: the force's administrator is refused much of it as well. */
const refusedAsForeign = ({ statusCode, body }: Answer): boolean =>
  statusCode === 403 &&
  /sent from another website|sent from a page of this service|opened by somebody else/.test(body);

describe('every route that changes something', () => {
  it('is known from the server’s own list', () => {
    expect(changing.length).toBeGreaterThan(60);
    expect(changing.filter((route) => !isApi(route)).length).toBeGreaterThan(30);
    expect(changing.map(({ method, url }) => `${method} ${url}`)).toEqual(
      expect.arrayContaining(['POST /sign-in', 'POST /sign-out', 'POST /keys/new']),
    );
  });

  it.each(FROM_ELSEWHERE)(
    'does nothing for a form that another website had sent by %s',
    async (_browser, headers) => {
      const before = await stored();
      const answers = await ask(headers);
      const done = answers.flatMap((answer, n) =>
        refusedAsForeign(answer) && answer.headers['set-cookie'] === undefined
          ? []
          : [`${changing[n]!.method} ${changing[n]!.url} answers ${answer.statusCode}`],
      );
      expect(done).toEqual([]);
      expect(await stored()).toEqual(before);
    },
  );

  it.each(FROM_HERE)('takes a form of our own by %s', async (_browser, headers) => {
    const answers = await ask(headers);
    expect(answers.filter(refusedAsForeign)).toEqual([]);
    // Whether it is signed out or not: the first of these browsers is.
    expect(
      answers.filter(({ statusCode }) => statusCode === 303 || statusCode === 400).length,
    ).toBeGreaterThan(10);
  });
});

describe('signing in', () => {
  it('cannot be done to somebody by another website', async () => {
    const [person] = (await house.admin.query<{ id: string }>('select id from person limit 1')).rows;
    // The last of them says nothing at all, and is refused once it has a cookie, as above.
    for (const [, headers] of FROM_ELSEWHERE.slice(0, -1)) {
      const answer = await house.ask({
        method: 'POST',
        url: '/sign-in',
        headers: { host: HOST, ...headers },
        payload: `personId=${person!.id}`,
      });
      expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([403, undefined]);
    }
  });
});

describe('a machine with a key', () => {
  it('may send what headers it likes: no browser adds a key by itself', async () => {
    for (const [, headers] of FROM_ELSEWHERE) {
      const answer = await house.ask({
        method: 'POST',
        url: '/api/v1/contacts',
        headers: { authorization: `Bearer ${house.key}`, 'idempotency-key': 'one', ...headers },
        payload: {},
      });
      expect(answer.statusCode).toBe(400);
    }
  });
});

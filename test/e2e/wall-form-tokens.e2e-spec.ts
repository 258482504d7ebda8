import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FormTokens } from '../../src/access/form-tokens.js';
import { reachOf } from '../../src/access/permissions.js';
import { type Person, type Role, ROLES } from '../../src/access/principal.js';
import { type RouteRule, routeRulesOf } from '../../src/operations/route-rules.js';
import type { Answer, Question } from '../support/access-app.js';
import type { Route } from '../support/whole-app.js';
import { tablesOfAForce } from './isolation-catalogue.js';
import { addressOf, type Named } from './matrix-addresses.js';
import { bodyFor, queryFor } from './matrix-bodies.js';
import { matrixWorld, type MatrixWorld } from './matrix-world.js';
import { askAll, changes, isApi } from './wall-routes.js';

/** Each page of a filled force with its address, and who may open it. */
interface Asked {
  route: Route;
  role: Role;
  url: string;
}

let world: MatrixWorld;
let rules: Map<string, RouteRule>;

const nameOf = ({ method, url }: Route): string => `${method} ${url}`;
const cookieOf = (role: Role): string => world.mine.cookies[role];

beforeAll(async () => {
  world = await matrixWorld();
  rules = new Map(routeRulesOf(world.house.app).map((rule) => [nameOf(rule), rule]));
}, 120_000);
afterAll(() => world?.close());

function tokenOf(role: Role, force = world.mine): string {
  const person = { forceId: force.id, id: force.people[role] } as Person;
  return world.house.app.get(FormTokens).of(person);
}

/** The roles that may ask a route, all of them where it is open to everybody. */
function rolesFor(route: Route): Role[] {
  const rule = rules.get(nameOf(route));
  if (rule?.public) return [...ROLES];
  const { permission } = rule ?? {};
  return permission ? ROLES.filter((role) => reachOf(role, permission) !== null) : [];
}

async function askedBy(role: Role, route: Route): Promise<Asked> {
  const { mine, house } = world;
  const session = async (): Promise<string> => {
    await world.sessionOf(mine.people[role]);
    const { rows } = await house.admin.query<{ id: string }>(
      'select id from session where person_id = $1 order by created_at desc, id desc limit 1',
      [mine.people[role]],
    );
    return rows[0]!.id;
  };
  const named: Named = {
    force: mine,
    place: mine.places[0]!,
    role,
    session: /:session/.test(route.url) ? await session() : 'x',
  };
  return { route, role, url: `${addressOf(route.url, named)}${queryFor(route.url, world)}` };
}

/** Every route of that kind with every role that may ask it. */
async function allOf(which: (route: Route) => boolean): Promise<Asked[]> {
  const found: Asked[] = [];
  for (const route of world.house.routes.filter((each) => !isApi(each) && which(each)))
    for (const role of rolesFor(route)) found.push(await askedBy(role, route));
  return found;
}

/** Read by another rule than the one that puts the tokens in: tag by tag, as text. */
function formsOf(html: string): { posts: boolean; tokens: string[] }[] {
  return html
    .split(/(?=<form\b)/i)
    .slice(1)
    .map((part) => {
      const form = part.split(/<\/form>/i, 1)[0]!;
      const tag = form.slice(0, form.indexOf('>'));
      return {
        posts: /\bmethod\W+post\b/i.test(tag),
        tokens: [...form.matchAll(/<input[^>]*name="_csrf"[^>]*value="([^"]*)"/g)].map(([, token]) => token!),
      };
    });
}

const isPage = ({ headers }: Answer): boolean =>
  String(headers['content-type']).startsWith('text/html') && headers['content-disposition'] === undefined;

describe('every page that somebody signed in opens', () => {
  it('carries their token once in each form that posts, and in nothing else', async () => {
    const asked = await allOf(({ method }) => method === 'GET');
    const answers = await askAll(
      world.house,
      asked.map(({ role, url }) => ({ url, headers: { cookie: cookieOf(role) } })),
    );
    const wrong: string[] = [];
    const [posting, getting, downloads] = [new Set<string>(), new Set<string>(), new Set<string>()];
    answers.forEach((answer, n) => {
      const { role, url, route } = asked[n]!;
      const token = tokenOf(role);
      const forms = isPage(answer) ? formsOf(answer.body) : [];
      const expected = forms.filter(({ posts }) => posts).length;
      for (const { posts, tokens } of forms) {
        (posts ? posting : getting).add(route.url);
        if (tokens.join() !== (posts ? token : ''))
          wrong.push(`${url} by ${role}: ${tokens.join() || 'none'}`);
      }
      if (answer.body.split('_csrf').length - 1 !== expected)
        wrong.push(`${url} by ${role} says it elsewhere`);
      if (answer.headers['content-disposition'] !== undefined) downloads.add(route.url);
      if (expected > 0 && /public|max-age/.test(String(answer.headers['cache-control'])))
        wrong.push(`${url} by ${role} may be kept: ${answer.headers['cache-control']}`);
      if (expected > 0 && answer.headers.etag !== undefined) wrong.push(`${url} by ${role} has an ETag`);
    });
    expect(wrong).toEqual([]);
    expect(posting.size).toBeGreaterThan(80);
    expect(getting.size).toBeGreaterThan(4);
    expect(downloads.size).toBeGreaterThan(3);
  });

  it('carries no token where nobody is signed in, and is known again by its ETag', async () => {
    const open = world.house.routes.filter(
      (route) => route.method === 'GET' && !isApi(route) && rules.get(nameOf(route))?.public,
    );
    const asked = await Promise.all(open.map((route) => askedBy('team', route)));
    const answers = await askAll(
      world.house,
      asked.map(({ url }) => ({ url })),
    );
    expect(answers.filter(({ body }) => body.includes('_csrf'))).toEqual([]);
    expect(answers.some(({ body }) => formsOf(body).some(({ posts }) => posts))).toBe(true);
    const kept = answers.flatMap(({ headers: { etag } }, n) => (etag ? [{ etag, url: asked[n]!.url }] : []));
    expect(kept.length).toBeGreaterThan(1);
    for (const { etag, url } of kept) {
      const again = await world.house.ask({ url, headers: { 'if-none-match': etag } });
      expect([url, again.statusCode]).toEqual([url, 304]);
    }
  });

  it('of an issued report is handed over without it, in every format', async () => {
    for (const kind of ['json', 'csv', 'html']) {
      const answer = await world.house.ask({
        url: `/reports/issued/${world.mine.issued}.${kind}`,
        headers: { cookie: cookieOf('auditor') },
      });
      expect([kind, answer.statusCode, answer.body.includes('_csrf')]).toEqual([kind, 200, false]);
      expect(answer.body).not.toContain(tokenOf('auditor'));
    }
  });

  it('that says what went wrong carries it as well', async () => {
    for (const [url, status] of [
      ['/nowhere/at/all', 404],
      ['/keys', 403],
    ] as const) {
      const { statusCode, body } = await world.house.ask({ url, headers: { cookie: cookieOf('auditor') } });
      const known = status === 404 ? [] : [tokenOf('auditor')];
      expect([statusCode, formsOf(body).flatMap(({ tokens }) => tokens)]).toEqual([status, known]);
    }
  });
});

/** Its session's use, and files that pages had asked for before and that are still being made. */
const OF_THEMSELVES = ['session', 'report_file'];

/** Row by row but for what a request leaves in any case, or would change without it. */
async function stored(): Promise<Record<string, string>> {
  const { admin } = world.house;
  const found: Record<string, string> = {};
  for (const table of (await tablesOfAForce(admin)).filter((name) => !OF_THEMSELVES.includes(name))) {
    const { rows } = await admin.query<{ rows: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as rows
         from ${table} t`,
    );
    found[table] = rows[0]!.rows;
  }
  return found;
}

const REFUSED = /Nothing shows that this was sent from a page|opened by somebody else/;
const isRefused = ({ statusCode, body }: Answer): boolean => statusCode === 403 && REFUSED.test(body);

/** A change as a program sends it that has somebody's cookie: without a word of where it comes from. */
function sent({ route, role, url }: Asked, token?: string | string[], headers = {}): Question {
  const fields = new URLSearchParams((bodyFor(nameOf(route), world) as string | undefined) ?? '');
  for (const one of [token ?? []].flat()) fields.append('_csrf', one);
  return {
    method: route.method,
    url,
    headers: { cookie: cookieOf(role), ...headers },
    payload: fields.toString(),
    saysNothing: true,
  };
}

describe('every change of a page, by each role that may make it, that says nothing of where it comes from', () => {
  let changing: Asked[];
  beforeAll(async () => {
    const all = await allOf((route) => changes(route) && !rules.get(nameOf(route))?.public);
    // What ends a sign-in or somebody's access goes last: the others would be sent by nobody.
    const ends = ({ url }: Asked): number =>
      Number(/\/(end|end-others|off|revoke|discard|remove)$/.test(url));
    changing = all.sort((a, b) => ends(a) - ends(b));
  });

  const before: Record<string, (asked: Asked) => Question> = {
    'without a token': (asked) => sent(asked),
    'with a wrong one': (asked) => sent(asked, `${tokenOf(asked.role).slice(0, -1)}-`),
    'with an empty one': (asked) => sent(asked, ''),
    'with a colleague’s': (asked) => sent(asked, tokenOf(asked.role === 'team' ? 'supervisor' : 'team')),
    'with that of the same role of another force': (asked) => sent(asked, tokenOf(asked.role, world.theirs)),
    'with the right one twice': (asked) => sent(asked, [tokenOf(asked.role), tokenOf(asked.role)]),
    'with the right one by header and a wrong one by field': (asked) =>
      sent(asked, 'x', { 'x-csrf-token': tokenOf(asked.role) }),
    'with a wrong one by header': (asked) => sent(asked, undefined, { 'x-csrf-token': 'x' }),
    'with a colleague’s, though the browser says it is of our page': (asked) =>
      sent(asked, tokenOf(asked.role === 'team' ? 'supervisor' : 'team'), {
        'sec-fetch-site': 'same-origin',
      }),
  };

  it('is known from the server’s own list', () => {
    expect(new Set(changing.map(({ route }) => nameOf(route))).size).toBeGreaterThan(70);
    for (const role of ROLES) expect(changing.some((each) => each.role === role)).toBe(true);
  });

  it.each(Object.keys(before))('does nothing %s', async (how) => {
    const rows = await stored();
    const answers = await askAll(world.house, changing.map(before[how]!));
    const done = answers.flatMap((answer, n) =>
      isRefused(answer) ? [] : [`${changing[n]!.url} by ${changing[n]!.role}: ${answer.statusCode}`],
    );
    expect(done).toEqual([]);
    expect(await stored()).toEqual(rows);
  });

  it('is taken with the right one alone', async () => {
    const rows = await stored();
    const answers: Answer[] = [];
    for (const asked of changing) answers.push(await world.house.ask(sent(asked, tokenOf(asked.role))));
    const refused = answers.flatMap((answer, n) => (isRefused(answer) ? [changing[n]!.url] : []));
    expect(refused).toEqual([]);
    expect(answers.filter(({ body }) => body.includes('_csrf is not a known field'))).toEqual([]);
    expect(answers.filter(({ statusCode }) => statusCode >= 500)).toEqual([]);
    expect(answers.filter(({ statusCode }) => statusCode === 303).length).toBeGreaterThan(20);
    const after = await stored();
    expect(Object.keys(after).filter((table) => after[table] !== rows[table]).length).toBeGreaterThan(5);
  });
});

describe('a form with files', () => {
  const BOUNDARY = 'tokens';
  const part = (disposition: string, text: string): string =>
    `--${BOUNDARY}\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${text}\r\n`;
  const field = (name: string, value: string): string => part(`name="${name}"`, value);
  const IMPORT = field('kind', 'officers');
  const OFFICERS = 'collar_number,name,rank,duty_email\n77,Seven,PC,seven@force.example\n';
  const file = part('name="file"; filename="officers.csv"', OFFICERS);
  const BY_HAND =
    field('neighbourhood', 'N-mk01x') + field('channel', 'in-person') + field('subject', 'Lamps');

  const multipart = (url: string, body: string, headers: Record<string, string>): Promise<Answer> => {
    const type = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
    const payload = `${body}--${BOUNDARY}--\r\n`;
    const question = { method: 'POST', url, payload, headers: { ...type, ...headers } };
    return world.house.ask({ ...question, saysNothing: true });
  };
  const count = async (table: string): Promise<number> =>
    Number((await world.house.admin.query<{ n: string }>(`select count(*) n from ${table}`)).rows[0]!.n);

  const forms: [name: string, url: string, table: string, body: () => string][] = [
    ['an import', '/imports', 'registry_import', () => IMPORT + file],
    [
      'a contact entered by hand',
      '/contacts/new',
      'contact',
      () =>
        BY_HAND +
        field('message', 'Said at the door.') +
        field('token', crypto.randomUUID()) +
        [
          ['on-day', '24'],
          ['on-month', '10'],
          ['on-year', '2026'],
          ['time', '10am'],
        ]
          .map(([name, value]) => field(name!, value!))
          .join('') +
        part('name="files"; filename=""', ''),
    ],
  ];

  it.each(forms)('such as %s is taken of a page of ours, and by the right token alone', async (...form) => {
    const [, url, table, body] = form;
    const cookie = cookieOf('force-admin');
    const [right, other] = [tokenOf('force-admin'), tokenOf('team')];
    const browser = { cookie, 'sec-fetch-site': 'same-origin' };
    const rows = await count(table);
    for (const [token, headers] of [
      ['', { cookie }],
      [field('_csrf', 'x'), { cookie }],
      [field('_csrf', other), { cookie }],
      [field('_csrf', right).repeat(2), { cookie }],
      ['', { cookie, 'x-csrf-token': other }],
      [field('_csrf', other), browser],
    ] as [string, Record<string, string>][]) {
      const answer = await multipart(url, token + body(), headers);
      expect([token, answer.statusCode, isRefused(answer)]).toEqual([token, 403, true]);
    }
    expect(await count(table)).toBe(rows);
    for (const [token, headers] of [
      [field('_csrf', right), browser],
      ['', browser],
      [field('_csrf', right), { cookie }],
      ['', { cookie, 'x-csrf-token': right }],
    ] as [string, Record<string, string>][]) {
      const before = await count(table);
      const answer = await multipart(url, token + body(), headers);
      expect(answer.statusCode).toBe(303);
      expect(await count(table)).toBe(before + 1);
    }
  });

  it('of the public is taken from somebody signed in, whose page had a token', async () => {
    const url = `/your-area/${world.mine.id}/${world.mine.places[0]!.code}/contact`;
    const page = await world.house.ask({ url, headers: { cookie: cookieOf('team') } });
    expect(formsOf(page.body).flatMap(({ tokens }) => tokens)).toContain(tokenOf('team'));
    const before = await count('contact');
    const text = (name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(page.body)![1]!;
    const body =
      field('_csrf', text('_csrf')) +
      field('token', text('token')) +
      field('subject', 'Lamps') +
      field('message', 'They are out.');
    const answer = await multipart(url, body, { cookie: cookieOf('team'), 'sec-fetch-site': 'same-origin' });
    expect([answer.statusCode, await count('contact')]).toEqual([303, before + 1]);
  });
});

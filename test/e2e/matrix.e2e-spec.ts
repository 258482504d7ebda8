import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { type Permission, reachOf } from '../../src/access/permissions.js';
import { needsNoGuard, type RouteRule, routeRulesOf } from '../../src/operations/route-rules.js';
import type { Answer, Question } from '../support/access-app.js';
import type { Route } from '../support/whole-app.js';
import { tablesOfAForce } from './isolation-catalogue.js';
import { addressOf, belongingOf, type Named, namesSeveral } from './matrix-addresses.js';
import { bodyFor, FILE_FORM, queryFor } from './matrix-bodies.js';
import { type Caller, type ForceObjects, matrixWorld, type MatrixWorld } from './matrix-world.js';
import { askAll, changes, isApi } from './wall-routes.js';

/** Whose objects are asked for: of the caller's neighbourhood, another of the force, another force, or one of each. */
type Whose = 'own' | 'other' | 'foreign' | 'own, then other' | 'own, then foreign';

interface Case {
  route: Route;
  caller: Caller;
  whose: Whose;
  opens: boolean;
  question: Question;
}

let world: MatrixWorld;
let rules: Map<string, RouteRule>;
let cases: Case[];

const nameOf = ({ method, url }: Route): string => `${method === 'HEAD' ? 'GET' : method} ${url}`;
const ruleFor = (route: Route): RouteRule | undefined => rules.get(nameOf(route));
const wordsOf = ({ route, caller, whose }: Case): string =>
  `${route.method} ${route.url} by ${caller.name}, ${whose}`;

beforeAll(async () => {
  world = await matrixWorld();
  rules = new Map(routeRulesOf(world.house.app).map((rule) => [nameOf(rule), rule]));
  cases = await casesOf(world);
}, 120_000);
afterAll(() => world?.close());

/** Every guarded route with everybody who may be there, for every object that its address can name. */
async function casesOf(its: MatrixWorld): Promise<Case[]> {
  const { house, mine, theirs, people, keys, strangers, sessionOf } = its;
  const session = async (personId: string): Promise<string> => {
    await sessionOf(personId);
    const { rows } = await house.admin.query<{ id: string }>(
      'select id from session where person_id = $1 order by created_at desc, id desc limit 1',
      [personId],
    );
    return rows[0]!.id;
  };
  const named = (force: ForceObjects, place: number, role: Named['role'], of: string): Named => ({
    force,
    place: force.places[place]!,
    role,
    session: of,
  });
  const foreignSession = (
    await house.admin.query<{ id: string }>('select id from session where force_id = $1 limit 1', [theirs.id])
  ).rows[0]!.id;
  const victims = await session(mine.people.victim);
  const found: Case[] = [];
  for (const route of house.routes.filter((each) => ruleFor(each)?.permission)) {
    const permission = ruleFor(route)!.permission!;
    const belongs = belongingOf(route.url);
    const callers = isApi(route) ? [...keys, ...strangers.api] : [...people, ...strangers.pages];
    for (const caller of callers) {
      const role = caller.role ?? 'force-admin';
      const reach = reachOfCaller(caller, permission);
      const ownSession = /:session/.test(route.url) ? await session(mine.people[role]) : victims;
      const own = named(mine, 0, role, ownSession);
      const other = named(mine, 1, role === 'auditor' ? 'supervisor' : 'auditor', victims);
      const foreign = named(theirs, 0, role, foreignSession);
      const add = (whose: Whose, opens: boolean, address: string): void => {
        // What HEAD opens is what GET opens: that is proved once for each route, what it refuses for all.
        if (route.method === 'HEAD' && opens && found.some((each) => each.route === route && each.opens))
          return;
        const question = questionOf(its, route, caller, address);
        found.push({ route, caller, whose, opens, question });
      };
      add('own', reach !== null && !(caller.unlinked && belongs === 'self'), addressOf(route.url, own));
      // HEAD is GET with less of an answer: the rest is asked by that.
      if (route.method === 'HEAD') continue;
      // Whose proof is worth nothing is refused before anybody looks what for; one of them is asked all the same.
      if (reach === null && !caller.role && !caller.scopes && caller !== strangers.pages[0]) continue;
      if (belongs === 'place') add('other', reach === 'all', addressOf(route.url, other));
      if (belongs === 'self') add('other', false, addressOf(route.url, other));
      if (belongs !== 'nothing') add('foreign', false, addressOf(route.url, foreign));
      if (namesSeveral(route.url)) add('own, then foreign', false, addressOf(route.url, own, foreign));
    }
  }
  return found;
}

function reachOfCaller(caller: Caller, permission: Permission): ReturnType<typeof reachOf> {
  if (caller.role)
    return reachOf({ role: caller.role, officerId: caller.unlinked ? null : 'linked' }, permission);
  if (!caller.scopes) return null;
  return reachOf({ kind: 'api-key', id: '', forceId: '', name: '', scopes: caller.scopes }, permission);
}

function questionOf(its: MatrixWorld, route: Route, { headers }: Caller, address: string): Question {
  const { method } = route;
  const ifMatch = isApi(route) && ['PATCH', 'PUT', 'DELETE'].includes(method);
  const question = {
    method,
    url: `${address}${queryFor(route.url, its)}`,
    headers: {
      ...headers,
      ...(ifMatch && { 'if-match': '*' }),
      ...(isApi(route) && changes(route) && { 'idempotency-key': address }),
      ...(method === 'POST' && route.url.endsWith('/attachments') && FILE_FORM.headers),
    },
  };
  if (!changes(route) || method === 'DELETE') return question;
  const payload = bodyFor(nameOf(route), its) ?? (isApi(route) ? {} : '');
  return { ...question, payload };
}

/** A refusal is one by who is asking, or by there being no such thing of theirs. */
const isRefused = ({ statusCode, headers }: Answer): boolean =>
  [401, 403, 404].includes(statusCode) ||
  (statusCode === 303 && /^\/sign-in(\?|$)/.test(String(headers.location)));

/** What was answered or done, or a form that came back because nothing was typed, or what is not as it was. */
const isOpen = (route: Route, answer: Answer): boolean =>
  !isRefused(answer) &&
  (answer.statusCode < 400 || (changes(route) && [400, 409, 412, 422, 428].includes(answer.statusCode)));

/** What the others are about is gone afterwards. */
const endsThings = ({ method, url }: Route): boolean =>
  method === 'DELETE' || /\/(end-others|off|revoke|discard|remove)$/.test(url);

/** Texts of the public in an answer: of which force and place. What was asked for may be quoted back. */
function secretsIn({ body, headers }: Answer): string[] {
  return `${body} ${String(headers.location ?? '')}`.match(/secret [NM]-mk\d\dx/gi) ?? [];
}

const mayRead = ({ role, scopes, unlinked }: Caller): RegExp => {
  if (role === 'force-admin' || scopes?.includes('contacts:read')) return /mk01x$/i;
  return (role === 'team' || role === 'supervisor') && !unlinked ? /N-mk01x$/i : /^nothing$/;
};

/** Of every table of a force, what stands in it. */
async function standing(
  admin: pg.Client,
  forceId: string,
  but: readonly string[],
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of (await tablesOfAForce(admin)).filter((each) => !but.includes(each))) {
    const { rows } = await admin.query<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as digest from ${table} t where force_id = $1`,
      [forceId],
    );
    found[table] = rows[0]!.digest;
  }
  return found;
}

const changedTables = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys(before).filter((table) => before[table] !== after[table]);

describe('every route the server has', () => {
  it('has a rule, or is known to be the server’s own', () => {
    const without = world.house.routes.filter((route) => {
      const rule = ruleFor(route);
      return rule ? !rule.permission && !rule.public : !needsNoGuard(route.url);
    });
    expect(without.map(nameOf)).toEqual([]);
    const { routes } = world.house;
    const served = new Set(routes.map(nameOf));
    expect([...rules.keys()].filter((name) => !served.has(name))).toEqual([]);
    expect(routes.filter(({ method }) => method === 'HEAD').length).toBeGreaterThan(150);
  });
});

describe('every route × every role × own and other neighbourhood × own and other force', () => {
  it('opens what the table of permissions says, and nothing else', async () => {
    const { house, mine, theirs } = world;
    const began = performance.now();
    const [theirsBefore, mineBefore] = [
      await standing(house.admin, theirs.id, []),
      await standing(house.admin, mine.id, ['session', 'audit_entry']),
    ];
    const wrong: string[] = [];
    const judge = (some: readonly Case[], answers: readonly Answer[]): void =>
      some.forEach((one, n) => {
        const answer = answers[n]!;
        if (one.opens ? !isOpen(one.route, answer) : !isRefused(answer))
          wrong.push(`${wordsOf(one)}: ${answer.statusCode}`);
        const secrets = secretsIn(answer).filter((secret) => !one.opens || !mayRead(one.caller).test(secret));
        if (secrets.length > 0) wrong.push(`${wordsOf(one)} shows ${secrets[0]}`);
        const shown = decodeURIComponent(one.question.url);
        const foreign = answer.body.match(/[\w@.+-]*mk02x[\w@.-]*/gi) ?? [];
        if (foreign.some((word) => !shown.includes(word))) wrong.push(`${wordsOf(one)} shows ${foreign[0]}`);
      });

    const refused = cases.filter(({ opens }) => !opens);
    judge(
      refused,
      await askAll(
        house,
        refused.map(({ question }) => question),
      ),
    );
    const mineAfter = await standing(house.admin, mine.id, ['session', 'audit_entry']);
    wrong.push(...changedTables(mineBefore, mineAfter).map((table) => `what was refused changed ${table}`));

    const reads = cases.filter(({ opens, route }) => opens && !changes(route));
    judge(
      reads,
      await askAll(
        house,
        reads.map(({ question }) => question),
      ),
    );

    const done = cases
      .filter(({ opens, route }) => opens && changes(route))
      .sort((a, b) => Number(endsThings(a.route)) - Number(endsThings(b.route)));
    for (const one of done) judge([one], [await house.ask(one.question)]);

    const theirsAfter = await standing(house.admin, theirs.id, []);
    wrong.push(
      ...changedTables(theirsBefore, theirsAfter).map((table) => `${table} of another force changed`),
    );
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const routes = new Set(cases.map(({ route }) => `${route.method} ${route.url}`)).size;
    const counts = { refused: refused.length, read: reads.length, changed: done.length, wrong: wrong.length };
    process.stdout.write(`${JSON.stringify({ routes, cases: cases.length, ...counts, seconds })}\n`);
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(3000);
  }, 240_000);
});

describe('what is open to everybody', () => {
  it('asks nobody who they are, answers them alike, and tells nothing that was written by the public', async () => {
    const { house, mine, people, keys, strangers } = world;
    const named: Named = { force: mine, place: mine.places[0]!, role: 'team', session: 'x' };
    // Signing out would make the others strangers.
    const open = house.routes.filter(
      (route) => (ruleFor(route)?.public ?? needsNoGuard(route.url)) && !route.url.startsWith('/sign-'),
    );
    const callers = [...people.slice(0, 6), keys[0]!, ...strangers.pages, strangers.api[1]!];
    const wrong: string[] = [];
    let asked = 0;
    for (const route of open) {
      const questions = callers.map((caller) =>
        questionOf(world, route, caller, addressOf(route.url, named)),
      );
      const answers = await askAll(house, questions);
      asked += answers.length;
      const statuses = new Set(answers.map(({ statusCode }) => statusCode));
      if (statuses.size > 1) wrong.push(`${nameOf(route)} answers ${[...statuses].join(' or ')}`);
      answers.forEach((answer, n) => {
        const isLink = route.url.startsWith('/recourse/ask/');
        const asksWho = isLink ? answer.statusCode === 403 : isRefused(answer) && answer.statusCode !== 404;
        if (asksWho) wrong.push(`${nameOf(route)} asks ${callers[n]!.name} who they are`);
        if (secretsIn(answer).length > 0) wrong.push(`${nameOf(route)} shows ${secretsIn(answer)[0]}`);
      });
    }
    process.stdout.write(
      `${JSON.stringify({ openRoutes: open.length, cases: asked, wrong: wrong.length })}\n`,
    );
    expect(wrong).toEqual([]);
    expect(open.length).toBeGreaterThan(50);
  }, 60_000);
});

describe('OPTIONS', () => {
  it('is answered by no route, whoever asks', async () => {
    const { house, mine, people, keys } = world;
    const named: Named = { force: mine, place: mine.places[0]!, role: 'team', session: 'x' };
    const urls = [...new Set(house.routes.map(({ url }) => url))].filter((url) => !needsNoGuard(url));
    const questions = urls.flatMap((url) =>
      [{}, people[2]!.headers, keys[0]!.headers].map((headers) => ({
        method: 'OPTIONS',
        url: addressOf(url, named),
        headers,
      })),
    );
    const answers = await askAll(house, questions);
    const open = answers.flatMap(({ statusCode, headers }, n) =>
      statusCode === 404 && headers.allow === undefined ? [] : [`${questions[n]!.url}: ${statusCode}`],
    );
    expect(open).toEqual([]);
    expect(questions.length).toBeGreaterThan(600);
  });
});

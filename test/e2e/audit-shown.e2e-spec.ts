import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { ApiKeys } from '../../src/access/api-keys.js';
import { People } from '../../src/access/people.js';
import { SCOPES } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { ForceDatabase, inTurn } from '../../src/database/force-database.js';
import { FIRST_NAMES, LAST_NAMES } from '../../src/demo/data/people.js';
import { DEMO_FORCE } from '../../src/demo/demo-force.js';
import { tellStory } from '../../src/demo/story/story.js';
import type { Answer } from '../support/access-app.js';
import { csv, OFFICER_HEADER } from '../support/registry-import.js';
import { type Route, startWholeApp, type WholeApp } from '../support/whole-app.js';

const AT = DateTime.fromISO('2026-06-10T10:00:00Z', { zone: 'utc' });
const FORCE = DEMO_FORCE.id;

/** What writes no entry because nothing of it is about somebody, each for its reason. */
const OF_NOBODY: readonly [route: RegExp, reason: string][] = [
  [/^\/your-(sign-ins|alerts)$/, 'the reader’s own'],
  [/^\/(keys|officers|contacts|places)\/new$/, 'an empty form'],
  [/\/new$/, 'an empty form'],
  [/^\/privacy\/person$/, 'an empty form; the search itself is logged'],
  [/^\/reports\/issued\/:id\/decision$/, 'an empty form'],
  [/^(\/api\/v1)?\/reports\/dictionary/, 'definitions'],
  [/^(\/api\/v1)?\/reports(\/issued)?$/, 'which reports there are; each is logged when it is read'],
  [
    /^(\/api\/v1)?\/(priorities|priorities-current|wards|force|coverage\/gaps)(\/|$)/,
    'places, and what the public reads',
  ],
  [/^\/api\/v1\/(coverage|command-areas)(\/|$)/, 'places and counts'],
  [/^\/api\/v1\/neighbourhoods\/:code\//, 'what the public reads'],
  [/^\/neighbourhoods\/:code\/(life|details|change)/, 'what the public reads'],
  [/^\/places\/overlaps$/, 'places'],
  [/^\/imports\/police-uk$/, 'when it was asked for; each is logged when it is opened'],
  [/^\/alerts\/(teams|standard)/, 'times and settings of teams'],
  [/^\/(workforce\/establishment|service)$/, 'counts'],
];

/** What this story gives nothing to show of: the static look at routes (audit-reads) and their own tests speak for these. */
const NOT_SHOWN = [
  /^\/sign-out\/:force$/,
  /^\/contacts\/:reference\/address$/,
  /\/attachments\/:id$/,
  /^\/reports\/issued\/(drafts\/|:id\/questions)/,
  /^\/reports\/files\//,
  /^\/imports\/police-uk\/:id/,
  /^\/api\/v1\/neighbourhoods\/:code\/(places|links)\/:id$/,
  /^\/api\/v1\/wards\/:code\/neighbourhoods/,
  /^\/reports\/r\//,
];

let house: WholeApp;
const callers: { name: string; headers: Record<string, string> }[] = [];
/** Names, addresses of staff, names of the public and references of contacts. */
let known: string[];
/** How often somebody only read, and which tables were written all the same. */
let readings = 0;
const changed: string[] = [];

beforeAll(async () => {
  house = await startWholeApp({ trial: { forceId: FORCE } });
  await tellStory(house.app, house.clock, AT, new AbortController().signal);
  house.clock.set(AT);
  const { rows: people } = await house.admin.query<{ id: string; role: string; name: string }>(
    `select distinct on (role) id, role, name from person where force_id = $1 order by role, name`,
    [FORCE],
  );
  const { key } = await house.app.get(ApiKeys).make(FORCE, 'reads all', [...SCOPES]);
  callers.push({ name: 'a key', headers: { authorization: `Bearer ${key}` } });
  const operator = { name: 'Opal Rater', role: 'operator' } as const;
  const operatorId = await house.app
    .get(People, { strict: false })
    .add(FORCE, operator, { kind: 'command', id: 'test' });
  people.push({ ...operator, id: operatorId });
  for (const role of ['force-admin', 'auditor', 'supervisor', 'local-policing-body', 'team', 'operator']) {
    const { id, name } = people.find((person) => person.role === role)!;
    const token = await house.app.get(Sessions).start(FORCE, id);
    callers.push({ name, headers: { cookie: `npg-session=${token}` } });
  }
  const { rows: named } = await house.admin.query<{ name: string }>(
    `select name from officer union select duty_email from officer union select public_email from officer
      union select name from person union select email from person`,
  );
  const enquirers = FIRST_NAMES.flatMap((first) => LAST_NAMES.map((last) => `${first} ${last}`));
  const { rows: contacts } = await house.admin.query<{ reference: string }>('select reference from contact');
  const texts = [...named.map(({ name }) => name), ...contacts.map(({ reference }) => reference)];
  known = [...texts.filter((text) => text !== null), ...enquirers];
  const file = csv(OFFICER_HEADER, '9001,Ann Other,PC,ann.other@fenmarch.police.example,,,');
  const made = await house.ask({
    method: 'POST',
    url: '/api/v1/imports',
    headers: callers[0]!.headers,
    payload: { kind: 'officers', content: file },
  });
  expect([made.statusCode, made.body]).toEqual([201, expect.stringContaining('previewed')]);
  watchReading(house.app.get(ForceDatabase));
}, 180_000);
afterAll(() => house.close());

/** Whatever is done by `readInForce` is looked at by its own transaction: which tables did it write? */
function watchReading(database: ForceDatabase): void {
  for (const way of ['readInForce', 'readInForceSnapshot'] as const) {
    const read = database[way].bind(database);
    database[way] = (forceId, work, waits) =>
      read(
        forceId,
        async (manager) => {
          const before = await written(manager);
          // By the one connection, whose writing is looked at.
          const result = await work(manager, inTurn(manager));
          const after = await written(manager);
          readings += 1;
          changed.push(
            ...[...after].filter(([name, rows]) => rows !== before.get(name)).map(([name]) => name),
          );
          return result;
        },
        waits,
      );
  }
}

/** How many rows of each table were written, in this transaction and lately by its connection. */
async function written(manager: EntityManager): Promise<Map<string, string>> {
  const tables = await manager.query<{ name: string; rows: string }[]>(
    `select relname as name, n_tup_ins + n_tup_upd + n_tup_del as rows from pg_stat_xact_user_tables where relname <> 'audit_entry'`,
  );
  return new Map(tables.map(({ name, rows }) => [name, rows]));
}

/** Of what the story tells, one that a parameter names; by the route's pattern and the parameter, the first that fits. */
const ONE: readonly [route: RegExp, param: string, sql: string][] = [
  [/^\/people/, 'id', `select id from person where role = 'team' order by name`],
  [/^\/keys/, 'id', `select id from api_key where revoked_at is null order by name`],
  [/imports/, 'id', `select id from registry_import where state = 'previewed'`],
  [
    /assignments\/:id/,
    'id',
    `select id from assignment where role = 'named' and upper_inf(during) order by id`,
  ],
  [
    /assignments\/:id/,
    'code',
    `select n.code from assignment a join neighbourhood n on n.id = a.neighbourhood_id
      where a.role = 'named' and upper_inf(a.during) order by a.id`,
  ],
  [/absences\/:id/, 'id', 'select id from absence order by id'],
  [
    /absences\/:id/,
    'collarNumber',
    'select o.collar_number from absence a join officer o on o.id = a.officer_id order by a.id',
  ],
  [/./, 'collarNumber', 'select collar_number from officer where not name_withheld order by 1'],
  [/./, 'reference', 'select reference from contact order by received_at desc'],
  [/command-areas/, 'code', 'select code from command_area order by 1'],
  [/wards\/:code/, 'code', 'select code from ward order by 1'],
  [/life\/:kind/, 'kind', `select 'priorities'`],
  [
    /life\/:kind\/:id|priorities\/:id/,
    'code',
    'select n.code from priority p join neighbourhood n on n.id = p.neighbourhood_id order by p.id',
  ],
  [/life\/:kind\/:id|priorities\/:id/, 'id', 'select id from priority order by id'],
  [
    /events\/:id/,
    'code',
    'select n.code from neighbourhood_event e join neighbourhood n on n.id = e.neighbourhood_id order by e.id',
  ],
  [/events\/:id/, 'id', 'select id from neighbourhood_event order by id'],
  [/senior-officers/, 'id', 'select id from senior_officer order by id'],
  [/^\/reports\/issued\/:id/, 'id', 'select id from issued_report order by issued_at'],
  [/issued\/:file/, 'file', 'select id from issued_report order by issued_at'],
  [/^\/reports\/:file/, 'file', 'select id from compliance_report order by made_at'],
  [/^\/reports\/:id/, 'id', 'select id from compliance_report order by made_at'],
  [/:table/, 'table', `select 'response-by-neighbourhood'`],
  [/./, 'code', 'select code from neighbourhood order by 1'],
];

const MAY = 'from=2026-05-01&to=2026-05-31';
const ASKED: readonly [route: RegExp, query: string][] = [
  [/reports\/(compliance|series)/, MAY],
  [/reports\/rows/, `measure=clocks-due&${MAY}`],
  [/standard\/preview/, 'to=2025-07'],
];

async function addressOf({ url }: Route): Promise<string> {
  let address = url;
  for (const [, param] of url.matchAll(/:(\w+)/g)) {
    const found = ONE.find(([route, name]) => name === param && route.test(url));
    const rows = found ? (await house.admin.query<object>(`${found[2]} limit 1`)).rows : [];
    const [value = 'none'] = rows.flatMap((row) => Object.values(row) as string[]);
    address = address.replace(`:${param}`, encodeURIComponent(value));
  }
  const query = ASKED.find(([route]) => route.test(url))?.[1];
  return query === undefined ? address : `${address}?${query}`;
}

interface Shown {
  url: string;
  /** What of it says who somebody is, the reader left out. */
  about: string[];
  entries: number;
}

/** What every guarded page and answer shows to the first who may see it, and what the log says of that very request. */
async function look(): Promise<{ shown: Shown[]; notShown: string[] }> {
  const shown: Shown[] = [];
  const notShown: string[] = [];
  const routes = house.routes.filter(({ method, url }) => method === 'GET' && !url.startsWith('/assets/'));
  for (const route of routes) {
    const url = await addressOf(route);
    const stranger = await house.ask({ url });
    if (stranger.statusCode !== 401 && !stranger.headers.location?.startsWith('/sign-in')) continue;
    const answered = await firstAnswer(url);
    if (answered) shown.push({ url: route.url, ...answered });
    else notShown.push(route.url);
  }
  return { shown, notShown };
}

async function firstAnswer(url: string): Promise<Omit<Shown, 'url'> | null> {
  for (const { name, headers } of callers) {
    const { statusCode, body, headers: said }: Answer = await house.ask({ url, headers });
    if (statusCode !== 200) continue;
    const { rows } = await house.admin.query('select from audit_entry where request_id = $1', [
      said['x-request-id'],
    ]);
    const about = known.filter((one) => !name.includes(one) && body.includes(one));
    return { about, entries: rows.length };
  }
  return null;
}

describe('what is shown of people', () => {
  let seen: Awaited<ReturnType<typeof look>>;
  beforeAll(async () => {
    seen = await look();
  }, 120_000);

  it('is looked for on every route that asks who is there', () => {
    expect(seen.notShown.filter((url) => !NOT_SHOWN.some((pattern) => pattern.test(url)))).toEqual([]);
    expect(seen.shown.length).toBeGreaterThan(90);
    expect(seen.shown.filter(({ about }) => about.length > 0).length).toBeGreaterThan(30);
  });

  it('is logged by the id of the request, whatever names or references an answer holds', () => {
    const silent = seen.shown.filter(({ about, entries }) => about.length > 0 && entries === 0);
    expect(silent.map(({ url, about }) => `${url}: ${about.slice(0, 3).join(', ')}`)).toEqual([]);
  });

  it('is logged on every other route, too, unless it is of nobody for a reason', () => {
    const silent = seen.shown.filter(({ entries }) => entries === 0).map(({ url }) => url);
    expect(silent.filter((url) => !OF_NOBODY.some(([pattern]) => pattern.test(url)))).toEqual([]);
    expect(OF_NOBODY.filter(([pattern]) => !silent.some((url) => pattern.test(url)))).toEqual([]);
  });

  it('changes nothing but the log where a service says that it only reads', () => {
    expect(readings).toBeGreaterThan(20);
    expect(changed).toEqual([]);
  });
});

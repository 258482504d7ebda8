import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/access/principal.js';
import { readConfigFile } from '../../src/config/config-files.js';
import { RouteChecksJob } from '../../src/registry/contactable/route-checks.job.js';
import { type ContactableApp, startContactableApp } from './contactable-app.js';
import { Site } from './contactable-world.js';

const READERS: Role[] = ['force-admin', 'supervisor', 'auditor', 'local-policing-body'];

let folder: string;
let site: Site;
let working = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contactable-'));
  site = await Site.open((path, response) => {
    const right = working || path !== '/abbey';
    response.writeHead(200).end(right ? 'PC Somebody' : 'PC Nobody');
  });
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

async function seed(app: ContactableApp): Promise<void> {
  const { world } = app;
  await world.force('north');
  await world.force('south');
  const web = (path: string): object => ({ form_enabled: false, web_url: path });
  const abbey = await world.neighbourhood('north', 'N 1/a', { name: '<Abbey>', ...web(site.url('/abbey')) });
  await world.assign('north', abbey, '[2026-01-01,)');
  const belgrave = await world.neighbourhood('north', 'N2', {
    name: 'Belgrave',
    ...web(site.url('/belgrave')),
  });
  await world.assign('north', belgrave, '[2026-01-01,)');
  await world.neighbourhood('north', 'N3', { name: 'Castle', ...web('https://elsewhere.example/castle') });
  await world.neighbourhood('north', 'N4', {
    name: 'Gone',
    during: '[2020-01-01,2026-01-01)',
    ...web('https://x.example/'),
  });
  await world.neighbourhood('south', 'S1', { name: 'Southgate', ...web(site.url('/southgate')) });
}

/** The text of a page's table cells, row by row. */
function table(html: string): string[][] {
  const rows = html.match(/<tr class="govuk-table__row">[\s\S]*?<\/tr>/g) ?? [];
  return rows.map((row) =>
    (row.match(/<t[dh][\s\S]*?<\/t[dh]>/g) ?? []).map((cell) =>
      cell
        .replace(/<br>/g, ' ')
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    ),
  );
}

describe('where routes are checked', () => {
  let app: ContactableApp;

  beforeAll(async () => {
    const file = join(folder, 'own.yaml');
    const own = { ...(readConfigFile('contactable.yaml') as object), enabled: true, per_second: 50 };
    await writeFile(file, JSON.stringify({ ...own, hosts: [site.host], private_hosts: [site.host] }));
    app = await startContactableApp({ CONTACTABLE_FILE: file });
    await seed(app);
    await app.found(RouteChecksJob).run();
  });
  afterAll(() => app.close());

  const page = async (role: Role, url = '/coverage/routes') =>
    app.ask({ url, headers: await app.signIn(role, 'north') });

  it.each(READERS)('the page tells a person of the role %s what each route did', async (role) => {
    const { statusCode, body } = await page(role);
    expect(statusCode).toBe(200);
    expect(body).toContain('<title>Contact routes – Neighbourhood Policing Guarantee</title>');
    const rows = table(body);
    const button = role === 'force-admin' ? ['Try again'] : [];
    const tried = '13 May 2026, 10am';
    expect(rows.slice(1)).toEqual([
      [
        '&lt;Abbey&gt;',
        `Your Area page ${site.url('/abbey')}`,
        tried,
        'Failed The page does not carry the named officer’s name',
        '13 May 2026',
        ...button,
      ],
      ['Belgrave', `Your Area page ${site.url('/belgrave')}`, tried, 'Works', '', ...button],
      [
        'Castle',
        'Your Area page https://elsewhere.example/castle',
        tried,
        'Not checked Host not allowed',
        '',
        ...button,
      ],
    ]);
  });

  it('only those that fail, if asked', async () => {
    const { body } = await page('auditor', '/coverage/routes?show=failing');
    expect(
      table(body)
        .slice(1)
        .map(([name]) => name),
    ).toEqual(['&lt;Abbey&gt;']);
    expect(body).toContain('<title>Failing contact routes');
  });

  it.each(['team', 'operator'] as Role[])('not to the role %s', async (role) => {
    expect((await page(role)).statusCode).toBe(403);
  });

  it('nor to who has not signed in', async () => {
    const { statusCode, headers } = await app.ask({ url: '/coverage/routes' });
    expect(statusCode).toBe(303);
    expect(headers.location).toMatch(/^\/sign-in/);
  });

  it('any page number and any word after done is taken', async () => {
    for (const query of ['page=0', 'page=x', 'page=99999999', 'done=constructor']) {
      expect((await page('auditor', `/coverage/routes?${query}`)).statusCode).toBe(200);
    }
  });

  const tryAgain = async (payload: string, role: Role = 'force-admin') =>
    app.ask({
      method: 'POST',
      url: '/coverage/routes/try?show=failing',
      headers: await app.signIn(role, 'north'),
      payload,
    });

  it('a force admin tries one again, at once', async () => {
    working = true;
    const { statusCode, headers } = await tryAgain('code=N+1%2Fa&kind=web');
    expect([statusCode, headers.location]).toEqual([303, '/coverage/routes?show=failing&done=works']);
    const { body } = await page('force-admin', headers.location);
    expect(body).toContain('The route was tried and works.');
    expect(body).toContain('No published route fails');
    const { rows } = await app.admin.query(
      `select action, actor_kind, detail from audit_entry where force_id = 'north' and subject_kind = 'neighbourhood' order by id`,
    );
    expect(rows.slice(-2)).toEqual([
      { action: 'collect', actor_kind: 'person', detail: { route: 'web', change: 'try-asked-for' } },
      { action: 'alter', actor_kind: 'person', detail: { route: 'web', change: 'works-again' } },
    ]);
  });

  it('but not one that somebody is at already', async () => {
    await app.admin.query(
      `update route_try set claim_token = gen_random_uuid(), lease_until = clock_timestamp() + interval '1 minute' where force_id = 'north'`,
    );
    const before = site.asked.length;
    expect((await tryAgain('code=N2&kind=web')).headers.location).toContain('done=waiting');
    expect(site.asked).toHaveLength(before);
  });

  it.each<[payload: string, status: number]>([
    ['code=N2&kind=email', 404],
    ['code=N4&kind=web', 404],
    ['code=S1&kind=web', 404],
    ['code=N2&kind=telephone', 400],
    ['code=&kind=web', 400],
    ['code=N2&kind=web&url=http%3A%2F%2Fx.example', 400],
  ])('%s is refused with %i', async (payload, status) => {
    expect((await tryAgain(payload)).statusCode).toBe(status);
  });

  it('nobody but a force admin tries', async () => {
    for (const role of ['supervisor', 'auditor', 'local-policing-body', 'team'] as Role[]) {
      expect((await tryAgain('code=N2&kind=web', role)).statusCode).toBe(403);
    }
  });

  it('/health tells when routes were tried last, and /metrics how often', async () => {
    const { routeChecks } = (await app.ask({ url: '/health' })).json();
    expect(routeChecks.lastFinishedAt).toMatch(/^20\d\d-/);
    const { body } = await app.ask({ url: '/metrics' });
    expect(body).toMatch(/npg_route_tries_total\{kind="web",outcome="failed"\} [1-9]/);
    expect(body).toMatch(/npg_route_tries_total\{kind="web",outcome="works"\} [1-9]/);
    expect(body).toMatch(/npg_route_tries_total\{kind="web",outcome="not-checked"\} [1-9]/);
  });
});

describe('where routes are not checked, as in the trial', () => {
  let app: ContactableApp;

  beforeAll(async () => {
    app = await startContactableApp();
    await seed(app);
  });
  afterAll(() => app.close());

  it('each is shown as not checked, nothing is asked, and nothing can be tried', async () => {
    const before = site.asked.length;
    await app.found(RouteChecksJob).run();
    const headers = await app.signIn('force-admin', 'north');
    const { body } = await app.ask({ url: '/coverage/routes', headers });
    expect(body).toContain('Routes are not checked on this server');
    expect(
      table(body)
        .slice(1)
        .map((row) => row.slice(2)),
    ).toEqual(Array.from({ length: 3 }, () => ['Not tried yet', 'Not checked', '']));
    const { statusCode } = await app.ask({
      method: 'POST',
      url: '/coverage/routes/try',
      headers,
      payload: 'code=N2&kind=web',
    });
    expect(statusCode).toBe(409);
    expect(site.asked).toHaveLength(before);
    expect((await app.ask({ url: '/health' })).json().routeChecks).toEqual({
      lastFinishedAt: null,
      ageSeconds: null,
    });
  });
});

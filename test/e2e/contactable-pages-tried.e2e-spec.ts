import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closedPort, contactable, instance, NameServer, Site } from './contactable-world.js';
import { ReportsWorld, utc } from './reports-world.js';

const page = (text: string, response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<html><p>${text}</p></html>`);
};
const redirect = (to: string, response: ServerResponse): void => {
  response.writeHead(302, { location: to }).end();
};

let world: ReportsWorld;
let site: Site;
let elsewhere: Site;
let taken = 0;
let force: string;

beforeAll(async () => {
  world = await ReportsWorld.open();
  elsewhere = await Site.open((_path, response) => page('PC Somebody', response));
  site = await Site.open((path, response) => {
    const pages: Record<string, () => void> = {
      '/right': () => page('Your officer is PC <b>Somebody</b>.', response),
      '/wrong': () => page('Your officer is PC Nobody.', response),
      '/gone': () => response.writeHead(404).end('PC Somebody'),
      '/moved': () => redirect('/right', response),
      '/moved-twice': () => redirect('/moved', response),
      '/moved-away': () => redirect(elsewhere.url('/'), response),
      '/moved-nowhere': () => response.writeHead(301).end(),
      '/silent': () => undefined,
      '/slow': () => {
        response.writeHead(200).write('PC ');
      },
      '/endless': () => endless('PC Somebody', response),
      '/endless-wrong': () => endless('PC Nobody', response),
      '/broken': () => response.socket!.end('HTTP/9.9 what\r\n\r\n'),
    };
    (pages[path] ?? (() => response.writeHead(500).end()))();
  });
});
afterAll(async () => {
  await site.close();
  await elsewhere.close();
  await world.close();
});
beforeEach(async () => {
  force = await world.force(`pages-${(taken += 1)}`);
  world.clock.set(utc('2026-05-04T09:00:00Z'));
});
afterEach(async () => {
  // The job tries those of every force.
  await world.admin.query(`delete from contact_route`);
  await world.admin.query(`delete from route_try`);
  site.asked.length = 0;
});

let sent = 0;
function endless(words: string, response: ServerResponse): void {
  sent = 0;
  response.writeHead(200).write(words);
  const block = Buffer.alloc(64 * 1024, ' ');
  const more = (): void => {
    while (!response.destroyed) {
      sent += block.length;
      if (!response.write(block)) return void response.once('drain', more);
    }
  };
  more();
}

const listed = (changes: object = {}) =>
  contactable({ hosts: [site.host], private_hosts: [site.host], ...changes });

async function place(code: string, webUrl: string | null, officer: object = {}): Promise<string> {
  const id = await world.neighbourhood(force, code, { form_enabled: false, web_url: webUrl });
  await world.assign(force, id, '[2026-01-01,)', officer);
  return id;
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await world.admin.query<Record<string, unknown>>(sql, [force])).rows;
}
const ends = (): Promise<Record<string, unknown>[]> =>
  rows(`select outcome, reason from route_try where force_id = $1 order by kind, neighbourhood_id`);
const checks = (): Promise<Record<string, unknown>[]> =>
  rows(`select kind, works, reason, checked_on::text as on from route_check where force_id = $1 order by id`);

describe('a Your Area page is tried', () => {
  it.each([
    ['/right', true, 'answers'],
    ['/wrong', false, 'name-missing'],
    ['/gone', false, 'status-404'],
    ['/failing', false, 'status-500'],
    ['/moved', true, 'answers'],
    ['/moved-twice', false, 'redirects-twice'],
    ['/moved-away', false, 'redirects-elsewhere'],
    ['/moved-nowhere', false, 'redirects-nowhere'],
    ['/silent', false, 'too-slow'],
    ['/slow', false, 'too-slow'],
    ['/endless', true, 'answers'],
    ['/endless-wrong', false, 'name-missing'],
    ['/broken', false, 'broken-answer'],
  ])('%s: works is %s, %s', async (path, works, reason) => {
    await place('N1', site.url(path));
    await instance(world, listed()).job.tryRoutesDue();
    expect(await checks()).toEqual([{ kind: 'web', works, reason, on: '2026-05-04' }]);
    expect(elsewhere.asked).toEqual([]);
  });

  it('stops reading a body that does not end', async () => {
    await place('N1', site.url('/endless-wrong'));
    await instance(world, listed({ size_limit_bytes: 100_000 })).job.tryRoutesDue();
    // What the sockets held besides is not ours to bound; it is far from endless.
    expect(sent).toBeGreaterThan(100_000);
    expect(sent).toBeLessThan(20_000_000);
  });

  it('without a name where all names are withheld, or nobody looks for one', async () => {
    await place('N1', site.url('/wrong'), { name_withheld: true });
    await instance(world, listed()).job.tryRoutesDue();
    expect(await ends()).toEqual([{ outcome: 'works', reason: 'answers' }]);
    const other = await world.force(`pages-${(taken += 1)}`);
    force = other;
    await place('N1', site.url('/wrong'));
    await instance(world, listed({ look_for_name: false })).job.tryRoutesDue();
    expect(await ends()).toEqual([{ outcome: 'works', reason: 'answers' }]);
  });

  it('behind a closed port fails', async () => {
    const host = `127.0.0.1:${await closedPort()}`;
    await place('N1', `http://${host}/right`);
    await instance(world, contactable({ hosts: [host], private_hosts: [host] })).job.tryRoutesDue();
    expect(await checks()).toMatchObject([{ works: false, reason: 'no-connection' }]);
  });

  it("at the force's own address where the registry has none", async () => {
    await place('NC 02/b', null);
    const config = listed({ your_area: { [force]: site.url('/your-area/{code}') } });
    await instance(world, config).job.tryRoutesDue();
    expect(site.asked.map(({ path }) => path)).toEqual(['/your-area/NC%2002%2Fb']);
    expect(await checks()).toMatchObject([{ kind: 'web', works: false, reason: 'status-500' }]);
  });
});

describe('nothing is asked of', () => {
  it('anybody while the checks are off', async () => {
    await place('N1', site.url('/right'));
    const counts = await instance(world, listed({ enabled: false })).job.tryRoutesDue();
    expect(counts).toEqual({ works: 0, failed: 0, 'try-again': 0, 'not-checked': 0 });
    expect(await ends()).toEqual([]);
  });

  it.each([
    ['a host that is not listed', () => site.url('/right'), {}, 'host-not-allowed'],
    [
      'a host in a private network',
      () => site.url('/right'),
      { hosts: () => [site.host] },
      'private-address',
    ],
    [
      'an address with a password in it',
      () => site.url('/right').replace('//', '//a:b@'),
      null,
      'host-not-allowed',
    ],
    ['something that is no page', () => `ftp://${site.host}/right`, null, 'host-not-allowed'],
  ])('%s', async (_what, url, lists, reason) => {
    await place('N1', url());
    const config = lists === null ? listed() : contactable('hosts' in lists ? { hosts: lists.hosts() } : {});
    await instance(world, config).job.tryRoutesDue();
    expect(await ends()).toEqual([{ outcome: 'not-checked', reason }]);
    expect(await checks()).toEqual([]);
    expect(site.asked).toEqual([]);
  });
});

describe('where a host is', () => {
  it('is found once, and the connection goes there', async () => {
    const names = await NameServer.open({ 'A site.test': '127.0.0.1', 'A hidden.test': '127.0.0.1' });
    const host = `site.test:${site.port}`;
    await place('N1', `http://${host}/right`);
    await place('N2', `http://hidden.test:${site.port}/right`);
    await place('N3', `http://unknown.test:${site.port}/right`);
    const config = contactable({
      hosts: [host, `hidden.test:${site.port}`, `unknown.test:${site.port}`],
      private_hosts: [host],
      dns_servers: [names.address],
    });
    await instance(world, config).job.tryRoutesDue();
    const said = await rows(
      `select n.code, t.outcome, t.reason from route_try t join neighbourhood n on n.id = t.neighbourhood_id where t.force_id = $1 order by 1`,
    );
    expect(said).toEqual([
      { code: 'N1', outcome: 'works', reason: 'answers' },
      { code: 'N2', outcome: 'not-checked', reason: 'private-address' },
      { code: 'N3', outcome: 'failed', reason: 'no-such-host' },
    ]);
    expect(names.asked.filter((asked) => asked === 'A site.test')).toHaveLength(1);
    expect(site.asked).toHaveLength(1);
    await names.close();
  });
});

describe("the force's own form is tried", () => {
  it('at the public address of this server, or not where that is not known', async () => {
    await world.neighbourhood(force, 'N1');
    const own = await Site.open((_path, response) => page('a form', response));
    await instance(world, contactable()).job.tryRoutesDue();
    expect(await ends()).toEqual([{ outcome: 'not-checked', reason: 'no-public-url' }]);
    world.clock.set(world.clock.now().plus({ hours: 7 }));
    await instance(world, contactable(), { PUBLIC_URL: `http://${own.host}/` }).job.tryRoutesDue();
    expect(own.asked).toMatchObject([
      {
        path: `/your-area/${force}/N1/contact`,
        agent: `neighbourhood-policing-route-check (+http://${own.host}/)`,
      },
    ]);
    expect(await checks()).toMatchObject([{ kind: 'form', works: true, reason: 'answers' }]);
    await own.close();
  });
});

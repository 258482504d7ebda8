import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { ApiKeys } from '../../src/access/api-keys.js';
import { ask } from '../support/real-input/api.js';
import { Browser } from './access-browser.js';
import {
  type Account,
  type Bend,
  says,
  signedByAnother,
  signedWithTheSecret,
  TENANT,
  unsigned,
} from './access-issuer.js';
import { type OpenIdWorld, startOpenIdWorld } from './access-openid-world.js';

let world: OpenIdWorld;
const seconds = (): number => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  world = await startOpenIdWorld();
}, 60_000);
afterAll(() => world.close());
afterEach(() => {
  world.north.bend = null;
  world.north.broken = null;
});

describe('an officer who signs in by the identity provider of the force', () => {
  const browser = new Browser();
  const references: Record<string, string> = {};

  beforeAll(async () => {
    const { key } = await world.found(ApiKeys).make('north', 'hub', ['contacts:write']);
    for (const neighbourhood of ['NH1', 'NH2']) {
      const answer = await ask(world.url, '/api/v1/contacts', {
        key,
        headers: { 'idempotency-key': neighbourhood },
        body: {
          neighbourhood,
          submittedAt: world.clock.now().minus({ hours: 1 }).toISO(),
          subject: 'Bins',
          message: 'They burn again.',
          enquirer: { name: 'Kit', email: 'kit@people.example' },
        },
      });
      expect(answer.status).toBe(201);
      references[neighbourhood] = answer.json.reference as string;
    }
  });

  it('is sent to the page to sign in, which leads to the provider of their force by a link', async () => {
    const page = await browser.open(`${world.url}/contacts`);
    expect(page.url.href).toBe(`${world.url}/sign-in?next=%2Fcontacts`);
    expect(page.body).toContain('href="/sign-in/north?next=%2Fcontacts"');
    expect(page.body).toContain('href="/sign-in/south?next=%2Fcontacts"');
    expect(page.body).not.toContain('<form method="post" action="/sign-in');
  });

  it('is asked for with PKCE, a state and a nonce, and to come back here', async () => {
    const { url } = await new Browser().open(`${world.url}/sign-in/north`, { until: world.north.url });
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'guarantee',
      redirect_uri: `${world.url}/sign-in/north/callback`,
      code_challenge_method: 'S256',
      scope: 'openid profile email',
    });
    for (const name of ['code_challenge', 'state', 'nonce'])
      expect(url.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
  });

  it('reaches the contacts of their own neighbourhood, and no others', async () => {
    const page = await world.signIn(
      browser,
      { subject: 'kim', collar_number: '1001' },
      '/contacts?state=open',
    );
    expect([page.status, page.url.href]).toEqual([200, `${world.url}/contacts?state=open`]);
    expect(page.body).toContain('Kim Moss');
    const list = await browser.open(`${world.url}/contacts`);
    expect(list.body).toContain(references['NH1']);
    expect(list.body).not.toContain(references['NH2']);
    expect((await browser.open(`${world.url}/contacts/${references['NH2']}`)).status).toBe(404);
    expect(browser.cookie(world.url, 'npg-sign-in')).toBeUndefined();
  });

  it('is signed out here and there', async () => {
    const token = browser.cookie(world.url, 'npg-session')!;
    const page = await browser.open(`${world.url}/sign-out`, { form: {} });
    expect([page.status, page.url.pathname]).toEqual([200, '/sign-out/north']);
    const [, there] = /^0; url=(.*)$/.exec(page.headers.get('refresh')!)!;
    expect(there).toContain(`${world.north.url}/session/end?`);
    expect(new URL(there!).searchParams.get('post_logout_redirect_uri')).toBe(`${world.url}/sign-in`);
    const asked = await browser.open(there!);
    expect([asked.status, asked.url.host]).toEqual([200, new URL(world.north.url).host]);
    // The token is worth nothing even where a browser kept it.
    const kept = await ask(world.url, '/contacts', { cookie: `npg-session=${token}` });
    expect(kept.status).toBe(303);
  });
});

describe('a sign-in that is not what it must be', () => {
  const refused = async (
    bend: Bend | null,
    account: Partial<Account> = {},
  ): Promise<{ status: number; body: string }> => {
    const before = await world.stored();
    world.north.bend = bend;
    const browser = new Browser();
    const page = await world.signIn(browser, { subject: `stranger ${Math.random()}`, ...account });
    expect(await world.stored()).toEqual(before);
    expect(browser.cookie(world.url, 'npg-session')).toBeUndefined();
    expect(page.url.href).toContain(`${world.url}/sign-in/north/callback?`);
    return page;
  };

  it.each<[string, Bend]>([
    ['another issuer', says({ iss: 'https://login.elsewhere.example' })],
    ['the issuer with a slash more', (claims, keys) => says({ iss: `${claims.iss}/` })(claims, keys)],
    ['another audience', says({ aud: 'another-service' })],
    ['two audiences without saying for whom', says({ aud: ['guarantee', 'another-service'] })],
    ['another nonce', says({ nonce: 'of-another-sign-in' })],
    ['no nonce', says({ nonce: undefined })],
    ['a token that has run out', says({ iat: seconds() - 700, exp: seconds() - 60 })],
    ['a token of tomorrow', says({ nbf: seconds() + 3600 })],
    ['a token made hours ahead', says({ iat: seconds() + 36_000, exp: seconds() + 40_000 })],
    ['a token given to another client', says({ azp: 'another' })],
    ['a proof six hours ahead', says({ auth_time: seconds() + 6 * 3600 })],
    ['a proof in milliseconds', says({ auth_time: Date.now() })],
    ['a proof beyond all time', says({ auth_time: 1e15 })],
    ['a subject of 30,000 characters', says({ sub: 'x'.repeat(30_000) })],
    ['a subject that cannot be kept', says({ sub: 'kim\u0000' })],
    ['no subject', says({ sub: undefined })],
    ['alg none', unsigned],
    ['a signature of another key', signedByAnother],
    ['a signature with the shared secret', signedWithTheSecret],
    ['no token at all', () => 'not.a.token'],
  ])('is refused with %s', async (_case, bend) => {
    const { status, body } = await refused(bend);
    expect(status).toBe(403);
    expect(body).toContain('You could not be signed in');
    expect(body).toContain('href="/sign-in/north"');
  });

  it('is let in with what the provider says, signed anew: the refusals above are for what was changed', async () => {
    world.north.bend = says({});
    const page = await world.signIn(new Browser(), { subject: 'straight' });
    expect([page.status, page.url.pathname]).toEqual([200, '/your-sign-ins']);
  });

  it.each([
    ['another tenant', { tid: 'b7d1b3f3-0000-4b0f-9c37-0a4c9d1f2e11' }],
    ['no tenant', { tid: undefined }],
    ['the tenant in other letters', { tid: TENANT.toUpperCase() }],
  ])('is refused with %s', async (_case, account) => {
    const { status, body } = await refused(null, account as Partial<Account>);
    expect(status).toBe(403);
    expect(body).toContain('This account is not one of your force');
  });

  it.each([
    ['no role', { roles: [] }],
    ['a role that means nothing here', { roles: ['Everything', 'team', '__proto__'] }],
    ['no claim of roles', { roles: undefined }],
  ])('is refused with %s', async (_case, account) => {
    const { status, body } = await refused(null, account as Partial<Account>);
    expect(status).toBe(403);
    expect(body).toContain('You have no role in this service');
    expect(body).toContain('IT service desk');
    expect(body).toContain('href="/sign-in/north?account&#x3D;other"');
  });

  it('makes the provider ask who is there where the account that it remembers was refused', async () => {
    const browser = new Browser();
    await world.signIn(browser, { subject: 'none', roles: [] });
    const asked = world.north.proofs;
    await world.signIn(browser, { subject: 'none', roles: [] });
    expect(world.north.proofs).toBe(asked);
    world.north.account = { subject: 'none', name: 'No One', tid: TENANT, roles: ['Team'] };
    const page = await browser.open(`${world.url}/sign-in/north?account=other`);
    expect([page.status, page.url.pathname, world.north.proofs]).toEqual([200, '/your-sign-ins', asked + 1]);
  });

  it('is refused while the provider does not answer, and not for longer', async () => {
    world.north.bend = null;
    const browser = new Browser();
    const begun = await browser.open(`${world.url}/sign-in/north`, {
      until: `${world.url}/sign-in/north/callback`,
    });
    world.north.broken = 500;
    const page = await browser.open(begun.url.href);
    expect([page.status, page.url.pathname]).toEqual([503, '/sign-in/north/callback']);
    expect(page.body).toContain('cannot be reached');
    world.north.broken = null;
    expect((await world.signIn(browser, { subject: 'kim', collar_number: '1001' })).status).toBe(200);
  });

  it('is refused when the provider refuses, whatever it writes', async () => {
    const browser = new Browser();
    const begun = await browser.open(`${world.url}/sign-in/north`, { until: world.north.url });
    const state = begun.url.searchParams.get('state')!;
    const sent = new URLSearchParams({
      error: 'access_denied',
      error_description: 'Kim Moss <script>',
      state,
      iss: world.north.url,
    });
    const page = await browser.open(`${world.url}/sign-in/north/callback?${sent.toString()}`);
    expect(page.status).toBe(403);
    expect(page.body).toContain('Your force did not sign you in');
    expect(page.body).not.toContain('script>Kim');
    expect(page.body).not.toContain('&lt;script');
  });
});

describe('what comes back', () => {
  const callback = async (browser: Browser): Promise<string> => {
    world.north.account = {
      subject: 'kim',
      name: 'Kim Moss',
      tid: TENANT,
      roles: ['Team'],
      collar_number: '1001',
    };
    const { url } = await browser.open(`${world.url}/sign-in/north`, {
      until: `${world.url}/sign-in/north/callback`,
    });
    return url.href;
  };
  const isStale = async (browser: Browser, address: string): Promise<void> => {
    const before = await world.stored();
    const page = await browser.open(address);
    expect(page.status).toBe(400);
    expect(page.body).toContain('This sign-in is no longer good');
    expect(await world.stored()).toEqual(before);
  };

  it('is good once: neither the state nor the code opens anything a second time', async () => {
    const browser = new Browser();
    const address = await callback(browser);
    const secret = browser.cookie(world.url, 'npg-sign-in')!;
    expect((await browser.open(address)).status).toBe(200);
    const before = await world.stored();
    const again = await ask(world.url, new URL(address).pathname + new URL(address).search, {
      cookie: `npg-sign-in=${secret}`,
    });
    expect(again.status).toBe(400);
    // The same code with a state of its own: the provider has given it out.
    const other = new Browser();
    const fresh = await other.open(`${world.url}/sign-in/north`, { until: world.north.url });
    const replayed = new URL(address);
    replayed.searchParams.set('state', fresh.url.searchParams.get('state')!);
    const page = await other.open(replayed.href);
    expect(page.status).toBe(403);
    expect(page.body).toContain('You could not be signed in');
    expect(await world.stored()).toEqual(before);
  });

  it('is good in the browser alone in which it was begun', async () => {
    const browser = new Browser();
    const address = await callback(browser);
    const other = new Browser();
    await isStale(other, address);
    await other.open(`${world.url}/sign-in/north`, { until: world.north.url });
    await isStale(other, address);
    // And whoever tried it elsewhere has not spoilt it.
    expect((await browser.open(address)).status).toBe(200);
  });

  it('is good for ten minutes, that instant not included', async () => {
    const now = world.clock.now();
    const [early, late] = [new Browser(), new Browser()];
    const addresses = [await callback(early), await callback(late)];
    world.clock.set(now.plus({ minutes: 10, milliseconds: -1 }));
    expect((await early.open(addresses[0]!)).status).toBe(200);
    world.clock.set(now.plus({ minutes: 10 }));
    await isStale(late, addresses[1]!);
    world.clock.set(now);
  });

  it.each([
    ['no state', (address: URL) => address.searchParams.delete('state')],
    ['another state', (address: URL) => address.searchParams.set('state', 'x'.repeat(43))],
    ['two states', (address: URL) => address.searchParams.append('state', 'x'.repeat(43))],
  ])('is refused with %s', async (_case, change) => {
    const browser = new Browser();
    const address = new URL(await callback(browser));
    change(address);
    await isStale(browser, address.href);
  });

  it('is refused at the address of another force', async () => {
    const browser = new Browser();
    await isStale(browser, (await callback(browser)).replace('/north/', '/south/'));
  });

  it('is refused when it comes from the provider of another force', async () => {
    const browser = new Browser();
    const address = new URL(await callback(browser));
    address.searchParams.set('iss', world.south.url);
    const page = await browser.open(address.href);
    expect(page.status).toBe(403);
    const foreign = new Browser();
    world.south.account = { subject: 'kim', name: 'Kim of the south', roles: ['Team'] };
    const souths = await foreign.open(`${world.url}/sign-in/south`, {
      until: `${world.url}/sign-in/south/callback`,
    });
    const begun = await foreign.open(`${world.url}/sign-in/north`, { until: world.north.url });
    souths.url.searchParams.set('state', begun.url.searchParams.get('state')!);
    souths.url.searchParams.delete('iss');
    const mixed = await foreign.open(souths.url.href.replace('/south/', '/north/'));
    expect(mixed.status).toBe(403);
  });

  it.each([
    ['https://elsewhere.example/', '/contacts'],
    ['//elsewhere.example', '/contacts'],
    ['/neighbourhoods?page=1', '/neighbourhoods?page=1'],
  ])('goes on to %s by way of %s', async (next, expected) => {
    const page = await world.signIn(new Browser(), { collar_number: '1001' }, next);
    expect(page.url.href).toBe(world.url + expected);
  });

  it('never puts two forces’ people together, even under one subject', async () => {
    world.south.account = { subject: 'kim', name: 'Kim of the south', roles: ['Team'] };
    const page = await new Browser().open(`${world.url}/sign-in/south`);
    expect(page.status).toBe(200);
    const rows = await world.rows<{ force_id: string; people: number }>(
      `select force_id, count(distinct person_id)::int as people from person_identity where subject = 'kim' group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { force_id: 'north', people: 1 },
      { force_id: 'south', people: 1 },
    ]);
  });

  it('is answered with page not found for a force without a provider', async () => {
    for (const address of ['/sign-in/east', '/sign-in/east/callback?state=x', "/sign-in/north'--"])
      expect((await new Browser().open(world.url + address)).status).toBe(404);
  });
});

describe('somebody known', () => {
  const person = (subject: string) =>
    world
      .rows<{ id: string; name: string; email: string | null; role: string; collar: string | null }>(
        `select p.id, p.name, p.email, p.role, o.collar_number as collar from person_identity i
           join person p on p.force_id = i.force_id and p.id = i.person_id
           left join officer o on o.force_id = p.force_id and o.id = p.officer_id
          where i.force_id = 'north' and i.subject = $1`,
        [subject],
      )
      .then(([row]) => row);

  it('has the name, address and role of today, and the first line that applies decides', async () => {
    const account = {
      subject: 'ash',
      name: ' Ash\u0000 Bell ',
      email: 'ash@north.example',
      roles: ['Team', 'Supervisor'],
    };
    await world.signIn(new Browser(), account);
    const before = await person('ash');
    expect(before).toMatchObject({
      name: 'Ash Bell',
      email: 'ash@north.example',
      role: 'supervisor',
      collar: null,
    });
    await world.signIn(new Browser(), { ...account, name: 'Ash Hall', email: 'hall@north.example' });
    expect(await person('ash')).toEqual({ ...before, name: 'Ash Hall', email: 'hall@north.example' });
  });

  it('loses the sessions of an earlier role', async () => {
    const [old, now] = [new Browser(), new Browser()];
    expect((await world.signIn(old, { subject: 'ash', roles: ['Admin'] }, '/coverage')).status).toBe(200);
    await world.signIn(now, { subject: 'ash', roles: ['Team'] });
    expect((await old.open(`${world.url}/contacts`)).url.pathname).toBe('/sign-in');
    expect((await now.open(`${world.url}/your-sign-ins`)).status).toBe(200);
  });

  it('loses every session when the provider gives them no role any more', async () => {
    const [old, now] = [new Browser(), new Browser()];
    await world.signIn(old, { subject: 'ash', roles: ['Team'] });
    const page = await world.signIn(now, { subject: 'ash', roles: [] });
    expect(page.body).toContain('You have no role in this service');
    expect((await old.open(`${world.url}/contacts`)).url.pathname).toBe('/sign-in');
    const id = (await person('ash'))!.id;
    const [entry] = await world.rows(
      `select action, subject_kind, detail from audit_entry where subject_id = $1 and detail ? 'signInRefused'`,
      [id],
    );
    expect(entry).toEqual({
      action: 'consult',
      subject_kind: 'person',
      detail: { signInRefused: 'no-role' },
    });
  });

  it('is refused when they were disabled, and that is written down', async () => {
    const id = (await person('ash'))!.id;
    await world.admin.query('update person set disabled_at = now() where id = $1', [id]);
    const before = await world.stored();
    const page = await world.signIn(new Browser(), { subject: 'ash' });
    expect(page.status).toBe(403);
    expect(page.body).toContain('Your access has been switched off');
    expect(await world.stored()).toEqual(before);
    const entries = await world.rows(
      `select 1 from audit_entry where force_id = 'north' and subject_id = $1 and detail->>'signInRefused' = 'disabled'`,
      [id],
    );
    expect(entries).toHaveLength(1);
  });

  it('is never found by an address or a name', async () => {
    await world.signIn(new Browser(), { subject: 'other', name: 'Kim Moss', email: 'ash@north.example' });
    expect(await person('other')).toMatchObject({ name: 'Kim Moss', collar: null });
    expect((await person('other'))!.id).not.toBe((await person('kim'))!.id);
  });

  it('sees nothing without an officer, nor by the number of somebody else’s, and is told why', async () => {
    for (const collar_number of [undefined, '9999', '1001']) {
      const browser = new Browser();
      const page = await world.signIn(browser, { subject: 'unlinked', collar_number } as Partial<Account>);
      expect([page.status, page.url.pathname]).toEqual([200, '/your-sign-ins']);
      expect(page.body).toContain('Your sign-in is not linked to an officer yet');
      for (const address of ['/contacts', '/neighbourhoods', '/contacts/new']) {
        const refused = await browser.open(`${world.url}${address}`);
        expect([address, refused.status]).toEqual([address, 403]);
        expect(refused.body).toContain('Ask a force administrator to say which officer you are');
      }
      expect(await person('unlinked')).toMatchObject({ collar: null });
    }
  });

  it('is one person, and signed in everywhere, however many first sign-ins there are at one moment', async () => {
    const account = { subject: 'at-once', name: 'Jo Quick' };
    const pages = await Promise.all(Array.from({ length: 6 }, () => world.signIn(new Browser(), account)));
    expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
    expect(await world.rows(`select 1 from person where name = 'Jo Quick'`)).toHaveLength(1);
  });

  it('becomes the person who was entered beforehand for their officer', async () => {
    const [entered] = await world.rows<{ id: string }>(
      `insert into person (force_id, id, name, role, officer_id, created_at)
       select 'north', gen_random_uuid(), 'Sam', 'team', id, now() from officer where force_id = 'north' and collar_number = '1002' returning id`,
    );
    await world.signIn(new Browser(), { subject: 'sam', name: 'Sam Okafor', collar_number: '1002' });
    expect(await person('sam')).toEqual({
      id: entered!.id,
      name: 'Sam Okafor',
      email: null,
      role: 'team',
      collar: '1002',
    });
  });
});

describe('the officer whom the claim names', () => {
  const officerOf = async (subject: string): Promise<string | null | undefined> => {
    const [row] = await world.rows<{ collar: string | null }>(
      `select o.collar_number as collar from person_identity i
         join person p on p.force_id = i.force_id and p.id = i.person_id
         left join officer o on o.force_id = p.force_id and o.id = p.officer_id
        where i.force_id = 'north' and i.subject = $1`,
      [subject],
    );
    return row?.collar;
  };
  const arrive = (collar?: string) =>
    world.signIn(new Browser(), { subject: 'kim', ...(collar !== undefined && { collar_number: collar }) });

  it.each<[string, string | undefined]>([
    ['is not said any more', undefined],
    ['is unknown', '9999'],
    ['is somebody else’s', '1002'],
  ])('is theirs until the number %s', async (_case, collar) => {
    await arrive('1001');
    expect(await officerOf('kim')).toBe('1001');
    await arrive(collar);
    expect(await officerOf('kim')).toBeNull();
    const [entry] = await world.rows(
      `select detail->'changed' as changed, detail->'officerId' as officer from audit_entry
        where force_id = 'north' and subject_kind = 'person' and detail->>'by' = 'sign-in' order by id desc limit 1`,
    );
    expect(entry).toEqual({ changed: ['officer'], officer: null });
    await arrive('1001');
    expect(await officerOf('kim')).toBe('1001');
  });

  it('is not for an administrator to change, who can switch access off', async () => {
    const browser = new Browser();
    await world.signIn(browser, { subject: 'ada', name: 'Ada Cole', roles: ['Admin'] });
    const [{ id } = { id: '' }] = await world.rows<{ id: string }>(
      `select person_id as id from person_identity where force_id = 'north' and subject = 'kim'`,
    );
    expect((await browser.open(`${world.url}/people`)).body).not.toContain('You can link them here');
    const page = await browser.open(`${world.url}/people/${id}`);
    expect(page.body).toContain('identity provider says at each sign-in which officer they are');
    expect(page.body).toContain('Switch access off');
    for (const gone of ['Remove the officer', 'Link another officer']) expect(page.body).not.toContain(gone);
    for (const form of ['no-officer', 'officer']) {
      const address = `${world.url}/people/${id}/${form}`;
      expect((await browser.open(address, { form: { collarNumber: '1002' } })).status).toBe(409);
    }
    expect(await officerOf('kim')).toBe('1001');
  });
});

describe('what needs a fresh sign-in', () => {
  const admin = { subject: 'ada', name: 'Ada Cole', roles: ['Admin'] };
  const again = (browser: Browser) =>
    browser.open(`${world.url}/sign-in/north?next=${encodeURIComponent('/keys/new')}`);
  // The provider's own clock goes on.
  beforeEach(() => world.clock.set(DateTime.utc()));

  it('opens after signing in again, by a session of its own, and leads back there', async () => {
    const browser = new Browser();
    await world.signIn(browser, admin);
    const before = browser.cookie(world.url, 'npg-session')!;
    // The provider did not say when they proved who they are: it may have been this morning.
    const page = await browser.open(`${world.url}/keys/new`);
    expect(page.url.href).toBe(`${world.url}/sign-in?next=%2Fkeys%2Fnew`);
    expect(page.body).toContain('<h1 class="govuk-heading-l">Sign in again</h1>');
    expect(page.body).toContain('href="/sign-in/north?next=%2Fkeys%2Fnew"');
    expect(page.body).not.toContain('/sign-in/south');
    const arrived = await again(browser);
    expect([arrived.status, arrived.url.pathname]).toEqual([200, '/keys/new']);
    expect(arrived.way.some((address) => address.includes('max_age=300'))).toBe(true);
    expect((await ask(world.url, '/your-sign-ins', { cookie: `npg-session=${before}` })).status).toBe(303);
  });

  it('makes the provider ask for the proof once that is older than five minutes', async () => {
    const browser = new Browser();
    await world.signIn(browser, admin);
    const asked = world.north.proofs;
    await again(browser);
    expect(world.north.proofs).toBe(asked);
    const { now } = Date;
    Date.now = () => now() + 301_000;
    world.clock.set(DateTime.utc().plus({ seconds: 301 }));
    try {
      expect((await again(browser)).url.pathname).toBe('/keys/new');
    } finally {
      Date.now = now;
    }
    expect(world.north.proofs).toBe(asked + 1);
  });

  it.each([
    ['says nothing of when', { auth_time: undefined }],
    ['says that it was six minutes ago', { auth_time: seconds() - 360 }],
    ['says that it was no time at all', { auth_time: 'now' }],
  ])('does not open when the provider %s', async (_case, changes) => {
    const browser = new Browser();
    await world.signIn(browser, admin);
    const before = await world.stored();
    world.north.bend = says(changes);
    const page = await again(browser);
    expect(page.status).toBe(403);
    expect(page.body).toContain('You have to sign in again for this');
    expect(await world.stored()).toEqual(before);
    // What does not need it goes on.
    expect((await browser.open(`${world.url}/keys`)).status).toBe(200);
  });
});

describe('a proof that is said to be of tomorrow', () => {
  it('opens nothing that needs a fresh one, wherever it comes from', async () => {
    world.clock.set(DateTime.utc());
    const browser = new Browser();
    const admin = { subject: 'ada', name: 'Ada Cole', roles: ['Admin'] };
    await world.signIn(browser, admin);
    await browser.open(`${world.url}/sign-in/north?next=${encodeURIComponent('/keys/new')}`);
    expect((await browser.open(`${world.url}/keys/new`)).url.pathname).toBe('/keys/new');
    await world.rows(`update session set signed_in_at = signed_in_at + interval '6 hours'`);
    expect((await browser.open(`${world.url}/keys/new`)).url.pathname).toBe('/sign-in');
  });
});

describe('what is kept of a sign-in', () => {
  it('is no token, code or secret of anybody', async () => {
    const browser = new Browser();
    const begun = await browser.open(`${world.url}/sign-in/north`, { until: world.north.url });
    const [attempt] = await world.rows<{ row: string }>(
      `select string_agg(a::text, '') as row from sign_in_attempt a`,
    );
    expect(attempt!.row).not.toContain(begun.url.searchParams.get('state'));
    expect(attempt!.row).not.toContain(browser.cookie(world.url, 'npg-sign-in'));
  });

  it('is gone when it has run out and somebody else begins', async () => {
    const now = world.clock.now();
    world.clock.set(now.plus({ minutes: 11 }));
    await new Browser().open(`${world.url}/sign-in/north`, { until: world.north.url });
    const [left] = await world.rows<{ count: number }>(
      `select count(*)::int as count from sign_in_attempt where force_id = 'north'`,
    );
    expect(left!.count).toBe(1);
    world.clock.set(now);
  });

  it('names nobody in the audit log', async () => {
    const entries = await world.rows<{ entry: string }>(
      `select a::text as entry from audit_entry a where subject_kind in ('person', 'session')`,
    );
    expect(entries.length).toBeGreaterThan(10);
    expect(entries.filter(({ entry }) => /moss|okafor|bell|hall|cole|@/i.test(entry))).toEqual([]);
  });
});

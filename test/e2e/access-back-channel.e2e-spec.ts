import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { Browser } from './access-browser.js';
import { CLIENT } from './access-issuer.js';
import { type OpenIdWorld, startOpenIdWorld } from './access-openid-world.js';

const TYPE = 'logout+jwt';
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

let world: OpenIdWorld;
let browsers: Browser[];

beforeAll(async () => {
  world = await startOpenIdWorld();
});
afterAll(() => world.close());
/** Kim is signed in twice, and Sam once. */
beforeEach(async () => {
  browsers = [new Browser(), new Browser(), new Browser()];
  await world.signIn(browsers[0]!, {});
  await world.signIn(browsers[1]!, {});
  await world.signIn(browsers[2]!, { subject: 'sam', name: 'Sam Okafor' });
});

const now = (): number => Math.floor(Date.now() / 1000);
const claims = (changes: Record<string, unknown> = {}): JWTPayload => ({
  ...{ iss: world.north.url, aud: CLIENT.id, sub: 'kim', iat: now(), exp: now() + 120, jti: randomUUID() },
  events: { [EVENT]: {} },
  ...changes,
});
const signed = (made: JWTPayload): Promise<string> => world.north.sign(made, TYPE);
const send = (form: Record<string, string>, force = 'north', headers = {}): Promise<Response> =>
  fetch(`${world.url}/sign-out/${force}/back-channel`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
  });
/** Who of the three is still signed in? */
const signedIn = async (): Promise<boolean[]> =>
  Promise.all(
    browsers.map(
      async (browser) => (await browser.open(`${world.url}/your-sign-ins`)).url.pathname === '/your-sign-ins',
    ),
  );

describe('a sign-out of which the identity provider tells by itself', () => {
  it('ends every session of that person, and of nobody else', async () => {
    expect(await signedIn()).toEqual([true, true, true]);
    const token = await signed(claims());
    // What the protocol does not name is ignored.
    const answer = await send({ logout_token: token, more: 'x' });
    expect([answer.status, answer.headers.get('cache-control'), await answer.text()]).toEqual([
      200,
      'no-store',
      '',
    ]);
    expect(await signedIn()).toEqual([false, false, true]);
    const requestId = answer.headers.get('x-request-id');
    expect(
      await world.rows(
        `select actor_kind, actor_id, action, detail from audit_entry where request_id = $1 and subject_kind = 'session'`,
        [requestId],
      ),
    ).toEqual(
      Array.from({ length: 2 }, () => ({
        ...{ actor_kind: 'public', actor_id: 'identity-provider' },
        ...{ action: 'alter', detail: { change: 'ended' } },
      })),
    );
    expect((await send({ logout_token: token })).status).toBe(200);
  });

  it('ends nothing that began since, when it comes again', async () => {
    const token = await signed(claims({ iat: now() - 100 }));
    await world.admin.query(
      `update session set created_at = created_at - interval '200 seconds' where ended_at is null`,
    );
    expect((await send({ logout_token: token })).status).toBe(200);
    expect(await signedIn()).toEqual([false, false, true]);
    await world.signIn(browsers[0]!, {});
    expect((await send({ logout_token: token })).status).toBe(200);
    expect(await signedIn()).toEqual([true, false, true]);
  });

  it('of somebody who is not known here, or to another force, ends nothing', async () => {
    expect((await send({ logout_token: await signed(claims({ sub: 'nobody' })) })).status).toBe(200);
    expect((await send({ logout_token: await signed(claims()) }, 'south')).status).toBe(400);
    expect((await send({ logout_token: await signed(claims()) }, 'east')).status).toBe(404);
    expect(await signedIn()).toEqual([true, true, true]);
  });

  it.each<[string, () => JWTPayload]>([
    ['another issuer', () => claims({ iss: world.south.url })],
    ['another client', () => claims({ aud: 'another' })],
    ['another tenant', () => claims({ tid: 'another' })],
    ['no event', () => claims({ events: undefined })],
    ['another event', () => claims({ events: { 'http://schemas.openid.net/event/other': {} } })],
    ['an event as a text', () => claims({ events: EVENT })],
    ['a nonce, as an ID token has it', () => claims({ nonce: 'x' })],
    ['nobody but a session of the provider’s', () => claims({ sub: undefined, sid: 'x' })],
    ['no number of its own', () => claims({ jti: undefined })],
    ['no time', () => claims({ iat: undefined })],
    ['a time long ago', () => claims({ iat: now() - 400 })],
    ['a time to come', () => claims({ iat: now() + 100 })],
    ['no end', () => claims({ exp: undefined })],
    ['an event that is nothing', () => claims({ events: { [EVENT]: null } })],
    ['an end that has passed', () => claims({ exp: now() - 60 })],
  ])('with %s is refused', async (_what, made) => {
    const answer = await send({ logout_token: await signed(made()) });
    expect(answer.status).toBe(400);
    expect(await signedIn()).toEqual([true, true, true]);
  });

  it('that the provider did not sign is refused', async () => {
    const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const tokens = [
      await world.north.sign(claims(), TYPE, 'foreign'),
      await world.south.sign(claims(), TYPE),
      `${encoded({ alg: 'none' })}.${encoded(claims())}.`,
      'nonsense',
      '',
    ];
    const statuses = await Promise.all(
      tokens.map(async (token) => (await send({ logout_token: token })).status),
    );
    expect(statuses).toEqual(tokens.map(() => 400));
    expect((await send({})).status).toBe(400);
    expect(await signedIn()).toEqual([true, true, true]);
  });

  it.each([undefined, 'JWT', 'at+jwt'])(
    'that calls itself %s is refused: it may have been made for something else',
    async (type) => {
      const answer = await send({ logout_token: await world.north.sign(claims(), type) });
      expect(answer.status).toBe(400);
      expect(await signedIn()).toEqual([true, true, true]);
    },
  );

  it('that another website has a browser send is refused', async () => {
    const token = await signed(claims());
    const answer = await send({ logout_token: token }, 'north', { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(403);
    expect(await signedIn()).toEqual([true, true, true]);
  });
});

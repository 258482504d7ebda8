import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller, Impersonal, Public } from '../../src/access/allow.js';
import { ApiKeys } from '../../src/access/api-keys.js';
import { FormTokens } from '../../src/access/form-tokens.js';
import type { Person, Role } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { newApiKey, newSessionToken } from '../../src/access/tokens.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { type AccessApp, NOW, seedForce, startAccessApp } from '../support/access-app.js';

@Controller('probe')
class PageProbe {
  @Get('forgotten')
  forgotten(): string {
    return 'secret';
  }
  @Public()
  @Get('public')
  public(): string {
    return 'open';
  }
  @Impersonal()
  @Get('impersonal')
  impersonal(): string {
    return 'open';
  }
  @Allow('recourse.answer')
  @Get('supervisors')
  supervisors(@Caller() caller: FastifyRequest['principal']): object {
    return caller!;
  }
  @Allow('recourse.answer')
  @Post('supervisors')
  change(): string {
    return 'changed';
  }
  @Allow('contacts.enter')
  @Get('machines')
  machines(): string {
    return 'secret';
  }
}

@Allow('contacts.take-up')
@Controller('teams')
class ClassProbe {
  @Get()
  list(): string {
    return 'team';
  }
  @Allow('audit.read')
  @Get('audit')
  audit(): string {
    return 'auditor';
  }
}

@Controller('api/v1/probe')
class ApiProbe {
  @Get('forgotten')
  forgotten(): string {
    return 'secret';
  }
  @Public()
  @Get('public')
  public(): string {
    return 'open';
  }
  @Allow('contacts.answer')
  @Post()
  write(@Caller() caller: FastifyRequest['principal']): object {
    return caller!;
  }
  @Allow('recourse.answer')
  @Get('people')
  people(): string {
    return 'secret';
  }
}

let house: AccessApp;
let people: Record<string, string>;
const cookies: Record<string, string> = {};
const keys: Record<string, string> = {};
const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

beforeAll(async () => {
  house = await startAccessApp({ controllers: [PageProbe, ClassProbe, ApiProbe] });
  people = await seedForce(house.admin, 'northshire', ['team', 'supervisor', 'auditor', 'operator']);
  await seedForce(house.admin, 'southshire', []);
  for (const [role, id] of Object.entries(people)) {
    cookies[role] = `npg-session=${await house.app.get(Sessions).start('northshire', id)}`;
  }
  const apiKeys = house.app.get(ApiKeys);
  keys['writer'] = (await apiKeys.make('northshire', 'forms', ['contacts:write'])).key;
  keys['reader'] = (await apiKeys.make('northshire', 'figures', ['reports:read', 'contacts:read'])).key;
  keys['brief'] = (await apiKeys.make('southshire', 'brief', ['contacts:write'], NOW.plus({ hours: 1 }))).key;
  keys['revoked'] = (await apiKeys.make('southshire', 'lost', ['contacts:write'])).key;
  await apiKeys.revoke('southshire', 'lost');
});
afterAll(() => house.close());

describe('a route that does not say whom it allows', () => {
  it.each(['/probe/forgotten', '/api/v1/probe/forgotten'])('%s is refused to everybody', async (url) => {
    const credentials = [{}, { cookie: cookies['supervisor']! }, bearer(keys['writer']!)];
    for (const headers of credentials) expect((await house.ask({ url, headers })).statusCode).toBe(403);
  });
});

describe('machines under /api/', () => {
  const write = (headers: Record<string, string>) =>
    house.ask({ method: 'POST', url: '/api/v1/probe', headers, payload: {} });

  it('are admitted by a key with one of the scopes, as who they are', async () => {
    const answer = await write(bearer(keys['writer']!));
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      kind: 'api-key',
      forceId: 'northshire',
      name: 'forms',
      scopes: ['contacts:write'],
    });
  });

  it('write the scheme in any case', async () => {
    expect((await write({ authorization: `bearer ${keys['writer']}` })).statusCode).toBe(201);
  });

  it.each([
    ['no key', () => ({})],
    ['an unknown key', () => bearer(newApiKey())],
    ['a revoked key', () => bearer(keys['revoked']!)],
    ['a malformed key', () => bearer('npg_short')],
    ['a key by another scheme', () => ({ authorization: `Basic ${keys['writer']}` })],
    ['a session instead of a key', () => ({ cookie: cookies['supervisor']! })],
    ['a session as a key', () => bearer(cookies['supervisor']!.split('=')[1]!)],
  ])('are unauthenticated with %s', async (_case, headers) => {
    const answer = await write(headers());
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(answer.json().detail).toContain('Authorization: Bearer KEY');
  });

  it('are forbidden without the scope, and told which is needed', async () => {
    const answer = await write(bearer(keys['reader']!));
    expect(answer.statusCode).toBe(403);
    expect(answer.json().detail).toBe('This needs a key with the scope contacts:write.');
    expect(answer.headers['www-authenticate']).toContain('insufficient_scope');
  });

  it('are forbidden what is for people, even with a key', async () => {
    const answer = await house.ask({ url: '/api/v1/probe/people', headers: bearer(keys['writer']!) });
    expect(answer.statusCode).toBe(403);
  });

  it('lose a key at its expiry, that instant included', async () => {
    const expiry = NOW.plus({ hours: 1 });
    house.clock.set(expiry.minus({ milliseconds: 1 }));
    expect((await write(bearer(keys['brief']!))).statusCode).toBe(201);
    house.clock.set(expiry);
    expect((await write(bearer(keys['brief']!))).statusCode).toBe(401);
    house.clock.set(NOW);
  });

  it('cost one round trip to the database a second with a key, none without one', async () => {
    const database = house.app.get(ForceDatabase);
    const asked: string[] = [];
    const real = database.statement.bind(database);
    database.statement = (name, ...rest) => (asked.push(name), real(name, ...rest));
    try {
      await write({});
      expect(asked).toEqual([]);
      // That it was wrong is counted.
      await write(bearer('npg_short'));
      expect(asked.splice(0)).toEqual(['take-turn']);
      // Whatever the tests before asked of this key is a second ago.
      await sleep(1100);
      await write(bearer(keys['writer']!));
      await write(bearer(keys['writer']!));
      expect(asked).toEqual(['resolve-api-key']);
    } finally {
      database.statement = real;
    }
  });

  it('lose a key within a second of its being revoked', async () => {
    const apiKeys = house.app.get(ApiKeys);
    const { key } = await apiKeys.make('northshire', 'short-lived', ['contacts:write']);
    expect((await write(bearer(key))).statusCode).not.toBe(401);
    await apiKeys.revoke('northshire', 'short-lived');
    await sleep(1100);
    expect((await write(bearer(key))).statusCode).toBe(401);
  });
});

describe('people elsewhere', () => {
  const ask = (url: string, role?: string) =>
    house.ask({ url, headers: role ? { cookie: cookies[role]! } : {} });

  it('are sent to sign in, and from there back', async () => {
    const answer = await ask('/probe/supervisors?page=2');
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/sign-in?next=%2Fprobe%2Fsupervisors%3Fpage%3D2');
  });

  it('are admitted by their role, as who they are', async () => {
    const answer = await ask('/probe/supervisors', 'supervisor');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      kind: 'person',
      id: people['supervisor'],
      forceId: 'northshire',
      role: 'supervisor',
    });
  });

  it('are forbidden what their role may not', async () => {
    const answer = await ask('/probe/supervisors', 'operator');
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('not open to the role Operator');
  });

  it('are held to the rule of the handler before that of its class', async () => {
    expect((await ask('/teams', 'team')).statusCode).toBe(200);
    expect((await ask('/teams', 'auditor')).statusCode).toBe(403);
    expect((await ask('/teams/audit', 'auditor')).statusCode).toBe(200);
    expect((await ask('/teams/audit', 'team')).statusCode).toBe(403);
  });

  it('get nothing with a key, not even a page for machines', async () => {
    const headers = bearer(keys['writer']!);
    expect((await house.ask({ url: '/probe/supervisors', headers })).statusCode).toBe(303);
    expect((await house.ask({ url: '/probe/machines', headers })).statusCode).toBe(303);
    expect((await ask('/probe/machines', 'operator')).statusCode).toBe(403);
  });

  it.each([
    ['unknown', newSessionToken()],
    ['malformed', `${'x'.repeat(42)}'`],
    ['empty', ''],
  ])('with an %s session are strangers', async (_case, token) => {
    const headers = { cookie: `npg-session=${token}` };
    expect((await house.ask({ url: '/probe/supervisors', headers })).statusCode).toBe(303);
    expect((await house.ask({ url: '/probe/public', headers })).statusCode).toBe(200);
  });

  it('are signed out after 12 hours however busy they are, at once when disabled', async () => {
    for (let minutes = 59; minutes < 720; minutes += 59) {
      house.clock.set(NOW.plus({ minutes }));
      expect((await ask('/teams', 'team')).statusCode).toBe(200);
    }
    house.clock.set(NOW.plus({ hours: 12, milliseconds: -1 }));
    expect((await ask('/teams', 'team')).statusCode).toBe(200);
    house.clock.set(NOW.plus({ hours: 12 }));
    expect((await ask('/teams', 'team')).statusCode).toBe(303);
    house.clock.set(NOW);
    await house.admin.query('update person set disabled_at = $2 where id = $1', [
      people['operator'],
      NOW.toISO(),
    ]);
    expect((await ask('/probe/supervisors', 'operator')).statusCode).toBe(303);
    await expect(house.app.get(Sessions).start('northshire', people['operator']!)).rejects.toThrow(
      'may not sign in',
    );
  });

  it('of one force cannot start a session in another', async () => {
    await expect(house.app.get(Sessions).start('southshire', people['team']!)).rejects.toThrow(
      'may not sign in',
    );
  });
});

describe('spellings and methods', () => {
  const strangers: [method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'DELETE', url: string][] = [
    ['HEAD', '/probe/supervisors'],
    ['OPTIONS', '/probe/supervisors'],
    ['HEAD', '/probe/forgotten'],
    ['OPTIONS', '/api/v1/probe'],
    ['PUT', '/api/v1/probe'],
    ['DELETE', '/probe/supervisors'],
    ['GET', '/%70robe/supervisors'],
    ['GET', '/probe%2Fsupervisors'],
    ['GET', '//probe/supervisors'],
    ['GET', '/probe//supervisors'],
    ['GET', '/probe/supervisors/'],
    ['GET', '/probe/./supervisors'],
    ['GET', '/public/../probe/supervisors'],
    ['GET', '/PROBE/supervisors'],
    ['GET', '/probe/supervisors;public'],
    ['GET', '/probe/supervisors%00'],
    ['POST', '/%61pi/v1/probe'],
    ['POST', '//api/v1/probe'],
    ['POST', '/api//v1/probe'],
    ['POST', '/API/v1/probe'],
    ['POST', '/api/v1/probe/'],
    ['GET', 'http://elsewhere.example/probe/supervisors'],
  ];

  it.each(strangers)('%s %s opens nothing to a stranger', async (method, url) => {
    const answer = await house.ask({ method, url });
    expect([303, 400, 401, 403, 404, 405]).toContain(answer.statusCode);
    expect(answer.body).not.toMatch(/secret|"kind"/);
  });

  it('do not turn a machine route into a page that a cookie opens', async () => {
    for (const url of ['/%61pi/v1/probe', '//api/v1/probe', '/api/v1/probe/']) {
      const answer = await house.ask({
        method: 'POST',
        url,
        headers: { cookie: cookies['supervisor']! },
        payload: {},
      });
      expect([303, 401, 404]).toContain(answer.statusCode);
    }
  });
});

describe('a change sent from another site', () => {
  const change = (headers: Record<string, string>) =>
    house.ask({
      method: 'POST',
      url: '/probe/supervisors',
      headers: { cookie: cookies['supervisor']!, host: 'monitor.example', ...headers },
    });

  it.each([
    ['our own page', { 'sec-fetch-site': 'same-origin' }, 201],
    ['an address typed in', { 'sec-fetch-site': 'none' }, 201],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sibling host', { 'sec-fetch-site': 'same-site' }, 403],
    ['a value nobody knows', { 'sec-fetch-site': 'friendly' }, 403],
    [
      'another site that forges its origin',
      { 'sec-fetch-site': 'cross-site', origin: 'http://monitor.example' },
      403,
    ],
    ['our own page over plain http', { origin: 'http://monitor.example' }, 201],
    ['another site over plain http', { origin: 'http://elsewhere.example' }, 403],
    ['our host on another port', { origin: 'http://monitor.example:8080' }, 403],
    ['a sandboxed frame', { origin: 'null' }, 403],
  ])('%s', async (_case, headers, status) => {
    expect((await change(headers as Record<string, string>)).statusCode).toBe(status);
  });

  it('or from no page at all is made with the person’s token alone', async () => {
    const statusWith = async (headers: Record<string, string>): Promise<number> => {
      const question = { method: 'POST', url: '/probe/supervisors', saysNothing: true } as const;
      const cookie = cookies['supervisor']!;
      return (await house.ask({ ...question, headers: { cookie, ...headers } })).statusCode;
    };
    const of = (role: Role): string =>
      house.app.get(FormTokens).of({ forceId: 'northshire', id: people[role]! } as Person);
    expect(await statusWith({})).toBe(403);
    expect(await statusWith({ 'x-csrf-token': of('auditor') })).toBe(403);
    expect(await statusWith({ 'x-csrf-token': of('supervisor') })).toBe(201);
  });
});

describe('routes open to everybody', () => {
  it('answer without credentials, and with bad ones', async () => {
    for (const url of ['/probe/public', '/probe/impersonal', '/api/v1/probe/public']) {
      for (const headers of [{}, bearer(newApiKey()), { cookie: `npg-session=${newSessionToken()}` }]) {
        expect((await house.ask({ url, headers })).body).toBe('open');
      }
    }
  });
});

describe('what access writes down', () => {
  it('are digests, never a key or a token', async () => {
    const { rows } = await house.admin.query<{ text: string }>(
      `select l::text || coalesce((select string_agg(k::text, '') from api_key k), '')
         || coalesce((select string_agg(s::text, '') from session s), '')
         || coalesce((select string_agg(a::text, '') from audit_entry a), '') as text from locator l`,
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const secret of [
      ...Object.values(keys),
      ...Object.values(cookies).map((cookie) => cookie.split('=')[1]!),
    ]) {
      expect(rows.some(({ text }) => text.includes(secret))).toBe(false);
    }
  });

  it('is in the audit log, with ids only', async () => {
    const { rows } = await house.admin.query(
      `select actor_kind, action, subject_kind, detail from audit_entry where force_id = 'southshire' order by id`,
    );
    expect(rows).toEqual([
      {
        actor_kind: 'command',
        action: 'collect',
        subject_kind: 'api-key',
        detail: { scopes: ['contacts:write'], expiresAt: '2026-10-25T01:30:00.000Z' },
      },
      {
        actor_kind: 'command',
        action: 'collect',
        subject_kind: 'api-key',
        detail: { scopes: ['contacts:write'], expiresAt: expect.any(String) },
      },
      { actor_kind: 'command', action: 'alter', subject_kind: 'api-key', detail: { change: 'revoked' } },
    ]);
  });

  it('refuses keys that nobody could use, and names used before', async () => {
    const apiKeys = house.app.get(ApiKeys);
    await expect(apiKeys.make('northshire', 'none', [])).rejects.toThrow('Choose one or more of the scopes');
    await expect(apiKeys.make('northshire', 'odd', ['everything' as 'contacts:read'])).rejects.toThrow(
      'Choose one or more',
    );
    await expect(apiKeys.make('northshire', 'past', ['contacts:read'], NOW)).rejects.toThrow('in the future');
    await expect(apiKeys.make('northshire', 'forms', ['contacts:read'])).rejects.toThrow(
      'choose another name',
    );
    await expect(apiKeys.revoke('southshire', 'lost')).rejects.toThrow('no key named "lost" in use');
    await expect(apiKeys.revoke('southshire', 'forms')).rejects.toThrow('no key named "forms" in use');
  });
});

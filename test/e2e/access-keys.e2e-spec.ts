import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { Allow, Caller } from '../../src/access/allow.js';
import { ApiKeys } from '../../src/access/api-keys.js';
import { Sessions } from '../../src/access/sessions.js';
import { addDays, localDayOf, startOfLocalDay } from '../../src/common/calendar.js';
import { type AccessApp, type Answer, NOW, seedForce, startAccessApp } from '../support/access-app.js';

@Controller('api/v1/probe')
class Probe {
  @Allow('contacts.enter')
  @Get()
  who(@Caller() caller: object): object {
    return caller;
  }
}

let house: AccessApp;
let people: Record<string, string>;
let admin: string;

beforeAll(async () => {
  house = await startAccessApp({ controllers: [Probe] });
  people = await seedForce(house.admin, 'northshire', ['force-admin', 'supervisor']);
  await seedForce(house.admin, 'southshire', []);
  admin = await start('force-admin');
});
afterAll(() => house.close());

const start = async (role: string): Promise<string> =>
  `npg-session=${await house.app.get(Sessions).start('northshire', people[role]!)}`;
const ask = (url: string, cookie = admin): Promise<Answer> => house.ask({ url, headers: { cookie } });
const send = (url: string, form: [string, string][], cookie = admin): Promise<Answer> =>
  house.ask({ method: 'POST', url, payload: new URLSearchParams(form).toString(), headers: { cookie } });
const use = (key: string): Promise<Answer> =>
  house.ask({ url: '/api/v1/probe', headers: { authorization: `Bearer ${key}` } });
const keyIn = ({ body }: Answer): string => /npg_[\w-]{43}/.exec(body)![0];
const idOf = async (name: string): Promise<string> => {
  const { rows } = await house.admin.query<{ id: string }>('select id from api_key where name = $1', [name]);
  return rows[0]!.id;
};
const day = (text: string): [string, string][] => {
  const [year = '', month = '', date = ''] = text.split('-');
  return [
    ['expires-day', date],
    ['expires-month', month],
    ['expires-year', year],
  ];
};
const seenIn = ({ body }: Answer): string => /name="seen" value="([^"]*)"/.exec(body)![1]!;

describe('a machine key', () => {
  it('is made on the page, shown once, and does what was ticked', async () => {
    expect((await ask('/keys')).body).toContain('There is no key yet');
    expect((await ask('/keys/new')).body).toContain('value="2027"');
    const made = await send('/keys/new', [
      ['name', 'website'],
      ['scopes', 'contacts:write'],
      ['scopes', 'reports:read'],
      ...day('2027-03-31'),
    ]);
    expect(made.statusCode).toBe(200);
    const key = keyIn(made);
    expect((await use(key)).json()).toMatchObject({
      forceId: 'northshire',
      name: 'website',
      scopes: ['contacts:write', 'reports:read'],
    });
    const list = await ask('/keys');
    expect(list.body).toContain('website');
    expect(list.body).toContain('In use, last day 31 March 2027');
    expect(list.body).not.toContain('npg_');
  });

  it.each<[string, [string, string][], string]>([
    ['no name', [['scopes', 'contacts:write'], ...day('2027-03-31')], 'Enter a name for the key'],
    ['no scope', [['name', 'a'], ...day('2027-03-31')], 'Choose what the key may do'],
    [
      'a scope that is none',
      [['name', 'a'], ['scopes', 'everything'], ...day('2027-03-31')],
      'Choose what the key may do',
    ],
    [
      'no day',
      [
        ['name', 'a'],
        ['scopes', 'contacts:write'],
      ],
      'Enter the last day on which the key is good',
    ],
    [
      'no real day',
      [['name', 'a'], ['scopes', 'contacts:write'], ...day('2027-02-30')],
      'must be a real date',
    ],
    [
      'a day that is over',
      [['name', 'a'], ['scopes', 'contacts:write'], ...day('2026-10-24')],
      'must be today or later',
    ],
    [
      'a day too far off',
      [['name', 'a'], ['scopes', 'contacts:write'], ...day('2027-12-01')],
      'must be within 400 days',
    ],
    [
      'a name that is taken',
      [['name', 'website'], ['scopes', 'contacts:write'], ...day('2027-03-31')],
      'choose another name',
    ],
  ])('is not made with %s', async (_case, form, message) => {
    const answer = await send('/keys/new', form);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(message);
    expect(answer.body).not.toContain('npg_');
    const { rows } = await house.admin.query<{ count: number }>('select count(*)::int as count from api_key');
    expect(rows[0]!.count).toBe(1);
  });

  it('has an end however it is made: the latest that may be unless another is said', async () => {
    const apiKeys = house.app.get(ApiKeys);
    const latest = startOfLocalDay(addDays(localDayOf(NOW), 401));
    const { expiresAt } = await apiKeys.make('northshire', 'by command', ['contacts:write']);
    expect(expiresAt.toMillis()).toBe(latest.toMillis());
    const { rows } = await house.admin.query<{ ends: boolean }>(
      `select expires_at = $1 as ends from api_key where name = 'by command'`,
      [latest.toISO()],
    );
    expect(rows).toEqual([{ ends: true }]);
    const tooLate = latest.plus({ milliseconds: 1 });
    await expect(apiKeys.make('northshire', 'too long', ['contacts:write'], tooLate)).rejects.toThrow(
      'within 400 days',
    );
  });

  it('of before that has none goes on, and the page says to change it over', async () => {
    const { key } = await house.app.get(ApiKeys).make('northshire', 'endless', ['contacts:write']);
    await house.admin.query(`update api_key set expires_at = null where name = 'endless'`);
    expect((await use(key)).statusCode).toBe(200);
    expect((await ask('/keys')).body).toContain('In use, does not expire; change it over');
    expect((await ask(`/keys/${await idOf('endless')}/rotate`)).statusCode).toBe(200);
  });

  it('is changed over with an overlap: both secrets are one client, and the old one ends after seven days', async () => {
    const first = keyIn(
      await send('/keys/new', [['name', 'hub'], ['scopes', 'contacts:write'], ...day('2026-11-30')]),
    );
    const id = await idOf('hub');
    const form: [string, string][] = [
      ['seen', seenIn(await ask(`/keys/${id}/rotate`))],
      ...day('2027-10-31'),
    ];
    const rotated = await send(`/keys/${id}/rotate`, form);
    expect(rotated.statusCode).toBe(200);
    expect(rotated.body).toContain('The key before it is good until');
    const second = keyIn(rotated);
    expect(second).not.toBe(first);
    for (const key of [first, second]) expect((await use(key)).json()).toMatchObject({ id, name: 'hub' });
    // Sent again it is not changed over again.
    const again = await send(`/keys/${id}/rotate`, form);
    expect(again.statusCode).toBe(409);
    expect(again.body).not.toContain('npg_');
    house.clock.set(NOW.plus({ days: 7, milliseconds: -1 }));
    expect((await use(first)).statusCode).toBe(200);
    house.clock.set(NOW.plus({ days: 7 }));
    expect((await use(first)).statusCode).toBe(401);
    expect((await use(second)).statusCode).toBe(200);
    house.clock.set(NOW);
  });

  it('changed over twice keeps no old secret for longer than it had', async () => {
    const apiKeys = house.app.get(ApiKeys);
    const by = { actor: { kind: 'person', id: people['force-admin']! } } as const;
    const { id, key } = await apiKeys.make('northshire', 'twice', ['contacts:write']);
    const change = { expiresAt: NOW.plus({ days: 100 }), overlapDays: 7 };
    await apiKeys.rotate('northshire', id, { ...change, seen: null }, by);
    house.clock.set(NOW.plus({ days: 5 }));
    await apiKeys.rotate('northshire', id, { ...change, seen: NOW }, by);
    house.clock.set(NOW.plus({ days: 7 }));
    expect((await use(key)).statusCode).toBe(401);
    house.clock.set(NOW);
  });

  it('is refused with all its secrets when it is revoked', async () => {
    const made = await send('/keys/new', [
      ['name', 'lost'],
      ['scopes', 'contacts:write'],
      ...day('2027-03-31'),
    ]);
    const id = await idOf('lost');
    const rotated = await send(`/keys/${id}/rotate`, [['seen', ''], ...day('2027-03-31')]);
    expect((await send(`/keys/${id}/revoke`, [])).headers.location).toBe('/keys?done=revoked');
    await sleep(1100);
    for (const answer of [made, rotated]) expect((await use(keyIn(answer))).statusCode).toBe(401);
    expect((await send(`/keys/${id}/rotate`, [['seen', ''], ...day('2027-03-31')])).statusCode).toBe(409);
  });

  it('is made by nobody who has not proved just now who they are, and revoked all the same', async () => {
    const id = await idOf('website');
    house.clock.set(NOW.plus({ minutes: 11 }));
    expect((await ask('/keys')).statusCode).toBe(200);
    for (const url of ['/keys/new', `/keys/${id}/rotate`]) {
      expect((await ask(url)).headers.location).toBe(`/sign-in?next=${encodeURIComponent(url)}`);
      expect(
        (await send(url, [['name', 'made-too-late'], ['scopes', 'contacts:write'], ...day('2027-03-31')]))
          .statusCode,
      ).toBe(303);
    }
    expect((await send(`/keys/${id}/revoke`, [])).statusCode).toBe(303);
    expect((await ask('/keys')).body).not.toContain('made-too-late');
    house.clock.set(NOW);
  });

  it('is the business of force administrators, each of their own force', async () => {
    const { id } = await house.app.get(ApiKeys).make('southshire', 'theirs', ['contacts:write']);
    expect((await ask('/keys')).body).not.toContain('theirs');
    expect((await ask(`/keys/${id}/rotate`)).statusCode).toBe(404);
    expect((await send(`/keys/${id}/revoke`, [])).statusCode).toBe(404);
    expect((await ask('/keys', await start('supervisor'))).statusCode).toBe(403);
  });

  it('has its making, its changes and its end in the audit log', async () => {
    const { rows } = await house.admin.query<object>(
      `select action, actor_kind, detail->>'change' as change, request_id is not null as "hasRequest" from audit_entry where subject_id = $1 order by id`,
      [await idOf('lost')],
    );
    expect(rows).toEqual([
      { action: 'collect', actor_kind: 'person', change: null, hasRequest: true },
      { action: 'alter', actor_kind: 'person', change: 'rotated', hasRequest: true },
      { action: 'alter', actor_kind: 'person', change: 'revoked', hasRequest: true },
    ]);
  });
});

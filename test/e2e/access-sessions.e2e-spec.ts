import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';
import { Allow, FreshSignIn } from '../../src/access/allow.js';
import { type Role, ROLES } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import {
  type AccessApp,
  type Answer,
  cookieOf,
  NOW,
  seedForce,
  startAccessApp,
} from '../support/access-app.js';

@Controller('probe')
class Probe {
  @Allow('sign-ins.own')
  @Get()
  page(): string {
    return 'open';
  }
  @Allow('sign-ins.own')
  @FreshSignIn()
  @Get('fresh')
  fresh(): string {
    return 'open';
  }
  @Allow('sign-ins.own')
  @FreshSignIn()
  @Post('fresh')
  change(): string {
    return 'changed';
  }
}

let house: AccessApp;
let people: Record<string, string>;

beforeAll(async () => {
  house = await startAccessApp({ controllers: [Probe] });
  people = await seedForce(house.admin, 'northshire', ROLES);
  await seedForce(house.admin, 'southshire', []);
});
afterAll(() => house.close());

const start = async (role: Role): Promise<string> =>
  `npg-session=${await house.app.get(Sessions).start('northshire', people[role]!)}`;
const ask = (url: string, cookie: string, headers: Record<string, string> = {}): Promise<Answer> =>
  house.ask({ url, headers: { cookie, ...headers } });
const send = (url: string, cookie: string, headers: Record<string, string> = {}): Promise<Answer> =>
  house.ask({ method: 'POST', url, payload: '', headers: { cookie, ...headers } });
const idsIn = ({ body }: Answer): string[] =>
  [...body.matchAll(/\/your-sign-ins\/([\w-]+)\/end/g)].map(([, id]) => id!);

describe('a session', () => {
  const LIMITS: [Role, idleMinutes: number, hours: number][] = [
    ['team', 60, 12],
    ['supervisor', 60, 12],
    ['force-admin', 30, 10],
    ['auditor', 30, 10],
    ['local-policing-body', 30, 10],
    ['operator', 30, 10],
  ];

  it.each(LIMITS)('of the role %s ends after %s minutes without use', async (role, idleMinutes) => {
    house.clock.set(NOW);
    const cookie = await start(role);
    house.clock.set(NOW.plus({ minutes: idleMinutes, milliseconds: -1 }));
    expect((await ask('/probe', cookie)).statusCode).toBe(200);
    // That was a use: it counts anew from there.
    house.clock.set(NOW.plus({ minutes: 2 * idleMinutes, milliseconds: -2 }));
    expect((await ask('/probe', cookie)).statusCode).toBe(200);
    house.clock.set(NOW.plus({ minutes: 3 * idleMinutes, milliseconds: -2 }));
    expect((await ask('/probe', cookie)).statusCode).toBe(303);
    house.clock.set(NOW);
  });

  it.each(LIMITS)(
    'of the role %s ends after its hours, however busy it is',
    async (role, idleMinutes, hours) => {
      house.clock.set(NOW);
      const cookie = await start(role);
      for (let minutes = idleMinutes - 1; minutes < hours * 60; minutes += idleMinutes - 1) {
        house.clock.set(NOW.plus({ minutes }));
        expect((await ask('/probe', cookie)).statusCode).toBe(200);
      }
      house.clock.set(NOW.plus({ hours }));
      expect((await ask('/probe', cookie)).statusCode).toBe(303);
      house.clock.set(NOW);
    },
  );

  it('costs one round trip a page, and writes its last use down once a minute at most', async () => {
    house.clock.set(NOW);
    const cookie = await start('team');
    const database = house.app.get(ForceDatabase);
    const asked: string[] = [];
    const real = database.statement.bind(database);
    database.statement = (name, ...rest) => (asked.push(name), real(name, ...rest));
    const versions = async (): Promise<string> => {
      const { rows } = await house.admin.query<{ xmin: string; used: string }>(
        `select xmin::text, last_used_at::text as used from session where person_id = $1 order by id desc limit 1`,
        [people['team']],
      );
      return JSON.stringify(rows);
    };
    try {
      const begun = await versions();
      house.clock.set(NOW.plus({ milliseconds: 59_999 }));
      for (let times = 0; times < 3; times += 1) await ask('/probe', cookie);
      expect(await versions()).toBe(begun);
      house.clock.set(NOW.plus({ minutes: 1 }));
      await ask('/probe', cookie);
      const used = await versions();
      expect(used).not.toBe(begun);
      await ask('/probe', cookie);
      expect(await versions()).toBe(used);
      expect(asked).toEqual(Array.from({ length: 5 }, () => 'resolve-session'));
    } finally {
      database.statement = real;
      house.clock.set(NOW);
    }
  });

  it('ends when the person gets another role, and stays ended when they have the first again', async () => {
    const cookie = await start('operator');
    const set = (role: string): Promise<unknown> =>
      house.admin.query('update person set role = $2 where id = $1', [people['operator'], role]);
    await set('team');
    expect((await ask('/probe', cookie)).statusCode).toBe(303);
    await set('operator');
    expect((await ask('/probe', await start('operator'))).statusCode).toBe(200);
  });
});

describe('your sign-ins', () => {
  it('lists one’s own, the one in use marked, and ends others', async () => {
    const second = await start('auditor');
    await send('/your-sign-ins/end-others', second);
    const first = await start('auditor');
    const foreign = await start('team');
    const page = await ask('/your-sign-ins', second);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('You are using this one');
    expect(idsIn(page)).toHaveLength(1);
    const [id] = idsIn(page);
    // Nobody ends what is not theirs.
    expect((await send(`/your-sign-ins/${id}/end`, foreign)).statusCode).toBe(404);
    expect((await ask('/probe', first)).statusCode).toBe(200);
    const ended = await send(`/your-sign-ins/${id}/end`, second);
    expect([ended.statusCode, ended.headers.location]).toEqual([303, '/your-sign-ins?done=ended']);
    expect((await ask('/probe', first)).statusCode).toBe(303);
    expect((await ask('/probe', second)).statusCode).toBe(200);
    expect((await send(`/your-sign-ins/${id}/end`, second)).statusCode).toBe(404);
  });

  it('ends none for whoever has not just proved who they are, and leads back by way of signing in', async () => {
    const left = await start('supervisor');
    const stranger = await start('supervisor');
    house.clock.set(NOW.plus({ minutes: 11 }));
    const page = await ask('/your-sign-ins', left);
    const host = 'monitor.example';
    const headers = { host, referer: `http://${host}/your-sign-ins`, 'sec-fetch-site': 'same-origin' };
    for (const what of ['end-others', `${idsIn(page)[0]!}/end`]) {
      const answer = await send(`/your-sign-ins/${what}`, left, headers);
      expect([answer.statusCode, answer.headers.location]).toEqual([303, '/sign-in?next=%2Fyour-sign-ins']);
    }
    expect((await ask('/probe', stranger)).statusCode).toBe(200);
    house.clock.set(NOW);
  });

  it('ends all but the one in use, and forgets where their tokens led', async () => {
    const cookies = [await start('supervisor'), await start('supervisor'), await start('supervisor')];
    expect((await send('/your-sign-ins/end-others', cookies[1]!)).statusCode).toBe(303);
    const answers = await Promise.all(cookies.map((cookie) => ask('/probe', cookie)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 200, 303]);
    const { rows } = await house.admin.query<{ open: number; locators: number }>(
      `select count(*) filter (where s.ended_at is null)::int as open, count(l.digest)::int as locators
         from session s left join locator l on l.target_id = s.id where s.person_id = $1 and s.created_at = $2`,
      [people['supervisor'], NOW.toISO()],
    );
    expect(rows[0]!.open).toBe(rows[0]!.locators);
  });
});

describe('what needs a fresh sign-in', () => {
  it('opens for ten minutes after signing in, that instant not included', async () => {
    house.clock.set(NOW);
    const cookie = await start('force-admin');
    house.clock.set(NOW.plus({ minutes: 10, milliseconds: -1 }));
    expect((await ask('/probe/fresh', cookie)).statusCode).toBe(200);
    expect((await send('/probe/fresh', cookie)).statusCode).toBe(201);
    house.clock.set(NOW.plus({ minutes: 10 }));
    const answer = await ask('/probe/fresh?a=1', cookie);
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      '/sign-in?next=%2Fprobe%2Ffresh%3Fa%3D1',
    ]);
    // Everything else goes on as before.
    expect((await ask('/probe', cookie)).statusCode).toBe(200);
    house.clock.set(NOW);
  });

  it('leads from a form back to the page it was on, and to no other host', async () => {
    house.clock.set(NOW);
    const cookie = await start('force-admin');
    house.clock.set(NOW.plus({ minutes: 11 }));
    const host = 'monitor.example';
    const from = async (referer: string): Promise<string | undefined> =>
      (await send('/probe/fresh', cookie, { host, referer, 'sec-fetch-site': 'same-origin' })).headers
        .location;
    expect(await from('http://monitor.example/probe/fresh?a=1')).toBe(
      '/sign-in?next=%2Fprobe%2Ffresh%3Fa%3D1',
    );
    expect(await from('http://elsewhere.example/probe/fresh')).toBe('/sign-in');
    expect(await from('http://monitor.example//elsewhere.example')).toBe('/sign-in');
    expect(await from('nonsense')).toBe('/sign-in');
    house.clock.set(NOW);
  });

  it('does not open where nobody knows when they proved who they are', async () => {
    house.clock.set(NOW);
    const cookie = await start('auditor');
    await house.admin.query('update session set signed_in_at = null where person_id = $1', [
      people['auditor'],
    ]);
    expect((await ask('/probe/fresh', cookie)).statusCode).toBe(303);
    expect((await ask('/probe', cookie)).statusCode).toBe(200);
  });
});

describe('a fresh sign-in in the trial', () => {
  it('is choosing the person again, which leads back by a session of its own', async () => {
    const trial = await startAccessApp({ trial: { forceId: 'demonstration' }, controllers: [Probe] });
    try {
      const ids = await seedForce(trial.admin, 'demonstration', ['force-admin']);
      const choose = (cookie: string): Promise<Answer> =>
        trial.ask({
          method: 'POST',
          url: '/sign-in',
          payload: new URLSearchParams({ personId: ids['force-admin']!, next: '/probe/fresh' }).toString(),
          headers: { cookie },
        });
      const first = cookieOf(await choose(''));
      trial.clock.set(NOW.plus({ minutes: 11 }));
      expect((await trial.ask({ url: '/probe/fresh', headers: { cookie: first } })).statusCode).toBe(303);
      const chosen = await choose(first);
      expect(chosen.headers.location).toBe('/probe/fresh');
      const second = cookieOf(chosen);
      expect(second).not.toBe(first);
      expect((await trial.ask({ url: '/probe/fresh', headers: { cookie: second } })).statusCode).toBe(200);
      expect((await trial.ask({ url: '/probe', headers: { cookie: first } })).statusCode).toBe(303);
    } finally {
      await trial.close();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessModule } from '../../src/access/access.module.js';
import { readAppConfig } from '../../src/config/app-config.js';
import {
  type AccessApp,
  type Answer,
  cookieOf,
  NOW,
  seedForce,
  startAccessApp,
} from '../support/access-app.js';

const STRANGER = '0190a000-0000-7000-8000-000000000000';

function form(fields: Record<string, string>): string {
  return new URLSearchParams(fields).toString();
}

describe('signing in to the trial', () => {
  let house: AccessApp;
  let people: Record<string, string>;
  let elsewhere: Record<string, string>;

  const signIn = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
    house.ask({ method: 'POST', url: '/sign-in', payload: form(fields), headers });
  const signInPage = async (cookie: string): Promise<string> =>
    (await house.ask({ url: '/sign-in', headers: { cookie } })).body;

  beforeAll(async () => {
    house = await startAccessApp({ trial: { forceId: 'demonstration' } });
    people = await seedForce(house.admin, 'demonstration', [
      'team',
      'auditor',
      'supervisor',
      'local-policing-body',
      'operator',
    ]);
    elsewhere = await seedForce(house.admin, 'northshire', ['team']);
    await house.admin.query('update person set disabled_at = $2 where id = $1', [
      people['operator'],
      NOW.toISO(),
    ]);
  });
  afterAll(() => house.close());

  it('offers the people of the demonstration force with their roles, the disabled left out', async () => {
    const { statusCode, body } = await house.ask({ url: '/sign-in?next=/reports' });
    expect(statusCode).toBe(200);
    expect([...body.matchAll(/type="radio" value="([^"]+)"/g)].map(([, id]) => id)).toEqual(
      ['team', 'supervisor', 'auditor', 'local-policing-body'].map((role) => people[role]),
    );
    expect(body).toContain('demonstration local-policing-body');
    expect(body).toContain('Local policing body');
    expect(body).not.toContain('northshire');
    expect(body).toContain('<input type="hidden" name="next" value="/reports">');
    expect(body).toContain('Everything here is made up');
  });

  it('gives a session in a cookie that no script reads, and goes to the section of the role', async () => {
    const answer = await signIn({ personId: people['team']! });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/contacts');
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^npg-session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const page = await signInPage(cookieOf(answer));
    expect(page).toContain('demonstration team');
    expect(page).toContain('Neighbourhood team');
    expect(page).toContain('Sign out');
    expect(page).toContain('href="/demo/outbox"');
  });

  it.each([
    ['/reports?from=2026-03-01', '/reports?from=2026-03-01'],
    ['//elsewhere.example', '/contacts'],
    ['https://elsewhere.example', '/contacts'],
    ['/\\elsewhere.example', '/contacts'],
  ])('goes on to %s by way of %s', async (next, location) => {
    expect((await signIn({ personId: people['supervisor']!, next })).headers.location).toBe(location);
  });

  it.each([
    ['nobody', () => ({})],
    ['no id', () => ({ personId: 'Sam' })],
    ['somebody unknown', () => ({ personId: STRANGER })],
    ['somebody of another force', () => ({ personId: elsewhere['team']! })],
    ['somebody disabled', () => ({ personId: people['operator']! })],
  ])('shows the form again when %s was chosen, and keeps where to go on to', async (_case, fields) => {
    const answer = await signIn({ ...fields(), next: '/reports' });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('There is a problem');
    expect(answer.body).toContain('<a href="#personId">Choose who to sign in as</a>');
    expect(answer.body).toContain('value="/reports"');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('refuses a form that another site sent', async () => {
    const answer = await signIn({ personId: people['team']! }, { 'sec-fetch-site': 'cross-site' });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('takes no session that was planted beforehand', async () => {
    const planted = `npg-session=${'A'.repeat(43)}`;
    const answer = await signIn({ personId: people['team']! }, { cookie: planted });
    expect(cookieOf(answer)).not.toBe(planted);
    expect(await signInPage(planted)).not.toContain('Sign out');
  });

  it('ends the session before when somebody else is chosen', async () => {
    const first = cookieOf(await signIn({ personId: people['team']! }));
    const second = cookieOf(await signIn({ personId: people['auditor']! }, { cookie: first }));
    expect(await signInPage(first)).not.toContain('Sign out');
    expect(await signInPage(second)).toContain('Auditor');
  });

  it('ends on the server when signing out, whatever the browser keeps', async () => {
    const cookie = cookieOf(await signIn({ personId: people['team']! }));
    const answer = await house.ask({ method: 'POST', url: '/sign-out', headers: { cookie } });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/sign-in');
    expect(String(answer.headers['set-cookie'])).toContain('npg-session=; ');
    expect(await signInPage(cookie)).not.toContain('Sign out');
    const again = await house.ask({ method: 'POST', url: '/sign-out', headers: { cookie } });
    expect(again.statusCode).toBe(303);
  });

  it('writes sessions into the audit log', async () => {
    const cookie = cookieOf(await signIn({ personId: people['local-policing-body']! }));
    await house.ask({ method: 'POST', url: '/sign-out', headers: { cookie } });
    const { rows } = await house.admin.query(
      `select force_id, action, subject_kind, detail, request_id is not null as requested
       from audit_entry where actor_id = $1 order by id`,
      [people['local-policing-body']],
    );
    const entry = { force_id: 'demonstration', subject_kind: 'session', requested: true };
    expect(rows).toEqual([
      { ...entry, action: 'collect', detail: null },
      { ...entry, action: 'alter', detail: { change: 'ended' } },
    ]);
  });
});

describe('signing in beside a configured database', () => {
  it('cannot be the choice of a person, whatever else is configured', () => {
    const config = readAppConfig({
      DATABASE_URL: 'postgres://monitor@db.example/monitor',
      TRIAL: 'true',
      NODE_ENV: 'test',
    });
    expect(() => AccessModule.register({ config, trial: { forceId: 'demonstration' } })).toThrow(
      'never beside a configured database',
    );
  });

  it('cannot be switched on by the environment: nothing in the configuration speaks of it', () => {
    expect(Object.keys(readAppConfig({})).filter((name) => /trial|demo|sign/i.test(name))).toEqual([]);
  });

  describe('as the application is started there', () => {
    let house: AccessApp;
    let people: Record<string, string>;
    beforeAll(async () => {
      house = await startAccessApp({ publicUrl: 'https://monitor.example' });
      people = await seedForce(house.admin, 'northshire', ['force-admin']);
    });
    afterAll(() => house.close());

    it('explains that no identity provider is set up, and names nobody', async () => {
      const { statusCode, body } = await house.ask({ url: '/sign-in' });
      expect(statusCode).toBe(200);
      expect(body).toContain('identity provider is not set up');
      expect(body).not.toContain('northshire');
      expect(body).not.toContain('made up');
    });

    it('has no address to choose a person at', async () => {
      const payload = form({ personId: people['force-admin']! });
      const answer = await house.ask({ method: 'POST', url: '/sign-in', payload });
      expect(answer.statusCode).toBe(404);
      expect(answer.headers['set-cookie']).toBeUndefined();
    });

    it('binds the cookie to https and this host', async () => {
      const answer = await house.ask({ method: 'POST', url: '/sign-out' });
      expect(String(answer.headers['set-cookie'])).toMatch(
        /^__Host-npg-session=; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
      );
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { type AccessApp, type Answer, NOW, seedForce, startAccessApp } from '../support/access-app.js';

let house: AccessApp;
let people: Record<string, string>;
let admin: string;

beforeAll(async () => {
  house = await startAccessApp({});
  people = await seedForce(house.admin, 'northshire', ['force-admin', 'team', 'supervisor', 'auditor']);
  const south = await seedForce(house.admin, 'southshire', ['team']);
  people['south'] = south['team']!;
  for (const [force, collar, withheld] of [
    ['northshire', '1001', false],
    ['northshire', '1002', true],
    ['southshire', '2001', false],
  ])
    await house.admin.query(
      `insert into officer (force_id, id, collar_number, name, rank, name_withheld, created_at, updated_at)
       values ($1, gen_random_uuid(), $2, 'Somebody', 'constable', $3, $4, $4)`,
      [force, collar, withheld, NOW.toISO()],
    );
  await house.admin.query('update person set officer_id = null');
  admin = await start('force-admin');
});
afterAll(() => house.close());

const start = async (role: Role): Promise<string> =>
  `npg-session=${await house.app.get(Sessions).start('northshire', people[role]!)}`;
const ask = (url: string, cookie = admin): Promise<Answer> => house.ask({ url, headers: { cookie } });
const send = (url: string, form: Record<string, string> = {}, cookie = admin): Promise<Answer> =>
  house.ask({ method: 'POST', url, payload: new URLSearchParams(form).toString(), headers: { cookie } });
const officerOf = async (id: string): Promise<string | null> => {
  const { rows } = await house.admin.query<{ collar: string | null }>(
    `select o.collar_number as collar from person p left join officer o on o.id = p.officer_id where p.id = $1`,
    [id],
  );
  return rows[0]!.collar;
};

describe('the people who may sign in', () => {
  it('are shown to force administrators, and only those of the force', async () => {
    const { statusCode, body } = await ask('/people');
    expect(statusCode).toBe(200);
    expect(body).toContain('4 people');
    expect(body).toContain('northshire supervisor');
    // The administrator who looks has signed in, the others have not.
    expect(body.match(/25 Oct 2026, 1:30am/g)).toHaveLength(1);
    expect(body.match(/Never/g)).toHaveLength(3);
    expect(body).not.toContain('southshire');
    for (const role of ['team', 'supervisor', 'auditor'] as const)
      expect((await ask('/people', await start(role))).statusCode).toBe(403);
  });

  it('can be narrowed to those who wait for an officer', async () => {
    const { body } = await ask('/people?show=without-officer');
    expect(body).toContain('2 people');
    expect(body).toContain('northshire team');
    expect(body).not.toContain('northshire auditor');
    expect((await ask('/people?show=all')).statusCode).toBe(400);
  });

  it.each([
    ['nothing', '', 'Enter the officer’s collar number'],
    ['an unknown number', '9999', 'Your force has no officer with this collar number'],
    ['an officer of another force', '2001', 'Your force has no officer with this collar number'],
  ])('are not linked by %s', async (_case, collarNumber, message) => {
    const answer = await send(`/people/${people['team']}/officer`, { collarNumber });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(message);
    expect(await officerOf(people['team']!)).toBeNull();
  });

  it('are linked to an officer by collar number, one person an officer, and unlinked', async () => {
    const link = (role: string, collarNumber: string): Promise<Answer> =>
      send(`/people/${people[role]}/officer`, { collarNumber });
    const linked = await link('team', ' 1001 ');
    expect([linked.statusCode, linked.headers.location]).toEqual([
      303,
      `/people/${people['team']}?done=linked`,
    ]);
    expect(await officerOf(people['team']!)).toBe('1001');
    const taken = await link('supervisor', '1001');
    expect(taken.statusCode).toBe(400);
    expect(taken.body).toContain('Somebody else signs in as this officer');
    expect((await link('team', '1002')).statusCode).toBe(303);
    // Whose name is withheld is told by number here too, and no title holds a name.
    const page = await ask(`/people/${people['team']}`);
    expect(page.body).toContain('Remove the officer');
    expect(page.body).toContain('Officer 1002, name withheld');
    expect(page.body).toMatch(/<title>Somebody who may sign in/);
    expect((await send(`/people/${people['team']}/no-officer`)).statusCode).toBe(303);
    expect(await officerOf(people['team']!)).toBeNull();
  });

  it('are signed out everywhere when their access is switched off, and can sign in when it is on again', async () => {
    const cookies = [await start('auditor'), await start('auditor')];
    const off = await send(`/people/${people['auditor']}/off`);
    expect(off.statusCode).toBe(303);
    for (const cookie of cookies) expect((await ask('/your-sign-ins', cookie)).statusCode).toBe(303);
    await expect(start('auditor')).rejects.toThrow('may not sign in');
    expect((await ask('/people?show=off')).body).toContain('1 person');
    expect((await send(`/people/${people['auditor']}/on`)).statusCode).toBe(303);
    // What ended stays ended.
    for (const cookie of cookies) expect((await ask('/your-sign-ins', cookie)).statusCode).toBe(303);
    expect((await ask('/your-sign-ins', await start('auditor'))).statusCode).toBe(200);
  });

  it('cannot switch off their own access', async () => {
    const answer = await send(`/people/${people['force-admin']}/off`);
    expect(answer.statusCode).toBe(409);
    expect((await ask('/people')).statusCode).toBe(200);
    expect((await ask(`/people/${people['force-admin']}`)).body).not.toContain('Switch access off');
  });

  it('of another force are nobody', async () => {
    expect((await ask(`/people/${people['south']}`)).statusCode).toBe(404);
    for (const change of ['off', 'on', 'no-officer'])
      expect((await send(`/people/${people['south']}/${change}`)).statusCode).toBe(404);
    expect((await send(`/people/${people['south']}/officer`, { collarNumber: '1001' })).statusCode).toBe(404);
  });

  it('have every change in the audit log, once each and with ids only', async () => {
    // What is so already is no change.
    await send(`/people/${people['auditor']}/on`);
    const { rows } = await house.admin.query<{ subject_id: string; detail: { changed: string[] } }>(
      `select subject_id, detail from audit_entry where force_id = 'northshire' and subject_kind = 'person' and actor_id = $1 order by id`,
      [people['force-admin']],
    );
    expect(rows.map(({ subject_id, detail }) => [subject_id, ...detail.changed])).toEqual([
      [people['team'], 'officer'],
      [people['team'], 'officer'],
      [people['team'], 'officer'],
      [people['auditor'], 'disabled'],
      [people['auditor'], 'enabled'],
    ]);
  });
});

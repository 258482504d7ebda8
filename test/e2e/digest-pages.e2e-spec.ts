import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { People } from '../../src/access/people.js';
import type { Role } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { type Answer, ask } from '../support/real-input/api.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

let line: SmallStage;
let constable: string;
let sergeant: string;
let admin: string;
let stranger: string;

async function signedIn(role: Role, collar?: string): Promise<string> {
  const officerId = collar && (await idOf('officer', 'collar_number', collar));
  const person = { name: `${role} ${collar ?? ''}`, role, ...(officerId && { officerId }) };
  const id = await line.found(People).add('squares', person, { kind: 'command', id: 'test' });
  return `npg-session=${await line.found(Sessions).start('squares', id)}`;
}
const idOf = async (table: string, column: string, value: string): Promise<string> =>
  (await line.admin.query<{ id: string }>(`select id from ${table} where ${column} = $1`, [value])).rows[0]!
    .id;
const at = (cookie: string, path: string, form?: Record<string, string>): Promise<Answer> =>
  ask(line.stage.url, path, { cookie, ...(form && { form }) });
/** A browser sends every field, blank or not. */
const save = (form: Record<string, string>, cookie = constable): Promise<Answer> =>
  at(cookie, '/your-alerts', { quietFrom: '', quietUntil: '', digestAt: '', ...form });
const preference = async (): Promise<unknown[]> =>
  (
    await line.admin.query(
      `select quiet_from::text, quiet_until::text, digest_at::text from alert_preference`,
    )
  ).rows;
const audited = async (): Promise<unknown[]> =>
  (
    await line.admin.query(
      `select action, subject_kind, detail from audit_entry where detail ? 'alertPreference' or detail ? 'digestAt' order by id`,
    )
  ).rows;

beforeAll(async () => {
  line = await SmallStage.set();
  await line.admin.query(
    `with hired as (insert into officer (force_id, id, collar_number, name, rank, duty_email, created_at, updated_at)
       values ('squares', gen_random_uuid(), '9', 'Officer 9', 'sergeant', 'sergeant@force.example', now(), now()) returning id)
     insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
     select 'squares', gen_random_uuid(), n.id, hired.id, 'supervisor', '[2025-07-01,)', now()
       from hired, neighbourhood n where n.force_id = 'squares' and n.code = 'S2'`,
  );
  constable = await signedIn('team', '2');
  sergeant = await signedIn('supervisor', '9');
  admin = await signedIn('force-admin');
  stranger = await signedIn('local-policing-body');
});
afterAll(() => line.leave());
beforeEach(() => line.moveTo(NOW));
afterEach(async () => {
  await line.admin.query('delete from alert_preference');
  await line.admin.query('delete from team_digest');
});

describe('your alerts', () => {
  it('are shown to an officer, with where mail goes and when the digest comes', async () => {
    const { status, text } = await at(constable, '/your-alerts');
    expect(status).toBe(200);
    expect(text).toContain('<title>Your alerts –');
    expect(text).toContain('go to duty.2@force.example');
    expect(text).toContain('get it at 07:30, with your team');
    expect(text).toMatch(/aria-current="true"[^>]*>\s*(<strong[^>]*>)?Your alerts|Your alerts<\/strong>/);
  });

  it('keep quiet hours and a digest time, show them again, and are written down without the times', async () => {
    const before = (await audited()).length;
    const { status, headers } = await save({ quietFrom: '22.00', quietUntil: '6:30', digestAt: '06:45' });
    expect([status, headers.get('location')]).toEqual([303, '/your-alerts?done=saved']);
    expect(await preference()).toEqual([
      { quiet_from: '22:00:00', quiet_until: '06:30:00', digest_at: '06:45:00' },
    ]);
    const { text } = await at(constable, '/your-alerts?done=saved');
    expect(text).toContain('Your times have been saved');
    for (const time of ['22:00', '06:30', '06:45']) expect(text).toContain(`value="${time}"`);
    await save({ quietFrom: '22:00', quietUntil: '06:30', digestAt: '06:45' });
    expect((await audited()).slice(before)).toEqual([
      {
        action: 'alter',
        subject_kind: 'officer',
        detail: { alertPreference: ['quietFrom', 'quietUntil', 'digestAt'] },
      },
    ]);
  });

  it('are cleared by leaving the fields blank', async () => {
    await save({ quietFrom: '22:00', quietUntil: '06:30', digestAt: '06:45' });
    await save({ quietFrom: '', quietUntil: '', digestAt: '' });
    expect(await preference()).toEqual([{ quiet_from: null, quiet_until: null, digest_at: null }]);
  });

  it.each<[form: Record<string, string>, field: string, message: string]>([
    [{ quietFrom: '22:00' }, 'quietUntil', 'Enter when quiet hours end, or leave both times blank'],
    [{ quietFrom: '10pm', quietUntil: '06:00' }, 'quietFrom', 'When quiet hours begin must be a time'],
    [{ quietFrom: '06:00', quietUntil: '06:00' }, 'quietUntil', 'Quiet hours must end at another time'],
    [{ digestAt: '01:30' }, 'digestAt', 'The time of the digest must not be from 01:00 to 01:59'],
    [{ digestAt: 'x'.repeat(21) }, 'digestAt', 'Use 20 characters or fewer'],
    [{ surprise: '1' }, 'surprise', 'surprise is not a known field'],
  ])('say what is wrong with %j, and keep nothing', async (form, field, message) => {
    const { status, text } = await save(form);
    expect(status).toBe(400);
    expect(text).toContain('<title>Error: Your alerts');
    expect(text).toContain(`href="#${field}"`);
    expect(text).toContain(message);
    for (const typed of Object.entries(form))
      if (typed[0] !== 'surprise') expect(text).toContain(`value="${typed[1]}"`);
    expect(await preference()).toEqual([]);
  });

  it('hold mail from then on, and let go what they no longer hold', async () => {
    const reference = await line.received({ neighbourhood: 'S2', enquirer: { telephone: '01632 960001' } });
    await save({ quietFrom: '12:00', quietUntil: '18:00' });
    line.moveTo('2026-06-03T12:00:00.000Z');
    // The session of Monday has ended meanwhile.
    const id = await idOf('person', 'name', 'team 2');
    const again = `npg-session=${await line.found(Sessions).start('squares', id)}`;
    await line.found(AlertsJob).tick();
    expect(line.mails()).toEqual([]);
    await save({ quietFrom: '12:00', quietUntil: '14:00' }, again);
    line.moveTo('2026-06-03T12:59:59.999Z');
    await line.found(AlertsJob).tick();
    expect(line.mails()).toEqual([]);
    await save({}, again);
    await line.found(AlertsJob).tick();
    const [mail] = line.mails();
    expect([mail!.to, mail!.text.includes(reference), mail!.text.includes('sent late')]).toEqual([
      'duty.2@force.example',
      true,
      false,
    ]);
  });

  it('are not cleared by a field that was not sent', async () => {
    await save({ quietFrom: '22:00', quietUntil: '06:30' });
    expect((await at(constable, '/your-alerts', { digestAt: '08:00' })).status).toBe(400);
    expect((await at(admin, '/alerts/teams/S2', { other: '' })).status).toBe(400);
    expect(await preference()).toEqual([
      { quiet_from: '22:00:00', quiet_until: '06:30:00', digest_at: null },
    ]);
  });

  it.each([
    ['/your-alerts', 'quietFrom=22:00&quietFrom=23:00&quietUntil=06:00&digestAt=07:00&digestAt=08:00'],
    ['/alerts/teams/S2', 'digestAt=07:00&digestAt=08:00'],
  ])('are refused when a field comes twice, at %s', async (path, body) => {
    const answer = await fetch(`${line.stage.url}${path}`, {
      ...{ method: 'POST', redirect: 'manual', body },
      headers: {
        ...{ cookie: sergeant, 'sec-fetch-site': 'same-origin' },
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('This page was sent with a field more than once');
    expect(await preference()).toEqual([]);
  });

  it('of somebody who is no officer are none', async () => {
    const { status, text } = await at(admin, '/your-alerts');
    expect([
      status,
      text.includes('not linked to an officer'),
      text.includes('<form method="post" action="/your-alerts"'),
    ]).toEqual([200, true, false]);
    expect((await save({ quietFrom: '22:00', quietUntil: '06:00' }, admin)).status).toBe(403);
  });

  it('are closed to the local policing body', async () => {
    expect((await at(stranger, '/your-alerts')).status).toBe(403);
    expect((await at(stranger, '/alerts/teams')).status).toBe(403);
  });
});

describe('digest times of teams', () => {
  it('are listed and set by a supervisor for their own areas', async () => {
    const { text } = await at(sergeant, '/alerts/teams');
    expect(text).toContain('href="/alerts/teams/S2"');
    expect(text).not.toContain('href="/alerts/teams/S1"');
    const before = (await audited()).length;
    const { status, headers } = await at(sergeant, '/alerts/teams/S2', { digestAt: '6:15' });
    expect([status, headers.get('location')]).toEqual([303, '/alerts/teams?done=saved']);
    expect((await at(sergeant, '/alerts/teams?done=saved')).text).toMatch(/has been saved[\s\S]*06:15/);
    expect((await at(constable, '/your-alerts')).text).toContain('get it at 06:15, with your team');
    await at(sergeant, '/alerts/teams/S2', { digestAt: '06:15' });
    expect((await audited()).slice(before)).toEqual([
      { action: 'alter', subject_kind: 'neighbourhood', detail: { digestAt: '06:15', before: null } },
    ]);
    expect((await at(sergeant, '/alerts/teams/S1')).status).toBe(404);
    expect((await at(sergeant, '/alerts/teams/S1', { digestAt: '06:15' })).status).toBe(404);
  });

  it('are set by a force admin for every team, and unset', async () => {
    for (const code of ['S1', 'S2', 'S3'])
      expect((await at(admin, `/alerts/teams/${code}`)).status).toBe(200);
    await at(admin, '/alerts/teams/S3', { digestAt: '20:00' });
    expect((await at(admin, '/alerts/teams/S3')).text).toContain('value="20:00"');
    await at(admin, '/alerts/teams/S3', { digestAt: '' });
    expect((await line.admin.query('select 1 from team_digest')).rows).toEqual([]);
    expect((await at(admin, '/alerts/teams/S9')).status).toBe(404);
  });

  it.each(['noon', '25:00', '01:15'])('are refused as %s', async (digestAt) => {
    const { status, text } = await at(admin, '/alerts/teams/S1', { digestAt });
    expect(status).toBe(400);
    expect(text).toContain('href="#digestAt"');
    expect(text).toContain(`value="${digestAt}"`);
  });

  it('are closed to a team’s constable', async () => {
    expect((await at(constable, '/alerts/teams')).status).toBe(403);
    expect((await at(constable, '/alerts/teams/S2', { digestAt: '06:15' })).status).toBe(403);
  });
});

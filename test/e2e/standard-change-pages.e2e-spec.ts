import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { People } from '../../src/access/people.js';
import { Sessions } from '../../src/access/sessions.js';
import { readConfigFile } from '../../src/config/config-files.js';
import { ResponseStandards } from '../../src/contacts/response-standards.js';
import { type Answer, ask } from '../support/real-input/api.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';
import { wordsOf } from '../support/registry-import.js';

const file = readConfigFile('response-standard.yaml') as object;
const version = (name: string, from: string, more: object = {}): object => ({
  version: name,
  inForceFrom: from,
  rungs: [
    { stage: 'half-time', hoursFromDue: -36, hears: ['lead', 'supervisor'], takeUpWithinHours: 2 },
    { stage: 'due', hoursFromDue: 0, hears: ['force-admin'] },
    { stage: 'overdue', hoursFromDue: 24, repeatEveryHours: 12, hears: ['force-admin'] },
  ],
  handedOver: ['mailbox'],
  ...more,
});
const OWN = {
  ...file,
  forces: {
    squares: {
      versions: [
        version('own', '2026-05-01', { target: { workingDays: 2 } }),
        version('own-next', '2026-07-01'),
      ],
    },
  },
};

let line: SmallStage;
let admin: string;
let supervisor: string;
beforeAll(async () => {
  line = await SmallStage.set();
  const person = { name: 'A supervisor', role: 'supervisor' } as const;
  const id = await line.found(People).add('squares', person, { kind: 'command', id: 'test' });
  supervisor = `npg-session=${await line.found(Sessions).start('squares', id)}`;
});
afterAll(() => line.leave());

let reference: string;
beforeEach(async () => {
  line.moveTo(NOW);
  admin = await line.stage.cookieOf('force-admin');
  await line.admin.query(
    `update clock set out_of_scope_at = due_at, out_of_scope_reason = 'spam', next_alert_at = null`,
  );
  line.found(ResponseStandards).use(file);
  reference = await line.received({ enquirer: { telephone: '01632 960001' } });
  line.found(ResponseStandards).use(OWN);
});

const get = (path: string, cookie = admin): Promise<Answer> => ask(line.stage.url, path, { cookie });
const post = (form: Record<string, string>, cookie = admin): Promise<Answer> =>
  ask(line.stage.url, '/alerts/standard', { cookie, form });
const fingerprintOf = ({ text }: Answer): string => /name="fingerprint" value="([^"]+)"/.exec(text)![1]!;

describe('the page of the response standard', () => {
  it('says in words what each version of the force says, and how many wait under which', async () => {
    const words = wordsOf((await get('/alerts/standard')).text);
    for (const said of [
      'Version own In force In force from 1 May 2026 Target The end of the second working day after it was sent Who hears of a contact handed over team mailbox Waiting contacts 0',
      'Half time 36 hours before it is due lead named officer, supervisors of the neighbourhood Within 2 hours',
      'Overdue 24 hours after it is due, and every 12 hours after that force administrators No time set',
      'Version own-next Not in force yet',
      'Version 2025-07 Earlier In force from 1 July 2025 Target None: the 72 hours alone',
      'Waiting contacts 1',
    ])
      expect(words).toContain(said);
  });

  it('is for force admins alone', async () => {
    for (const path of ['/alerts/standard', '/alerts/standard/preview?to=own'])
      expect((await get(path, supervisor)).status).toBe(403);
    expect((await post({ to: 'own', fingerprint: 'x' }, supervisor)).status).toBe(403);
  });

  it('names a version that the file has lost with what waits under it', async () => {
    await line.admin.query(`update clock set standard_version = 'gone' where out_of_scope_at is null`);
    expect(wordsOf((await get('/alerts/standard')).text)).toContain(
      '1 waiting contact runs under version gone, which',
    );
  });

  it('shows what would change, applies just that, and says so', async () => {
    line.moveTo('2026-06-03T06:00:00.000Z');
    admin = await line.stage.cookieOf('force-admin');
    const preview = await get('/alerts/standard/preview?to=own');
    expect(preview.status).toBe(200);
    const words = wordsOf(preview.text);
    expect(words).toContain('Waiting contacts that change 1 (1 from version 2025-07)');
    expect(words).toContain('Targets 1 new Due times None changes Alerts that go out at once 1 half time');
    expect(words).toContain(
      `${reference} 4 Jun 2026, 1pm None 4 Jun 2026, 12am 3 Jun 2026, 1pm At once: half time`,
    );
    const applied = await post({ to: 'own', fingerprint: fingerprintOf(preview) });
    expect([applied.status, applied.headers.get('location')]).toEqual([303, '/alerts/standard?done=applied']);
    expect(wordsOf((await get('/alerts/standard?done=applied')).text)).toContain(
      'now applies to every waiting contact',
    );
    expect(wordsOf((await get('/alerts/standard/preview?to=own')).text)).toContain(
      'there is nothing to apply',
    );
    const { rows } = await line.admin.query(
      `select e.actor_kind from audit_entry e join contact c on c.id::text = e.subject_id where c.reference = $1 and e.detail->>'kind' = 'standard-changed'`,
      [reference],
    );
    expect(rows).toEqual([{ actor_kind: 'person' }]);
    const page = await get(`/contacts/${reference}`);
    expect(wordsOf(page.text)).toContain(
      'Put under version own of the response standard, was 2025-07; target Thursday 4 June 2026 at 12am BST',
    );
  });

  it('applies nothing and shows the new preview if something changed meanwhile', async () => {
    const fingerprint = fingerprintOf(await get('/alerts/standard/preview?to=own'));
    await line.to(`${reference}/responses`, {
      route: 'phone',
      respondedAt: NOW,
      text: 'Told.',
      nextSteps: 'We patrol.',
    });
    const refused = await post({ to: 'own', fingerprint });
    expect(refused.status).toBe(409);
    expect(wordsOf(refused.text)).toContain('The waiting contacts changed meanwhile, so nothing was applied');
    const { rows } = await line.admin.query(
      `select 1 from timeline_entry where kind = 'standard-changed' and contact_id = (select id from contact where reference = $1)`,
      [reference],
    );
    expect(rows).toEqual([]);
  });

  it.each([
    ['/alerts/standard/preview', 'Choose one of the versions that hold for the force'],
    ['/alerts/standard/preview?to=nonsense', 'Choose one of the versions that hold for the force'],
    ['/alerts/standard/preview?to=own-next', 'Choose a version that is in force already'],
  ])('%s says what to do', async (path, message) => {
    const answer = await get(path);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<title>Error: ')]);
    expect(wordsOf(answer.text)).toContain(message);
  });

  it('refuses a form that is not its own', async () => {
    expect((await post({ to: 'own' })).status).toBe(400);
    expect((await post({ to: 'own', fingerprint: 'x', more: 'y' })).status).toBe(400);
  });
});

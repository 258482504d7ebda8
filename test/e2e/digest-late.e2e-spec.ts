import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { readConfigFile } from '../../src/config/config-files.js';
import { ResponseStandards } from '../../src/contacts/response-standards.js';
import { TransferService } from '../../src/contacts/transfer.service.js';
import { ask } from '../support/real-input/api.js';
import type { ReadMail } from '../support/real-input/read-mail.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

let line: SmallStage;
const A_DAY_BEFORE = '2026-06-03T12:00:00.000Z';
const LEAD = 'duty.2@force.example';

beforeAll(async () => {
  line = await SmallStage.set();
  // What was planned before anybody looked for the first time is not late.
  await line.found(AlertsJob).sweepOnce();
});
afterAll(() => line.leave());
beforeEach(() => line.moveTo(NOW));
afterEach(async () => {
  line.mailbox.answer = () => null;
  line.found(ResponseStandards).use(readConfigFile('response-standard.yaml'));
  await line.admin.query(
    `update clock set next_alert_at = null, out_of_scope_at = due_at, out_of_scope_reason = 'spam' where out_of_scope_at is null`,
  );
  await line.admin.query('delete from alert_preference');
  await line.admin.query('update delivery set late_at = null');
  line.moveTo('2026-06-30T00:00:00.000Z');
  await line.found(AlertsJob).tick();
  line.mails();
});

const received = (changes: object = {}): Promise<string> =>
  line.received({ neighbourhood: 'S2', enquirer: { telephone: '01632 960001' }, ...changes });
async function mailsAt(instant: string): Promise<ReadMail[]> {
  line.moveTo(instant);
  await line.found(AlertsJob).tick();
  return line.mails();
}
interface AlertsState {
  late: number;
  dead: number;
  unheard: number;
}
const health = async (): Promise<AlertsState> =>
  (await ask(line.stage.url, '/health')).json.alerts as AlertsState;
/** How many alerts the histogram has seen, and how many of them within so many seconds. */
async function observed(held: 'yes' | 'no', seconds: number | '+Inf' = '+Inf'): Promise<number> {
  const { text } = await ask(line.stage.url, '/metrics');
  const [, count = '0'] =
    new RegExp(
      `^npg_alert_lateness_seconds_bucket\\{le="${seconds === '+Inf' ? '\\+Inf' : seconds}",held="${held}"\\} (\\d+)$`,
      'm',
    ).exec(text) ?? [];
  return Number(count);
}

describe('an alert that is late', () => {
  it('says so itself, is counted in /health for 24 hours, and is in the histogram with how late it was', async () => {
    await received();
    const [before, slow, quick] = [
      await observed('no'),
      await observed('no', 3600),
      await observed('no', 300),
    ];
    const [mail] = await mailsAt('2026-06-03T12:45:00.000Z');
    expect(mail!.text).toContain('Planned for Wednesday 3 June 2026 at 1pm BST, sent late.');
    expect(mail!.html).toContain('Planned for Wednesday 3 June 2026 at 1pm BST, sent late.');
    expect([
      (await observed('no')) - before,
      (await observed('no', 3600)) - slow,
      (await observed('no', 300)) - quick,
    ]).toEqual([1, 1, 0]);
    expect(await health()).toEqual({ late: 1, dead: 0, unheard: 0 });
    // It waits for nothing more.
    await line.admin.query(`update clock set next_alert_at = null`);
    line.moveTo('2026-06-04T12:44:59.999Z');
    expect(await health()).toEqual({ late: 1, dead: 0, unheard: 0 });
    line.moveTo('2026-06-04T12:45:00.000Z');
    expect(await health()).toEqual({ late: 0, dead: 0, unheard: 0 });
  });

  it('is none that was planned before this installation looked for the first time; an outage after that is', async () => {
    await line.admin.query(`delete from alerts_begun`);
    await received();
    const [mail] = await mailsAt('2026-06-03T12:45:00.000Z');
    expect(mail!.text).not.toContain('sent late');
    expect(await health()).toEqual({ late: 0, dead: 0, unheard: 0 });
    const [due] = await mailsAt('2026-06-04T12:45:00.000Z');
    expect(due!.text).toContain('sent late');
    expect(await health()).toEqual({ late: 1, dead: 0, unheard: 0 });
    await line.admin.query(`update alerts_begun set at = '2026-06-01T12:00:00Z'`);
  });

  it('tells no withheld name in its heading', async () => {
    await line.admin.query(
      `update officer set name = 'Cy Ode', name_withheld = true where collar_number = '2'`,
    );
    await received();
    line.moveTo(A_DAY_BEFORE);
    await line.found(AlertsJob).tick();
    const raw = line.stage.mailbox.mails.splice(0);
    expect(raw.map(({ headers }) => /^To: (.*)$/m.exec(headers)![1]!.trim())).toEqual([
      '"Officer 2, name withheld" <duty.2@force.example>',
    ]);
    expect(raw[0]!.raw).not.toContain('Ode');
    await line.admin.query(
      `update officer set name = 'Officer 2', name_withheld = false where collar_number = '2'`,
    );
  });

  it('is none that was sent at once', async () => {
    await received();
    const [before, quick] = [await observed('no'), await observed('no', 1)];
    const [mail] = await mailsAt(A_DAY_BEFORE);
    expect(mail!.text).not.toContain('sent late');
    expect([(await observed('no')) - before, (await observed('no', 1)) - quick]).toEqual([1, 1]);
    expect(await health()).toEqual({ late: 0, dead: 0, unheard: 0 });
  });

  it('is one whose mail server was away, though it was tried in time, and each stage that waited with it', async () => {
    line.mailbox.answer = () => 421;
    await received();
    expect(await mailsAt(A_DAY_BEFORE)).toEqual([]);
    expect(await mailsAt('2026-06-04T08:00:00.000Z')).toEqual([]);
    line.mailbox.answer = () => null;
    const before = await observed('no');
    const mails = await mailsAt('2026-06-04T08:20:00.000Z');
    expect(mails.map(({ to }) => to)).toEqual([LEAD]);
    expect(mails[0]!.text).toContain('Planned for Thursday 4 June 2026 at 9am BST, sent late.');
    expect((await observed('no')) - before).toBe(2);
    expect(await health()).toEqual({ late: 2, dead: 0, unheard: 0 });
  });

  it('is none that somebody’s quiet hours held; those are apart in the histogram', async () => {
    await line.admin.query(
      `insert into alert_preference (force_id, officer_id, quiet_from, quiet_until, updated_at)
       select 'squares', id, '12:00', '16:00', now() from officer where collar_number = '2'`,
    );
    await received();
    const [held, free] = [await observed('yes'), await observed('no')];
    expect(await mailsAt(A_DAY_BEFORE)).toEqual([]);
    const [mail] = await mailsAt('2026-06-03T15:00:00.000Z');
    expect(mail!.text).not.toContain('sent late');
    expect([(await observed('yes')) - held, (await observed('no')) - free]).toEqual([1, 0]);
    expect(await observed('yes', 3600)).toBe(0);
    expect(await health()).toEqual({ late: 0, dead: 0, unheard: 0 });
  });

  it('is none about a contact that was brought back: nobody was to hear of it before', async () => {
    const reference = await received();
    await line.to(`${reference}/out-of-scope`, { reason: 'crime' });
    expect(await mailsAt('2026-06-03T12:30:00.000Z')).toEqual([]);
    await line.to(`${reference}/out-of-scope`, undefined, { method: 'DELETE' });
    const [mail] = await mailsAt('2026-06-03T12:31:00.000Z');
    expect(mail!.text).toContain(reference);
    expect(mail!.text).not.toContain('sent late');
    expect(await health()).toEqual({ late: 0, dead: 0, unheard: 0 });
  });

  it('that could not be delivered is counted', async () => {
    await received();
    line.mailbox.answer = (to) => (to === LEAD ? 550 : null);
    await mailsAt(A_DAY_BEFORE);
    expect(await health()).toEqual({ late: 0, dead: 1, unheard: 0 });
  });
});

describe('what is late and was not sent yet is counted as well', () => {
  const gauge = async (name: string): Promise<string | undefined> =>
    new RegExp(`^${name} (.*)$`, 'm').exec((await ask(line.stage.url, '/metrics')).text)?.[1];

  it('while the mail server is away', async () => {
    line.mailbox.answer = () => 421;
    await received();
    expect(await mailsAt(A_DAY_BEFORE)).toEqual([]);
    line.moveTo('2026-06-03T12:05:00.000Z');
    expect(await health()).toMatchObject({ late: 0, unheard: 0 });
    line.moveTo('2026-06-03T12:05:00.001Z');
    expect(await health()).toMatchObject({ late: 1, unheard: 0 });
    expect(await gauge('npg_alerts_late')).toBe('1');
  });

  it('while no sweep comes by', async () => {
    await received();
    line.moveTo('2026-06-03T12:05:00.001Z');
    expect(await health()).toMatchObject({ late: 1, unheard: 0 });
    await line.found(AlertsJob).sweepOnce();
    expect(await health()).toMatchObject({ late: 0, unheard: 0 });
  });

  it('but not while quiet hours hold it', async () => {
    await line.admin.query(
      `insert into alert_preference (force_id, officer_id, quiet_from, quiet_until, updated_at)
       select 'squares', id, '12:00', '16:00', now() from officer where collar_number = '2'`,
    );
    await received();
    expect(await mailsAt(A_DAY_BEFORE)).toEqual([]);
    line.moveTo('2026-06-03T15:05:00.000Z');
    expect(await health()).toMatchObject({ late: 0, unheard: 0 });
    line.moveTo('2026-06-03T15:05:00.001Z');
    expect(await health()).toMatchObject({ late: 1, unheard: 0 });
  });

  it('and so is what nobody at all can hear', async () => {
    await line.admin.query(`update person set email = null`);
    try {
      await received({ neighbourhood: 'S3' });
      expect(await mailsAt(A_DAY_BEFORE)).toEqual([]);
      expect(await health()).toMatchObject({ late: 0, unheard: 0 });
      line.moveTo('2026-06-03T12:01:00.001Z');
      expect(await health()).toMatchObject({ late: 0, unheard: 1 });
      await line.admin.query(
        `insert into heartbeat (job, instance, started_at, finished_at) values ('digests', 'one', $1, $1)`,
        ['2026-06-03T12:00:31.001Z'],
      );
      expect([await gauge('npg_alerts_unheard'), await gauge('npg_digests_age_seconds')]).toEqual([
        '1',
        '29',
      ]);
      line.moveTo('2026-06-03T12:05:00.001Z');
      expect(await health()).toMatchObject({ late: 1, unheard: 1 });
    } finally {
      await line.admin.query(`update person set email = 'admin@force.example' where name = 'Admin 0'`);
    }
    expect(await mailsAt('2026-06-03T12:06:00.000Z')).toHaveLength(1);
    expect(await health()).toMatchObject({ unheard: 0 });
  });
});

describe('an alert says in one sentence', () => {
  it('that nobody has taken the contact up', async () => {
    const file = readConfigFile('response-standard.yaml') as {
      versions: { rungs: { takeUpWithinHours?: number }[] }[];
    };
    file.versions[0]!.rungs[0]!.takeUpWithinHours = 2;
    line.found(ResponseStandards).use(file);
    const reference = await received();
    const [first] = await mailsAt(A_DAY_BEFORE);
    expect(first!.text).not.toContain('Nobody');
    await line.admin.query(
      `insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
       select 'squares', gen_random_uuid(), n.id, o.id, 'deputy', '[2025-07-01,)', now()
         from neighbourhood n, officer o where n.code = 'S2' and o.collar_number = '1'`,
    );
    const [second] = await mailsAt('2026-06-03T14:00:00.000Z');
    expect(second!.to).toBe('duty.1@force.example');
    expect(second!.subject).toBe(`${reference} Square S2: 22 hours left`);
    expect(second!.text).toContain('  Nobody has taken it up yet.\n');
    await line.admin.query(`delete from assignment where role = 'deputy'`);
  });

  it('that it came in late, and not that nobody has taken it up', async () => {
    const file = readConfigFile('response-standard.yaml') as {
      versions: { rungs: { takeUpWithinHours?: number }[] }[];
    };
    file.versions[0]!.rungs[0]!.takeUpWithinHours = 2;
    line.found(ResponseStandards).use(file);
    line.moveTo('2026-06-03T15:00:00.000Z');
    await received({ submittedAt: NOW });
    const [mail] = await mailsAt('2026-06-03T15:00:05.000Z');
    expect(mail!.text).toContain('  It came in late.\n');
    expect(mail!.text).not.toContain('Nobody');
  });

  it('by when the team itself means to answer', async () => {
    const file = readConfigFile('response-standard.yaml') as { versions: object[] };
    Object.assign(file.versions[0]!, {
      target: { hours: 50 },
      rungs: [{ stage: 'target', hoursFromTarget: -2, hears: ['lead'] }],
    });
    line.found(ResponseStandards).use(file);
    const reference = await received();
    const [mail] = await mailsAt(A_DAY_BEFORE);
    expect(mail!.text).toContain(
      "due Thursday 4 June 2026 at 1pm BST\n  team's own target: Wednesday 3 June 2026 at 3pm BST\n",
    );
    expect(mail!.text).toContain(reference);
  });

  it('that it was handed over, under a subject of its own', async () => {
    const reference = await received({ neighbourhood: 'S1' });
    line.moveTo('2026-06-01T16:00:00.000Z');
    const machine = {
      kind: 'api-key',
      id: line.stage.apiKeyId,
      forceId: 'squares',
      name: 'hub',
      scopes: [],
    } as const;
    await line.found(TransferService).handOver({ ...machine, scopes: [] }, reference, { to: 'S2' });
    const mails = await mailsAt('2026-06-01T16:00:10.000Z');
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      [LEAD, `${reference} Square S2: handed over to you, 67 hours left`],
    ]);
    expect(mails[0]!.text).toContain(
      '  67 hours left - due Thursday 4 June 2026 at 1pm BST\n  It was handed over from Square S1; the time to answer stays the same.\n',
    );
  });
});

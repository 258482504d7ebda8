import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { AlertsService } from '../../src/alerts/alerts.service.js';
import { Sender } from '../../src/mail/sender.js';
import { ask } from '../support/real-input/api.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

let line: SmallStage;
const A_DAY_BEFORE = '2026-06-03T12:00:00.000Z';
const DUE = '2026-06-04T12:00:00.000Z';
const byPhone = { route: 'phone', respondedAt: NOW, text: 'Told.', nextSteps: 'We patrol.' };

beforeAll(async () => {
  line = await SmallStage.set();
});
afterAll(() => line.leave());
afterEach(() => {
  line.mailbox.answer = () => null;
});

let reference: string;
beforeEach(async () => {
  line.moveTo('2026-06-30T00:00:00.000Z');
  await settle();
  line.moveTo(NOW);
  reference = await line.received({ enquirer: { telephone: '01632 960001' } });
});

/** Ends every clock of the tests before, so that a mail can only be about this test's contact. */
async function settle(): Promise<void> {
  await line.admin.query(
    `update clock set next_alert_at = null, out_of_scope_at = coalesce(out_of_scope_at, due_at), out_of_scope_reason = coalesce(out_of_scope_reason, 'spam')`,
  );
  await line.found(AlertsJob).tick();
  line.mails();
}

const runJobs = (): Promise<unknown> => line.found(AlertsJob).tick();
const recipients = (): string[] =>
  line
    .mails()
    .filter(({ text }) => text.includes(reference))
    .map(({ to }) => to)
    .sort();
const S1_HEARS = ['duty.1@force.example', 'team.s1@force.example'];

async function alerts(): Promise<string[]> {
  const { rows } = await line.admin.query<{ stage: string; occurrence: number; how: string }>(
    `select a.stage, a.occurrence, case when a.superseded_at is not null then 'superseded' when a.withdrawn_at is not null then 'withdrawn' else 'told' end as how
       from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id join contact c on c.force_id = k.force_id and c.id = k.contact_id
      where c.reference = $1 order by a.planned_at`,
    [reference],
  );
  return rows.map(({ stage, occurrence, how }) => `${stage} ${occurrence} ${how}`);
}

describe('an alert', () => {
  it('comes at the very instant of its rung and not a millisecond before', async () => {
    line.moveTo('2026-06-03T11:59:59.999Z');
    await runJobs();
    expect(recipients()).toEqual([]);
    line.moveTo(A_DAY_BEFORE);
    await runJobs();
    expect(recipients()).toEqual(S1_HEARS);
  });

  it('is late on the timeline if it is marked so, and not where the contact came after it was planned', async () => {
    const facts = async (stage: string): Promise<unknown> => {
      const timeline = (await line.to(reference)).json.timeline as { facts?: Record<string, string> }[];
      const { late, cameLate, state } = timeline.find((one) => one.facts?.['stage'] === stage)!.facts!;
      return [state, late, cameLate];
    };
    await line.admin.query('update alerts_begun set at = $1', [NOW]);
    line.moveTo('2026-06-03T12:05:00.001Z');
    await runJobs();
    expect(await facts('due-in-24-hours')).toEqual(['sent', 'yes', undefined]);
    await settle();
    line.moveTo('2026-06-06T12:30:00.000Z');
    reference = await line.received({ submittedAt: NOW, enquirer: { telephone: '01632 960001' } });
    line.moveTo('2026-06-06T12:30:01.000Z');
    await runJobs();
    expect(await facts('overdue')).toEqual(['sent', undefined, 'yes']);
  });

  it('comes once, though the sweep runs a hundred times', async () => {
    line.moveTo(A_DAY_BEFORE);
    for (let run = 0; run < 100; run += 1) await line.found(AlertsService).raiseAlertsDue();
    await line.found(Sender).sendDue();
    expect(recipients()).toEqual(S1_HEARS);
    expect(await alerts()).toEqual(['due-in-24-hours 1 told']);
  });

  it('comes once, though many sweeps and senders run at once', async () => {
    for (let more = 0; more < 30; more += 1) await line.received({ enquirer: { telephone: '01632 960001' } });
    line.moveTo(A_DAY_BEFORE);
    await Promise.all(Array.from({ length: 8 }, runJobs));
    await runJobs();
    // Sweeps that met share the recipients' digests between them; nobody hears of one contact twice.
    const mails = line.mails().filter(({ text }) => /S1/.test(text));
    const heard = mails.flatMap(({ to, text }) =>
      (text.match(/\w{3}-\w{3}-\w{3}(?= {2})/g) ?? []).map((each) => `${to} ${each}`),
    );
    expect(heard.length).toBe(new Set(heard).size);
    expect(heard.filter((each) => each.includes(reference))).toHaveLength(2);
  });

  it('of many contacts is one mail a recipient', async () => {
    const others = [
      await line.received({ enquirer: { telephone: '01632 960001' } }),
      await line.received({ enquirer: { address: 'A lane' } }),
    ];
    line.moveTo(A_DAY_BEFORE);
    await runJobs();
    const mails = line.mails();
    expect(mails.map(({ to }) => to).sort()).toEqual(S1_HEARS);
    for (const { text, subject } of mails) {
      expect([reference, ...others].every((each) => text.includes(each))).toBe(true);
      expect(subject).toBe('3 contacts need an answer');
    }
  });

  it('is not sent to anybody about what was answered between sweep and sending', async () => {
    line.moveTo(A_DAY_BEFORE);
    await line.found(AlertsService).raiseAlertsDue();
    await line.to(`${reference}/responses`, byPhone);
    await line.found(Sender).sendDue();
    expect(recipients()).toEqual([]);
    expect(await alerts()).toEqual(['due-in-24-hours 1 withdrawn']);
  });

  it('leaves out of a digest what was answered meanwhile', async () => {
    const other = await line.received({ enquirer: { telephone: '01632 960001' } });
    line.moveTo(A_DAY_BEFORE);
    await line.found(AlertsService).raiseAlertsDue();
    await line.to(`${reference}/responses`, byPhone);
    await line.found(Sender).sendDue();
    const mails = line.mails();
    expect(mails.map(({ to, text }) => [to, text.includes(other), text.includes(reference)])).toEqual(
      expect.arrayContaining(S1_HEARS.map((to) => [to, true, false])),
    );
    expect(mails).toHaveLength(2);
  });

  it('after days down is the latest alone; the earlier are on record, and what lies ahead still comes', async () => {
    line.moveTo('2026-06-06T13:00:00.000Z');
    await runJobs();
    expect(recipients()).toEqual(['admin@force.example', ...S1_HEARS]);
    expect(await alerts()).toEqual([
      'due-in-24-hours 1 superseded',
      'due-in-4-hours 1 superseded',
      'due 1 superseded',
      'overdue 2 told',
    ]);
    line.moveTo('2026-06-07T11:59:59.999Z');
    await runJobs();
    expect(recipients()).toEqual([]);
    line.moveTo('2026-06-07T12:00:00.000Z');
    await runJobs();
    expect(recipients()).toEqual(['admin@force.example', ...S1_HEARS]);
  });

  it('counts its daily repeat from when it was planned, not from when it was sent', async () => {
    line.moveTo('2026-06-05T20:00:00.000Z');
    await runJobs();
    expect(await alerts()).toContain('overdue 1 told');
    line.mails();
    line.moveTo('2026-06-06T12:00:00.000Z');
    await runJobs();
    expect(await alerts()).toContain('overdue 2 told');
    expect(recipients()).toHaveLength(3);
  });
});

describe('who is told', () => {
  it('where nobody is, is the force', async () => {
    reference = await line.received({ neighbourhood: 'S3', enquirer: { telephone: '01632 960001' } });
    line.moveTo(A_DAY_BEFORE);
    await runJobs();
    expect(recipients()).toEqual(['admin@force.example']);
  });

  it('is whoever holds the post on the day the alert goes out', async () => {
    reference = await line.received({ neighbourhood: 'S2', enquirer: { telephone: '01632 960001' } });
    await line.admin.query(
      `update assignment set during = daterange('2025-07-01', '2026-06-03') where officer_id = (select id from officer where collar_number = '2')`,
    );
    line.moveTo(A_DAY_BEFORE);
    await runJobs();
    expect(recipients()).toEqual(['admin@force.example']);
    await line.admin.query(
      `update assignment set during = daterange('2025-07-01', null) where officer_id = (select id from officer where collar_number = '2')`,
    );
    line.moveTo(DUE);
    await runJobs();
    expect(recipients()).toEqual(['duty.2@force.example']);
  });

  it('hears it when the mail server is back, in one mail with the same Message-ID for every try', async () => {
    line.mailbox.answer = () => 421;
    line.moveTo(A_DAY_BEFORE);
    await runJobs();
    expect(recipients()).toEqual([]);
    line.mailbox.answer = () => null;
    line.moveTo('2026-06-03T13:00:00.000Z');
    await runJobs();
    await runJobs();
    expect(recipients()).toEqual(S1_HEARS);
    const { rows } = await line.admin.query<{ attempts: number }>(
      `select attempts from outbox_mail where sent_at = '2026-06-03T13:00:00Z'`,
    );
    expect(rows.map(({ attempts }) => attempts)).toEqual([2, 2]);
  });

  it('where mail is refused for good, is the next in line, and it shows', async () => {
    const health = async (): Promise<number> =>
      (await ask(line.stage.url, '/health')).json.outbox.dead as number;
    const before = await health();
    reference = await line.received({ neighbourhood: 'S2', enquirer: { telephone: '01632 960001' } });
    line.mailbox.answer = (to) => (to === 'duty.2@force.example' ? 550 : null);
    line.moveTo(A_DAY_BEFORE);
    await runJobs();
    expect(recipients()).toEqual(['admin@force.example']);
    expect(await health()).toBe(before + 1);
    await runJobs();
    expect(recipients()).toEqual([]);
  });

  it('who has no address any more when it is sent, is the next in line at once', async () => {
    reference = await line.received({ neighbourhood: 'S2', enquirer: { telephone: '01632 960001' } });
    line.moveTo(A_DAY_BEFORE);
    await line.found(AlertsService).raiseAlertsDue();
    await line.admin.query(`update officer set duty_email = null where collar_number = '2'`);
    await line.found(Sender).sendDue();
    expect(recipients()).toEqual(['admin@force.example']);
    await line.admin.query(
      `update officer set duty_email = 'duty.2@force.example' where collar_number = '2'`,
    );
  });

  it('is nobody in somebody’s stead, once the contact is answered', async () => {
    reference = await line.received({ neighbourhood: 'S2', enquirer: { telephone: '01632 960001' } });
    line.mailbox.answer = (to) => (to === 'duty.2@force.example' ? 451 : null);
    line.moveTo(A_DAY_BEFORE);
    await runJobs();
    await line.to(`${reference}/responses`, byPhone);
    line.mailbox.answer = () => 550;
    line.moveTo('2026-06-03T12:10:00.000Z');
    await runJobs();
    line.mailbox.answer = () => null;
    await runJobs();
    expect(recipients()).toEqual([]);
  });
});

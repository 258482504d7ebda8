import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DateTime } from 'luxon';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { AlertsService } from '../../src/alerts/alerts.service.js';
import { readConfigFile } from '../../src/config/config-files.js';
import { ResponseStandards } from '../../src/contacts/response-standards.js';
import { SmallStage } from '../support/real-input/small-force.js';
import { anotherInstance } from './digest-instance.js';

let line: SmallStage;
const LEAD = 'duty.2@force.example';
/**
 * Sent on Monday at 23:00 BST, due on Thursday at 23:00 BST: with a day left it is Wednesday 22:00Z, with four hours
 * left Thursday 18:00Z.
 */
const SENT = '2026-06-01T22:00:00.000Z';
const DAY_LEFT = '2026-06-03T22:00:00.000Z';
const FOUR_HOURS_LEFT = '2026-06-04T18:00:00.000Z';

beforeAll(async () => {
  line = await SmallStage.set();
});
afterAll(() => line.leave());

let reference: string;
beforeEach(async () => {
  line.moveTo(SENT);
  reference = await received();
});
afterEach(async () => {
  line.mailbox.answer = () => null;
  line.found(ResponseStandards).use(readConfigFile('response-standard.yaml'));
  await endAll();
  await line.admin.query(`delete from alert_preference`);
  await line.admin.query(`update outbox_mail set not_before = created_at where sent_at is null`);
  line.moveTo('2026-06-30T00:00:00.000Z');
  await line.found(AlertsJob).tick();
  line.mails();
});

/** Nobody waits for an answer any more. */
const endAll = (): Promise<unknown> =>
  line.admin.query(
    `update clock set next_alert_at = null, stopped_at = null, stopped_recorded_at = null, out_of_scope_at = due_at, out_of_scope_reason = 'spam'`,
  );
const received = (submittedAt = SENT): Promise<string> =>
  line.received({ neighbourhood: 'S2', submittedAt, enquirer: { telephone: '01632 960001' } });
const quiet = (from: string, until: string): Promise<unknown> =>
  line.admin.query(
    `insert into alert_preference (force_id, officer_id, quiet_from, quiet_until, updated_at)
     select 'squares', id, $1, $2, now() from officer where force_id = 'squares' and collar_number = '2'`,
    [from, until],
  );
/** Who hears of the contact, by what the jobs do at an instant. */
async function heardAt(instant: string): Promise<string[]> {
  line.moveTo(instant);
  await line.found(AlertsJob).tick();
  return line
    .mails()
    .filter(({ text }) => text.includes(reference))
    .map(({ to }) => to);
}
const notBefore = async (): Promise<string[]> =>
  (
    await line.admin.query<{ at: DateTime }>(
      `select not_before as at from outbox_mail where template = 'alert' and sent_at is null and withdrawn_at is null`,
    )
  ).rows.map(({ at }) => at.toISO()!);

describe('quiet hours', () => {
  it('hold an alert and do not drop it: it goes when they end', async () => {
    await quiet('21:00', '06:00');
    expect(await heardAt(DAY_LEFT)).toEqual([]);
    expect(await heardAt('2026-06-04T04:59:59.999Z')).toEqual([]);
    expect(await heardAt('2026-06-04T05:00:00.000Z')).toEqual([LEAD]);
    expect(await heardAt('2026-06-04T05:00:15.000Z')).toEqual([]);
  });

  it('of one day hold until that day’s end of them', async () => {
    await quiet('22:30', '23:45');
    expect(await heardAt(DAY_LEFT)).toEqual([]);
    expect(await heardAt('2026-06-03T22:44:59.999Z')).toEqual([]);
    expect(await heardAt('2026-06-03T22:45:00.000Z')).toEqual([LEAD]);
  });

  it.each([
    ['have just ended', '20:00', '23:00'],
    ['begin a minute later', '23:01', '06:00'],
  ])('hold nothing when they %s', async (_when, from, until) => {
    await quiet(from, until);
    expect(await heardAt(DAY_LEFT)).toEqual([LEAD]);
  });

  it('do not hold the last warning, nor anything after it', async () => {
    await quiet('00:00', '23:59');
    expect(await heardAt(DAY_LEFT)).toEqual([]);
    expect(await heardAt(FOUR_HOURS_LEFT)).toEqual([LEAD]);
    expect(await heardAt('2026-06-04T22:00:00.000Z')).toEqual([LEAD]);
    expect(await heardAt('2026-06-05T22:00:00.000Z')).toContain(LEAD);
  });

  it('do not hold the last warning of a target where there is no other, nor a target that has passed', async () => {
    await endAll();
    line.found(ResponseStandards).use({
      ...(readConfigFile('response-standard.yaml') as object),
      versions: [
        {
          ...{ version: 'target', inForceFrom: '2025-07-01', target: { hours: 60 }, handedOver: ['lead'] },
          rungs: [-24, -4, 0].map((hours) => ({
            ...{ stage: `target${hours}`, hoursFromTarget: hours, hears: ['lead'] },
          })),
        },
      ],
    });
    await quiet('00:00', '23:59');
    line.moveTo(SENT);
    reference = await received();
    expect(await heardAt('2026-06-03T10:00:00.000Z')).toEqual([]);
    expect(await heardAt('2026-06-04T06:00:00.000Z')).toEqual([LEAD]);
    expect(await heardAt('2026-06-04T10:00:00.000Z')).toEqual([LEAD]);
  });

  it('let what they held go along with what they do not hold, in one mail', async () => {
    await quiet('19:00', '18:59');
    const [other, otherDayLeft] = [reference, DAY_LEFT];
    expect(await heardAt(otherDayLeft)).toEqual([]);
    line.moveTo('2026-06-04T11:00:00.000Z');
    // Due at 14:00Z today, four hours ago was its last warning.
    reference = await received('2026-06-01T14:00:00.000Z');
    await line.found(AlertsJob).tick();
    const mails = line.mails();
    expect(mails.map(({ to }) => to)).toEqual([LEAD]);
    expect([reference, other].every((each) => mails[0]!.text.includes(each))).toBe(true);
    reference = other;
    expect(await heardAt('2026-06-04T17:59:00.000Z')).toEqual([]);
  });

  it('are the same after a restart in them: nothing goes early, nothing goes twice', async () => {
    await quiet('21:00', '06:00');
    line.moveTo(DAY_LEFT);
    await line.found(AlertsService).raiseAlertsDue();
    expect(await notBefore()).toEqual(['2026-06-04T05:00:00.000Z']);
    const restarted = await anotherInstance(line);
    for (const instant of [
      '2026-06-03T23:10:00.000Z',
      '2026-06-04T00:00:00.000Z',
      '2026-06-04T04:59:59.999Z',
    ]) {
      line.moveTo(instant);
      await restarted.get(AlertsJob, { strict: false }).tick();
      expect(line.mails()).toEqual([]);
    }
    await restarted.close();
    expect(await notBefore()).toEqual(['2026-06-04T05:00:00.000Z']);
    expect(await heardAt('2026-06-04T05:00:00.000Z')).toEqual([LEAD]);
  });

  it('say nothing at their end of what was answered in them', async () => {
    await quiet('21:00', '06:00');
    expect(await heardAt(DAY_LEFT)).toEqual([]);
    await line.to(`${reference}/responses`, {
      route: 'phone',
      respondedAt: DAY_LEFT,
      text: 'Told.',
      nextSteps: 'We patrol.',
    });
    expect(await heardAt('2026-06-04T05:00:00.000Z')).toEqual([]);
  });

  it('gather what comes in them in one mail at their end', async () => {
    await quiet('21:00', '06:00');
    line.moveTo('2026-06-01T23:30:00.000Z');
    const other = await received('2026-06-01T23:30:00.000Z');
    expect(await heardAt(DAY_LEFT)).toEqual([]);
    expect(await heardAt('2026-06-03T23:30:00.000Z')).toEqual([]);
    line.moveTo('2026-06-04T05:00:00.000Z');
    await line.found(AlertsJob).tick();
    const mails = line.mails();
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([[LEAD, '2 contacts need an answer']]);
    expect(mails[0]!.text).toContain(other);
  });

  it.each([
    [
      'forward',
      '2026-03-26T00:30:00.000Z',
      '2026-03-28T00:30:00.000Z',
      '22:00',
      '06:00',
      '2026-03-28T06:00:00.000Z',
    ],
    [
      'forward in them',
      '2026-03-27T00:30:00.000Z',
      '2026-03-29T00:30:00.000Z',
      '22:00',
      '06:00',
      '2026-03-29T05:00:00.000Z',
    ],
    [
      'back in them',
      '2026-10-23T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '22:00',
      '06:00',
      '2026-10-25T06:00:00.000Z',
    ],
  ])('end at the right local time when the clocks go %s', async (_how, sent, dayLeft, from, until, ends) => {
    await endAll();
    await quiet(from, until);
    line.moveTo(sent);
    reference = await received(sent);
    expect(await heardAt(dayLeft)).toEqual([]);
    expect(await heardAt(new Date(Date.parse(ends) - 1).toISOString())).toEqual([]);
    expect(await heardAt(ends)).toEqual([LEAD]);
  });

  it('are not the team’s: its mailbox hears at once', async () => {
    await quiet('00:00', '23:59');
    await line.admin.query(
      `update neighbourhood set team_mailbox = 'team.s2@force.example' where code = 'S2'`,
    );
    expect(await heardAt(DAY_LEFT)).toEqual(['team.s2@force.example']);
    await line.admin.query(`update neighbourhood set team_mailbox = null where code = 'S2'`);
  });

  it('are over for a mail that was tried and is to be tried again', async () => {
    await quiet('21:00', '06:00');
    expect(await heardAt(DAY_LEFT)).toEqual([]);
    line.mailbox.answer = () => 421;
    expect(await heardAt('2026-06-04T05:00:00.000Z')).toEqual([]);
    line.mailbox.answer = () => null;
    expect(await heardAt('2026-06-04T05:00:10.000Z')).toEqual([LEAD]);
  });

  it('do not make an alert late; what comes long after them is', async () => {
    const late = async (): Promise<number> =>
      (await line.admin.query<{ late: number }>(`select count(late_at)::int as late from delivery`)).rows[0]!
        .late;
    const before = await late();
    await quiet('21:00', '06:00');
    expect(await heardAt(DAY_LEFT)).toEqual([]);
    expect(await heardAt('2026-06-04T05:05:00.000Z')).toEqual([LEAD]);
    expect(await late()).toBe(before);
    line.moveTo(SENT);
    reference = await received();
    expect(await heardAt(DAY_LEFT)).toEqual([]);
    expect(await heardAt('2026-06-04T05:05:00.001Z')).toEqual([LEAD]);
    expect(await late()).toBe(before + 1);
  });
});

import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { MasterKey } from '../../src/common/sealing.js';
import { AppConfig } from '../../src/config/app-config.js';
import { SmtpMailer } from '../../src/mail/mailer.js';
import { Sender } from '../../src/mail/sender.js';
import { ReportSchedule } from '../../src/reports/schedule/report-rules.js';
import { type MadeReports, ScheduledReports } from '../../src/reports/schedule/scheduled-reports.service.js';
import { type Mailbox, startMailbox } from '../support/mailbox.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres/test-database.js';
import { readMail } from '../support/real-input/read-mail.js';
import { ReportsWorld, utc } from './reports-world.js';

const masterKey = new MasterKey(randomBytes(32));

let database: TestDatabase;
let mailbox: Mailbox;
let world: ReportsWorld;
let force: string;
let forces = 0;
const running: INestApplicationContext[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  mailbox = await startMailbox();
  world = await ReportsWorld.open(database);
});
afterAll(async () => {
  await world.close();
  await mailbox.close();
  await database.drop();
});
beforeEach(async () => {
  // Nobody of the tests before is told of anything any more.
  await world.admin.query(`update person set disabled_at = created_at where disabled_at is null`);
  force = await world.force(`schedule-${++forces}`);
  mailbox.mails.length = 0;
});
afterEach(async () => {
  for (const instance of running.splice(0)) await instance.close();
});

/** One instance of the server without its pages, as a second machine has it, or the same after a restart. */
async function instance(rules?: object): Promise<INestApplicationContext> {
  const started = await NestFactory.createApplicationContext(
    AppModule.register({
      config: new AppConfig(),
      databaseUrl: database.applicationUrl,
      masterKey,
      mailer: new SmtpMailer(mailbox.url),
      schedule: false,
      clock: world.clock,
    }),
    { logger: false },
  );
  running.push(started);
  if (rules) started.get(ReportSchedule, { strict: false }).use(rules);
  return started;
}

async function stop(started: INestApplicationContext): Promise<void> {
  running.splice(running.indexOf(started), 1);
  await started.close();
}

const make = (one: INestApplicationContext): Promise<MadeReports> =>
  one.get(ScheduledReports, { strict: false }).makeReportsDue();
const send = (one: INestApplicationContext): Promise<unknown> => one.get(Sender, { strict: false }).sendDue();
const moveTo = (instant: string): void => world.clock.set(utc(instant));

const rules = (changes: object = {}): object => ({
  monthly: { made: true, day: 1, at: '03:10' },
  quarterly: { made: true, day: 1, at: '03:10' },
  recipients: ['local-policing-body'],
  ...changes,
});

async function person(role: string): Promise<string> {
  const id = randomUUID();
  await world.insert('person', [
    {
      ...{ force_id: force, id, name: `Somebody of ${role}`, role },
      ...{ email: `${id}@pcc.example`, created_at: '2025-01-01T00:00:00Z' },
    },
  ]);
  return id;
}

/** What is kept of the force, in the order in which it was made: `monthly 2026-03-01 2026-03-31`. */
async function kept(): Promise<string[]> {
  const { rows } = await world.admin.query<{ said: string }>(
    `select concat_ws(' ', kind, from_on, to_on) as said from compliance_report where force_id = $1 order by to_on, kind, from_on`,
    [force],
  );
  return rows.map(({ said }) => said);
}

/** What arrived: `monthly ID of the person`, by the mail's own subject. */
const arrived = (): string[] =>
  mailbox.mails
    .map(
      ({ to, subject }) => `${/: (\w+) compliance report/.exec(subject)?.[1]} ${to.join().split('@', 1)[0]}`,
    )
    .sort();

describe('the reports of the calendar', () => {
  it('are made and mailed once by two instances at once and after several restarts', async () => {
    const people = [await person('local-policing-body'), await person('local-policing-body')];
    await person('force-admin');
    await person('supervisor');
    moveTo('2026-04-01T02:10:00Z');
    const two = [await instance(), await instance()];
    const made = await Promise.all([...two, ...two].map(make));
    expect(made.reduce((sum, one) => sum + one.made, 0)).toBe(2);
    await Promise.all(two.map(send));
    const once = people.flatMap((id) => [`monthly ${id}`, `quarterly ${id}`]).sort();
    expect(await kept()).toEqual(['monthly 2026-03-01 2026-03-31', 'quarterly 2026-01-01 2026-03-31']);
    expect(arrived()).toEqual(once);
    for (let restart = 0; restart < 3; restart++) {
      for (const one of running.slice()) await stop(one);
      moveTo(`2026-04-0${restart + 2}T09:00:00Z`);
      const again = await instance();
      await make(again);
      await send(again);
    }
    expect(await kept()).toHaveLength(2);
    expect(arrived()).toEqual(once);
  });

  it('of several missed runs are made up, each of its kind, and those of the next run are these alone', async () => {
    moveTo('2025-10-01T02:10:00Z');
    await make(await instance());
    expect(await kept()).toEqual(['monthly 2025-09-01 2025-09-30', 'quarterly 2025-07-01 2025-09-30']);
    moveTo('2026-04-20T12:00:00Z');
    const late = await instance();
    await make(late);
    expect(await kept()).toEqual([
      'monthly 2025-09-01 2025-09-30',
      'quarterly 2025-07-01 2025-09-30',
      'monthly 2025-10-01 2025-10-31',
      'monthly 2025-11-01 2025-11-30',
      'monthly 2025-12-01 2025-12-31',
      'quarterly 2025-10-01 2025-12-31',
      'monthly 2026-01-01 2026-01-31',
      'monthly 2026-02-01 2026-02-28',
      'monthly 2026-03-01 2026-03-31',
      'quarterly 2026-01-01 2026-03-31',
    ]);
    const before = await kept();
    moveTo('2026-05-01T02:10:00Z');
    await make(late);
    expect((await kept()).filter((one) => !before.includes(one))).toEqual(['monthly 2026-04-01 2026-04-30']);
  });

  it('come on local days over both changes of the clocks', async () => {
    const one = await instance(
      rules({
        monthly: { made: true, day: 28, at: '23:50' },
        quarterly: { made: true, day: 25, at: '02:00' },
      }),
    );
    moveTo('2026-03-28T23:49:00Z');
    await make(one);
    expect(await kept()).toEqual(['quarterly 2025-10-01 2025-12-31', 'monthly 2026-01-01 2026-01-31']);
    moveTo('2026-03-28T23:50:00Z');
    await make(one);
    expect((await kept()).at(-1)).toBe('monthly 2026-02-01 2026-02-28');
    // 25 October 2026: one in the morning comes twice, two o'clock once and in GMT.
    moveTo('2026-09-30T00:00:00Z');
    await make(one);
    moveTo('2026-10-25T01:59:00Z');
    await make(one);
    expect(await kept()).not.toContain('quarterly 2026-07-01 2026-09-30');
    moveTo('2026-10-25T02:00:00Z');
    await make(one);
    expect(await kept()).toContain('quarterly 2026-07-01 2026-09-30');
  });

  it('begin, for a force that began in the middle of a quarter, with its first day', async () => {
    force = await world.force(`schedule-${++forces}`, '2026-02-17');
    moveTo('2026-04-01T02:10:00Z');
    const one = await instance();
    await make(one);
    expect(await kept()).toEqual(['monthly 2026-03-01 2026-03-31', 'quarterly 2026-02-17 2026-03-31']);
    const { rows } = await world.admin.query<{ figures: { period: object; precedingPeriod: null } }>(
      `select figures from compliance_report where force_id = $1 and kind = 'quarterly'`,
      [force],
    );
    expect(rows[0]!.figures).toMatchObject({
      period: { fromOn: '2026-02-17', toOn: '2026-03-31' },
      precedingPeriod: null,
    });
    moveTo('2026-07-01T02:10:00Z');
    await make(one);
    expect(await kept()).toContain('quarterly 2026-04-01 2026-06-30');
  });

  it('go by the force’s own rules', async () => {
    const other = force;
    force = await world.force(`schedule-${++forces}`);
    const admin = await person('force-admin');
    await person('local-policing-body');
    const own = {
      monthly: { made: false },
      quarterly: { day: 10, at: '07:30' },
      recipients: ['force-admin'],
    };
    moveTo('2026-04-10T06:29:00Z');
    const one = await instance(rules({ forces: { [force]: own } }));
    await make(one);
    expect(await kept()).toEqual(['quarterly 2025-10-01 2025-12-31']);
    moveTo('2026-04-10T06:30:00Z');
    await make(one);
    await send(one);
    expect(await kept()).toEqual(['quarterly 2025-10-01 2025-12-31', 'quarterly 2026-01-01 2026-03-31']);
    expect(arrived()).toEqual([`quarterly ${admin}`, `quarterly ${admin}`]);
    force = other;
    expect(await kept()).toContain('monthly 2026-03-01 2026-03-31');
  });

  it('that were kept before stay, and count', async () => {
    await world.insert('compliance_report', [
      {
        ...{ force_id: force, id: randomUUID(), kind: 'monthly', figures: { kept: 'long ago' } },
        ...{ from_on: '2026-02-01', to_on: '2026-02-28' },
        ...{ made_at: '2026-03-01T03:10:00Z', cut_off_at: '2026-03-01T03:10:00Z' },
      },
    ]);
    moveTo('2026-04-01T02:10:00Z');
    await make(await instance());
    expect((await kept()).filter((one) => one.startsWith('monthly'))).toEqual([
      'monthly 2026-02-01 2026-02-28',
      'monthly 2026-03-01 2026-03-31',
    ]);
    const { rows } = await world.admin.query<{ figures: object }>(
      `select figures from compliance_report where force_id = $1 and to_on = '2026-02-28'`,
      [force],
    );
    expect(rows[0]!.figures).toEqual({ kept: 'long ago' });
  });
});

describe('the mail that a report is ready', () => {
  it('goes by link, says which kind it is, and holds no figure, no name and no file', async () => {
    const place = await world.neighbourhood(force, 'N1', { name: 'Harbour Street' });
    await world.assign(force, place, '[2026-01-01,)');
    await world.clocks(force, [
      { neighbourhoodId: place, dueAt: utc('2026-03-10T12:00:00Z'), stoppedAt: utc('2026-03-09T12:00:00Z') },
    ]);
    await person('local-policing-body');
    moveTo('2026-04-01T02:10:00Z');
    const one = await instance();
    await make(one);
    await send(one);
    expect(mailbox.mails).toHaveLength(2);
    const { rows } = await world.admin.query<{ id: string; kind: string; said: string }>(
      `select id, kind, to_char(from_on, 'FMDD FMMonth YYYY') || ' to ' || to_char(to_on, 'FMDD FMMonth YYYY') as said
       from compliance_report where force_id = $1`,
      [force],
    );
    for (const { id, kind, said } of rows) {
      const mail = mailbox.mails.find(({ subject }) => subject.includes(`: ${kind} `))!;
      const { text, html } = readMail(mail);
      expect(mail.subject).toBe(`Force ${force}: ${kind} compliance report for ${said}`);
      expect(mail.raw).not.toMatch(/^content-disposition:/im);
      for (const part of [text, html]) {
        expect(part).toContain(`/reports/${id}`);
        expect(part).toContain(`The ${kind} compliance report of Force ${force} for ${said} is ready.`);
        expect(part).toContain('registered with the local policing body');
        expect(part).not.toMatch(/Harbour|Somebody|100\.0|%|pcc\.example/);
      }
    }
  });

  it('does not go to somebody who was disabled, given another role or left without an address after it was made', async () => {
    const gone = await person('local-policing-body');
    const moved = await person('local-policing-body');
    const silent = await person('local-policing-body');
    const stays = await person('local-policing-body');
    moveTo('2026-05-01T02:10:00Z');
    const one = await instance();
    await make(one);
    await world.admin.query(`update person set disabled_at = now() where id = $1`, [gone]);
    await world.admin.query(`update person set role = 'team' where id = $1`, [moved]);
    await world.admin.query(`update person set email = null where id = $1`, [silent]);
    await send(one);
    expect(arrived()).toEqual([`monthly ${stays}`, `quarterly ${stays}`]);
    const { rows } = await world.admin.query(
      `select count(*)::int as withdrawn from outbox_mail where force_id = $1 and withdrawn_at is not null`,
      [force],
    );
    expect(rows).toEqual([{ withdrawn: 6 }]);
  });

  it('is not sent again by the next instance when the first dies between making and sending', async () => {
    const reader = await person('local-policing-body');
    moveTo('2026-04-01T02:10:00Z');
    const first = await instance();
    await make(first);
    await stop(first);
    const second = await instance();
    const third = await instance();
    await Promise.all([make(second), make(third)]);
    await Promise.all([send(second), send(third)]);
    expect(arrived()).toEqual([`monthly ${reader}`, `quarterly ${reader}`]);
  });
});

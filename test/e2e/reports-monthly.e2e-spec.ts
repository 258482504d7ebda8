import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import { AuditLog } from '../../src/audit/audit-log.js';
import { Clock, SettableClock } from '../../src/common/clock.js';
import { createFastifyAdapter } from '../../src/configure-app.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { Heartbeats } from '../../src/database/heartbeats.js';
import { ReportSchedule } from '../../src/reports/schedule/report-rules.js';
import { ScheduledReportsJob } from '../../src/reports/schedule/scheduled-reports.job.js';
import { ScheduledReports } from '../../src/reports/schedule/scheduled-reports.service.js';
import { StoredReports } from '../../src/reports/stored-reports.service.js';
import type { Principal } from '../../src/access/principal.js';
import { ReportsWorld, utc } from './reports-world.js';

/** Quarterly ones have their own tests, in reports-schedule.e2e-spec.ts. */
const MONTHLY_ALONE = new ReportSchedule();
MONTHLY_ALONE.use({
  monthly: { made: true, day: 1, at: '03:10' },
  quarterly: { made: false, day: 1, at: '03:10' },
  recipients: ['local-policing-body'],
});
const FIRST_OF_APRIL = utc('2026-04-01T02:10:00Z');

describe('the monthly report', () => {
  let world: ReportsWorld;
  let forces = 0;

  beforeAll(async () => {
    world = await ReportsWorld.open();
  });
  afterAll(() => world.close());

  const instanceAt = (clock: Clock): ScheduledReports =>
    new ScheduledReports(world.database, clock, world.audit, MONTHLY_ALONE);
  const instance = (): ScheduledReports => instanceAt(world.clock);
  const stored = (): StoredReports => new StoredReports(world.database, world.clock, world.audit);
  const kept = async (force: string): Promise<Record<string, unknown>[]> =>
    (
      await world.admin.query(
        `select from_on::text as "fromOn", to_on::text as "toOn" from compliance_report where force_id = $1 order by 1`,
        [force],
      )
    ).rows;
  const mails = async (force: string): Promise<Record<string, unknown>[]> =>
    (await world.admin.query(`select * from outbox_mail where force_id = $1 order by recipient_id`, [force]))
      .rows;

  async function person(force: string, role: string, fields: object = {}): Promise<string> {
    const id = randomUUID();
    const row = {
      force_id: force,
      id,
      name: role,
      email: `${id}@pcc.example`,
      role,
      created_at: '2025-01-01T00:00:00Z',
    };
    await world.insert('person', [{ ...row, ...fields }]);
    return id;
  }

  async function newForce(startsOn?: string): Promise<string> {
    return world.force(`monthly-${++forces}`, startsOn);
  }

  it('is made once and mailed once to each person of the local policing body, by two instances at once', async () => {
    const force = await newForce();
    const people = [
      await person(force, 'local-policing-body'),
      await person(force, 'local-policing-body'),
    ].sort();
    await person(force, 'local-policing-body', { disabled_at: '2026-01-01T00:00:00Z' });
    await person(force, 'supervisor');
    const results = await Promise.all(
      [instance(), instance(), instance(), instance()].map((each) => each.makeReportsDue(FIRST_OF_APRIL)),
    );
    expect(results.map(({ made }) => made).reduce((a, b) => a + b)).toBe(1);
    expect(await kept(force)).toEqual([{ fromOn: '2026-03-01', toOn: '2026-03-31' }]);
    const sent = await mails(force);
    expect(sent.map((mail) => mail['recipient_id'])).toEqual(people);
    const { rows } = await world.admin.query(`select id from compliance_report where force_id = $1`, [force]);
    expect(sent).toMatchObject(
      people.map(() => ({
        template: 'report-ready',
        recipient_kind: 'person',
        subject_id: (rows[0] as { id: string }).id,
      })),
    );
    expect(await instance().makeReportsDue(FIRST_OF_APRIL.plus({ days: 20 }))).toEqual({ made: 0, mails: 0 });
    const audit = await world.admin.query(
      `select action, actor_kind, subject_id from audit_entry where force_id = $1 and subject_kind = 'report'`,
      [force],
    );
    expect(audit.rows).toEqual([
      { action: 'combine', actor_kind: 'job', subject_id: (rows[0] as { id: string }).id },
    ]);
  });

  it('that runs missed is made up', async () => {
    const force = await newForce();
    await instance().makeReportsDue(utc('2026-01-15T12:00:00Z'));
    await instance().makeReportsDue(FIRST_OF_APRIL);
    expect((await kept(force)).map(({ fromOn }) => fromOn)).toEqual([
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
    ]);
  });

  it('is not made for a force whose figures begin after the month', async () => {
    const force = await newForce('2026-04-01');
    await instance().makeReportsDue(FIRST_OF_APRIL);
    expect(await kept(force)).toEqual([]);
    await instance().makeReportsDue(FIRST_OF_APRIL.plus({ months: 1 }));
    expect(await kept(force)).toEqual([{ fromOn: '2026-04-01', toOn: '2026-04-30' }]);
  });

  it('of one force that fails holds up no other', async () => {
    const bad = await newForce();
    const good = await newForce();
    await world.admin.query(
      `alter table compliance_report add constraint no_bad check (force_id <> '${bad}')`,
    );
    const quiet = instance();
    (quiet as unknown as { logger: { error(): void } }).logger = { error: () => undefined };
    await quiet.makeReportsDue(FIRST_OF_APRIL);
    await world.admin.query(`alter table compliance_report drop constraint no_bad`);
    expect(await kept(good)).toHaveLength(1);
    expect(await kept(bad)).toHaveLength(0);
    await instance().makeReportsDue(FIRST_OF_APRIL.plus({ days: 1 }));
    expect(await kept(bad)).toHaveLength(1);
  });

  it('says the same next year, whatever happened to the rows since', async () => {
    const force = await newForce();
    const place = await world.neighbourhood(force, 'N1');
    await world.assign(force, place, '[2026-01-01,)');
    const dueAt = utc('2026-03-10T12:00:00Z');
    await world.clocks(force, [
      { neighbourhoodId: place, dueAt },
      { neighbourhoodId: place, dueAt: dueAt.plus({ hours: 1 }) },
    ]);
    await instance().makeReportsDue(FIRST_OF_APRIL);
    const reader: Principal = {
      kind: 'api-key',
      id: randomUUID(),
      forceId: force,
      name: 'reader',
      scopes: [],
    };
    const [line] = await stored().listReports(reader);
    const before = JSON.stringify((await stored().readReport(reader, line!.id, 'disclose', 'r')).report);
    await world.admin.query(
      `update clock set stopped_at = started_at, stopped_recorded_at = started_at where force_id = $1`,
      [force],
    );
    await world.admin.query(`delete from assignment where force_id = $1`, [force]);
    await world.admin.query(`update neighbourhood set name = 'Renamed' where force_id = $1`, [force]);
    const after = JSON.stringify((await stored().readReport(reader, line!.id, 'disclose', 'r')).report);
    expect(after).toBe(before);
    world.clock.set(FIRST_OF_APRIL);
    const live = await world.reports.complianceReport(force, '2026-03-01', '2026-03-31');
    expect(JSON.stringify(live.figures)).not.toBe(
      JSON.stringify((JSON.parse(before) as typeof live).figures),
    );
  });

  it('is beyond change for the application', async () => {
    const force = await newForce();
    await instance().makeReportsDue(FIRST_OF_APRIL);
    for (const statement of [
      'update compliance_report set figures = null',
      'delete from compliance_report',
    ]) {
      await expect(world.database.inForce(force, (manager) => manager.query(statement))).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  describe('where jobs run by the clock on the wall', () => {
    it('is made at the start, and looked for every ten minutes, 3:10am of local time among them', async () => {
      const force = await newForce();
      world.clock.set(FIRST_OF_APRIL);
      const module = await Test.createTestingModule({
        imports: [ScheduleModule.forRoot()],
        providers: [
          ScheduledReports,
          ScheduledReportsJob,
          Heartbeats,
          { provide: ReportSchedule, useValue: MONTHLY_ALONE },
          { provide: ForceDatabase, useValue: world.database },
          { provide: Clock, useValue: world.clock },
          { provide: AuditLog, useValue: world.audit },
        ],
      }).compile();
      const app = await module.createNestApplication(createFastifyAdapter(), { logger: false }).init();
      const { cronTime } = app.get(SchedulerRegistry).getCronJob('monthly-report');
      for (const [after, next] of [
        ['2026-03-29T02:09:59Z', '2026-03-29T02:10:00.000Z'],
        ['2026-10-25T00:50:00Z', '2026-10-25T01:00:00.000Z'],
        ['2026-10-25T03:00:01Z', '2026-10-25T03:10:00.000Z'],
      ] as const) {
        expect(cronTime.getNextDateFrom(new Date(after), 'UTC').toUTC().toISO()).toBe(next);
      }
      await app.close();
      expect(await kept(force)).toHaveLength(1);
      const beats = await world.admin.query(
        `select finished_at >= started_at as finished, result from heartbeat where job = 'monthly-report'`,
      );
      expect(beats.rows).toEqual([{ finished: true, result: { made: 1, mails: 0 } }]);
    });
  });

  it('takes its instant from the clock', async () => {
    const force = await newForce();
    await instanceAt(new SettableClock(utc('2026-06-02T00:00:00Z'))).makeReportsDue();
    expect((await kept(force)).map(({ fromOn }) => fromOn)).toEqual(['2026-05-01']);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { AlertsService } from '../../src/alerts/alerts.service.js';
import { readConfigFile } from '../../src/config/config-files.js';
import { ResponseStandards } from '../../src/contacts/response-standards.js';
import { Sender } from '../../src/mail/sender.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

let line: SmallStage;
/** Of a contact that was sent at NOW. */
const [A_DAY_BEFORE, FOUR_HOURS_BEFORE, DUE] = [
  '2026-06-03T12:00:00.000Z',
  '2026-06-04T08:00:00.000Z',
  '2026-06-04T12:00:00.000Z',
];
const [LEAD, DEPUTY, SERGEANT, TEAM, ADMIN] = [
  'duty.2@force.example',
  'deputy@force.example',
  'sergeant@force.example',
  'team.s2@force.example',
  'admin@force.example',
];

beforeAll(async () => {
  line = await SmallStage.set();
  await line.admin.query(
    `with hired as (
       insert into officer (force_id, id, collar_number, name, rank, duty_email, created_at, updated_at)
       values ('squares', gen_random_uuid(), '8', 'Officer 8', 'constable', 'deputy@force.example', now(), now()),
              ('squares', gen_random_uuid(), '9', 'Officer 9', 'sergeant', 'sergeant@force.example', now(), now()) returning id, collar_number)
     insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
     select 'squares', gen_random_uuid(), n.id, h.id, case h.collar_number when '8' then 'deputy' else 'supervisor' end, '[2025-07-01,)', now()
       from hired h, neighbourhood n where n.force_id = 'squares' and n.code = 'S2'`,
  );
});
afterAll(() => line.leave());

let reference: string;
beforeEach(async () => {
  line.moveTo(NOW);
  await line.admin.query('delete from absence');
  await mailboxOf(null);
  reference = await line.received({ neighbourhood: 'S2', enquirer: { telephone: '01632 960001' } });
});
afterEach(async () => {
  line.mailbox.answer = () => null;
  line.found(ResponseStandards).use(readConfigFile('response-standard.yaml'));
  await line.admin.query(
    `update clock set next_alert_at = null, taken_up_at = null, taken_up_by = null, out_of_scope_at = coalesce(out_of_scope_at, due_at), out_of_scope_reason = 'spam'`,
  );
  await line.admin.query('update listening_gap set closed_at = opened_at');
  await line.found(AlertsJob).tick();
  line.mails();
});

const tick = (): Promise<unknown> => line.found(AlertsJob).tick();
const heard = (): string[] =>
  line
    .mails()
    .filter(({ text }) => text.includes(reference))
    .map(({ to }) => to)
    .sort();
const mailboxOf = (address: string | null): Promise<unknown> =>
  line.admin.query(`update neighbourhood set team_mailbox = $1 where code = 'S2'`, [address]);
const away = (collar: string, from: string, until: string, kind = 'leave'): Promise<unknown> =>
  line.admin.query(
    `insert into absence (force_id, id, officer_id, kind, during, hours, recorded_at)
     select 'squares', gen_random_uuid(), id, $2, daterange($3::date, $4::date, '[]'), case when $2 = 'abstraction' then 4 end, now()
       from officer where collar_number = $1`,
    [collar, kind, from, until],
  );
const skipped = async (): Promise<string[]> =>
  (
    await line.admin.query<{ who: string }>(
      `select o.collar_number || ' ' || d.skipped as who from delivery d
         join alert a on a.force_id = d.force_id and a.id = d.alert_id join clock k on k.force_id = a.force_id and k.id = a.clock_id
         join contact c on c.force_id = k.force_id and c.id = k.contact_id
         join officer o on o.id = d.recipient_id where c.reference = $1 and d.skipped is not null order by 1`,
      [reference],
    )
  ).rows.map(({ who }) => who);
const openGaps = async (): Promise<number> =>
  (await line.admin.query(`select from listening_gap where closed_at is null`)).rowCount!;
async function takenUp(collar: string, at: string): Promise<void> {
  await line.admin.query(
    `with somebody as (
       insert into person (force_id, id, name, role, officer_id, created_at)
       select 'squares', gen_random_uuid(), name, 'team', id, now() from officer where collar_number = $1
       on conflict (force_id, officer_id) do update set role = 'team' returning id)
     update clock k set taken_up_at = $2, taken_up_by = s.id from somebody s, contact c
      where c.force_id = k.force_id and c.id = k.contact_id and c.reference = $3`,
    [collar, at, reference],
  );
}

describe('recipients are worked out when the alert is sent', () => {
  it('the lead alone hears the first warning', async () => {
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect(heard()).toEqual([LEAD]);
    expect(await skipped()).toEqual([]);
  });

  it('absent goes to the deputy, and it is written down who was passed over and why', async () => {
    await away('2', '2026-06-03', '2026-06-03', 'sickness');
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect(heard()).toEqual([DEPUTY]);
    expect(await skipped()).toEqual(['2 absent']);
    expect(await openGaps()).toBe(0);
  });

  it('hours of abstraction are no absence', async () => {
    await away('2', '2026-06-03', '2026-06-03', 'abstraction');
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect(heard()).toEqual([LEAD]);
  });

  it('nobody left goes to the supervisor, beside the mailbox, and opens a gap that closes when somebody is back', async () => {
    await mailboxOf(TEAM);
    await away('2', '2026-06-03', '2026-06-03');
    await away('8', '2026-06-03', '2026-06-03');
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect(heard()).toEqual([SERGEANT, TEAM].sort());
    expect(await openGaps()).toBe(1);
    await tick();
    expect(await openGaps()).toBe(1);
    line.moveTo('2026-06-03T23:00:00.000Z');
    await tick();
    expect(await openGaps()).toBe(0);
  });

  it('a gap stays open while only somebody can hear whom the standard does not name', async () => {
    await line.admin.query(
      `insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
       select 'squares', gen_random_uuid(), n.id, o.id, 'team', '[2025-07-01,)', now()
         from neighbourhood n, officer o where n.code = 'S2' and o.collar_number = '1'`,
    );
    try {
      for (const collar of ['2', '8']) await away(collar, '2026-06-03', '2026-06-03');
      line.moveTo(A_DAY_BEFORE);
      await tick();
      expect(heard()).toEqual([SERGEANT]);
      line.moveTo('2026-06-03T12:00:15.000Z');
      await tick();
      expect(await openGaps()).toBe(1);
      line.moveTo('2026-06-03T23:00:00.000Z');
      await tick();
      expect(await openGaps()).toBe(0);
    } finally {
      await line.admin.query(`delete from assignment where role = 'team'`);
    }
  });

  it('no gap opens where a deputy can hear whom this rung does not call', async () => {
    await line.admin.query(
      `delete from assignment a using officer o where o.id = a.officer_id and o.collar_number = '2'`,
    );
    try {
      line.moveTo(A_DAY_BEFORE);
      await tick();
      // Nobody is absent, so no deputy is called; the rung reaches nobody of their own.
      expect(heard()).toEqual([SERGEANT]);
      expect(await openGaps()).toBe(0);
    } finally {
      await line.admin.query(
        `insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
         select 'squares', gen_random_uuid(), n.id, o.id, 'lead', '[2025-07-01,)', now()
           from neighbourhood n, officer o where n.code = 'S2' and o.collar_number = '2'`,
      );
    }
  });

  describe('supervisors of the neighbourhood and of its command area', () => {
    const INSPECTOR = 'inspector@force.example';
    beforeAll(async () => {
      await line.admin.query(
        `with hired as (
           insert into officer (force_id, id, collar_number, name, rank, duty_email, created_at, updated_at)
           values ('squares', gen_random_uuid(), '7', 'Officer 7', 'inspector', 'inspector@force.example', now(), now()) returning id),
         area as (
           insert into command_area (force_id, id, code, name, during)
           values ('squares', gen_random_uuid(), 'C1', 'Command One', '[2025-07-01,)') returning id),
         held as (
           insert into command_area_neighbourhood (force_id, id, command_area_id, neighbourhood_id, during)
           select 'squares', gen_random_uuid(), area.id, n.id, '[2025-07-01,)' from area, neighbourhood n where n.code = 'S2')
         insert into command_area_supervisor (force_id, id, command_area_id, officer_id, during)
         select 'squares', gen_random_uuid(), area.id, hired.id, '[2025-07-01,)' from area, hired`,
      );
    });
    afterAll(async () => {
      await line.admin.query('delete from command_area_supervisor');
      await line.admin.query('delete from command_area_neighbourhood');
    });
    const told = (...hears: string[]): void =>
      line.found(ResponseStandards).use({
        alertsFrom: '2025-07-01',
        versions: [
          {
            ...{ version: '2025-07', inForceFrom: '2025-07-01', handedOver: ['lead'] },
            rungs: [{ stage: 'due-in-24-hours', hoursFromDue: -24, hears }],
          },
        ],
        nobodyLeft: ['force-admin'],
      });

    it.each<[what: string, hears: string[], absent: string[], to: string[]]>([
      ['each by its own name', ['supervisor'], [], [SERGEANT]],
      ['the other likewise', ['area-supervisor'], [], [INSPECTOR]],
      ['both', ['supervisor', 'area-supervisor'], [], [INSPECTOR, SERGEANT]],
      ['the area’s in the place of an absent one', ['supervisor'], ['9'], [INSPECTOR]],
      ['the force where both are away', ['supervisor'], ['9', '7'], [ADMIN]],
      ['that of the neighbourhood for nobody of its own', ['lead'], ['2', '8'], [SERGEANT]],
      ['that of the area where that one is away, too', ['lead'], ['2', '8', '9'], [INSPECTOR]],
    ])('hear %s', async (_what, hears, absent, to) => {
      told(...hears);
      for (const collar of absent) await away(collar, '2026-06-03', '2026-06-03');
      line.moveTo(A_DAY_BEFORE);
      await tick();
      expect(heard()).toEqual(to);
    });
  });

  it('with the supervisor away too, the force hears', async () => {
    for (const collar of ['2', '8', '9']) await away(collar, '2026-06-03', '2026-06-03');
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect(heard()).toEqual([ADMIN]);
    expect(await openGaps()).toBe(1);
  });

  it('who falls ill between sweep and sending does not get it; the deputy does', async () => {
    line.moveTo(A_DAY_BEFORE);
    await line.found(AlertsService).raiseAlertsDue();
    await away('2', '2026-06-03', '2026-06-05', 'sickness');
    await line.found(Sender).sendDue();
    await tick();
    expect(heard()).toEqual([DEPUTY]);
  });

  it('refused for good climbs to those of the next rung, who are told once', async () => {
    line.mailbox.answer = (to) => (to === LEAD ? 550 : null);
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect(heard()).toEqual([DEPUTY, SERGEANT]);
    await tick();
    expect(heard()).toEqual([]);
  });

  it('refused by everybody, it goes up to the force', async () => {
    line.mailbox.answer = (to) => (to === ADMIN ? null : 550);
    line.moveTo(A_DAY_BEFORE);
    await tick();
    await tick();
    await tick();
    expect(heard()).toEqual([ADMIN]);
    await tick();
    expect(heard()).toEqual([]);
  });
});

describe('whoever took it up', () => {
  it('hears alone until the next rung, which tells everybody', async () => {
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect(heard()).toEqual([LEAD]);
    await takenUp('8', '2026-06-03T12:05:00.000Z');
    line.moveTo(FOUR_HOURS_BEFORE);
    await tick();
    expect(heard()).toEqual([DEPUTY, LEAD, SERGEANT]);
  });

  it('hears a rung that repeats alone, for this time', async () => {
    line.moveTo('2026-06-05T12:00:00.000Z');
    await tick();
    expect(heard()).toEqual([ADMIN, DEPUTY, LEAD, SERGEANT].sort());
    await takenUp('8', '2026-06-06T12:00:00.000Z');
    line.moveTo('2026-06-06T12:00:00.000Z');
    await tick();
    expect(heard()).toEqual([DEPUTY]);
    expect(await skipped()).toEqual(['2 taken-up', '9 taken-up']);
    line.moveTo('2026-06-07T12:00:00.000Z');
    await tick();
    expect(heard()).toEqual([ADMIN, DEPUTY, LEAD, SERGEANT].sort());
  });

  it('hears nothing when away: then it is as if nobody had', async () => {
    line.moveTo('2026-06-05T12:00:00.000Z');
    await tick();
    line.mails();
    await takenUp('8', '2026-06-06T12:00:00.000Z');
    await away('8', '2026-06-06', '2026-06-06');
    line.moveTo('2026-06-06T12:00:00.000Z');
    await tick();
    expect(heard()).toEqual([ADMIN, LEAD, SERGEANT].sort());
  });

  it('between sweep and sending, spares the others', async () => {
    line.moveTo(FOUR_HOURS_BEFORE);
    await line.found(AlertsService).raiseAlertsDue();
    await takenUp('8', FOUR_HOURS_BEFORE);
    await line.found(Sender).sendDue();
    await tick();
    expect(heard()).toEqual([DEPUTY]);
  });
});

describe('a ladder that must be taken up', () => {
  const ladder = (hours: number): object => {
    const file = structuredClone(readConfigFile('response-standard.yaml')) as {
      versions: { rungs: { takeUpWithinHours?: number }[] }[];
    };
    file.versions.forEach(({ rungs }) => rungs.forEach((rung) => (rung.takeUpWithinHours = hours)));
    return file;
  };
  const raised = async (): Promise<string[]> =>
    (
      await line.admin.query<{ alert: string }>(
        `select a.stage || '+' || a.step || case when a.superseded_at is null then '' else ' superseded' end as alert
           from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id
           join contact c on c.force_id = k.force_id and c.id = k.contact_id where c.reference = $1 order by a.planned_at`,
        [reference],
      )
    ).rows.map(({ alert }) => alert);

  it('calls those of the next rung who were not told, each once', async () => {
    line.found(ResponseStandards).use(ladder(6));
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect(heard()).toEqual([LEAD]);
    line.moveTo('2026-06-03T17:59:59.999Z');
    await tick();
    expect(heard()).toEqual([]);
    line.moveTo('2026-06-03T18:00:00.000Z');
    await tick();
    expect(heard()).toEqual([DEPUTY, SERGEANT]);
    line.moveTo('2026-06-04T06:00:00.000Z');
    await tick();
    expect(heard()).toEqual([ADMIN]);
    line.moveTo(DUE);
    await tick();
    expect(heard()).toEqual([DEPUTY, LEAD, SERGEANT]);
    expect(await raised()).toEqual([
      'due-in-24-hours+0',
      'due-in-24-hours+1',
      'due-in-24-hours+2 superseded',
      'due-in-24-hours+3',
      'due-in-4-hours+0 superseded',
      'due+0',
    ]);
  });

  it('calls nobody once it was taken up', async () => {
    line.found(ResponseStandards).use(ladder(6));
    line.moveTo(A_DAY_BEFORE);
    await tick();
    await takenUp('2', '2026-06-03T13:00:00.000Z');
    line.mails();
    line.moveTo('2026-06-04T07:00:00.000Z');
    await tick();
    expect(heard()).toEqual([]);
    expect(await raised()).toEqual(['due-in-24-hours+0']);
  });
});

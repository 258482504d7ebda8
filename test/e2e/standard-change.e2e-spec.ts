import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { AlertsService } from '../../src/alerts/alerts.service.js';
import { type StandardPreview, StandardChanges } from '../../src/alerts/standard/standard-changes.service.js';
import { readConfigFile } from '../../src/config/config-files.js';
import { ResponseStandards } from '../../src/contacts/response-standards.js';
import { Sender } from '../../src/mail/sender.js';
import { ask } from '../support/real-input/api.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

const BY = { actor: { kind: 'command', id: 'test' } } as const;
const FORCE = 'squares';
/** Of a contact that was sent at NOW: 24 hours before it is due, and so on. */
const [A_DAY_BEFORE, DUE] = ['2026-06-03T12:00:00.000Z', '2026-06-04T12:00:00.000Z'];
const hoursFromDue = (hours: number): string => new Date(Date.parse(DUE) + hours * 3_600_000).toISOString();

/** The file of the product with versions of the force’s own. */
const withVersions = (...versions: object[]): object => ({
  ...(readConfigFile('response-standard.yaml') as object),
  forces: { squares: { versions } },
});
const OWN = {
  version: 'own',
  inForceFrom: '2026-05-01',
  target: { hours: 48 },
  rungs: [
    { stage: 'day-gone', hoursFromTarget: -24, hears: ['lead'] },
    { stage: 'due-in-24-hours', hoursFromDue: -24, hears: ['lead', 'mailbox'] },
    { stage: 'due', hoursFromDue: 0, hears: ['lead', 'force-admin'] },
    { stage: 'overdue', hoursFromDue: 24, repeatEveryHours: 48, hears: ['force-admin'] },
  ],
  handedOver: ['lead'],
};

let line: SmallStage;
beforeAll(async () => {
  line = await SmallStage.set();
});
afterAll(() => line.leave());

let reference: string;
beforeEach(async () => {
  line.moveTo(NOW);
  line.found(ResponseStandards).use(readConfigFile('response-standard.yaml'));
  reference = await received();
  line.found(ResponseStandards).use(withVersions(OWN));
});
afterEach(async () => {
  line.mailbox.answer = () => null;
  await line.admin.query(
    `update clock set next_alert_at = null, out_of_scope_at = coalesce(out_of_scope_at, due_at), out_of_scope_reason = coalesce(out_of_scope_reason, 'spam')
      where stopped_at is null`,
  );
  await line.found(AlertsJob).tick();
  line.mails();
});

const received = (): Promise<string> => line.received({ enquirer: { telephone: '01632 960001' } });
const tick = (): Promise<unknown> => line.found(AlertsJob).tick();
const changes = (): StandardChanges => line.found(StandardChanges);
const preview = (to = 'own'): Promise<StandardPreview> => changes().previewChange(FORCE, to, BY, 20);
const apply = async (to = 'own'): Promise<number> =>
  changes().applyChange(FORCE, to, (await preview(to)).fingerprint, BY);

interface Clock {
  id: string;
  version: string;
  due: string;
  target: string | null;
  next: string | null;
}
const iso = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
async function clockOf(of = reference): Promise<Clock> {
  const { rows } = await line.admin.query<Clock>(
    `select k.id, k.standard_version as version, ${iso('k.due_at')} as due, ${iso('k.target_at')} as target, ${iso('k.next_alert_at')} as next
       from clock k join contact c on c.force_id = k.force_id and c.id = k.contact_id where c.reference = $1`,
    [of],
  );
  return rows[0]!;
}
async function alertsOf(of = reference): Promise<string[]> {
  const { rows } = await line.admin.query<{ said: string }>(
    `select a.stage || ' ' || a.occurrence || case when a.superseded_at is not null then ' superseded'
              when a.withdrawn_at is not null then ' withdrawn: ' || a.withdrawn_reason else ' told' end as said
       from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id join contact c on c.force_id = k.force_id and c.id = k.contact_id
      where c.reference = $1 order by a.planned_at, a.raised_at`,
    [of],
  );
  return rows.map(({ said }) => said);
}
const subjects = (): string[] =>
  line
    .mails()
    .filter(({ text }) => text.includes(reference))
    .map(({ to }) => to)
    .sort();

describe('a changed standard', () => {
  it('applies to clocks that start after it, and leaves open ones alone until it is asked for', async () => {
    const later = await received();
    expect(await clockOf(later)).toMatchObject({ version: 'own', target: '2026-06-03T12:00:00.000Z' });
    expect(await clockOf()).toMatchObject({ version: '2025-07', target: null, next: A_DAY_BEFORE });
    await preview();
    expect(await clockOf()).toMatchObject({ version: '2025-07', target: null, next: A_DAY_BEFORE });
  });

  it('gives open ones its target and its rungs; due_at never moves', async () => {
    const { changes: previewed } = await preview();
    expect(
      previewed.map(({ clock, targetAt, moved }) => [clock.reference, targetAt?.toISO(), moved.saidAtOnce]),
    ).toEqual([[reference, '2026-06-03T12:00:00.000Z', null]]);
    expect(await apply()).toBe(1);
    expect(await clockOf()).toMatchObject({
      version: 'own',
      due: DUE,
      target: '2026-06-03T12:00:00.000Z',
      next: '2026-06-02T12:00:00.000Z',
    });
    expect(await apply()).toBe(0);
  });

  it('stands on the timeline with both targets, and in the audit, by whom it was applied', async () => {
    await apply();
    line.found(ResponseStandards).use(
      withVersions(OWN, {
        ...OWN,
        version: 'own-2',
        inForceFrom: '2026-06-01',
        target: { workingDays: 1 },
      }),
    );
    await apply('own-2');
    const { json } = await line.to(reference);
    expect(json.timeline.filter(({ kind }: { kind: string }) => kind === 'standard-changed')).toEqual([
      expect.objectContaining({
        facts: { from: '2025-07', to: 'own', targetIs: '2026-06-03T12:00:00.000Z' },
        by: 'command',
      }),
      expect.objectContaining({
        facts: {
          from: 'own',
          to: 'own-2',
          targetWas: '2026-06-03T12:00:00.000Z',
          targetIs: '2026-06-02T23:00:00.000Z',
        },
      }),
    ]);
    const { rows } = await line.admin.query(
      `select actor_kind, action, detail->>'to' as to from audit_entry e join contact c on c.id::text = e.subject_id
        where c.reference = $1 and detail->>'kind' = 'standard-changed' order by e.id`,
      [reference],
    );
    expect(rows).toEqual([
      { actor_kind: 'command', action: 'alter', to: 'own' },
      { actor_kind: 'command', action: 'alter', to: 'own-2' },
    ]);
  });

  it('says at once what went by unsaid, and only the latest of it', async () => {
    line.moveTo(hoursFromDue(-30));
    await tick();
    expect(subjects()).toEqual([]);
    expect((await preview()).changes[0]!.moved.saidAtOnce).toBe('day-gone');
    await apply();
    await tick();
    expect(subjects()).toEqual(['duty.1@force.example']);
    expect(await alertsOf()).toEqual(['day-gone 1 told']);
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect(subjects()).toEqual(['duty.1@force.example', 'team.s1@force.example']);
  });

  it('says nothing again that was said under the same stage name', async () => {
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect(subjects()).toHaveLength(2);
    line.moveTo(hoursFromDue(-20));
    await apply();
    await tick();
    expect(subjects()).toEqual([]);
    expect(await alertsOf()).toEqual(['due-in-24-hours 1 told']);
    expect(await clockOf()).toMatchObject({ next: DUE });
  });

  it('that repeats less often still says each time that comes', async () => {
    for (const hours of [-24, -4, 0, 24, 48, 72]) {
      line.moveTo(hoursFromDue(hours));
      await tick();
    }
    line.mails();
    await apply();
    line.moveTo(hoursFromDue(119));
    await tick();
    expect(subjects()).toEqual([]);
    line.moveTo(hoursFromDue(120));
    await tick();
    expect(subjects()).toEqual(['admin@force.example']);
  });

  it('which is withdrawn withdraws its queued alerts, and what waits speaks by the other', async () => {
    line.moveTo(A_DAY_BEFORE);
    await line.found(AlertsService).raiseAlertsDue();
    line
      .found(ResponseStandards)
      .use(withVersions({ ...OWN, version: 'instead', rungs: OWN.rungs.slice(2) }));
    await apply('instead');
    expect(await alertsOf()).toEqual(['due-in-24-hours 1 withdrawn: standard-changed']);
    await line.found(Sender).sendDue();
    expect(subjects()).toEqual([]);
    line.moveTo(DUE);
    await tick();
    expect(subjects()).toEqual(['admin@force.example', 'duty.1@force.example']);
  });

  it('which is lost from the file is named with what waits under it, and can be left', async () => {
    await apply();
    line.found(ResponseStandards).use(readConfigFile('response-standard.yaml'));
    expect((await changes().versionsOf(FORCE)).counts).toEqual([{ version: 'own', waiting: 1 }]);
    expect(await apply('2025-07')).toBe(1);
    expect(await clockOf()).toMatchObject({ version: '2025-07', target: null, due: DUE, next: A_DAY_BEFORE });
  });

  it('says what it withdrew before anybody was told after all, if the version has it, once', async () => {
    line.moveTo(A_DAY_BEFORE);
    line.mailbox.answer = () => 451;
    await tick();
    await apply();
    expect(await alertsOf()).toEqual(['due-in-24-hours 1 withdrawn: standard-changed']);
    line.mailbox.answer = () => null;
    line.moveTo(hoursFromDue(-23));
    await tick();
    await tick();
    expect(subjects()).toEqual(['duty.1@force.example', 'team.s1@force.example']);
    expect(await alertsOf()).toEqual(['day-gone 1 superseded', 'due-in-24-hours 1 told']);
  });

  it('keeps the alert by which a hand-over is told', async () => {
    const { id } = await clockOf();
    await line.admin.query(
      `insert into alert (force_id, clock_id, stage, occurrence, step, planned_at, rung_at, urgent, raised_at)
       values ('squares', $1, 'handed-over', 1, 0, $2, $2, false, $2)`,
      [id, NOW],
    );
    await apply();
    await tick();
    expect(subjects()).toEqual(['duty.1@force.example']);
    expect(await alertsOf()).toEqual(['handed-over 1 told']);
  });

  it('touches no clock that waits no more, and no past figure', async () => {
    const [answered, excluded] = [await received(), await received()];
    await line.admin.query(`update clock set standard_version = '2025-07', target_at = null`);
    await line.to(`${answered}/responses`, {
      route: 'phone',
      respondedAt: NOW,
      text: 'Told.',
      nextSteps: 'We patrol.',
    });
    await line.to(`${excluded}/out-of-scope`, { reason: 'spam' });
    line.moveTo('2026-07-02T12:00:00.000Z');
    const report = async (): Promise<unknown> => {
      const path = '/api/v1/reports/compliance?from=2026-06-01&to=2026-06-30';
      const { json } = await ask(line.stage.url, path, { key: line.stage.apiKey });
      return json.figures;
    };
    const before = await report();
    expect(before).toBeDefined();
    expect(await apply()).toBe(1);
    expect(await report()).toEqual(before);
    expect([await clockOf(answered), await clockOf(excluded)]).toEqual([
      expect.objectContaining({ version: '2025-07', next: null }),
      expect.objectContaining({ version: '2025-07', next: null }),
    ]);
  });

  it('keeps history untold', async () => {
    await line.admin.query(
      `update clock set started_at = '2025-06-01T12:00:00Z', due_at = '2025-06-04T12:00:00Z', next_alert_at = null where id = $1`,
      [(await clockOf()).id],
    );
    await apply();
    expect(await clockOf()).toMatchObject({ version: 'own', next: null });
  });
});

describe('what was previewed', () => {
  it('is what is applied, or nothing is', async () => {
    const { fingerprint } = await preview();
    line.found(ResponseStandards).use(readConfigFile('response-standard.yaml'));
    const other = await received();
    line.found(ResponseStandards).use(withVersions(OWN));
    await expect(changes().applyChange(FORCE, 'own', fingerprint, BY)).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect([(await clockOf()).version, (await clockOf(other)).version]).toEqual(['2025-07', '2025-07']);
    expect(await apply()).toBe(2);
  });

  it('is another once the version says something else', async () => {
    const { fingerprint } = await preview();
    line.found(ResponseStandards).use(withVersions({ ...OWN, rungs: OWN.rungs.slice(1) }));
    await expect(changes().applyChange(FORCE, 'own', fingerprint, BY)).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  it.each(['nonsense', '', 'own-later'])(
    'is nothing for the version "%s", which does not hold',
    async (to) => {
      line
        .found(ResponseStandards)
        .use(withVersions(OWN, { ...OWN, version: 'own-later', inForceFrom: '2026-07-01' }));
      await expect(preview(to)).rejects.toMatchObject({ kind: 'invalid' });
    },
  );
});

describe('applying to many', () => {
  const MANY = 1_200;
  beforeEach(async () => {
    await line.admin.query(
      `with many as (
         insert into contact (force_id, id, reference, neighbourhood_id, channel, stated_at, received_at, reachable)
         select c.force_id, gen_random_uuid(), 'many-' || n, c.neighbourhood_id, 'api', c.stated_at, c.received_at, true
           from contact c, generate_series(1, ${MANY}) n where c.reference = $1 returning *)
       insert into clock (force_id, id, contact_id, neighbourhood_id, started_at, due_at, standard_version, next_alert_at)
       select force_id, gen_random_uuid(), id, neighbourhood_id, stated_at, stated_at + interval '72 hours', '2025-07', stated_at + interval '48 hours' from many`,
      [reference],
    );
  });
  afterEach(async () => {
    await line.admin.query('drop trigger if exists stop_in_the_middle on clock');
    await line.admin.query(
      `with many as (select id from contact where reference like 'many-%'),
            of_audit as (delete from timeline_entry where contact_id in (select id from many)),
            of_clock as (delete from clock where contact_id in (select id from many) returning contact_id)
       select count(*) from of_clock`,
    );
    await line.admin.query(`delete from contact where reference like 'many-%'`);
  });
  const under = async (version: string): Promise<number> => {
    const { counts } = await changes().versionsOf(FORCE);
    return counts.find((one) => one.version === version)?.waiting ?? 0;
  };

  it('which is interrupted in the middle and run again finishes, each once', async () => {
    // The database stops the second batch, as a crash would.
    await line.admin.query(
      `create or replace function stop_in_the_middle() returns trigger language plpgsql as $$
       begin
         if (select count(*) from clock where standard_version = 'own') > 700 then raise exception 'stopped in the middle'; end if;
         return new;
       end $$;
       create trigger stop_in_the_middle after update of standard_version on clock for each row execute function stop_in_the_middle()`,
    );
    await expect(apply()).rejects.toThrow('stopped in the middle');
    expect(await under('own')).toBe(500);
    await line.admin.query('drop trigger stop_in_the_middle on clock');
    expect(await apply()).toBe(MANY + 1 - 500);
    expect([await under('own'), await under('2025-07')]).toEqual([MANY + 1, 0]);
    const { rows } = await line.admin.query<{ entries: number; clocks: number }>(
      `select count(*)::int as entries, count(distinct contact_id)::int as clocks from timeline_entry where kind = 'standard-changed'
          and contact_id in (select id from contact where reference like 'many-%' or reference = $1)`,
      [reference],
    );
    expect(rows).toEqual([{ entries: MANY + 1, clocks: MANY + 1 }]);
  });

  it('leaves out who is answered between the preview and its lock', async () => {
    // A team holds one of them while the batches begin, and commits its answer.
    await line.admin.query('begin');
    await line.admin.query(
      `update clock set stopped_at = $2, stopped_recorded_at = $2, next_alert_at = null where id = $1`,
      [(await clockOf()).id, NOW],
    );
    const applying = apply();
    await expect(waits()).resolves.toBe(true);
    await line.admin.query('commit');
    expect(await applying).toBe(MANY);
    expect(await clockOf()).toMatchObject({ version: '2025-07', next: null });
  });

  /** Does somebody wait for a lock by now? */
  async function waits(): Promise<boolean> {
    for (let tries = 0; tries < 200; tries += 1) {
      const { rows } = await line.admin.query<{ waiting: number }>(
        `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (rows[0]!.waiting > 0) return true;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return false;
  }
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { People } from '../../src/access/people.js';
import type { Role } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { type AlertState, raisedAlerts } from '../../src/alerts/page/raised-alerts.query.js';
import { AlertsService } from '../../src/alerts/alerts.service.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { ask } from '../support/real-input/api.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';
import { wordsOf } from '../support/registry-import.js';

/** Of a contact that was sent at NOW. */
const [A_DAY_BEFORE, FOUR_HOURS_BEFORE] = ['2026-06-03T12:00:00.000Z', '2026-06-04T08:00:00.000Z'];
const BY = { kind: 'command', id: 'test' } as const;

let line: SmallStage;
const people: Partial<Record<Role, string>> = {};
beforeAll(async () => {
  line = await SmallStage.set();
  // Officer 2 is something to S2 alone.
  const { rows } = await line.admin.query<{ id: string }>(`select id from officer where collar_number = '2'`);
  for (const [role, officerId] of [
    ['supervisor', rows[0]!.id],
    ['team', null],
    ['force-admin', null],
    ['auditor', null],
  ] as const)
    people[role] = await line
      .found(People)
      .add('squares', { name: `A ${role}`, role, ...(officerId && { officerId }) }, BY);
});
afterAll(() => line.leave());

let reference: string;
beforeEach(async () => {
  line.moveTo(NOW);
  reference = await received('S1');
});
afterEach(async () => {
  line.mailbox.answer = () => null;
  await line.admin.query(`delete from alert_preference`);
  await line.admin.query(`update officer set name_withheld = false`);
  await line.admin.query(`delete from absence`);
  await line.admin.query(
    `update clock set next_alert_at = null, out_of_scope_at = coalesce(out_of_scope_at, due_at), out_of_scope_reason = coalesce(out_of_scope_reason, 'spam') where stopped_at is null`,
  );
  await tick();
  await line.admin.query('delete from delivery');
  await line.admin.query('delete from alert');
  await line.admin.query('delete from listening_gap');
  line.mails();
});

const received = (neighbourhood: string): Promise<string> =>
  line.received({ neighbourhood, enquirer: { name: 'Kit Waters', telephone: '01632 960001' } });
const tick = (): Promise<unknown> => line.found(AlertsJob).tick();
async function open(
  path: string,
  role: Role = 'force-admin',
): Promise<{ status: number; html: string; words: string }> {
  const cookie = `npg-session=${await line.found(Sessions).start('squares', people[role]!)}`;
  const { status, text } = await ask(line.stage.url, path, { cookie });
  return { status, html: text, words: wordsOf(text) };
}
/** The rows of the table, each as its words. */
async function rowsOf(path: string, role: Role = 'force-admin'): Promise<string[]> {
  const { html } = await open(path, role);
  const body = /<tbody[\s\S]*?<\/tbody>/.exec(html)?.[0] ?? '';
  return (body.match(/<tr[\s\S]*?<\/tr>/g) ?? []).map((row) => wordsOf(row));
}

describe('the alerts page', () => {
  it('says what was sent to whom and when, and each row opens its contact', async () => {
    line.moveTo(A_DAY_BEFORE);
    await tick();
    const { html } = await open('/alerts');
    expect(html).toContain(`href="/contacts/${reference}"`);
    expect(await rowsOf('/alerts')).toEqual([
      `3 Jun 2026, 1pm ${reference} Square S1 24 hours left Sent Officer 1: sent 3 Jun 2026, 1pm Team mailbox of Square S1: sent 3 Jun 2026, 1pm`,
    ]);
  });

  it('tells nothing about the public', async () => {
    line.moveTo(A_DAY_BEFORE);
    await tick();
    const { html } = await open('/alerts');
    for (const personal of ['Kit', 'Waters', '960001', 'Bins', 'burn']) expect(html).not.toContain(personal);
  });

  it('tells a withheld name to no supervisor', async () => {
    await line.admin.query(`update officer set name_withheld = true where collar_number = '2'`);
    await received('S2');
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect((await rowsOf('/alerts', 'supervisor'))[0]).toContain('Officer 2, name withheld: sent');
    expect((await rowsOf('/alerts?neighbourhood=S2'))[0]).toContain(
      'Officer 2 (name withheld from the public): sent',
    );
  });

  it('is each supervisor’s own areas, all of the force for its admins, and nothing for anybody else', async () => {
    const ofS2 = await received('S2');
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect(await rowsOf('/alerts')).toHaveLength(2);
    const own = await rowsOf('/alerts', 'supervisor');
    expect(own).toEqual([expect.stringContaining(ofS2)]);
    expect(await rowsOf('/alerts?neighbourhood=S1', 'supervisor')).toEqual([]);
    for (const role of ['team', 'auditor'] as const) expect((await open('/alerts', role)).status).toBe(403);
  });

  it('is logged as a consultation of the contacts it showed', async () => {
    line.moveTo(A_DAY_BEFORE);
    await tick();
    await open('/alerts');
    const { rows } = await line.admin.query(
      `select e.action, e.subject_kind, e.subject_id, array(select c.reference from contact c where e.detail->'contacts' ? c.id::text) as of
         from audit_entry e where e.subject_id = 'alerts' order by id desc limit 1`,
    );
    expect(rows).toEqual([
      { action: 'consult', subject_kind: 'contact-list', subject_id: 'alerts', of: [reference] },
    ]);
  });

  it('says who was passed over, and never what kind of absence it was', async () => {
    await line.admin.query(
      `insert into absence (force_id, id, officer_id, kind, during, recorded_at)
       select 'squares', gen_random_uuid(), id, 'sickness', '[2026-06-01,2026-06-30)', now() from officer where collar_number = '1'`,
    );
    line.moveTo(A_DAY_BEFORE);
    await tick();
    const [row] = await rowsOf('/alerts');
    expect(row).toContain('Officer 1: not told, absent');
    expect((await open('/alerts')).html).not.toContain('sickness');
  });

  it('names the neighbourhoods whose own people cannot hear, and since when', async () => {
    await line.admin.query(
      `insert into absence (force_id, id, officer_id, kind, during, recorded_at)
       select 'squares', gen_random_uuid(), id, 'leave', '[2026-06-01,2026-06-30)', now() from officer where collar_number = '1'`,
    );
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect((await open('/alerts')).words).toContain(
      'Square S1 (S1) , since Wednesday 3 June 2026 at 1pm BST',
    );
    expect((await open('/alerts', 'supervisor')).words).not.toContain('Nobody hears');
  });
});

describe('the timeline of a contact', () => {
  it('says to whom an alert went, who was passed over, and that it climbed', async () => {
    await line.admin.query(
      `insert into absence (force_id, id, officer_id, kind, during, recorded_at)
       select 'squares', gen_random_uuid(), id, 'leave', '[2026-06-01,2026-06-30)', now() from officer where collar_number = '1'`,
    );
    line.mailbox.answer = (to) => (to === 'team.s1@force.example' ? 550 : null);
    line.moveTo(A_DAY_BEFORE);
    await tick();
    await tick();
    const { words } = await open(`/contacts/${reference}`);
    expect(words).toContain('Team alerted: 24 hours left (1 mail)');
    for (const said of [
      'Admin 0: told 3 Jun 2026, 1pm',
      'Team mailbox of Square S1: the mail could not be sent',
      'Officer 1: not told, absent',
      'A mail could not be sent, so the next in line was told',
    ])
      expect(words).toContain(said);
    // A machine is told what it was told before: no name of anybody.
    const { text } = await line.to(reference);
    expect(text).not.toContain('Admin 0');
  });
});

describe('the state of an alert', () => {
  const only = async (state: string): Promise<string[]> =>
    (await rowsOf(`/alerts?state=${state}`)).map((row) => row.replace(/^.*?left /, ''));

  it('is held, until quiet hours end', async () => {
    await line.admin.query(
      `insert into alert_preference (force_id, officer_id, quiet_from, quiet_until, updated_at)
       select 'squares', id, '11:00', '20:00', now() from officer where collar_number = '1'`,
    );
    line.moveTo(A_DAY_BEFORE);
    await tick();
    expect(await only('waiting')).toEqual([
      'Sent Held Team mailbox of Square S1: sent 3 Jun 2026, 1pm Officer 1: held by quiet hours until 3 Jun 2026, 8pm',
    ]);
    expect(await only('late')).toEqual([]);
    line.moveTo('2026-06-03T19:00:00.000Z');
    await tick();
    expect(await only('waiting')).toEqual([]);
    expect((await only('sent'))[0]).toContain(
      'Officer 1: sent 3 Jun 2026, 8pm, held by quiet hours until then',
    );
    expect(await only('late')).toEqual([]);
  });

  it('is failed, where a mail was refused for good, with what the server said', async () => {
    line.mailbox.answer = (to) => (to === 'duty.1@force.example' ? 550 : null);
    line.moveTo(A_DAY_BEFORE);
    await tick();
    const [row] = await only('failed');
    expect(row).toMatch(/^Sent Failed for 1 .*Officer 1: could not be sent \(.*refused by the test/);
    expect(await only('withdrawn')).toEqual([]);
  });

  it('is late, when it was sent long after it could be said, and while it is not', async () => {
    line.moveTo('2026-06-03T14:05:00.000Z');
    line.mailbox.answer = () => 451;
    await tick();
    expect((await only('late'))[0]).toMatch(/^On its way Late Officer 1: on its way, tried once/);
    line.mailbox.answer = () => null;
    line.moveTo('2026-06-03T14:30:00.000Z');
    await tick();
    expect((await only('late'))[0]).toBe(
      'Sent Late Officer 1: sent 3 Jun 2026, 3:30pm, 2 hours 30 minutes late Team mailbox of Square S1: sent 3 Jun 2026, 3:30pm, 2 hours 30 minutes late',
    );
  });

  it('is withdrawn with the reason, or superseded', async () => {
    line.moveTo(FOUR_HOURS_BEFORE);
    await line.found(AlertsService).raiseAlertsDue();
    await line.to(`${reference}/responses`, {
      route: 'phone',
      respondedAt: NOW,
      text: 'Told.',
      nextSteps: 'We patrol.',
    });
    await tick();
    expect(await only('withdrawn')).toEqual([
      expect.stringMatching(
        /^Withdrawn 4 Jun 2026, 9am: answered before it was sent Officer 1: not told, answered/,
      ),
    ]);
    expect(await only('superseded')).toEqual(['Not sent A later alert of the same moment said more']);
  });

  it('is that nobody could be told yet, where there is nobody', async () => {
    await line.admin.query(`update person set email = null`);
    try {
      await received('S3');
      line.moveTo(A_DAY_BEFORE);
      await tick();
      expect(await rowsOf('/alerts?state=unheard')).toEqual([
        expect.stringContaining('Square S3 24 hours left Nobody could be told yet'),
      ]);
    } finally {
      await line.admin.query(`update person set email = 'admin@force.example' where name = 'Admin 0'`);
    }
  });
});

describe('the filters', () => {
  it.each([
    ['/alerts?state=nonsense', 'Choose one of the states'],
    ['/alerts?from=2026-02-30', 'The first day must be a real date'],
    ['/alerts?from=2026-06-03&to=2026-06-02', 'The last day must not be before the first day'],
    ['/alerts?before=nonsense', 'Go back to the first page'],
    ['/alerts?colour=red', 'colour is not a known field'],
  ])('refuse %s and say what to do', async (path, message) => {
    const { status, html, words } = await open(path);
    expect([status, words]).toEqual([400, expect.stringContaining(message)]);
    expect(html).toContain('<title>Error: Alerts');
  });

  it('choose local days, both ends included', async () => {
    line.moveTo('2026-06-03T23:30:00.000Z');
    await tick();
    expect(await rowsOf('/alerts?from=2026-06-04&to=2026-06-04')).toHaveLength(1);
    expect(await rowsOf('/alerts?to=2026-06-03')).toHaveLength(0);
    expect(await rowsOf('/alerts?from=2026-06-05')).toHaveLength(0);
  });
});

describe('with many alerts', () => {
  const fill = (count: number): Promise<unknown> =>
    line.admin.query(
      `insert into alert (force_id, clock_id, stage, occurrence, planned_at, raised_at, superseded_at)
       select k.force_id, k.id, 'overdue', n, t.at, t.at, t.at from clock k join contact c on c.force_id = k.force_id and c.id = k.contact_id,
              generate_series(1, $2) n, lateral (select timestamptz '2026-05-01' - n * interval '1 second' as at) t where c.reference = $1`,
      [reference, count],
    );

  it('each is on one page and no other, many of one instant, too', async () => {
    await fill(120);
    await line.admin.query(`update alert set raised_at = '2026-05-01T00:00:00.123456Z'`);
    const seen: string[] = [];
    let path: string | undefined = '/alerts';
    for (let pages = 0; path && pages < 5; pages += 1) {
      const { html }: { html: string } = await open(path);
      seen.push(...[...html.matchAll(/Overdue(?:, time (\d+))?\s*</g)].map(([, time]) => time ?? '1'));
      path = /href="(\/alerts\?before=[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
  });

  it('a page reads no more of them however many there are, on the first page and far back', async () => {
    const cursor = (day: string): string => `${day}T22:00:00.000000Z_00000000-0000-0000-0000-000000000000`;
    const read = (far: string): Promise<number[]> =>
      line.found(ForceDatabase).inForce('squares', async (manager) => {
        const states = [null, 'failed', 'waiting', 'withdrawn'] as const;
        const blocks = [await blocksRead(manager, null, cursor(far))];
        for (const state of states) blocks.push(await blocksRead(manager, state, null));
        return blocks;
      });
    await fill(15_000);
    await line.admin.query('vacuum analyze alert');
    const few = await read('2026-04-30');
    await line.admin.query(
      `insert into alert (force_id, clock_id, stage, occurrence, planned_at, raised_at, superseded_at)
       select force_id, clock_id, 'older', n, at, at, at from (select force_id, clock_id from alert limit 1) a, generate_series(1, 60000) n,
              lateral (select timestamptz '2026-04-01' - n * interval '1 second' as at) t`,
    );
    await line.admin.query('vacuum analyze alert');
    const many = await read('2026-03-31');
    expect(many.filter((blocks, index) => blocks > 1.5 * few[index]! + 50)).toEqual([]);
    const { html } = await open('/alerts?state=withdrawn');
    expect(wordsOf(html)).toContain('Looked through 10,000 alerts, back to');
    expect(html).toMatch(/href="\/alerts\?state=withdrawn&(amp;)?before=/);
  });

  /** How many blocks the statement of a page touches, as the database counts them. */
  async function blocksRead(
    manager: EntityManager,
    state: AlertState | null,
    before: string | null,
  ): Promise<number> {
    interface Plan {
      'QUERY PLAN': { Plan: Record<string, number> }[];
    }
    let plans: Plan[] = [];
    const explaining = {
      query: async (sql: string, values: unknown[]) => {
        plans = await manager.query<Plan[]>(`explain (analyze, buffers, format json) ${sql}`, values);
        return [];
      },
    } as unknown as EntityManager;
    const filter = { state, before, neighbourhoodIds: null, from: null, until: null };
    const look = { limit: 51, now: line.stage.clock.now(), todayOn: '2026-06-03', lateAfterMinutes: 5 };
    await raisedAlerts(explaining, 'squares', filter, look);
    const { Plan: plan } = plans[0]!['QUERY PLAN'][0]!;
    return plan['Shared Hit Blocks']! + plan['Shared Read Blocks']!;
  }
});

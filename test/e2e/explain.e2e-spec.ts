import { execFile } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { People } from '../../src/access/people.js';
import type { Person } from '../../src/access/principal.js';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { AlertsService } from '../../src/alerts/alerts.service.js';
import { explainContact } from '../../src/alerts/explain/explain-contact.js';
import { readConfigFile } from '../../src/config/config-files.js';
import { ResponseStandards } from '../../src/contacts/response-standards.js';
import { TakeUpService } from '../../src/contacts/take-up.service.js';
import { TransferService } from '../../src/contacts/transfer.service.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { ROOT } from '../support/postgres/trial-process.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

const BY = { kind: 'command', id: 'test' } as const;
/** Of a contact that was sent at NOW. */
const [A_DAY_BEFORE, DUE] = ['2026-06-03T12:00:00.000Z', '2026-06-04T12:00:00.000Z'];

let line: SmallStage;
let taker: Person;
beforeAll(async () => {
  line = await SmallStage.set();
  const { rows } = await line.admin.query<{ id: string }>(`select id from officer where collar_number = '2'`);
  const id = await line
    .found(People)
    .add('squares', { name: 'Pat Taker', role: 'team', officerId: rows[0]!.id }, BY);
  taker = {
    kind: 'person',
    id,
    forceId: 'squares',
    name: 'Pat Taker',
    role: 'team',
    officerId: rows[0]!.id,
    sessionId: '',
  };
});
afterAll(() => line.leave());
afterEach(async () => {
  line.mailbox.answer = () => null;
  line.found(ResponseStandards).use(readConfigFile('response-standard.yaml'));
  await line.admin.query(
    `update clock set next_alert_at = null, out_of_scope_at = coalesce(out_of_scope_at, due_at), out_of_scope_reason = coalesce(out_of_scope_reason, 'spam') where stopped_at is null`,
  );
  await line.found(AlertsJob).tick();
  line.mails();
});

const tick = (): Promise<unknown> => line.found(AlertsJob).tick();
const received = (neighbourhood: string): Promise<string> =>
  line.received({
    neighbourhood,
    submittedAt: line.stage.clock.now().toISO(),
    enquirer: { name: 'Kit Waters', telephone: '01632 960001' },
  });

interface Run {
  code: number;
  out: string[];
  err: string;
}
/** The command as a process of its own, on this database. */
function run(command: 'explain' | 'standard', ...args: string[]): Promise<Run> {
  const { PATH = '', HOME = '/' } = process.env;
  const script = `dist/src/alerts/${command}/${command}.command.js`;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, ...args],
      {
        cwd: ROOT,
        env: { PATH, HOME, DATABASE_URL: line.stage.applicationUrl, MAIL_FROM: 'alerts@force.example' },
      },
      (error, out, err) =>
        resolve({ code: (error?.code as number | undefined) ?? 0, out: out.split('\n'), err }),
    );
  });
}
/** The lines of the entry whose heading ends so. */
function entry(out: string[], heading: string): string[] {
  const from = out.findIndex((text) => text.endsWith(heading));
  expect([heading, from >= 0]).toEqual([heading, true]);
  const rest = out.slice(from + 1);
  return rest
    .slice(
      0,
      rest.findIndex((text) => !text.startsWith('  ')),
    )
    .map((text) => text.trim());
}

describe('npm run explain', () => {
  it('of a contact that was answered in time, with a mail held by quiet hours', async () => {
    line.moveTo(NOW);
    await line.admin.query(
      `insert into alert_preference (force_id, officer_id, quiet_from, quiet_until, updated_at)
       select 'squares', id, '11:00', '20:00', now() from officer where collar_number = '1'`,
    );
    const reference = await received('S1');
    line.moveTo(A_DAY_BEFORE);
    await tick();
    line.moveTo('2026-06-03T19:00:02.000Z');
    await tick();
    line.moveTo('2026-06-03T20:00:00.000Z');
    await line.to(`${reference}/responses`, {
      route: 'phone',
      respondedAt: '2026-06-03T20:00:00.000Z',
      text: 'Told.',
      nextSteps: 'We patrol.',
    });
    await line.admin.query('delete from alert_preference');

    const { code, out } = await run('explain', reference);
    expect(code).toBe(0);
    expect(out.slice(0, 6)).toEqual([
      `${reference}, with Square S1 (S1)`,
      '  started   Monday 1 June 2026 at 1pm BST',
      '  due       Thursday 4 June 2026 at 1pm BST',
      '  target    none but the 72 hours',
      '  standard  version 2025-07, in force from 1 July 2025',
      '  state     answered in time, on Wednesday 3 June 2026 at 9pm BST',
    ]);
    const id = '<[0-9a-f-]{36}@force.example>';
    expect(entry(out, ': 24 hours left')).toEqual([
      'raised on Wednesday 3 June 2026 at 1pm BST',
      expect.stringMatching(
        `^told team mailbox of S1: mail accepted on Wednesday 3 June 2026 at 1pm BST, less than a second after it was planned; Message-ID ${id}$`,
      ),
      expect.stringMatching(
        `^told officer 1 \\(lead of S1\\): held by quiet hours until Wednesday 3 June 2026 at 8pm BST, mail accepted on Wednesday 3 June 2026 at 8pm BST, 7 hours after it was planned; Message-ID ${id}$`,
      ),
    ]);
    for (const stage of ['4 hours left', 'due now', 'overdue'])
      expect(entry(out, `: ${stage}`)).toEqual(['not reached: answered on Wednesday 3 June 2026 at 9pm BST']);
    expect(out.slice(-3)).toEqual(['What comes next', '  Nothing: no answer is owed any more.', '']);
    expect(out.join('\n')).not.toMatch(/Kit|Waters|960001|Bins|Told|patrol|Officer 1\b/);
    const { rows } = await line.admin.query(
      `select e.actor_kind, e.actor_id, e.action from audit_entry e join contact c on c.id::text = e.subject_id where c.reference = $1 and e.actor_id = 'explain'`,
      [reference],
    );
    expect(rows).toEqual([{ actor_kind: 'command', actor_id: 'explain', action: 'consult' }]);
  });

  it('of one that climbed through a dead mailbox', async () => {
    // The process has the real clock: this one falls due ahead of it.
    const start = DateTime.utc().minus({ hours: 50 }).startOf('second');
    line.moveTo(start.toISO());
    const reference = await received('S2');
    line.moveTo(start.plus({ hours: 48, seconds: 10 }).toISO());
    line.mailbox.answer = (to) => (to === 'duty.2@force.example' ? 550 : null);
    await tick();
    line.mailbox.answer = () => null;
    await tick();

    const { code, out } = await run('explain', reference, '--force', 'squares');
    expect(code).toBe(0);
    const lines = entry(out, ': 24 hours left');
    expect(lines[0]).toMatch(/^raised on .*, 10 seconds after it was planned$/);
    expect(lines[1]).toMatch(
      /^told person [0-9a-f-]{36} \(force-admin\): mail accepted on .*, 10 seconds after it was planned; Message-ID </,
    );
    expect(lines[2]).toMatch(
      /^to tell officer 2 \(lead of S2\): mail given up on .* after 1 try: .*refused by the test; Message-ID </,
    );
    expect(lines.slice(3)).toEqual(['climbed once: a mail that could not be sent called the next in line']);
    expect(entry(out, ': due now')).toEqual(['still to come']);
    const next = out.slice(out.indexOf('What comes next'));
    expect(next[1]).toMatch(/: 4 hours left$/);
    expect(next.slice(2)).toEqual(['  would tell officer 2 (lead)', '']);
  });

  it('of one that was taken up and handed over', async () => {
    line.found(ResponseStandards).use({
      ...(readConfigFile('response-standard.yaml') as object),
      versions: [
        {
          version: '2025-07',
          inForceFrom: '2025-07-01',
          rungs: [
            { stage: 'due-in-24-hours', hoursFromDue: -24, hears: ['lead'], takeUpWithinHours: 2 },
            { stage: 'due', hoursFromDue: 0, hears: ['lead', 'force-admin'] },
          ],
          handedOver: ['lead', 'mailbox'],
        },
      ],
    });
    line.moveTo(NOW);
    const reference = await received('S2');
    line.moveTo(A_DAY_BEFORE);
    await tick();
    line.moveTo('2026-06-03T13:00:00.000Z');
    await line.found(TakeUpService).takeUp(taker, reference);
    line.moveTo('2026-06-03T16:00:00.000Z');
    await tick();
    await line.found(TransferService).handOver(taker, reference, { to: 'S1' });
    await tick();
    line.moveTo(DUE);
    await tick();

    const { out } = await run('explain', reference);
    expect(out[0]).toBe(`${reference}, with Square S1 (S1)`);
    expect(entry(out, ': taken up (by officer 2)')).toEqual([]);
    expect(entry(out, ': handed over from S2 to S1 (by officer 2)')).toEqual([]);
    const [raised, ...told] = entry(out, ': handed over');
    expect(raised).toBe('raised on Wednesday 3 June 2026 at 5pm BST');
    expect(told.map((text) => text.split(':')[0]).sort()).toEqual([
      'told officer 1 (lead of S1)',
      'told team mailbox of S1',
    ]);
    expect(entry(out, ': due now')[0]).toBe('raised on Thursday 4 June 2026 at 1pm BST');
    const headings = out
      .filter((text) => /^\w+day .*BST: /.test(text))
      .map((text) => text.replace(/^.*?BST: /, ''));
    expect(headings.slice(0, 4)).toEqual([
      '24 hours left',
      'taken up (by officer 2)',
      'handed over from S2 to S1 (by officer 2)',
      'handed over',
    ]);
  });

  it('says who would hear next, and that is who hears', async () => {
    line.moveTo(NOW);
    const references = [await received('S1'), await received('S2'), await received('S3')];
    await line.admin.query(
      `insert into absence (force_id, id, officer_id, kind, during, recorded_at)
       select 'squares', gen_random_uuid(), id, 'sickness', '[2026-06-01,2026-06-30)', now() from officer where collar_number = '2'`,
    );
    try {
      line.moveTo(A_DAY_BEFORE);
      const now = line.stage.clock.now();
      const said: string[] = [];
      for (const reference of references) {
        const found = await line
          .found(ForceDatabase)
          .inForce('squares', (manager) =>
            explainContact(manager, line.found(ResponseStandards), 'squares', reference, now, '2026-06-03'),
          );
        const { heard } = found!.contact.clocks[0]!.next!;
        said.push(
          ...heard.told.map(({ id }) => `${reference} ${id}`),
          ...heard.skipped.map(({ id, skipped }) => `${reference} ${id} ${skipped}`),
        );
      }
      await line.found(AlertsService).raiseAlertsDue();
      const { rows } = await line.admin.query<{ heard: string }>(
        `select c.reference || ' ' || d.recipient_id || coalesce(' ' || d.skipped, '') as heard
           from delivery d join alert a on a.id = d.alert_id join clock k on k.id = a.clock_id join contact c on c.id = k.contact_id where c.reference = any($1)`,
        [references],
      );
      expect(said.length).toBeGreaterThan(3);
      expect(said.sort()).toEqual(rows.map(({ heard }) => heard).sort());
    } finally {
      await line.admin.query('delete from absence');
    }
  });

  it('of a reference that nobody bears is one clear line', async () => {
    expect(await run('explain', 'CCC-CCC-CCC')).toMatchObject({
      code: 1,
      out: [''],
      err: 'No contact has the reference CCC-CCC-CCC.\n',
    });
    expect(await run('explain', 'nonsense', '--force', 'squares')).toMatchObject({
      code: 1,
      err: 'No contact of squares has the reference nonsense.\n',
    });
    expect(await run('explain', 'CCC-CCC-CCC', '--force', 'nowhere')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^There is no force "nowhere"/),
    });
    expect((await run('explain')).code).toBe(2);
  });
});

describe('npm run standard', () => {
  it('prints what would change and changes nothing, applies with --apply, and refuses what does not hold', async () => {
    line.moveTo(NOW);
    const reference = await received('S1');
    await line.admin.query(
      `update clock set standard_version = 'gone', target_at = due_at - interval '1 hour' where contact_id = (select id from contact where reference = $1)`,
      [reference],
    );
    const version = async (): Promise<string> =>
      (
        await line.admin.query<{ version: string }>(
          `select standard_version as version from clock where contact_id = (select id from contact where reference = $1)`,
          [reference],
        )
      ).rows[0]!.version;
    const printed = await run('standard', '--force', 'squares', '--to', '2025-07');
    expect(printed).toMatchObject({ code: 0, err: '' });
    expect(printed.out).toEqual([
      'Waiting contacts that change: 1 (1 from version gone)',
      'Targets: 1 taken away',
      'Due times: None changes',
      'Alerts that go out at once: 1 overdue',
      'Contacts that get no further alerts: 0',
      'Raised alerts that are withdrawn before anybody was told: 0',
      `${reference}  due Thursday 4 June 2026 at 1pm BST  no target (was Thursday 4 June 2026 at 12pm BST)  at once: overdue`,
      'Nothing was changed. Apply it with --apply, or on the page of the response standard.',
      '',
    ]);
    expect(await version()).toBe('gone');
    expect((await run('standard', '--force', 'squares', '--to', '2025-07', '--apply')).out.at(-2)).toBe(
      '1 waiting contact runs under version 2025-07 now.',
    );
    expect(await version()).toBe('2025-07');
    expect(await run('standard', '--force', 'squares', '--to', 'gone')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Choose one of the versions'),
    });
    expect((await run('standard', '--to', '2025-07')).code).toBe(2);
  });
});

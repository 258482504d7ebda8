import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import pg from 'pg';
import { AuditLog } from '../../src/audit/audit-log.js';
import { headsIn } from '../../src/audit/chain/chain-head.js';
import { Sealer } from '../../src/audit/chain/sealer.js';
import { AuditHeads } from '../../src/auditing/audit-heads.service.js';
import { verifyAuditCommand } from '../../src/auditing/verify-audit.command.js';
import { readAppConfig } from '../../src/config/app-config.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { Sender } from '../../src/mail/sender.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { othersEnded } from '../support/postgres/others-ended.js';

const FORCE = 'north';
const utc = (text: string): DateTime => DateTime.fromISO(text, { zone: 'utc' });

let app: TestApp;
let admin: pg.Client;
let auditor: string;

beforeAll(async () => {
  app = await startTestApp({ now: '2026-06-02T05:00:00.000Z' });
  admin = new pg.Client({ connectionString: app.adminUrl });
  await admin.connect();
  for (const force of [FORCE, 'silent'])
    await admin.query(
      `insert into force (id, name, starts_on, created_at) values ($1, initcap($1), '2026-01-01', now())`,
      [force],
    );
  auditor = await person('auditor', 'audit@north.example');
  await person('auditor', 'gone@north.example', '2026-01-01');
  await person('force-admin', 'admin@north.example');
  await write('a', 'b', 'c');
});
afterAll(async () => {
  await admin.end();
  await app.close();
});

async function person(role: string, email: string, disabledAt: string | null = null): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `insert into person (force_id, id, name, email, role, created_at, disabled_at) values ($1, $2, $3, $3, $4, now(), $5)`,
    [FORCE, id, email, role, disabledAt],
  );
  return id;
}

async function write(...subjects: string[]): Promise<void> {
  const at = app.clock.now();
  const entries = subjects.map((subjectId) => ({
    ...{ forceId: FORCE, at, actor: { kind: 'job', id: 'test' }, action: 'consult', subjectKind: 'contact' },
    subjectId,
  }));
  await app.app
    .get(ForceDatabase)
    .inForce(FORCE, (manager) => app.app.get(AuditLog).record(manager, ...(entries as never[])));
  await othersEnded(admin);
  await app.app.get(Sealer).sealDue();
}

/** Other instances of the same service. */
const instance = (): AuditHeads =>
  new AuditHeads(app.app.get(ForceDatabase), app.clock, app.app.get(AuditLog));
const heads = async (): Promise<unknown[]> =>
  (await admin.query(`select force_id, day_on::text as day, position::int from audit_head order by day_on`))
    .rows;

async function verify(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await verifyAuditCommand(
    args,
    { out: (line) => (said.out += `${line}\n`), err: (line) => (said.err += `${line}\n`) },
    readAppConfig({ DATABASE_URL: app.applicationUrl }),
  );
  return { code, ...said };
}

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'npg-heads-')), 'heads.txt');
  writeFileSync(path, text);
  return path;
}

describe('the head of a day', () => {
  it('is published once by several instances at once, and mailed to the auditors', async () => {
    const results = await Promise.all([1, 2, 3, 4].map(() => instance().publishHeadsDue()));
    expect(results.map(({ published }) => published).sort()).toEqual([0, 0, 0, 1]);
    expect(await heads()).toEqual([{ force_id: FORCE, day: '2026-06-01', position: 3 }]);
    expect(await instance().publishHeadsDue()).toEqual({ published: 0, mails: 0 });
    await app.app.get(Sender).sendDue();
    expect(app.mailbox.mails.map(({ to, subject }) => [to, subject])).toEqual([
      [['audit@north.example'], 'North: head of the audit log for 1 June 2026'],
    ]);
  });

  it('is in the mail as the verifier reads it', async () => {
    const { rows } = await admin.query<{ hash: string }>(
      `select encode(hash, 'hex') as hash from audit_head`,
    );
    expect(headsIn(app.mailbox.mails[0]!.raw)).toEqual([
      { forceId: FORCE, position: 3, hash: rows[0]!.hash },
    ]);
  });

  it('is logged, and its mail as a disclosure to the auditor who got it', async () => {
    const { rows } = await admin.query(
      `select action, actor_id, subject_kind, detail from audit_entry where subject_kind in ('audit-log', 'mail') order by id`,
    );
    expect(rows).toEqual([
      {
        ...{ action: 'combine', actor_id: 'audit-heads', subject_kind: 'audit-log' },
        detail: { dayOn: '2026-06-01', position: 3, mails: 1 },
      },
      {
        ...{ action: 'disclose', actor_id: 'sender', subject_kind: 'mail' },
        detail: { template: 'audit-head', to: 'person', recipient: auditor, about: expect.any(String) },
      },
    ]);
  });

  it('makes up for days on which nothing ran', async () => {
    app.clock.set(utc('2026-06-05T23:30:00.000Z'));
    await write('d');
    expect(await instance().publishHeadsDue()).toEqual({ published: 1, mails: 1 });
    expect(await heads()).toEqual([
      { force_id: FORCE, day: '2026-06-01', position: 3 },
      // Half past midnight local time: the 5th has ended.
      { force_id: FORCE, day: '2026-06-05', position: 6 },
    ]);
  });

  it('is not sent to somebody who is no auditor any more', async () => {
    await admin.query(`update person set role = 'force-admin' where id = $1`, [auditor]);
    app.mailbox.mails.length = 0;
    await app.app.get(Sender).sendDue();
    expect(app.mailbox.mails).toEqual([]);
  });
});

describe('npm run verify-audit', () => {
  it('says that the log is whole, its head, and what is not sealed yet', async () => {
    const mail = file(app.mailbox.mails.map(({ raw }) => raw).join('\n') + (await published()));
    const { code, out, err } = await verify('--heads', mail);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^north: sealed entries: 6; findings: 0$/m);
    expect(out).toMatch(/Published heads: +compared: 2/);
    expect(out).toMatch(/Not sealed yet: +entries: 1, the oldest \d+ s old/);
    expect(out).toMatch(/^silent: sealed entries: 0; findings: 0$/m);
    expect(out).toMatch(/Heads kept here: +compared: 2/);
    expect(out).toMatch(/^WHOLE: /m);
    expect(out).not.toContain('NOT COMPARED');
  });

  it('says beside its verdict that nothing was compared that is kept elsewhere', async () => {
    const { code, out } = await verify();
    expect(code).toBe(0);
    expect(out).toMatch(/Heads kept here: +compared: 2/);
    expect(out).toMatch(/^NOT COMPARED with heads kept elsewhere: .*--heads FILE.*\n^WHOLE: /m);
  });

  it('finds that the end was removed below a head that this database has published, and ends with 1', async () => {
    const copy = await cutTo(4);
    try {
      const { code, out, err } = await verify('--force', FORCE);
      expect(code).toBe(1);
      expect(err).toContain('The end of the log was removed: a published head is of position 6');
      expect(out).toContain('NOT COMPARED');
    } finally {
      await copy.putBack();
    }
    expect((await verify('--force', FORCE)).code).toBe(0);
  });

  it('finds links whose progress is no longer noted', async () => {
    const { rows } = await admin.query(`select * from audit_sealing where force_id = $1`, [FORCE]);
    expect(rows).toHaveLength(1);
    await pastTheTriggers(`delete from audit_sealing where force_id = '${FORCE}'`);
    const { code, err } = await verify('--force', FORCE);
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('The note of how far the sealing has come was removed'),
    ]);
    await app.app.get(Sealer).sealDue();
    expect((await verify('--force', FORCE)).code).toBe(0);
  });

  it.each<[string, string, string]>([
    [
      'alter table audit_entry disable trigger all',
      ['append_only', 'no_truncate', 'role']
        .map((name) => `alter table audit_entry enable always trigger audit_entry_${name}`)
        .join(';'),
      'audit_entry_append_only on audit_entry is switched off: nothing refuses to change or remove rows of audit_entry.',
    ],
    [
      'alter table audit_chain disable trigger audit_chain_no_truncate',
      'alter table audit_chain enable always trigger audit_chain_no_truncate',
      'audit_chain_no_truncate on audit_chain is switched off: nothing refuses to empty audit_chain.',
    ],
    [
      'alter table audit_sealing enable replica trigger audit_sealing_kept',
      'alter table audit_sealing enable always trigger audit_sealing_kept',
      'audit_sealing_kept on audit_sealing does not act in every session that it was set up for: the note',
    ],
    [
      'alter table audit_entry enable trigger audit_entry_append_only',
      'alter table audit_entry enable always trigger audit_entry_append_only',
      'audit_entry_append_only on audit_entry does not act in every session that it was set up for',
    ],
    [
      'alter table outbox_mail disable trigger outbox_mail_sent_logged',
      'alter table outbox_mail enable trigger outbox_mail_sent_logged',
      'outbox_mail_sent_logged on outbox_mail is switched off: mails may go out without an entry.',
    ],
    [
      'drop trigger audit_head_append_only on audit_head',
      'create trigger audit_head_append_only before update or delete on audit_head for each row when (false) execute function refuse_change()',
      'audit_head_append_only on audit_head is missing: nothing refuses to change or remove rows of audit_head.',
    ],
    [
      'alter table audit_head enable always trigger audit_head_append_only',
      `drop trigger audit_head_append_only on audit_head;
       create trigger audit_head_append_only before update or delete on audit_head for each row execute function refuse_change();
       alter table audit_head enable always trigger audit_head_append_only`,
      'audit_head_append_only on audit_head is not what was set up',
    ],
  ])('finds what keeps the log no longer: %s', async (change, back, said) => {
    await admin.query(change);
    const { code, out, err } = await verify('--force', 'silent');
    await admin.query(back);
    expect(err).toContain(`The trigger ${said}`);
    expect(err).toContain('NOT GUARDED.');
    expect([code, out.includes('WHOLE')]).toEqual([1, false]);
  });

  it('names the altered entry, and ends with 1', async () => {
    const before = await published();
    await pastTheTriggers(`update audit_entry set subject_id = 'x' where subject_id = 'b'`);
    const { rows } = await admin.query<{ id: string }>(`select id from audit_entry where subject_id = 'x'`);
    const { code, err } = await verify('--force', FORCE);
    expect(code).toBe(1);
    expect(err).toContain(`Entry ${rows[0]!.id} (position 2) was altered`);
    expect(err).toContain('NOT WHOLE');
    expect((await verify('--force', 'silent')).code).toBe(0);
    expect((await verify('--heads', file(before))).code).toBe(1);
  });

  it('finds a head that does not fit', async () => {
    const wrong = file(`silent 4 ${'ab'.repeat(32)}`);
    const { code, err } = await verify('--force', 'silent', '--heads', wrong);
    expect([code, err]).toEqual([1, expect.stringContaining('The end of the log was removed')]);
  });

  it.each([
    [['--force', 'nobody'], 1, /There is no force "nobody"/],
    [['--heads', '/nowhere/heads.txt'], 1, /cannot be read \(ENOENT\)/],
    [['--heads', file('nothing in it')], 1, /holds no head/],
    [['--head', 'x'], 2, /--head/],
    [['north'], 2, /"north" is not known here/],
  ])('refuses %j', async (args, expected, message) => {
    const { code, err } = await verify(...args);
    expect([code, err]).toEqual([expected, expect.stringMatching(message)]);
  });
});

/** What somebody may do who owns the server; the triggers stand again afterwards. */
async function pastTheTriggers(...statements: string[]): Promise<void> {
  const { rows } = await admin.query<{ table: string; name: string }>(
    `select tgrelid::regclass::text as table, tgname as name from pg_trigger
      where tgrelid::regclass::text ~ '^audit_' and not tgisinternal`,
  );
  await admin.query('begin');
  for (const { table, name } of rows) await admin.query(`alter table ${table} disable trigger ${name}`);
  for (const statement of statements) await admin.query(statement);
  for (const { table, name } of rows) await admin.query(`alter table ${table} enable always trigger ${name}`);
  await admin.query('commit');
}

/** The end of the log with everything that the database notes of it but the heads that were published. */
async function cutTo(position: number): Promise<{ putBack(): Promise<void> }> {
  const tables = ['audit_chain', 'audit_mention', 'audit_entry'];
  for (const table of [...tables, 'audit_sealing'])
    await admin.query(
      `create temporary table kept_${table} as select * from ${table} where force_id = '${FORCE}'`,
    );
  const end = `(select entry_id from kept_audit_chain where position > ${position})`;
  await pastTheTriggers(
    `delete from audit_chain where entry_id in ${end}`,
    `delete from audit_mention where entry_id in ${end}`,
    // With what waits to be sealed: it is later.
    `delete from audit_entry where force_id = '${FORCE}' and id not in (select entry_id from audit_chain)`,
    `update audit_sealing s set position = ${position}, hash = c.hash from audit_chain c
      where c.force_id = s.force_id and c.position = ${position}`,
  );
  const back = tables.map(
    (table) =>
      `insert into ${table} overriding system value select * from kept_${table} on conflict do nothing`,
  );
  const sealing = `update audit_sealing s set position = k.position, hash = k.hash from kept_audit_sealing k where k.force_id = s.force_id`;
  return { putBack: () => pastTheTriggers(...back, sealing) };
}

async function published(): Promise<string> {
  const { rows } = await admin.query<{ head: string }>(
    `select force_id || ' ' || position || ' ' || encode(hash, 'hex') as head from audit_head`,
  );
  return rows.map(({ head }) => head).join('\n');
}

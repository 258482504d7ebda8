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
    expect(out).toMatch(/^WHOLE: /m);
  });

  it('names the altered entry, and ends with 1', async () => {
    const before = await published();
    await admin.query('alter table audit_entry disable trigger user');
    await admin.query(`update audit_entry set subject_id = 'x' where subject_id = 'b'`);
    await admin.query('alter table audit_entry enable trigger user');
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

async function published(): Promise<string> {
  const { rows } = await admin.query<{ head: string }>(
    `select force_id || ' ' || position || ' ' || encode(hash, 'hex') as head from audit_head`,
  );
  return rows.map(({ head }) => head).join('\n');
}

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.js';
import { AuditLog } from '../../src/audit/audit-log.js';
import { verifyChain } from '../../src/audit/chain/verify-chain.js';
import { Sealer } from '../../src/audit/chain/sealer.js';
import { SettableClock } from '../../src/common/clock.js';
import { applicationDataSource, ownerDataSource } from '../../src/database/data-source.js';
import { dropDatabase, ensureDatabase } from '../../src/database/embedded/roles.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { NOW } from '../support/access-app.js';
import { urlFor } from '../support/postgres/test-urls.js';
import { othersEnded } from '../support/postgres/others-ended.js';

/** The log of an installation from before the chain; the owner is no superuser, and the walls bind it. */
describe('a log from before the chain, brought up to date', () => {
  const name = `npg_audit_${randomBytes(6).toString('hex')}`;
  const adminUrl = process.env['TEST_ADMIN_URL']!;
  const ownerUrl = urlFor(process.env['TEST_OWNER_URL']!, name);
  let admin: pg.Client;
  let application: DataSource;

  beforeAll(async () => {
    await ensureDatabase(adminUrl, name);
    const before = MIGRATIONS.findIndex((migration) => migration.name.startsWith('AuditChain'));
    await migrateTo(ownerUrl, MIGRATIONS.slice(0, before));
    admin = new pg.Client({ connectionString: urlFor(adminUrl, name) });
    await admin.connect();
    for (const force of ['north', 'south']) {
      await admin.query(
        `insert into force (id, name, starts_on, created_at) values ($1, $1, '2025-07-01', now())`,
        [force],
      );
      await admin.query(
        `insert into audit_entry (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id, detail)
         select $1, now(), 'job', 'old', 'consult', 'contact', n::text, case when n % 2 = 0 then '{"a": [1, 2.50]}'::jsonb end
         from generate_series(1, 3000) n`,
        [force],
      );
    }
    await migrateTo(ownerUrl, MIGRATIONS);
    application = await applicationDataSource({
      url: urlFor(process.env['TEST_APPLICATION_URL']!, name),
      poolSize: 2,
    }).initialize();
  });
  afterAll(async () => {
    await application.destroy();
    await admin.end();
    await dropDatabase(adminUrl, name);
  });

  it('is sealed as a whole, in the order of its numbers, and what comes later behind it', async () => {
    const database = new ForceDatabase(application);
    const sealer = new Sealer(database, new SettableClock(NOW));
    await admin.query(
      `insert into audit_entry (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id)
       values ('north', now(), 'job', 'new', 'consult', 'contact', 'new')`,
    );
    await othersEnded(admin);
    expect(await sealer.sealDue()).toEqual({ sealed: 6_001 });
    for (const [force, entries] of [
      ['north', 3_001],
      ['south', 3_000],
    ] as const)
      expect(await verifyChain(database, force)).toMatchObject({ position: entries, findings: [] });
    const { rows } = await admin.query(
      `select count(*)::int as disordered from (
         select entry_id, lag(entry_id) over (partition by force_id order by position) as earlier from audit_chain) c where entry_id < earlier`,
    );
    expect(rows).toEqual([{ disordered: 0 }]);
  });

  it('is kept by the same triggers as before when the keeping of the sealer’s note is taken back, and again after', async () => {
    const triggers = async (): Promise<string[]> =>
      (
        await admin.query<{ found: string }>(
          `select format('%s %s', tgname, tgenabled) as found from pg_trigger
            where tgrelid::regclass::text ~ '^audit_' and not tgisinternal order by 1`,
        )
      ).rows.map(({ found }) => found);
    const upTo = MIGRATIONS.findIndex((migration) => migration.name.startsWith('SealingKept'));
    const after = await triggers();
    const kept = after.filter((one) => one.startsWith('audit_sealing_'));
    expect(kept).toEqual(['audit_sealing_from_last_link A', 'audit_sealing_kept A']);
    for (const _ of MIGRATIONS.slice(upTo)) await undoLast();
    expect(await triggers()).toEqual(
      after.filter((one) => !kept.includes(one)).map((one) => one.replace(/A$/, 'O')),
    );
    await migrateTo(ownerUrl, MIGRATIONS);
    expect(await triggers()).toEqual(after);
  });

  it('goes on in the format of before when its function is taken back, and in the new one again after', async () => {
    const database = new ForceDatabase(application);
    const one = async (): Promise<void> => {
      await admin.query(
        `insert into audit_entry (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id)
         values ('south', now(), 'job', 'new', 'consult', 'contact', 'new')`,
      );
      await othersEnded(admin);
      expect(await new Sealer(database, new SettableClock(NOW)).sealDue()).toEqual({ sealed: 1 });
    };
    const since = MIGRATIONS.findIndex((migration) => migration.name.startsWith('SealedForCertain'));
    for (const _ of MIGRATIONS.slice(since)) await undoLast();
    await one();
    await migrateTo(ownerUrl, MIGRATIONS);
    await one();
    const { rows } = await admin.query<{ format: number }>(
      `select format from audit_chain where force_id = 'south' order by position desc limit 3`,
    );
    expect(rows.map(({ format }) => format)).toEqual([2, 1, 2]);
    expect(await verifyChain(database, 'south')).toMatchObject({ position: 3_002, findings: [], moves: 0 });
  });

  async function undoLast(): Promise<void> {
    const owner = new DataSource({ ...ownerDataSource(ownerUrl).options, migrations: MIGRATIONS } as never);
    await owner.initialize();
    await owner.undoLastMigration();
    await owner.destroy();
  }
});

/** "No transaction from this one on had begun": so said links of format 1, of transactions that ran and wrote. */
describe('a log that was sealed beside transactions that ran, brought up to date', () => {
  const name = `npg_audit_${randomBytes(6).toString('hex')}`;
  const adminUrl = process.env['TEST_ADMIN_URL']!;
  const ownerUrl = urlFor(process.env['TEST_OWNER_URL']!, name);
  let admin: pg.Client;
  let application: DataSource;
  let held: QueryRunner;
  let north: string;
  let south: string;

  beforeAll(async () => {
    await ensureDatabase(adminUrl, name);
    await migrateTo(
      ownerUrl,
      MIGRATIONS.slice(
        0,
        MIGRATIONS.findIndex((migration) => migration.name.startsWith('SealedForCertain')),
      ),
    );
    admin = new pg.Client({ connectionString: urlFor(adminUrl, name) });
    await admin.connect();
    application = await applicationDataSource({
      url: urlFor(process.env['TEST_APPLICATION_URL']!, name),
      poolSize: 4,
    }).initialize();
    north = await disputed('north', true);
    south = await disputed('south', false);
    await migrateTo(ownerUrl, MIGRATIONS);
  });
  afterAll(async () => {
    await application.destroy();
    await admin.end();
    await dropDatabase(adminUrl, name);
  });

  /** Two transactions: the later one numbers its entry first, and the earlier one is sealed while the later one runs. */
  async function crossed(force: string): Promise<void> {
    const database = new ForceDatabase(application);
    const write = (manager: EntityManager, subject: string): Promise<void> =>
      new AuditLog().record(manager, {
        ...{ forceId: force, at: NOW, actor: { kind: 'job', id: 'test' }, action: 'consult' },
        ...{ subjectKind: 'contact', subjectId: subject },
      });
    await database.inForce(force, async (earlier) => {
      await earlier.query('select pg_current_xact_id()');
      const later = application.createQueryRunner();
      await later.startTransaction();
      await later.query(`select set_config('npg.force_id', '${force}', true)`);
      await write(later.manager, 'later');
      await write(earlier, 'earlier');
      held = later;
    });
    await seal(force);
    await held.commitTransaction();
    await held.release();
  }
  async function seal(force: string): Promise<void> {
    await othersEnded(admin);
    await application.query('select seal_audit_entries($1, $2, 100)', [force, NOW]);
  }

  /**
   * A force whose first link says that a transaction had not begun which had, and had written. Another test's that ends in
   * between makes a link say less, so it is tried until it is said.
   */
  async function disputed(name: string, isSealed: boolean): Promise<string> {
    for (let attempt = 1; attempt <= 50; attempt++) {
      const force = `${name}-${attempt}`;
      await admin.query(
        `insert into force (id, name, starts_on, created_at) values ($1, $1, '2025-07-01', now())`,
        [force],
      );
      await crossed(force);
      if (isSealed) await seal(force);
      const { rowCount } = await admin.query(
        `select from audit_chain c join audit_entry e on e.force_id = c.force_id and e.subject_id = 'later'
          where c.force_id = $1 and c.position = 1 and c.format = 1 and c.next_transaction <= e.transaction_id`,
        [force],
      );
      if (rowCount === 1) return force;
    }
    throw new Error('No link said too much.');
  }

  it('is whole, whether the later entry was sealed before or is after', async () => {
    const database = new ForceDatabase(application);
    const found = async (force: string): Promise<unknown> => {
      const { position, findings, tail } = await verifyChain(database, force);
      return { position, findings, waits: tail.entries };
    };
    expect(await found(north)).toEqual({ position: 2, findings: [], waits: 0 });
    expect(await found(south)).toEqual({ position: 1, findings: [], waits: 1 });
    await crossed(north);
    await seal(north);
    await seal(south);
    expect(await found(north)).toEqual({ position: 4, findings: [], waits: 0 });
    expect(await found(south)).toEqual({ position: 2, findings: [], waits: 0 });
  });

  it('shows what is slipped in from now on with a number of before', async () => {
    const database = new ForceDatabase(application);
    await admin.query(
      `insert into audit_entry (force_id, id, at, actor_kind, actor_id, action, subject_kind, subject_id)
         overriding system value select $1, 0, min(at), 'job', 'x', 'consult', 'contact', 'x'
         from audit_entry where force_id = $1`,
      [north],
    );
    expect((await verifyChain(database, north)).findings).toEqual([
      { kind: 'inserted', entryId: '0', position: null },
    ]);
    await seal(north);
    expect((await verifyChain(database, north)).findings).toEqual([
      { kind: 'out-of-turn', entryId: '0', position: 5 },
    ]);
  });
});

async function migrateTo(ownerUrl: string, migrations: typeof MIGRATIONS): Promise<void> {
  const owner = new DataSource({ ...ownerDataSource(ownerUrl).options, migrations } as never);
  await owner.initialize();
  await owner.runMigrations();
  await owner.destroy();
}

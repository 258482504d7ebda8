import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.js';
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
    await migrate(MIGRATIONS.slice(0, before));
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
    await migrate(MIGRATIONS);
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

  async function migrate(migrations: typeof MIGRATIONS): Promise<void> {
    const owner = new DataSource({ ...ownerDataSource(ownerUrl).options, migrations } as never);
    await owner.initialize();
    await owner.runMigrations();
    await owner.destroy();
  }

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
    await migrate(MIGRATIONS);
    expect(await triggers()).toEqual(after);
  });

  async function undoLast(): Promise<void> {
    const owner = new DataSource({ ...ownerDataSource(ownerUrl).options, migrations: MIGRATIONS } as never);
    await owner.initialize();
    await owner.undoLastMigration();
    await owner.destroy();
  }
});

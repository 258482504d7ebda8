import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { FurtherQuestions1789800000000 } from '../../migrations/1789800000000-further-questions.js';
import { MIGRATIONS } from '../../migrations/index.js';
import { ownerDataSource } from '../../src/database/data-source.js';
import { dropDatabase, ensureDatabase } from '../../src/database/embedded/roles.js';
import { urlFor } from '../support/postgres/test-urls.js';

const FORCE = 'north';
const PLACE = randomUUID();

describe('further questions, taken back and brought again', () => {
  const name = `npg_further_${randomBytes(6).toString('hex')}`;
  const adminUrl = process.env['TEST_ADMIN_URL']!;
  const ownerUrl = urlFor(process.env['TEST_OWNER_URL']!, name);
  let admin: pg.Client;
  let owner: DataSource;

  beforeAll(async () => {
    await ensureDatabase(adminUrl, name);
    const upTo = MIGRATIONS.indexOf(FurtherQuestions1789800000000) + 1;
    owner = new DataSource({
      ...ownerDataSource(ownerUrl).options,
      migrations: MIGRATIONS.slice(0, upTo),
    } as never);
    await owner.initialize();
    await owner.runMigrations();
    admin = new pg.Client({ connectionString: urlFor(adminUrl, name) });
    await admin.connect();
    const sent = '2026-06-01T12:00:00Z';
    await admin.query(
      `insert into force (id, name, starts_on, created_at) values ('${FORCE}', 'North', '2025-07-01', '${sent}')`,
    );
    await admin.query(
      `insert into neighbourhood (force_id, id, code, name, during, created_at, updated_at)
       values ('${FORCE}', $1, 'N1', 'Mill', '[2025-07-01,)', '${sent}', '${sent}')`,
      [PLACE],
    );
    const [contact, first, second] = [randomUUID(), randomUUID(), randomUUID()];
    await admin.query(
      `insert into contact (force_id, id, reference, neighbourhood_id, channel, stated_at, received_at, reachable)
       values ('${FORCE}', $1, 'CDF-HJK-MNP', $2, 'api', '${sent}', '${sent}', true)`,
      [contact, PLACE],
    );
    await admin.query(
      `insert into clock (force_id, id, contact_id, neighbourhood_id, started_at, due_at, standard_version, stopped_at, stopped_recorded_at,
           out_of_scope_at, out_of_scope_reason)
       values ('${FORCE}', $1, $3, $4, '${sent}', '2026-06-04T12:00:00Z', '1', '2026-06-02T12:00:00Z', '2026-06-02T12:00:00Z', null, null),
              ('${FORCE}', $2, $3, $4, '2026-06-03T12:00:00Z', '2026-06-06T12:00:00Z', '1', null, null, '2026-06-03T13:00:00Z', 'no-question')`,
      [first, second, contact, PLACE],
    );
    await admin.query(
      `insert into contact_message (force_id, id, contact_id, channel, stated_at, received_at, actor_kind, actor_id, client_key, body_digest, clock_id, counted_at)
       values ('${FORCE}', $1, $2, 'phone', '2026-06-03T12:00:00Z', '2026-06-03T12:00:00Z', 'person', 'x', 'k', '\\x00', $3, '2026-06-03T12:00:00Z')`,
      [randomUUID(), contact, second],
    );
    await admin.query('delete from response_month_due');
  });
  afterAll(async () => {
    await owner.destroy();
    await admin.end();
    await dropDatabase(adminUrl, name);
  });

  const rows = async (sql: string): Promise<unknown[]> => (await admin.query(sql)).rows;

  it('gives what asked nothing new the nearest reason the version before knows, and has its month counted anew', async () => {
    await owner.undoLastMigration();
    expect(await rows(`select out_of_scope_reason as reason from clock order by started_at`)).toEqual([
      { reason: null },
      { reason: 'duplicate' },
    ]);
    expect(await rows('select neighbourhood_id, due_month::text from response_month_due')).toEqual([
      { neighbourhood_id: PLACE, due_month: '2026-06-01' },
    ]);
    expect(await rows(`select from pg_tables where tablename = 'contact_message'`)).toEqual([]);
    await expect(admin.query(`update clock set out_of_scope_reason = 'no-question'`)).rejects.toThrow(
      'clock_out_of_scope_reason_known',
    );
    expect(
      await rows(`select relname from pg_class where relrowsecurity and not relforcerowsecurity`),
    ).toEqual([]);
  });

  it('comes again, and refuses a message that nobody can have decided about', async () => {
    await owner.runMigrations();
    const stored = (columns: string, values: string): Promise<unknown> =>
      admin.query(
        `insert into contact_message (force_id, id, contact_id, channel, stated_at, received_at, actor_kind, actor_id, client_key, body_digest, ${columns})
         select force_id, gen_random_uuid(), id, 'phone', stated_at, stated_at, 'api-key', 'x', gen_random_uuid(), '', ${values} from contact`,
      );
    await stored('no_question', 'false');
    await expect(stored('no_question', 'true')).rejects.toThrow('contact_message_decided_by_person');
    await expect(stored('counted_at', 'now()')).rejects.toThrow('contact_message_counted');
  });
});

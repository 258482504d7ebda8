import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.js';
import { ownerDataSource } from '../../src/database/data-source.js';
import { dropDatabase, ensureDatabase } from '../../src/database/embedded/roles.js';
import { urlFor } from '../support/postgres/test-urls.js';

const FORCE = 'north';
const OFFICER = randomUUID();
const PLACE = randomUUID();

/** What a force that has used the first version finds after an upgrade. The owner is no superuser: the walls bind it. */
describe('an installation of the first version, brought up to date', () => {
  const name = `npg_upgrade_${randomBytes(6).toString('hex')}`;
  const adminUrl = process.env['TEST_ADMIN_URL']!;
  const ownerUrl = urlFor(process.env['TEST_OWNER_URL']!, name);
  let admin: pg.Client;

  beforeAll(async () => {
    await ensureDatabase(adminUrl, name);
    const first = new DataSource({
      ...ownerDataSource(ownerUrl).options,
      migrations: MIGRATIONS.slice(0, 3),
    } as never);
    await first.initialize();
    await first.runMigrations();
    await first.destroy();
    admin = new pg.Client({ connectionString: urlFor(adminUrl, name) });
    await admin.connect();
    await insert('force', { id: FORCE, name: 'North', starts_on: '2025-07-01', created_at: new Date() });
    const written = { created_at: new Date(), updated_at: new Date() };
    await insert('neighbourhood', {
      ...{
        force_id: FORCE,
        id: PLACE,
        code: 'N1',
        name: 'Mill',
        during: '[2025-07-01,)',
        email: 'mill@north.example',
      },
      ...written,
    });
    await insert('officer', {
      ...{
        force_id: FORCE,
        id: OFFICER,
        collar_number: '7',
        name: 'Kim Moss',
        rank: 'constable',
        name_withheld: true,
      },
      ...{ public_email: 'kim@north.example', ...written },
    });
    const contact = randomUUID();
    const sent = new Date('2025-08-04T09:00:00Z');
    await insert('contact', {
      ...{ force_id: FORCE, id: contact, reference: 'CDF-HJK-MNP', neighbourhood_id: PLACE, channel: 'api' },
      ...{ stated_at: sent, received_at: sent, reachable: true },
    });
    await insert('clock', {
      ...{
        force_id: FORCE,
        id: randomUUID(),
        contact_id: contact,
        neighbourhood_id: PLACE,
        started_at: sent,
      },
      ...{ due_at: '2025-08-07T09:00:00Z', standard_version: '1', stopped_at: '2025-08-05T09:00:00Z' },
      stopped_recorded_at: '2025-08-05T09:00:00Z',
    });
    const mail = {
      force_id: FORCE,
      recipient_kind: 'officer',
      recipient_id: OFFICER,
      created_at: sent,
      not_before: sent,
    };
    await insert('outbox_mail', { ...mail, id: randomUUID(), template: 'digest' });
    const now = ownerDataSource(ownerUrl);
    await now.initialize();
    await now.runMigrations();
    await now.destroy();
  });
  afterAll(async () => {
    await admin.end();
    await dropDatabase(adminUrl, name);
  });

  async function insert(table: string, row: Record<string, unknown>): Promise<void> {
    const columns = Object.keys(row);
    await admin.query(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(row),
    );
  }
  const rows = async (sql: string): Promise<unknown[]> => (await admin.query(sql)).rows;

  it('knows every officer’s rank and withheld name on past days', async () => {
    expect(await rows('select officer_id, rank, during::text from officer_rank')).toEqual([
      { officer_id: OFFICER, rank: 'constable', during: '(,)' },
    ]);
    expect(await rows('select officer_id, during::text from officer_name_withheld')).toEqual([
      { officer_id: OFFICER, during: '(,)' },
    ]);
  });

  it('knows the routes of places and officers on past days', async () => {
    expect(await rows('select kind, value, during::text from contact_route order by kind, value')).toEqual([
      { kind: 'email', value: 'kim@north.example', during: '(,)' },
      { kind: 'email', value: 'mill@north.example', during: '(,)' },
      { kind: 'form', value: 'own', during: '(,)' },
    ]);
  });

  it('has the months of answered queries counted', async () => {
    expect(await rows('select neighbourhood_id, due_month::text from response_month_due')).toEqual([
      { neighbourhood_id: PLACE, due_month: '2025-08-01' },
    ]);
  });

  it('lets alerts go before digests that wait', async () => {
    expect(await rows('select can_wait from outbox_mail')).toEqual([{ can_wait: true }]);
  });

  it('tells nobody of what was missed before', async () => {
    expect(await rows('select force_id from breach_notices_begun')).toEqual([{ force_id: FORCE }]);
  });

  it('has every wall up again', async () => {
    expect(
      await rows(`select relname from pg_class where relrowsecurity and not relforcerowsecurity`),
    ).toEqual([]);
    expect(
      await rows(`select tgrelid::regclass from pg_trigger where not tgisinternal and tgenabled = 'D'`),
    ).toEqual([]);
  });
});

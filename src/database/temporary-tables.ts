import pg from 'pg';
import { APPLICATION_ROLE } from './data-source.js';

/**
 * Nobody but the owner makes temporary tables in this database, and the application needs none: one with the name of a
 * table of ours would be found before it. Where the database belongs to somebody else, they have to say so.
 * @returns whether the application may still make some
 */
export async function refuseTemporaryTables(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ name: string; owned: boolean; may: boolean }>(
    `select datname as name, pg_has_role(datdba, 'usage') as owned, has_database_privilege('public', oid, 'temporary') as may
       from pg_database where datname = current_database()`,
  );
  const { name, owned, may } = rows[0]!;
  if (owned && may)
    await client.query(`revoke temporary on database ${pg.escapeIdentifier(name)} from public`);
  const { rows: left } = await client.query<{ may: boolean }>(
    `select has_database_privilege('${APPLICATION_ROLE}', current_database(), 'temporary') as may`,
  );
  return left[0]!.may;
}

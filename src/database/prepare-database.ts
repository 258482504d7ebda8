import pg from 'pg';
import { APPLICATION_ROLE, ownerDataSource, SWEEPER_ROLE } from './data-source.js';
import { refuseTemporaryTables } from './temporary-tables.js';

const OLDEST_VERSION = 150_000;
// Any number that nobody else of this database takes: one instance migrates, the others wait.
const MIGRATION_LOCK = 7_217_000_072;

export interface PreparedDatabase {
  migrated: number;
  /** The application may make temporary tables, because the database is not the owner's to refuse them in. */
  temporaryTables: boolean;
}

/**
 * Make the database ready for this version: check that it can serve, run what migrations are missing, let the application's
 * user act in its two roles, and make no temporary tables.
 * @throws Error with one sentence that says what to do.
 */
export async function prepareDatabase(ownerUrl: string, applicationUrl: string): Promise<PreparedDatabase> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new Error(cannotConnect(ownerUrl, error as Error & { code?: string }), { cause: error });
  }
  try {
    const version = await assertUsable(client);
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const migrated = await migrate(ownerUrl);
    await letActAs(client, userOf(applicationUrl), version);
    const temporaryTables = await refuseTemporaryTables(client);
    await client.query('commit');
    return { migrated, temporaryTables };
  } finally {
    await client.end();
  }
}

async function migrate(ownerUrl: string): Promise<number> {
  const owner = ownerDataSource(ownerUrl);
  await owner.initialize();
  try {
    return (await owner.runMigrations()).length;
  } finally {
    await owner.destroy();
  }
}

async function assertUsable(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{
    version: number;
    name: string;
    encoding: string;
    may: boolean;
    app: boolean;
  }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
            pg_encoding_to_char(encoding) as encoding,
            (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as may,
            (select count(*) = 2 from pg_roles where rolname in ('${APPLICATION_ROLE}', '${SWEEPER_ROLE}')) as app
     from pg_database where datname = current_database()`,
  );
  const { version, name, encoding, may, app } = rows[0]!;
  if (version < OLDEST_VERSION) {
    throw new Error(`The database is PostgreSQL ${name}; use PostgreSQL 15 or newer.`);
  }
  if (encoding !== 'UTF8') {
    throw new Error(
      `The database is encoded in ${encoding}; create one with: createdb --encoding=UTF8 --template=template0 NAME`,
    );
  }
  if (!may && !app) {
    throw new Error(
      `The database user may not create the roles ${APPLICATION_ROLE} and ${SWEEPER_ROLE}; as an administrator run: ` +
        `create role ${APPLICATION_ROLE} nologin; create role ${SWEEPER_ROLE} nologin; grant ${APPLICATION_ROLE}, ${SWEEPER_ROLE} to THE_USER;`,
    );
  }
  return version;
}

async function letActAs(client: pg.Client, user: string, version: number): Promise<void> {
  const { rows } = await client.query<{ missing: string[] }>(
    `select coalesce(array_agg(r.rolname::text), '{}') as missing from pg_roles r
     where r.rolname in ('${APPLICATION_ROLE}', '${SWEEPER_ROLE}')
       and not exists (select from pg_roles u where u.rolname = $1 and u.rolsuper)
       and not exists (select from pg_auth_members m join pg_roles u on u.oid = m.member where m.roleid = r.oid and u.rolname = $1
         and coalesce((to_jsonb(m) ->> 'set_option')::boolean, true))`,
    [user],
  );
  const { missing } = rows[0]!;
  // To act in, not to inherit: outside the one way to the database the user may do nothing by itself.
  const how = version >= 160_000 ? ' with inherit false, set true' : '';
  for (const role of missing) {
    try {
      await client.query(`grant ${role} to ${pg.escapeIdentifier(user)}${how}`);
    } catch (error) {
      throw new Error(
        `The database user "${user}" may not act as ${missing.join(' and ')}; as an administrator run: grant ${missing.join(', ')} to ${pg.escapeIdentifier(user)};`,
        { cause: error },
      );
    }
  }
}

function userOf(url: string): string {
  return decodeURIComponent(new URL(url).username) || 'postgres';
}

function cannotConnect(url: string, error: Error & { code?: string }): string {
  const { hostname, port, pathname } = new URL(url);
  const where = `${hostname || 'localhost'}:${port || 5432}`;
  if (error.code === '28P01' || error.code === '28000') {
    return `The database at ${where} refuses the user or password; correct DATABASE_URL.`;
  }
  if (error.code === '3D000') {
    return `The database "${pathname.slice(1)}" does not exist at ${where}; create it, or correct DATABASE_URL.`;
  }
  return `The database at ${where} cannot be reached (${error.code ?? error.message}); start it, or correct DATABASE_URL.`;
}

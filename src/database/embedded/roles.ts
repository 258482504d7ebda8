import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** Owns the database and everything in it; runs the migrations, which make and grant the group roles. */
export const OWNER_ROLE = 'npg_owner';
/** What the application signs in as: owns nothing, may nothing but what the group roles grant. */
export const LOGIN_ROLE = 'npg_login';
/** The trial's database. */
export const TRIAL_DATABASE = 'npg';

/** Makes the two roles, or sets them right if they exist; any number of times. */
export async function ensureRoles(adminUrl: string, passwords: { owner: string; login: string }) {
  const attributes = 'login nosuperuser nocreatedb nobypassrls noreplication';
  const wanted = [
    { name: OWNER_ROLE, options: `${attributes} createrole`, password: passwords.owner },
    { name: LOGIN_ROLE, options: `${attributes} nocreaterole noinherit`, password: passwords.login },
  ];
  await withClient(adminUrl, async (client) => {
    for (const { name, options, password } of wanted) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name]);
      const verb = rowCount === 0 ? 'create' : 'alter';
      await client.query(`${verb} role ${name} ${options} password ${escapeLiteral(password)}`);
    }
  });
}

/** Makes a database of the owner role unless it exists; a copy of the template when one is named. */
export async function ensureDatabase(adminUrl: string, name: string, template = 'template1') {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount !== 0) return;
    const [database, source] = [escapeIdentifier(name), escapeIdentifier(template)];
    await client.query(`create database ${database} owner ${OWNER_ROLE} template ${source}`);
  });
}

/** Drops a database if it exists, ending whoever still uses it. */
export async function dropDatabase(adminUrl: string, name: string) {
  await withClient(adminUrl, (client) =>
    client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`),
  );
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

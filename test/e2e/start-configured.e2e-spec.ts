import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { APPLICATION_ROLE } from '../../src/database/data-source.js';
import { OWNER_ROLE } from '../../src/database/embedded/roles.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres/test-database.js';
import { ask, clearUp, makeDataDir } from '../support/postgres/trial-process.js';
import { addressOf, endServers, startServer } from './start-process.js';

const KEY = Buffer.alloc(32, 1).toString('base64');
const OTHER_KEY = Buffer.alloc(32, 2).toString('base64');

describe('a start with a configured database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await endServers();
    await clearUp();
  });
  afterAll(() => database.drop());

  const configured = (more: Record<string, string> = {}) => ({
    DATABASE_URL: database.applicationUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    DATA_DIR: makeDataDir(),
    ...more,
  });

  it('loads no demonstration, lets nobody choose who to be, and says what is missing', async () => {
    const settings = configured();
    const started = startServer(settings);
    const url = await addressOf(started);
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
      status: 'ok',
      mail: 'not configured',
    });
    expect((await fetch(`${url}/sign-in`)).status).toBe(200);
    const post = await fetch(`${url}/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url },
      body: 'personId=01980000-0000-7000-8000-000000000000',
    });
    expect(post.status).toBe(404);
    expect((await fetch(`${url}/demo/outbox`)).status).toBe(404);
    expect(await ask(database.adminUrl, 'select id from force')).toEqual([]);
    const lines = started.printed().trim().split('\n');
    expect(lines.every((line) => line.startsWith('{'))).toBe(true);
    expect(lines.filter((line) => line.includes('keep it safe, or set MASTER_KEY'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('mails wait in the outbox'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('no MALWARE_SCANNER is configured'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('temporary'))).toEqual([]);
    expect(existsSync(join(settings.DATA_DIR, 'master.key'))).toBe(true);
    expect(existsSync(join(settings.DATA_DIR, 'trial.json'))).toBe(false);
    started.child.kill('SIGTERM');
    expect(await started.ended()).toBe(0);
  });

  it('lets the application make no temporary tables, and says so where the database is not the owner’s', async () => {
    const application = async (sql: string): Promise<unknown> => {
      const client = new pg.Client({
        connectionString: database.applicationUrl,
        options: `-c role=${APPLICATION_ROLE}`,
      });
      await client.connect();
      try {
        return (await client.query(sql)).rows;
      } finally {
        await client.end();
      }
    };
    const name = pg.escapeIdentifier(new URL(database.ownerUrl).pathname.slice(1));
    await ask(database.adminUrl, `grant temporary on database ${name} to public`);
    const temporary = `create temporary table person (id uuid)`;
    await expect(application(temporary)).resolves.toEqual([]);

    await ask(database.adminUrl, `alter database ${name} owner to current_user`);
    const elsewhere = startServer(configured());
    await addressOf(elsewhere);
    elsewhere.child.kill('SIGTERM');
    expect(await elsewhere.ended()).toBe(0);
    expect(elsewhere.printed()).toContain('revoke temporary on database');
    await expect(application(temporary)).resolves.toEqual([]);

    await ask(database.adminUrl, `alter database ${name} owner to ${OWNER_ROLE}`);
    const own = startServer(configured());
    await addressOf(own);
    own.child.kill('SIGTERM');
    expect(await own.ended()).toBe(0);
    expect(own.printed()).not.toContain('revoke temporary');
    await expect(application(temporary)).rejects.toThrow(/permission denied to create temporary tables/);
  });

  it('refuses another master key than the one that sealed what is there', async () => {
    await ask(
      database.adminUrl,
      `insert into force (id, name, starts_on, created_at) values ('sealed', 'Sealed Police', '2025-07-01', now());
       insert into neighbourhood (force_id, id, code, name, during, created_at, updated_at)
         values ('sealed', gen_random_uuid(), 'A', 'A', '[2025-07-01,)', now(), now());
       insert into contact (force_id, id, reference, neighbourhood_id, channel, stated_at, received_at, reachable)
         select 'sealed', gen_random_uuid(), 'CCC-CCC-CCC', id, 'api', now(), now(), true from neighbourhood;
       insert into contact_personal (force_id, contact_id, master_key_id, wrapped_key, sealed)
         select 'sealed', id, 'somebodyelses', '', '' from contact`,
    );
    const started = startServer(configured({ MASTER_KEY: KEY }));
    expect(await started.ended()).toBe(1);
    expect(started.printed().trim().split('\n').at(-1)).toMatch(
      /^The personal data in this database were sealed with another master key \(somebodyelses\) .* put back master\.key in DATA_DIR\.$/,
    );
    await ask(database.adminUrl, 'delete from contact_personal');
    const again = startServer(configured({ MASTER_KEY: OTHER_KEY }));
    expect(await addressOf(again)).toMatch(/^http:/);
  });

  it('refuses an address by plain http, which would let cookies be read on the way', async () => {
    const started = startServer(configured({ MASTER_KEY: KEY, PUBLIC_URL: 'http://npg.force.example' }));
    expect(await started.ended()).toBe(1);
    expect(started.printed()).toMatch(
      /^The configuration cannot be used: PUBLIC_URL must begin with https[^\n]*a proxy in front[^\n]*\n$/,
    );
  });

  it('takes a scanner for malware by its address alone, and says nothing of one that is named', async () => {
    const wrong = startServer(configured({ MASTER_KEY: KEY, MALWARE_SCANNER: 'http://127.0.0.1:3310' }));
    expect(await wrong.ended()).toBe(1);
    expect(wrong.printed()).toMatch(
      /^The configuration cannot be used: MALWARE_SCANNER must look like clamd:[^\n]*\n$/,
    );
    const named = startServer(
      configured({ MASTER_KEY: OTHER_KEY, MALWARE_SCANNER: 'clamd://scan.force.example:3310' }),
    );
    const url = await addressOf(named);
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ malwareScanner: 'not asked yet' });
    expect(named.printed()).not.toContain('no MALWARE_SCANNER');
    // It is on another machine, and clamd speaks no TLS.
    expect(named.printed()).toContain('"settings":["MALWARE_SCANNER"]');
  });

  const broken: [what: string, change: (url: URL) => void, line: RegExp][] = [
    [
      'nobody listens',
      (url) => (url.port = '1'),
      /^The database at 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\); start it, or correct DATABASE_URL\.$/,
    ],
    [
      'the password is wrong',
      (url) => (url.password = 'wrong'),
      /^The database at .* refuses the user or password; correct DATABASE_URL\.$/,
    ],
    [
      'it does not exist',
      (url) => (url.pathname = '/nowhere'),
      /^The database "nowhere" does not exist at .*; create it, or correct DATABASE_URL\.$/,
    ],
  ];
  it.each(broken)('says in one line what to do when %s', async (_what, change, line) => {
    const url = new URL(database.ownerUrl);
    change(url);
    const started = startServer({ DATABASE_URL: url.href, DATA_DIR: makeDataDir(), MASTER_KEY: KEY });
    expect(await started.ended()).toBe(1);
    expect(started.printed()).toMatch(/^[^\n]*\n$/);
    expect(started.printed().trim()).toMatch(line);
  });

  it('names the variable of the user that the application signs in as', async () => {
    const url = new URL(database.applicationUrl);
    url.password = 'wrong';
    const started = startServer(configured({ DATABASE_URL: url.href, MASTER_KEY: KEY }));
    expect(await started.ended()).toBe(1);
    expect(started.printed()).toMatch(
      /^The database at .* refuses the user or password; correct DATABASE_URL\.\n$/,
    );
  });
});

import { randomUUID } from 'node:crypto';
import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { MasterKey } from '../../src/common/sealing.js';
import { ContactVault } from '../../src/contacts/personal/contact-vault.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres/test-database.js';
import { clearUp, makeDataDir, ROOT } from '../support/postgres/trial-process.js';
import { addressOf, endServers, startServer } from './start-process.js';

const CONTACTS = 6000;
const textOf = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const keyOf = (byte: number, previous: MasterKey | null = null): MasterKey =>
  new MasterKey(Buffer.alloc(32, byte), previous);
const [OLD, NEW, THIRD] = [keyOf(1), keyOf(2), keyOf(3)];

let database: TestDatabase;
let admin: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(
    `insert into force (id, name, starts_on, created_at) values ('keys', 'Keys Police', '2025-07-01', now());
     insert into neighbourhood (force_id, id, code, name, during, created_at, updated_at)
       values ('keys', gen_random_uuid(), 'A', 'A', '[2025-07-01,)', now(), now())`,
  );
  await seal(OLD, CONTACTS);
});
afterEach(async () => {
  await endServers();
  await clearUp();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** Contacts as they were stored by a version that kept no digests, by this key. */
async function seal(key: MasterKey, count: number): Promise<string[]> {
  const vault = new ContactVault(key);
  const ids = Array.from({ length: count }, () => randomUUID());
  const sealed = ids.map((id, index) =>
    vault.sealNew(id, {
      subject: 'Bins',
      message: `Number ${index}`,
      enquirer: { email: `p${index}@people.example` },
    }),
  );
  await admin.query(
    `insert into contact (force_id, id, reference, neighbourhood_id, channel, stated_at, received_at, reachable)
       select 'keys', u, u::text, n.id, 'api', now(), now(), true from unnest($1::uuid[]) u, neighbourhood n where n.force_id = 'keys'`,
    [ids],
  );
  await admin.query(
    `insert into contact_personal (force_id, contact_id, master_key_id, wrapped_key, sealed)
       select 'keys', * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[])`,
    [
      ids,
      sealed.map(({ masterKeyId }) => masterKeyId),
      sealed.map(({ wrappedKey }) => wrappedKey),
      sealed.map((one) => one.sealed),
    ],
  );
  return ids;
}

/** How many contacts each key wraps. */
async function wrappedBy(): Promise<Record<string, number>> {
  const { rows } = await admin.query<{ id: string; count: number }>(
    'select master_key_id as id, count(*)::int as count from contact_personal group by 1',
  );
  return Object.fromEntries(rows.map(({ id, count }) => [id, count]));
}

interface Ran {
  child: ChildProcess;
  printed: () => string;
  ended: Promise<number | string>;
}

function rotateKey(environment: Record<string, string>): Ran {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['dist/src/privacy/keys/rotate-key.command.js'], {
    cwd: ROOT,
    env: {
      PATH,
      DATABASE_URL: database.applicationUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'));
  });
  return { child, printed: () => text, ended };
}

const until = async (is: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 2000 && !(await is()); tries++)
    await new Promise((done) => setTimeout(done, 5));
};
const BOTH = { MASTER_KEY: textOf(2), MASTER_KEY_PREVIOUS: textOf(1) };
const settings = (keys: Record<string, string>): Record<string, string> => ({
  ...{
    DATABASE_URL: database.applicationUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    DATA_DIR: makeDataDir(),
  },
  ...keys,
});

describe('a change of the master key', () => {
  it('is killed in the middle, leaves every contact readable, and goes on where it stopped', async () => {
    const first = rotateKey(BOTH);
    await until(async () => ((await wrappedBy())[NEW.id] ?? 0) > 0);
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    const between = await wrappedBy();
    // In the middle, indeed, and batch by batch.
    expect(between[NEW.id]! % 200).toBe(0);
    expect(between[OLD.id]).toBeGreaterThan(0);
    expect(between[NEW.id]! + between[OLD.id]!).toBe(CONTACTS);
    const wrong = startServer(settings({ MASTER_KEY: textOf(2) }));
    expect(await wrong.ended()).toBe(1);
    expect(wrong.printed()).toContain(
      `sealed with another master key (${OLD.id}) than the one given (${NEW.id})`,
    );
    expect(wrong.printed()).toContain('MASTER_KEY_PREVIOUS');
    await everythingOpens(keyOf(2, OLD));

    const second = rotateKey(BOTH);
    expect([await second.ended, second.printed()]).toEqual([0, expect.stringContaining(NEW.id)]);
    expect(await wrappedBy()).toEqual({ [NEW.id]: CONTACTS });
    // Without the previous key now.
    await everythingOpens(NEW);
    const { rows } = await admin.query<{ found: number }>(
      `select count(*)::int as found from contact_personal where searchable and email_digest = $1`,
      [new ContactVault(NEW).searchDigests('keys', { email: 'P7@people.example' }).email],
    );
    expect(rows[0]!.found).toBe(1);
    const third = rotateKey(BOTH);
    expect([await third.ended, third.printed().startsWith('0 contacts')]).toEqual([0, true]);
    const { rows: logged } = await admin.query<{ contacts: number }>(
      `select sum((detail ->> 'contacts')::int)::int as contacts from audit_entry where detail ->> 'kind' = 'keys-renewed'`,
    );
    expect(logged[0]!.contacts).toBe(CONTACTS);
  });

  it('says how many contacts open with neither key, leaves them alone, and does the others', async () => {
    const [lost] = await seal(THIRD, 1);
    await seal(OLD, 3);
    const ran = rotateKey(BOTH);
    expect(await ran.ended).toBe(1);
    expect(ran.printed()).toContain('1 contacts open with neither key');
    expect(await wrappedBy()).toEqual({ [NEW.id]: CONTACTS + 3, [THIRD.id]: 1 });
    await admin.query('delete from contact_personal where contact_id = $1', [lost]);
  });

  it('starts with the new key alone once nothing is left, and not with the old one', async () => {
    expect(await addressOf(startServer(settings({ MASTER_KEY: textOf(2) })))).toMatch(/^http:/);
    const old = startServer(settings({ MASTER_KEY: textOf(1) }));
    expect(await old.ended()).toBe(1);
    expect(old.printed()).toContain(
      `sealed with another master key (${NEW.id}) than the one given (${OLD.id})`,
    );
  });

  it('finds a stray contact of another key among thousands, wherever it lies', async () => {
    const [stray] = await seal(OLD, 1);
    const started = startServer(settings({ MASTER_KEY: textOf(2) }));
    expect(await started.ended()).toBe(1);
    expect(started.printed()).toContain(`another master key (${OLD.id})`);
    await admin.query('delete from contact_personal where contact_id = $1', [stray]);
  });

  it('refuses a previous key that is none, and says so', async () => {
    const started = startServer(settings({ MASTER_KEY: textOf(2), MASTER_KEY_PREVIOUS: 'short' }));
    expect(await started.ended()).toBe(1);
    expect(started.printed()).toContain('MASTER_KEY_PREVIOUS must be 32 bytes in Base64, or unset');
  });
});

async function everythingOpens(key: MasterKey): Promise<void> {
  const vault = new ContactVault(key);
  const { rows } = await admin.query<{ id: string; wrappedKey: Buffer; sealed: Buffer }>(
    `select contact_id as id, wrapped_key as "wrappedKey", sealed from contact_personal`,
  );
  const messages = new Set(rows.map((row) => vault.open(row.id, row).message));
  expect(messages.size).toBe(CONTACTS);
}

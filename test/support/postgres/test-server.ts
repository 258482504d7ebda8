import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeDataDir } from '../../../src/database/embedded/cluster-folder.js';
import { startEmbeddedPostgres } from '../../../src/database/embedded/embedded-postgres.js';
import {
  LOGIN_ROLE,
  OWNER_ROLE,
  dropDatabase,
  ensureDatabase,
  ensureRoles,
} from '../../../src/database/embedded/roles.js';
import { newPasswords } from '../../../src/database/embedded/trial-passwords.js';
import { migrateTemplate } from './migrate-template.js';
import { TEMPLATE, urlFor } from './test-urls.js';

export interface TestServer {
  adminUrl: string;
  /** Connection strings of the two roles to the template; a test puts its own database's name in. */
  ownerUrl: string;
  applicationUrl: string;
  /** Stops and removes what was started; a server that was only lent keeps running. */
  stop(): Promise<void>;
}

/** What a throw-away cluster need not promise. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '200',
  // None of ours is; what somebody else's would do to the log is tried.
  max_prepared_transactions: '4',
  // A worker in the template would hold up the copies.
  autovacuum: 'off',
};

/**
 * One server for a run of tests: the one TEST_DATABASE_ADMIN_URL names (its roles and template are replaced),
 * else a new cluster of the programs in TEST_POSTGRES_BIN, else of the PostgreSQL that npm installed.
 */
export async function startTestServer(): Promise<TestServer> {
  const lent = process.env['TEST_DATABASE_ADMIN_URL'];
  const server = lent ? await useServer(lent) : await startServer(process.env['TEST_POSTGRES_BIN']);
  try {
    await dropDatabase(server.adminUrl, TEMPLATE);
    await ensureDatabase(server.adminUrl, TEMPLATE);
    await migrateTemplate(server.ownerUrl, server.applicationUrl);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function useServer(adminUrl: string): Promise<TestServer> {
  const passwords = newPasswords();
  await ensureRoles(adminUrl, passwords);
  return {
    adminUrl,
    ownerUrl: urlFor(adminUrl, TEMPLATE, OWNER_ROLE, passwords.owner),
    applicationUrl: urlFor(adminUrl, TEMPLATE, LOGIN_ROLE, passwords.login),
    stop: () => dropDatabase(adminUrl, TEMPLATE),
  };
}

async function startServer(binDir: string | undefined): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'npg-tests-'));
  chmodSync(dataDir, 0o755);
  const reaper = startReaper(dataDir);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    settings: SETTINGS,
    ...(binDir ? { binDir } : {}),
  });
  return {
    adminUrl: postgres.adminUrl,
    ownerUrl: urlFor(postgres.ownerUrl, TEMPLATE),
    applicationUrl: urlFor(postgres.applicationUrl, TEMPLATE),
    stop: async () => {
      await postgres.stop();
      await removeDataDir(dataDir);
      reaper.stdin.end();
    },
  };
}

/** A process that outlives a killed run of tests, only to clear up after it. */
function startReaper(dataDir: string) {
  const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const reaper = spawn(
    process.execPath,
    ['--import', file('typescript-loader.mjs'), file('reaper.ts'), dataDir],
    { detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  reaper.unref();
  (reaper.stdin as unknown as { unref(): void }).unref();
  return reaper;
}

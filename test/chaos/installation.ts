import { chmodSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { removeDataDir } from '../../src/database/embedded/cluster-folder.js';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/database/embedded/embedded-postgres.js';
import { runningPostmaster } from '../../src/database/embedded/postmaster.js';
import { ensureDatabase } from '../../src/database/embedded/roles.js';
import { prepareDatabase } from '../../src/database/prepare-database.js';
import { urlFor } from '../support/postgres/test-urls.js';
import { Instance } from './instance.js';
import { type MailServer } from './mail-server.js';
import { type Proxy, startProxy } from './proxy.js';

/** A PostgreSQL of this run alone, which is started again on its port when it is killed. */
export class Server {
  private constructor(
    private readonly postgres: EmbeddedPostgres,
    private readonly folder: string,
  ) {}

  static async start(more: Record<string, string> = {}): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), 'npg-chaos-'));
    chmodSync(folder, 0o755);
    const binDir = process.env['TEST_POSTGRES_BIN'];
    // Processes are killed here, never the machine: what was committed is in the system's hands, so it need not reach the disk.
    const settings = { fsync: 'off', max_connections: '300', ...more };
    const postgres = await startEmbeddedPostgres({
      dataDir: folder,
      settings,
      ...(binDir ? { binDir } : {}),
    });
    return new Server(postgres, folder);
  }

  /** An empty, migrated database. */
  async database(name: string): Promise<{ ownerUrl: string; applicationUrl: string; adminUrl: string }> {
    await ensureDatabase(this.postgres.adminUrl, name);
    const ownerUrl = urlFor(this.postgres.ownerUrl, name);
    const applicationUrl = urlFor(this.postgres.applicationUrl, name);
    await prepareDatabase(ownerUrl, applicationUrl);
    return { ownerUrl, applicationUrl, adminUrl: urlFor(this.postgres.adminUrl, name) };
  }

  get port(): number {
    return Number(new URL(this.postgres.adminUrl).port);
  }

  /** The postmaster alone, as the kernel does when memory runs out; its processes follow it. */
  kill(): boolean {
    const running = runningPostmaster(realpathSync(join(this.folder, 'postgres')));
    if (!running?.ready) return false;
    process.kill(running.pid, 'SIGKILL');
    return true;
  }

  async stop(): Promise<void> {
    await this.postgres.stop();
    await removeDataDir(this.folder);
  }
}

/** Asks the database past the application, again and again if it is just being started. */
export async function askPatiently<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query<Row>(sql, values)).rows;
    } catch (error) {
      if (attempt >= 60 || (error as { severity?: string }).severity === 'ERROR') throw error;
      await sleep(500);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** Some instances on one database and one mail server, each with a network of its own to both. */
export class Installation {
  readonly instances: Instance[] = [];
  readonly proxies: { database: Proxy; mail: Proxy }[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'npg-chaos-instances-'));

  static async set(
    server: Server,
    urls: { ownerUrl: string; applicationUrl: string },
    mail: MailServer,
    skewsSeconds: readonly number[],
  ): Promise<Installation> {
    const installation = new Installation();
    for (const [index, skewSeconds] of skewsSeconds.entries()) {
      const proxy = { database: await startProxy(server.port), mail: await startProxy(mail.port) };
      installation.proxies.push(proxy);
      installation.instances.push(
        new Instance({
          name: `instance ${index + 1}`,
          skewSeconds,
          environment: {
            DATABASE_URL: atPort(urls.applicationUrl, proxy.database.port),
            MIGRATION_DATABASE_URL: atPort(urls.ownerUrl, proxy.database.port),
            SMTP_URL: `smtp://127.0.0.1:${proxy.mail.port}`,
            MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
            DATA_DIR: join(installation.folder, String(index)),
          },
        }),
      );
    }
    return installation;
  }

  /** A request to whichever instance answers, again until it is done; so sent with a key that makes it once. */
  async post(
    path: string,
    body: unknown,
    headers: Record<string, string>,
    withinMs: number,
  ): Promise<Record<string, unknown>> {
    let last = 'nobody was ready';
    for (const end = Date.now() + withinMs; Date.now() < end;) {
      const ready = this.instances.filter(({ url, paused }) => url !== null && !paused);
      const instance = ready[Math.floor(Math.random() * ready.length)];
      if (!instance) await sleep(100);
      else {
        const answer = await fetch(`${instance.url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(5_000),
        }).catch((error: unknown) => (last = (error as Error).message));
        if (typeof answer !== 'string') {
          const text = await answer.text().catch(() => '');
          if (answer.ok) return JSON.parse(text) as Record<string, unknown>;
          if (answer.status < 500 && answer.status !== 429)
            throw new Error(`${path}: ${answer.status} ${text}`);
          last = `${answer.status} ${text}`;
        }
        await sleep(100);
      }
    }
    throw new Error(`${path}: not done within ${withinMs} ms: ${last}`);
  }

  async end(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.end()));
    for (const { database, mail } of this.proxies) {
      await database.close();
      await mail.close();
    }
    await removeDataDir(this.folder);
  }
}

function atPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
}

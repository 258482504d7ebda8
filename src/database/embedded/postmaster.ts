import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DomainError } from '../../common/errors.js';
import { isAlive, pause, processesIn, signal, waitUntil, worksIn } from './processes.js';
import { runAs } from './server-account.js';
import type { ServerAccount } from './server-account.js';

/** What a running server says of itself in its folder. */
export interface PostmasterFile {
  pid: number;
  port: number;
  ready: boolean;
}

export interface ClusterRun {
  folder: string;
  binDir: string;
  account: ServerAccount;
  logPath: string;
  settings: Record<string, string>;
}

export interface Postmaster {
  process: ChildProcess;
  port: number;
}

/** The server of this folder that runs now, if any; a file left by a killed one does not count. */
export function runningPostmaster(folder: string): PostmasterFile | null {
  const file = readPostmasterFile(folder);
  return file && worksIn(file.pid, folder) ? file : null;
}

function readPostmasterFile(folder: string): PostmasterFile | null {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 ? { pid, port, ready: (lines[7] ?? '').trim() === 'ready' } : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Makes the folder free for a start: a server that outlived its killed parent is stopped (not adopted, so that
 * every start runs with this release's programs and settings), then any process that outlived its killed
 * server; and its file is removed, because PostgreSQL would take an unrelated process of that number for it.
 */
export async function clearLeftovers(folder: string): Promise<void> {
  const running = runningPostmaster(folder);
  if (running) await stopPostmaster(running.pid);
  const orphans = processesIn(folder);
  orphans.forEach((pid) => signal(pid, 'SIGKILL'));
  await waitUntil(() => !orphans.some(isAlive), 5_000);
  rmSync(join(folder, 'postmaster.pid'), { force: true });
}

/** Fast shutdown; a server that does not obey within 20 seconds is told, then made, to stop without tidying. */
export async function stopPostmaster(pid: number): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ];
  for (const [name, milliseconds] of steps) {
    signal(pid, name);
    if (await waitUntil(() => !isAlive(pid), milliseconds)) return;
  }
}

/**
 * Starts the server and resolves when it takes connections. Without a port it takes a free one, and another
 * if somebody was faster.
 */
export async function launchPostmaster(run: ClusterRun, port?: number): Promise<Postmaster> {
  let reason = '';
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const tried = port ?? (await freePort());
    const child = spawnPostmaster(run, tried);
    if (await becameReady(child, run.folder)) return { process: child, port: tried };
    reason = lastWords(run.logPath);
    // Both pass: somebody took the port, or killed processes still let go of the shared memory.
    if (!/Address already in use|pre-existing shared memory/.test(reason)) break;
    await pause(200);
  }
  throw new DomainError(
    'unavailable',
    `PostgreSQL did not start in ${run.folder}: ${reasonLine(reason)} See ${run.logPath}.`,
  );
}

function spawnPostmaster(run: ClusterRun, port: number): ChildProcess {
  const settings = { ...run.settings, port: String(port) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Removed first: it may belong to another account that once ran the trial here.
  rmSync(run.logPath, { force: true });
  const log = openSync(run.logPath, 'w', 0o600);
  try {
    // Detached: Ctrl-C at the terminal reaches this process alone, which then stops the server in order.
    return spawn(join(run.binDir, 'postgres'), ['-D', run.folder, ...flags], {
      ...runAs(run.account),
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** False when the process ended instead. Recovery after a crash may take its time. */
async function becameReady(child: ChildProcess, folder: string): Promise<boolean> {
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  const isReady = () => {
    const file = readPostmasterFile(folder);
    return file !== null && file.pid === child.pid && file.ready;
  };
  const settled = await waitUntil(() => ended || isReady(), 120_000);
  if (!settled && child.pid) await stopPostmaster(child.pid);
  return settled && !ended;
}

function lastWords(logPath: string): string {
  try {
    return readFileSync(logPath, 'utf8').slice(-4_000);
  } catch {
    return '';
  }
}

function reasonLine(log: string): string {
  const line = log.split('\n').findLast((text) => /FATAL|PANIC|error while loading/.test(text));
  return line ? `${line.replace(/^.*?(FATAL|PANIC): +/, '')}.` : 'it gave no reason.';
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { processesIn, waitUntil } from '../../src/database/embedded/processes.js';
import { cluster, ROOT } from '../support/postgres/trial-process.js';

export interface TrialFile {
  url: string;
  apiKey: string;
  force: { id: string; name: string };
  people: { id: string; name: string; role: string }[];
}

export interface Started {
  child: ChildProcess;
  /** Everything it printed so far. */
  printed(): string;
  /** Its exit code or signal, when it has ended. */
  ended(): Promise<number | string>;
}

const children: ChildProcess[] = [];

/** The built server as a process of its own, with nothing of this environment but what is given. */
export function startServer(environment: Record<string, string>, command: 'node' | 'npm' = 'node'): Started {
  buildOnce();
  // Without `prestart`: other tests run from the same build.
  const [program, args] =
    command === 'npm' ? ['npm', ['start', '--ignore-scripts']] : [process.execPath, ['dist/src/main.js']];
  const { PATH = '', HOME = '/' } = process.env;
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { PATH, HOME, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'));
  });
  return { child, printed: () => text, ended: () => ended };
}

/** A trial that has become ready: waits for `trial.json`, or fails with what was printed. */
export async function startTrial(
  dataDir: string,
  environment: Record<string, string> = {},
  command: 'node' | 'npm' = 'node',
): Promise<Started & { trial: TrialFile; seconds: number }> {
  rmSync(join(dataDir, 'trial.json'), { force: true });
  const began = performance.now();
  const started = startServer({ DATA_DIR: dataDir, ...environment }, command);
  let over: unknown;
  void started.ended().then((end) => (over = end));
  const file = join(dataDir, 'trial.json');
  await waitUntil(() => existsSync(file) || over !== undefined, 120_000);
  if (!existsSync(file)) throw new Error(`ended (${String(over)}): ${started.printed()}`);
  const seconds = (performance.now() - began) / 1000;
  // People are told a moment after scripts are.
  await waitUntil(() => started.printed().includes('trial.json') || over !== undefined, 30_000);
  return { ...started, trial: JSON.parse(readFileSync(file, 'utf8')) as TrialFile, seconds };
}

/** Waits until a configured server has said where it listens. */
export async function addressOf(started: Started): Promise<string> {
  const said = (): string | undefined => /"url":"([^"]+)"/.exec(started.printed())?.[1];
  await waitUntil(() => said() !== undefined || started.child.exitCode !== null, 90_000);
  return said() ?? `nowhere: ${started.printed()}`;
}

/** Whether anything of the server or of its database is left. */
export function processesOf(started: Started, dataDir: string): number[] {
  const own = [started.child.pid!].filter(
    () => started.child.exitCode === null && started.child.signalCode === null,
  );
  const group = execFileSync('ps', ['-eo', 'pid=,pgid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, pgid, stat]) => Number(pgid) === started.child.pid && !stat?.startsWith('Z'))
    .map(([pid]) => Number(pid));
  return [...own, ...group, ...processesIn(cluster(dataDir))];
}

/** Ends what a failed test left running. */
export async function endServers(): Promise<void> {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    if (!(await waitUntil(() => child.exitCode !== null || child.signalCode !== null, 15_000)))
      child.kill('SIGKILL');
  }
}

/** Takes a port as somebody else's program would. */
export async function takePort(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as { port: number }).port, server };
}

/** Signs in and answers the cookie and where it leads. */
export async function signIn(
  url: string,
  personId: string,
): Promise<{ cookie: string; location: string; status: number }> {
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url },
    body: new URLSearchParams({ personId }).toString(),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { cookie, location: answer.headers.get('location') ?? '', status: answer.status };
}

function buildOnce(): void {
  if (existsSync(join(ROOT, 'dist/src/main.js'))) return;
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit' });
}

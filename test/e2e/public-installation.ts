import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '../../src/database/embedded/processes.js';
import { ROOT } from '../support/postgres/trial-process.js';

export interface Installation {
  /** Starts the server and waits until it has said where it listens, or has ended. */
  start(environment: Record<string, string>): Promise<Server>;
  remove(): Promise<void>;
}

export interface Server {
  /** Null if it ended instead. */
  port: number | null;
  exitCode: number | null;
  printed: string;
}

/** The built server in a folder of its own, with files of texts laid beside `config/texts/en.yaml`. */
export function installation(texts: Record<string, string>): Installation {
  const folder = mkdtempSync(join(tmpdir(), 'npg-installation-'));
  for (const part of ['dist', 'config', 'templates', 'package.json'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'data'));
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, 'config/texts', name), text);
  const children: ChildProcess[] = [];
  return {
    async start(environment) {
      const child = spawn(process.execPath, ['dist/src/main.js'], {
        cwd: folder,
        env: { PATH: process.env['PATH'] ?? '', PORT: '0', DATA_DIR: join(folder, 'data'), ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.push(child);
      let printed = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => (printed += String(chunk)));
      let ended = false;
      child.once('close', () => (ended = true));
      const address = (): string | undefined => /"url":"[^"]+:(\d+)"/.exec(printed)?.[1];
      await waitUntil(() => ended || address() !== undefined, 40_000);
      return { port: address() ? Number(address()) : null, exitCode: child.exitCode, printed };
    },
    async remove() {
      for (const child of children) {
        child.kill('SIGTERM');
        if (!(await waitUntil(() => child.exitCode !== null || child.signalCode !== null, 15_000)))
          child.kill('SIGKILL');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../support/postgres/trial-process.js';

const FAKETIME_LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
];

/** Debian's libfaketime for programs with threads; null where it is not installed. */
export function faketimeLibrary(): string | null {
  return FAKETIME_LIBRARIES.find((path) => existsSync(path)) ?? null;
}

export interface InstanceOptions {
  name: string;
  environment: Record<string, string>;
  /** How far its clock is from this machine's. */
  skewSeconds: number;
}

/** One process of the product, which is started again whenever it ends while it is wanted. */
export class Instance {
  /** Where it answers, once it is ready. */
  url: string | null = null;
  starts = 0;
  paused = false;
  /** The last lines it printed, for when something is wrong. */
  readonly said: string[] = [];
  private child: ChildProcess | null = null;
  private wanted = false;
  private watching: Promise<void> = Promise.resolve();

  constructor(private readonly options: InstanceOptions) {}

  get name(): string {
    return this.options.name;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  set skewSeconds(seconds: number) {
    this.options.skewSeconds = seconds;
  }

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.watching = this.keepUp();
  }

  /** Resolves when it answers, or throws with what it said. */
  async ready(withinMs: number): Promise<string> {
    for (const end = Date.now() + withinMs; Date.now() < end; await sleep(50)) if (this.url) return this.url;
    throw new Error(`${this.name} did not become ready: ${this.said.slice(-5).join('\n')}`);
  }

  kill(): void {
    this.signal('SIGKILL');
    this.paused = false;
  }

  /** It stands still, without knowing. */
  pause(): void {
    this.paused = this.signal('SIGSTOP');
  }

  resume(): void {
    if (this.paused) this.signal('SIGCONT');
    this.paused = false;
  }

  /** Ends it for good, in order or by force. */
  async end(name: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.wanted = false;
    this.resume();
    this.signal(name);
    const patience = setTimeout(() => this.signal('SIGKILL'), 15_000);
    await this.watching;
    clearTimeout(patience);
  }

  private signal(name: NodeJS.Signals): boolean {
    const { child } = this;
    return child !== null && child.exitCode === null && child.signalCode === null && child.kill(name);
  }

  private async keepUp(): Promise<void> {
    while (this.wanted) {
      await this.runOnce();
      this.url = null;
      this.child = null;
      if (this.wanted) await sleep(200);
    }
  }

  private runOnce(): Promise<void> {
    const { environment, skewSeconds } = this.options;
    const { PATH = '', HOME = '/' } = process.env;
    const child = spawn(process.execPath, ['dist/src/main.js'], {
      cwd: ROOT,
      env: { PATH, HOME, PORT: '0', ...environment, ...clockApart(skewSeconds) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.starts += 1;
    const heard = (chunk: Buffer): void => {
      const text = String(chunk);
      this.said.push(...text.trimEnd().split('\n'));
      this.said.splice(0, Math.max(0, this.said.length - 200));
      const url = /"url":"([^"]+)"/.exec(text)?.[1];
      if (url && this.child === child) this.url = url;
    };
    child.stdout.on('data', heard);
    child.stderr.on('data', heard);
    return new Promise((resolve) => child.once('close', () => resolve()));
  }
}

function clockApart(seconds: number): Record<string, string> {
  const library = faketimeLibrary();
  if (!library || seconds === 0) return {};
  return {
    LD_PRELOAD: library,
    FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}`,
    // Its timers and deadlines measure time that passes, which is the same however the clock is set.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pingClamd } from '../../src/contacts/attachments/scanning/clamd.js';

/** The string by which scanners are tried (eicar.org), in two halves: nothing that looks at these sources is to find it. */
export const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('-'),
);
export const SIGNATURE = 'Monitor.Test.Eicar';
/** To more than this the clamd below replies that it is too much. */
export const STREAM_MAX_BYTES = 2 * 1024 * 1024;

/** A clamd of its own, that knows one signature and listens on a socket and on a port of this machine. */
export class TestClamd {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    /** As `MALWARE_SCANNER` names it. */
    readonly tcp: string,
    readonly socket: string,
    readonly printed: () => string,
  ) {}

  static async start(program: string): Promise<TestClamd> {
    const folder = mkdtempSync(join(tmpdir(), 'npg-clamd-'));
    // In any kind of file, at any place in it.
    writeFileSync(join(folder, 'test.ndb'), `${SIGNATURE}:0:*:${EICAR.toString('hex')}\n`);
    const port = await freePort();
    const socket = join(folder, 'clamd.ctl');
    writeFileSync(
      join(folder, 'clamd.conf'),
      [
        'Foreground yes',
        // As Debian sets it up: digests of files behind what was found.
        'ExtendedDetectionInfo yes',
        `DatabaseDirectory ${folder}`,
        `TemporaryDirectory ${folder}`,
        `LocalSocket ${socket}`,
        `TCPSocket ${port}`,
        'TCPAddr 127.0.0.1',
        `StreamMaxLength ${STREAM_MAX_BYTES}`,
        '',
      ].join('\n'),
    );
    const child = spawn(program, [`--config-file=${join(folder, 'clamd.conf')}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
    const clamd = new TestClamd(child, folder, `clamd://127.0.0.1:${port}`, `unix://${socket}`, () => text);
    for (let turn = 0; turn < 300; turn++) {
      if (await pingClamd({ path: socket }, AbortSignal.timeout(1000)).catch(() => false)) return clamd;
      if (child.exitCode !== null) break;
      await sleep(100);
    }
    await clamd.end();
    throw new Error(`${program} does not answer: ${text}`);
  }

  /** It keeps its connections and says nothing more: as when a machine has stopped. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('close', resolve));
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What listens where a clamd should, and does to each connection what a test says. */
export class Listener {
  readonly open = new Set<Socket>();
  /** All connections there ever were. */
  came = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(toEach: (socket: Socket) => void): Promise<Listener> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const listener = new Listener(server, `clamd://127.0.0.1:${port}`);
    server.on('connection', (socket) => {
      listener.came += 1;
      listener.open.add(socket);
      socket.on('close', () => listener.open.delete(socket)).on('error', () => undefined);
      toEach(socket);
    });
    return listener;
  }

  async end(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A port of this machine where nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

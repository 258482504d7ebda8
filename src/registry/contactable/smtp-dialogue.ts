import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type HostAddress, pinnedTo } from './addresses.js';

export interface Reply {
  /** 0 if what came is no reply of a mail server. */
  code: number;
  lines: string[];
}

/** No reply is longer than this; whoever sends more is no mail server. */
const LONGEST_REPLY = 16_384;
const NONSENSE: Reply = { code: 0, lines: [] };

/** A conversation with a mail server: one command, one reply. */
export class SmtpDialogue {
  private received = '';
  private ended: Error | null = null;
  private waiting: (() => void) | null = null;

  private constructor(private socket: Socket) {
    this.listen(socket);
  }

  /** Connect to one of these addresses and no other. */
  static async open(
    host: string,
    port: number,
    addresses: readonly HostAddress[],
    signal: AbortSignal,
  ): Promise<SmtpDialogue> {
    const socket = connect({ host, port, lookup: pinnedTo(addresses) });
    const give = (): void => void socket.destroy(new Error('too slow'));
    signal.addEventListener('abort', give, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', give));
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new SmtpDialogue(socket);
  }

  async command(text: string): Promise<Reply> {
    this.socket.write(`${text}\r\n`);
    return this.reply();
  }

  /** The next reply, all of its lines (RFC 5321 section 4.2). */
  async reply(): Promise<Reply> {
    for (;;) {
      const end = /^\d{3}(?: [^\n]*)?\r?\n/m.exec(this.received);
      if (end) {
        const length = end.index + end[0].length;
        const lines = this.received.slice(0, length).trimEnd().split(/\r?\n/);
        this.received = this.received.slice(length);
        return lines.every((line) => /^\d{3}([ -]|$)/.test(line))
          ? { code: Number(lines.at(-1)!.slice(0, 3)), lines }
          : NONSENSE;
      }
      const [first = ''] = this.received.split('\n', 1);
      const strange = this.received.includes('\n') && !/^\d{3}[ -]/.test(first);
      if (strange || this.received.length > LONGEST_REPLY) return NONSENSE;
      if (this.ended) throw this.ended;
      await new Promise<void>((resolve) => (this.waiting = resolve));
    }
  }

  /**
   * Go on in private. Whose certificate it is matters nothing here (RFC 7435): nothing secret is said.
   */
  async encrypt(host: string): Promise<void> {
    // What it says is read by the private one from now on; that it breaks is still ours to hear.
    this.socket.removeAllListeners('data');
    this.received = '';
    const secure = connectTls({
      socket: this.socket,
      servername: host.replace(/^[\d.]+$|:.*/, ''),
      rejectUnauthorized: false,
    });
    await new Promise<void>((resolve, reject) => {
      secure.once('secureConnect', resolve).once('error', reject);
      secure.once('close', () => reject(this.ended ?? closed()));
    });
    this.socket = secure;
    this.listen(secure);
  }

  /** Leave as one does, without waiting for the answer. */
  close(): void {
    if (!this.socket.destroyed) this.socket.end('QUIT\r\n');
    setTimeout(() => this.socket.destroy(), 1_000).unref();
  }

  private listen(socket: Socket): void {
    const wake = (): void => {
      this.waiting?.();
      this.waiting = null;
    };
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      if (this.received.length <= LONGEST_REPLY) this.received += text;
      wake();
    });
    socket.on('error', (error) => {
      this.ended ??= error;
      wake();
    });
    for (const event of ['end', 'close']) {
      socket.on(event, () => {
        this.ended ??= closed();
        wake();
      });
    }
  }
}

const closed = (): Error => Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' });

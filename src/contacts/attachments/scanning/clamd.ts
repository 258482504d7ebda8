import { connect } from 'node:net';
import type { ScannerAddress } from '../../../config/scanner-address.js';

/** A reply is one short line; whoever says more is no clamd. */
const LONGEST_REPLY = 1000;

/**
 * Send bytes to be scanned (`man clamd`, INSTREAM): one piece behind its length, then the length of none.
 * @returns the reply with its NUL, or as much as came before the other side closed
 * @throws Error if it is out of reach, breaks off without a word, or has not replied when the signal ends the time for it
 */
export function scanByClamd(address: ScannerAddress, bytes: Buffer, signal: AbortSignal): Promise<string> {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return replyTo(address, [Buffer.from('zINSTREAM\0'), length, bytes, Buffer.alloc(4)], signal);
}

/** Whether there is a clamd. */
export async function pingClamd(address: ScannerAddress, signal: AbortSignal): Promise<boolean> {
  return (await replyTo(address, [Buffer.from('zPING\0')], signal)) === 'PONG\0';
}

/** A connection of its own for each question, which is closed whatever happens. */
function replyTo(address: ScannerAddress, question: Buffer[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let reply = '';
    let failure: Error | undefined;
    // Nothing listens to a signal that was given before.
    if (signal.aborted) return reject(signal.reason as Error);
    const socket = connect({ ...address, signal });
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      reply += text;
      if (reply.includes('\0') || reply.length > LONGEST_REPLY) socket.destroy();
    });
    socket.on('error', (error) => (failure = error));
    // A reply counts although the connection broke afterwards: to more than it takes, clamd replies and hangs up.
    socket.on('close', () => (reply === '' && failure ? reject(failure) : resolve(reply)));
    socket.cork();
    for (const part of question) socket.write(part);
    socket.uncork();
  });
}

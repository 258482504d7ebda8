import type { Readable } from 'node:stream';
import { RequestTimeoutException } from '@nestjs/common';

/** Far less than any line brings in the time between two looks, and less than a block of small pieces. */
const LEAST_BYTES = 8 * 1024;

/**
 * Fails once a body hardly goes on, and never does anything else: the memory that it has come to so far would be kept from
 * others all the while.
 */
export function tooSlow(payload: Readable, lookEvery: number): Promise<never> {
  let [received, before] = [0, 0];
  payload.on('data', (chunk: Buffer) => (received += chunk.length));
  return new Promise((_, reject) => {
    const look = setInterval(() => {
      if (received - before < LEAST_BYTES) reject(new RequestTimeoutException(TOO_SLOW));
      before = received;
    }, lookEvery);
    look.unref();
    payload.once('close', () => clearInterval(look));
  });
}

const TOO_SLOW = 'The files came too slowly. Send them again over a better connection.';

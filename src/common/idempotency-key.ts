import { DomainError } from './errors.js';

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * The Idempotency-Key header of a request, checked.
 * @throws DomainError invalid if it is malformed, or missing where it is required
 */
export function idempotencyKey(header: string | undefined, required: true): string;
export function idempotencyKey(header: string | undefined, required: boolean): string | undefined;
export function idempotencyKey(header: string | undefined, required: boolean): string | undefined {
  if (header === undefined && !required) return undefined;
  if (header === undefined || !KEY.test(header)) {
    throw DomainError.field(
      'Idempotency-Key',
      'Send an Idempotency-Key header of 1 to 255 visible ASCII characters, a new one for each',
    );
  }
  return header;
}

/**
 * What is answered to a key that came before with other content: taken for a repetition, what is new would be lost without a
 * word. A key that comes again with the same content names what was stored.
 * @param what is sent, in a word
 */
export const keyReused = (what: 'contact' | 'message' | 'answer' | 'file'): DomainError =>
  DomainError.conflict(
    `This Idempotency-Key was used for another ${what}; send each ${what} with a key of its own.`,
  );

import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * The one way to write a JSON value (RFC 8785): names in order, no white space, numbers and texts in their only form.
 * What is signed are these bytes, so white space and order in a file mean nothing.
 */
export function canonicalBytes(value: object): Buffer {
  return Buffer.from(canonicalize(value)!, 'utf8');
}

/** In hexadecimal, as `sha256sum` prints it. */
export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

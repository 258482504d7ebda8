import { v7 } from 'uuid';
import { randomBytes } from './sealing.js';

/** A new row's id: UUID version 7 (RFC 9562), so that rows made one after the other lie side by side in their index. */
export function newId(): string {
  return v7({ random: randomBytes(16) });
}

import { createHash } from 'node:crypto';

/** The strong entity tag of a text: the same text has the same, on every instance. */
export const tagOf = (text: string): string => `"${createHash('sha256').update(text).digest('base64url')}"`;

/** Does an `If-None-Match` name this tag? On their way tags may have been weakened, by a proxy that compresses. */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((one) => ['*', tag, `W/${tag}`].includes(one.trim()));
}

import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const API_KEY_PREFIX = 'npg_';

/** A new secret of a browser session: 32 random bytes in Base64url. It is given out once and never stored. */
export function newSessionToken(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** A new secret by which a browser is known while somebody signs in at an identity provider. */
export const newBrowserSecret = newSessionToken;

/** A new machine key. The prefix lets scanners of code and logs recognise a leaked one. */
export function newApiKey(): string {
  return API_KEY_PREFIX + randomBytes(SECRET_BYTES).toString('base64url');
}

/** Could this be a session's token at all? What could not is refused without asking the database. */
export function looksLikeSessionToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** Could this be a machine key at all? */
export function looksLikeApiKey(text: string): boolean {
  return /^npg_[\w-]{43}$/.test(text);
}

/** What is stored of a secret: its SHA-256. A secret of 256 random bits needs neither salt nor stretching. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/**
 * The key of an `Authorization: Bearer KEY` header (RFC 6750; the scheme's case does not matter, RFC 9110).
 * Null when the header is missing, of another scheme, or holds what cannot be a key.
 */
export function bearerKey(header: string | undefined): string | null {
  const [, key] = /^bearer +(\S+) *$/i.exec(header ?? '') ?? [];
  return key && looksLikeApiKey(key) ? key : null;
}

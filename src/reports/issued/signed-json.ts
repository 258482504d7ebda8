import { canonicalBytes, sha256Of } from './canonical-json.js';
import { NotStrictJson, parseStrictJson } from './domain/strict-json.js';
import { KeyNotGiven, NotVerified } from './not-verified.js';
import { ALGORITHM, isSignedBy, type PublishedKey } from './report-signature.js';

/** What is signed in this form: `{ [member]: { format, … }, sha256, signature, kid }`. */
export interface SignedKind {
  /** The name under which the signed part stands. */
  member: 'document' | 'manifest';
  /** The only shape of it that is read; a signature over one shape says nothing about another. */
  format: string;
  /** `report`. */
  noun: string;
  /** `issued report`. */
  whole: string;
}

export interface SignedPart {
  /** The signed part, as it was parsed. */
  value: Record<string, unknown>;
  /** Its canonical form, over which digest and signature are. */
  bytes: Buffer;
  sha256: string;
  key: PublishedKey;
}

const MOST_SHOWN = 80;

/**
 * The signed part of a file, if it is whole, unchanged and signed with one of the keys. White space and the order of names
 * mean nothing: what is signed is the canonical form.
 * @throws NotVerified
 */
export async function verifySignedJson(
  kind: SignedKind,
  parsed: unknown,
  keys: readonly PublishedKey[],
): Promise<SignedPart> {
  const { value, sha256, signature, kid } = partsOf(kind, parsed);
  const { noun } = kind;
  const bytes = canonicalBytes(value);
  const found = sha256Of(bytes);
  if (found !== sha256) {
    throw new NotVerified(
      `The ${noun} was changed: the SHA-256 of what it says is ${found}, and the file says ${shown(sha256)}.`,
    );
  }
  const header = headerOf(signature);
  if (header.alg !== ALGORITHM) {
    throw new NotVerified(
      `The signature says that its algorithm is ${shown(header.alg)}. Reports are signed with ${ALGORITHM}, and nothing else is accepted.`,
    );
  }
  if (header.kid !== kid) {
    throw new NotVerified(
      `The file says that the key is ${shown(kid)}, its signature says ${shown(header.kid)}.`,
    );
  }
  const key = keys.find((each) => each.kid === kid);
  if (!key) {
    throw new KeyNotGiven(`The ${noun} is signed with the key ${shown(kid)}`, keys.length);
  }
  if (!(await isSignedBy(bytes, signature as string, key))) {
    throw new NotVerified(
      `The signature is not one of the key ${kid as string} over this ${noun}: ${noun} or signature was changed.`,
    );
  }
  return { value, bytes, sha256: found, key };
}

/** @throws NotVerified for what is no JSON that everybody reads alike */
export function parseGiven(bytes: Uint8Array, what: string): unknown {
  const text = textOf(bytes, what);
  try {
    return parseStrictJson(text);
  } catch (error) {
    const why = error instanceof NotStrictJson ? error.message : 'It is no JSON that can be read.';
    throw new NotVerified(`${what} ${why}`);
  }
}

function textOf(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new NotVerified(`${what} It is not UTF-8.`);
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What somebody else wrote, so that it can be printed on a terminal. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

interface Parts {
  value: Record<string, unknown>;
  sha256: unknown;
  signature: unknown;
  kid: unknown;
}

function partsOf({ member, format, noun, whole }: SignedKind, parsed: unknown): Parts {
  const value = isObject(parsed) ? parsed[member] : undefined;
  if (!isObject(parsed) || !isObject(value)) {
    throw new NotVerified(
      `The file is no ${whole}: it must hold ${member}, sha256, signature and kid, as the JSON file of an ${whole} does.`,
    );
  }
  const members = ['kid', member, 'sha256', 'signature'];
  const names = Object.keys(parsed);
  const more = names.find((name) => !members.includes(name));
  if (more !== undefined) throw new NotVerified(`The file holds ${shown(more)}, which nobody signed.`);
  const missing = members.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new NotVerified(`The file lacks ${missing.join(' and ')}.`);
  if (value['format'] !== format) {
    throw new NotVerified(
      `The ${noun} is of the format ${shown(value['format'])}; this version reads ${format}.`,
    );
  }
  const { sha256, signature, kid } = parsed;
  return { value, sha256, signature, kid };
}

/**
 * The header of a detached JWS; one that cannot be read has neither algorithm nor key. Several texts are the same bytes in
 * base64url, and only the one that RFC 7515 writes is taken: otherwise a changed file could pass for the one issued.
 */
function headerOf(signature: unknown): { alg?: unknown; kid?: unknown } {
  const parts = typeof signature === 'string' ? signature.split('.') : [];
  if (parts.length !== 3 || parts[1] !== '') {
    throw new NotVerified('The signature is no detached JWS: it must read HEADER..SIGNATURE.');
  }
  if (parts.some((part) => Buffer.from(part, 'base64url').toString('base64url') !== part)) {
    throw new NotVerified(
      'The signature was changed: it is not written as base64url writes it, without fill and spare bits.',
    );
  }
  try {
    const header: unknown = JSON.parse(Buffer.from(parts[0]!, 'base64url').toString('utf8'));
    return isObject(header) ? header : {};
  } catch {
    return {};
  }
}

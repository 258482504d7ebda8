import { FORMAT, type IssuedDocument } from './issued-document.js';
import { NotVerified } from './not-verified.js';
import { type PublishedKey, thumbprintOf } from './report-signature.js';
import { isObject, parseGiven, shown, type SignedKind, verifySignedJson } from './signed-json.js';

/** What a file was found to be. */
export interface Verified {
  document: IssuedDocument;
  sha256: string;
  key: PublishedKey;
  bytes: Buffer;
}

const KIND: SignedKind = { member: 'document', format: FORMAT, noun: 'report', whole: 'issued report' };

/** The JSON of a file that may be a report or its manifest. @throws NotVerified */
export const parseIssued = (bytes: Uint8Array): unknown => parseGiven(bytes, 'The file is no issued report.');

/**
 * Is this file an issued report, whole and unchanged, signed with one of the published keys?
 * @throws NotVerified
 */
export async function verifyIssuedFile(bytes: Uint8Array, keys: readonly PublishedKey[]): Promise<Verified> {
  const { value, ...signed } = await verifySignedJson(KIND, parseIssued(bytes), keys);
  return { document: value as unknown as IssuedDocument, ...signed };
}

/**
 * The keys of a file or an answer in the form of `/.well-known/report-signing-keys.json`.
 * @throws NotVerified if it is none, or a key has a name that is not its own
 */
export async function readPublishedKeys(bytes: Uint8Array): Promise<PublishedKey[]> {
  const value = parseGiven(bytes, 'The file of published keys cannot be read.');
  const keys = isObject(value) ? value['keys'] : undefined;
  if (!Array.isArray(keys) || keys.length === 0) {
    throw new NotVerified('The file of published keys holds no keys: it must be a JWK set, {"keys": [...]}.');
  }
  const usable = keys.filter(isOurs);
  for (const { x, kid } of usable) {
    if ((await thumbprintOf(x)) !== kid)
      throw new NotVerified(`The published key ${shown(kid)} is not the key that its name says.`);
  }
  return usable;
}

const isOurs = (key: unknown): key is PublishedKey =>
  isObject(key) &&
  key['kty'] === 'OKP' &&
  key['crv'] === 'Ed25519' &&
  typeof key['x'] === 'string' &&
  typeof key['kid'] === 'string';

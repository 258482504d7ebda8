import { canonicalBytes, sha256Of } from './canonical-json.js';
import { NotStrictJson, parseStrictJson } from './domain/strict-json.js';
import { FORMAT, type IssuedDocument, type IssuedFile } from './issued-document.js';
import { ALGORITHM, isSignedBy, type PublishedKey, thumbprintOf } from './report-signature.js';

/** Why a file is not what was issued: one sentence or two that say what is wrong. */
export class NotVerified extends Error {}

/** What a file was found to be. */
export interface Verified {
  document: IssuedDocument;
  sha256: string;
  key: PublishedKey;
  bytes: Buffer;
}

const MEMBERS = ['document', 'kid', 'sha256', 'signature'] as const;
const MOST_SHOWN = 80;

/**
 * Is this file an issued report, whole and unchanged, signed with one of the published keys? White space and the order
 * of names mean nothing: what is signed is the canonical form.
 * @throws NotVerified
 */
export async function verifyIssuedFile(bytes: Uint8Array, keys: readonly PublishedKey[]): Promise<Verified> {
  const { document, sha256, signature, kid } = readFile(bytes);
  const canonical = canonicalBytes(document);
  const found = sha256Of(canonical);
  if (found !== sha256) {
    throw new NotVerified(
      `The report was changed: the SHA-256 of what it says is ${found}, and the file says ${shown(sha256)}.`,
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
    throw new NotVerified(
      `The report is signed with the key ${shown(kid)}, which is not among the ${keys.length} published ${keys.length === 1 ? 'key' : 'keys'} given.`,
    );
  }
  if (!(await isSignedBy(canonical, signature, key))) {
    throw new NotVerified(
      `The signature is not one of the key ${kid} over this report: report or signature was changed.`,
    );
  }
  return { document, sha256, key, bytes: canonical };
}

/**
 * The keys of a file or an answer in the form of `/.well-known/report-signing-keys.json`.
 * @throws NotVerified if it is none, or a key has a name that is not its own
 */
export async function readPublishedKeys(bytes: Uint8Array): Promise<PublishedKey[]> {
  const value = parse(bytes, 'The file of published keys cannot be read.');
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

function readFile(bytes: Uint8Array): IssuedFile {
  const value = parse(bytes, 'The file is no issued report.');
  if (!isObject(value) || !isObject(value['document'])) {
    throw new NotVerified(
      'The file is no issued report: it must hold document, sha256, signature and kid, as the JSON file of an issued report does.',
    );
  }
  const names = Object.keys(value).sort();
  if (names.join() !== MEMBERS.join()) {
    const more = names.find((name) => !MEMBERS.some((member) => member === name));
    throw new NotVerified(
      more === undefined
        ? `The file lacks ${MEMBERS.filter((name) => !names.includes(name)).join(' and ')}.`
        : `The file holds ${shown(more)}, which nobody signed.`,
    );
  }
  const { format } = value['document'];
  if (format !== FORMAT) {
    throw new NotVerified(`The report is of the format ${shown(format)}; this version reads ${FORMAT}.`);
  }
  return value as unknown as IssuedFile;
}

function parse(bytes: Uint8Array, what: string): unknown {
  try {
    return parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = error instanceof NotStrictJson ? error.message : 'It is not UTF-8.';
    throw new NotVerified(`${what} ${why}`);
  }
}

/** The header of a detached JWS; one that cannot be read has neither algorithm nor key. */
function headerOf(signature: unknown): { alg?: unknown; kid?: unknown } {
  const parts = typeof signature === 'string' ? signature.split('.') : [];
  if (parts.length !== 3 || parts[1] !== '') {
    throw new NotVerified('The signature is no detached JWS: it must read HEADER..SIGNATURE.');
  }
  try {
    const header: unknown = JSON.parse(Buffer.from(parts[0]!, 'base64url').toString('utf8'));
    return isObject(header) ? header : {};
  } catch {
    return {};
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isOurs = (key: unknown): key is PublishedKey =>
  isObject(key) &&
  key['kty'] === 'OKP' &&
  key['crv'] === 'Ed25519' &&
  typeof key['x'] === 'string' &&
  typeof key['kid'] === 'string';

/** What somebody else wrote, so that it can be printed on a terminal. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

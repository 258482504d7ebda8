import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, CompactSign, flattenedVerify, importJWK } from 'jose';

/** The fully specified name of the one algorithm (RFC 9864); whatever else a signature says is refused. */
export const ALGORITHM = 'Ed25519';

/** The public half of a key, as published (RFC 8037). */
export interface PublishedKey {
  kty: 'OKP';
  crv: 'Ed25519';
  x: string;
  /** Its thumbprint (RFC 7638), so that nobody can give another key the same name. */
  kid: string;
  alg: typeof ALGORITHM;
  use: 'sig';
}

export interface SigningKey {
  published: PublishedKey;
  privateKey: KeyObject;
}

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param seed the 32 bytes that are the private key */
export async function signingKeyOf(seed: Buffer): Promise<SigningKey> {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  const kid = await thumbprintOf(x!);
  return {
    privateKey,
    published: { kty: 'OKP', crv: 'Ed25519', x: x!, kid, alg: ALGORITHM, use: 'sig' },
  };
}

export const thumbprintOf = (x: string): Promise<string> =>
  calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x });

/** A JWS (RFC 7515) without its payload, which stands beside it: `HEADER..SIGNATURE` (appendix F). */
export async function signatureOver(
  bytes: Uint8Array,
  { privateKey, published }: SigningKey,
): Promise<string> {
  const signed = await new CompactSign(bytes)
    .setProtectedHeader({ alg: ALGORITHM, kid: published.kid })
    .sign(privateKey);
  const [header, , signature] = signed.split('.');
  return `${header}..${signature}`;
}

/** Did this key sign these bytes? */
export async function isSignedBy(
  bytes: Uint8Array,
  signature: string,
  { kty, crv, x }: PublishedKey,
): Promise<boolean> {
  const [header = '', , value = ''] = signature.split('.');
  const key = await importJWK({ kty, crv, x }, ALGORITHM);
  const jws = { protected: header, payload: Buffer.from(bytes).toString('base64url'), signature: value };
  return flattenedVerify(jws, key, { algorithms: [ALGORITHM] }).then(
    () => true,
    () => false,
  );
}

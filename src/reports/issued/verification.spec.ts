import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalBytes, sha256Of } from './canonical-json.js';
import { type SigningKey, signatureOver, signingKeyOf } from './report-signature.js';
import { readPublishedKeys, verifyIssuedFile } from './verification.js';

/** As much of a report as a verifier looks at; it is signed as any other. */
const DOCUMENT = {
  format: 'issued-report/1',
  id: '0198c0de-0000-7000-8000-000000000001',
  version: 1,
  report: { figures: [{ measure: 'share-met', shown: '98.4' }] },
  commentaries: [{ text: 'Two officers left.' }],
};

let key: SigningKey;
let other: SigningKey;
let file: Record<string, unknown>;

beforeAll(async () => {
  key = await signingKeyOf(Buffer.alloc(32, 1));
  other = await signingKeyOf(Buffer.alloc(32, 2));
  const bytes = canonicalBytes(DOCUMENT);
  file = {
    document: DOCUMENT,
    kid: key.published.kid,
    sha256: sha256Of(bytes),
    signature: await signatureOver(bytes, key),
  };
});

const verify = (text: string | Buffer, keys = [key.published]): Promise<unknown> =>
  verifyIssuedFile(Buffer.from(text as string), keys);
const verifyFile = (changed: object, keys?: SigningKey['published'][]): Promise<unknown> =>
  verify(JSON.stringify({ ...file, ...changed }), keys);
const withHeader = (header: object): string =>
  `${Buffer.from(JSON.stringify(header)).toString('base64url')}..${String(file['signature']).split('.')[2]}`;

/** The letter after the last one: it differs in a bit that is no part of the 64 bytes of a signature. */
function neighbourOf(signature: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return letters[letters.indexOf(signature.at(-1)!) + 1]!;
}

describe('an issued file', () => {
  it('verifies as it was written', async () => {
    await expect(verify(canonicalBytes(file))).resolves.toMatchObject({
      sha256: file['sha256'],
      key: key.published,
    });
  });

  it('verifies with other white space, another order of names and other spellings of the same text', async () => {
    const { document, ...rest } = file;
    const turned = Object.fromEntries(Object.entries(document as object).reverse());
    const text = JSON.stringify({ ...rest, document: turned }, null, 4).replace('Two', '\\u0054wo');
    await expect(verify(`\n${text}\n`)).resolves.toBeTruthy();
  });

  it('verifies among several published keys', async () => {
    await expect(verifyFile({}, [other.published, key.published])).resolves.toBeTruthy();
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a changed figure',
      () => verify(JSON.stringify(file).replace('98.4', '99.4')),
      'The report was changed: the SHA-256',
    ],
    [
      'a changed commentary with a SHA-256 to match',
      () => {
        const document = { ...DOCUMENT, commentaries: [{ text: 'Nothing happened.' }] };
        return verifyFile({ document, sha256: sha256Of(canonicalBytes(document)) });
      },
      'report or signature was changed',
    ],
    ['another key', () => verifyFile({}, [other.published]), 'not among the 1 published key given'],
    [
      'another key under the same name',
      () => verifyFile({}, [{ ...other.published, kid: key.published.kid }]),
      'report or signature was changed',
    ],
    ['a cut file', () => verify(JSON.stringify(file).slice(0, -20)), 'It is cut short, or no JSON at all.'],
    ['an empty file', () => verify(''), 'cut short'],
    [
      'the algorithm none',
      () => verifyFile({ signature: withHeader({ alg: 'none', kid: key.published.kid }) }),
      'algorithm is "none"',
    ],
    [
      'HS256 with the public key as the secret',
      () => {
        const header = Buffer.from(JSON.stringify({ alg: 'HS256', kid: key.published.kid })).toString(
          'base64url',
        );
        const payload = canonicalBytes(DOCUMENT).toString('base64url');
        const secret = Buffer.from(key.published.x, 'base64url');
        const mac = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
        return verifyFile({ signature: `${header}..${mac}` });
      },
      'algorithm is "HS256"',
    ],
    [
      'the name EdDSA',
      () => verifyFile({ signature: withHeader({ alg: 'EdDSA', kid: key.published.kid }) }),
      'algorithm is "EdDSA"',
    ],
    [
      'a header that asks for what is not understood',
      () =>
        verifyFile({
          signature: withHeader({ alg: 'Ed25519', kid: key.published.kid, crit: ['b64'], b64: false }),
        }),
      'report or signature was changed',
    ],
    [
      'a name that stands twice',
      () => verify(JSON.stringify(file).replace('"shown":"98.4"', '"shown":"98.4","shown":"98.4"')),
      'The name "shown" stands twice',
    ],
    ['a member that nobody signed', () => verifyFile({ note: 'approved' }), '"note", which nobody signed'],
    ['no signature', () => verifyFile({ signature: undefined }), 'The file lacks signature'],
    ['a whole JWS', () => verifyFile({ signature: 'a.b.c' }), 'no detached JWS'],
    [
      'a signature without an algorithm',
      () => verifyFile({ signature: withHeader({ kid: key.published.kid }) }),
      'its algorithm is nothing',
    ],
    ['a header that is none', () => verifyFile({ signature: 'AAAA..AAAA' }), 'its algorithm is nothing'],
    ['a signature that is none', () => verifyFile({ signature: 'é..é' }), 'The signature was changed'],
    ...(
      [
        ['the neighbour of its last letter', (signature) => signature.slice(0, -1) + neighbourOf(signature)],
        ['fill at its end', (signature) => `${signature}==`],
        ['fill after its header', (signature) => signature.replace('..', '=..')],
        ['a space in it', (signature) => `${signature} `],
        ['a line end in its header', (signature) => signature.replace('..', '\n..')],
      ] satisfies [string, (signature: string) => string][]
    ).map(([name, change]): [string, () => Promise<unknown>, string] => [
      `a signature with ${name}, which is the same bytes`,
      () => verifyFile({ signature: change(String(file['signature'])) }),
      'The signature was changed: it is not written as base64url writes it',
    ]),
    [
      'a version that most readers round to the one signed',
      () => verify(JSON.stringify(file).replace('"version":1', '"version":1.00000000000000000001')),
      'is not written as RFC 8785 writes it: 1.',
    ],
    [
      'a number beyond all numbers',
      () => verify(JSON.stringify(file).replace('"version":1', '"version":1e999')),
      'The number 1e999 is too large.',
    ],
    [
      'more depth than anybody reads',
      () => verify(`{"document":${'['.repeat(60_000)}${']'.repeat(60_000)}}`),
      'It is nested more than 64 deep.',
    ],
    ['another name of the key', () => verifyFile({ kid: other.published.kid }), 'its signature says'],
    [
      'another format',
      () => verifyFile({ document: { ...DOCUMENT, format: 'issued-report/2' } }),
      'format "issued-report/2"',
    ],
    [
      'a report that was not issued',
      () => verify(JSON.stringify({ force: { id: 'fen' }, figures: [] })),
      'must hold document',
    ],
    ['bytes that are no UTF-8', () => verify(Buffer.from([0x7b, 0xff, 0x7d])), 'It is not UTF-8'],
    ['a list', () => verify('[]'), 'must hold document'],
  ])('with %s is refused in words', async (_case, verified, words) => {
    await expect(verified()).rejects.toThrow(words);
  });
});

describe('a file of published keys', () => {
  const read = (value: unknown): Promise<unknown> => readPublishedKeys(Buffer.from(JSON.stringify(value)));

  it('is read, with keys of other kinds passed over', async () => {
    const keys = [{ kty: 'RSA', n: 'x', e: 'AQAB', kid: 'r' }, key.published];
    await expect(read({ keys })).resolves.toEqual([key.published]);
  });

  it.each<[string, () => unknown, string]>([
    ['without keys', () => ({ keys: [] }), 'holds no keys'],
    ['that is an issued report', () => file, 'holds no keys'],
    [
      'whose key has the name of another',
      () => ({ keys: [{ ...other.published, kid: key.published.kid }] }),
      'is not the key that its name says',
    ],
  ])('%s is refused', async (_case, value, words) => {
    await expect(read(value())).rejects.toThrow(words);
  });
});

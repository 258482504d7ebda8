import { beforeAll, describe, expect, it } from '@jest/globals';
import type { IssuedDocument } from './issued-document.js';
import {
  listedAs,
  listedFile,
  type Manifest,
  manifestFile,
  manifestNameOf,
  verifyManifest,
} from './manifest.js';
import { type SigningKey, signingKeyOf } from './report-signature.js';
import { verifyIssuedFile } from './verification.js';

/** As much of a report as its manifest says of it. */
const DOCUMENT = {
  id: '0198c0de-0000-7000-8000-000000000001',
  version: 2,
  issuedAt: '2026-04-01T02:10:00.000Z',
  report: {
    force: { id: 'fen', name: 'Fen', startsOn: '2025-01-01' },
    period: { fromOn: '2026-03-01', toOn: '2026-03-31' },
  },
} as unknown as IssuedDocument;

const STEM = 'compliance-fen-2026-03-01-to-2026-03-31-version-2';
const kept = (kind: string, text: string): Parameters<typeof listedFile>[0] => ({
  ...{ name: kind, mediaType: 'x', fileName: `${STEM}.${kind}`, bytes: Buffer.from(text) },
});

let key: SigningKey;
let signed: Record<string, unknown>;

beforeAll(async () => {
  key = await signingKeyOf(Buffer.alloc(32, 1));
  const files = [kept('pdf', '%PDF'), kept('csv', 'a,b')].map(listedFile);
  const file = await manifestFile(DOCUMENT, 'f'.repeat(64), files, key);
  expect([file.name, file.fileName]).toEqual(['manifest', `${STEM}-manifest.json`]);
  signed = JSON.parse(file.bytes.toString('utf8')) as Record<string, unknown>;
});

describe('the manifest of an issued report', () => {
  it('lists each file by name, with its length and SHA-256, and the report', async () => {
    const { manifest } = await verifyManifest(signed, [key.published]);
    expect(manifest).toEqual({
      format: 'issued-report-manifest/1',
      report: {
        ...{ id: DOCUMENT.id, version: 2, issuedAt: DOCUMENT.issuedAt, sha256: 'f'.repeat(64), part: null },
        ...{ force: DOCUMENT.report.force, period: DOCUMENT.report.period },
      },
      files: [kept('csv', 'a,b'), kept('pdf', '%PDF')].map(listedFile),
    });
    expect(manifest.files[0]).toMatchObject({ name: `${STEM}.csv`, length: 3 });
  });

  it.each<[string, () => object, string]>([
    [
      'another list',
      () => ({ ...signed, manifest: { ...(signed['manifest'] as object), files: [] } }),
      'was changed',
    ],
    ['a member more', () => ({ ...signed, note: 'x' }), 'which nobody signed'],
    [
      'another format',
      () => ({ ...signed, manifest: { ...(signed['manifest'] as object), format: 'issued-report/1' } }),
      'format "issued-report/1"',
    ],
  ])('with %s is refused', async (_case, changed, words) => {
    await expect(verifyManifest(changed(), [key.published])).rejects.toThrow(words);
  });

  it('is no report, even under the name of one', async () => {
    const { manifest, ...rest } = signed;
    const posing = Buffer.from(JSON.stringify({ ...rest, document: manifest }));
    await expect(verifyIssuedFile(posing, [key.published])).rejects.toThrow('format');
  });
});

describe('a file among those listed', () => {
  const manifest = (): Manifest => signed['manifest'] as Manifest;

  it.each([
    ['under its name', `${STEM}.csv`],
    ['under any other', 'figures (1).csv'],
    ['under the name of another', `${STEM}.pdf`],
  ])('is found %s', (_case, name) => {
    expect(listedAs(manifest(), name, Buffer.from('a,b')).name).toBe(`${STEM}.csv`);
  });

  it.each([
    [`${STEM}.csv`, 'a,c', 'was changed: it has 3 bytes'],
    [`${STEM}.csv`, '', 'was changed: it has 0 bytes'],
    ['figures.csv', 'a,c', 'is none of the 2 files of version 2'],
  ])('%s with %j is refused', (name, text, words) => {
    expect(() => listedAs(manifest(), name, Buffer.from(text))).toThrow(words);
  });
});

describe('where the manifest of a file stands', () => {
  it.each([
    [`${STEM}.pdf`, `${STEM}-manifest.json`],
    ['a.b.c.zip', 'a.b.c-manifest.json'],
    ['without', 'without-manifest.json'],
  ])('%s: %s', (name, manifest) => {
    expect(manifestNameOf(name)).toBe(manifest);
  });
});

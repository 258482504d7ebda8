import type { ComplianceReport } from '../compliance-report.js';
import { fileStem } from '../document/period-words.js';
import { canonicalBytes, sha256Of } from './canonical-json.js';
import type { IssuedDocument } from './issued-document.js';
import type { KeptFile } from './issued-file.query.js';
import { NotVerified } from './not-verified.js';
import { type PublishedKey, type SigningKey, signatureOver } from './report-signature.js';
import { type SignedKind, type SignedPart, verifySignedJson } from './signed-json.js';

/** The shape of what is signed. Another shape gets another name, and this one stays readable. */
export const MANIFEST_FORMAT = 'issued-report-manifest/1';

/** The name of the kept file: what stands after the point in its address. */
export const MANIFEST = 'manifest';

/** A file as it is handed over. */
export interface ListedFile {
  name: string;
  /** In bytes. */
  length: number;
  sha256: string;
}

/** Which files an issued report was handed over in: signed, because the report cannot hold the digests of its own files. */
export interface Manifest {
  format: typeof MANIFEST_FORMAT;
  report: Pick<ComplianceReport, 'force' | 'period'> & {
    id: string;
    version: number;
    /** Null for the whole force. */
    part: NonNullable<ComplianceReport['part']> | null;
    issuedAt: string;
    /** Of the canonical form of the signed document, as its JSON file says. */
    sha256: string;
  };
  /** By name. */
  files: ListedFile[];
}

export interface VerifiedManifest extends Omit<SignedPart, 'value'> {
  manifest: Manifest;
}

const KIND: SignedKind = {
  member: 'manifest',
  format: MANIFEST_FORMAT,
  noun: 'manifest',
  whole: 'issued report’s manifest',
};

const ENDING = '-manifest.json';

/** What the manifest beside a file is called. @example manifestNameOf('a-version-1.pdf') // 'a-version-1-manifest.json' */
export const manifestNameOf = (fileName: string): string => `${fileName.replace(/\.[^.]*$/, '')}${ENDING}`;

export const listedFile = ({ fileName, bytes }: KeptFile): ListedFile => ({
  name: fileName,
  length: bytes.length,
  sha256: sha256Of(bytes),
});

/** The manifest of a version as the last of its files. @param sha256 of the signed document */
export async function manifestFile(
  { id, version, issuedAt, report }: IssuedDocument,
  sha256: string,
  files: readonly ListedFile[],
  key: SigningKey,
): Promise<KeptFile> {
  const { force, period, part = null } = report;
  const manifest: Manifest = {
    format: MANIFEST_FORMAT,
    report: { id, version, issuedAt, sha256, force, period, part },
    files: files.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
  const bytes = canonicalBytes(manifest);
  const signature = await signatureOver(bytes, key);
  const signed = { manifest, sha256: sha256Of(bytes), signature, kid: key.published.kid };
  return {
    name: MANIFEST,
    mediaType: 'application/json; charset=utf-8',
    fileName: `${fileStem(report, `version-${version}`)}${ENDING}`,
    bytes: canonicalBytes(signed),
  };
}

/** @throws NotVerified if it is no manifest, or is changed, or signed by somebody else */
export async function verifyManifest(
  parsed: unknown,
  keys: readonly PublishedKey[],
): Promise<VerifiedManifest> {
  const { value, ...signed } = await verifySignedJson(KIND, parsed, keys);
  return { manifest: value as unknown as Manifest, ...signed };
}

/**
 * Which of the listed files these bytes are, whatever they are called now.
 * @throws NotVerified if none is, with what became of it as far as its name says
 */
export function listedAs({ files, report }: Manifest, name: string, bytes: Uint8Array): ListedFile {
  const sha256 = sha256Of(bytes);
  const found = files.find((file) => file.sha256 === sha256 && file.length === bytes.length);
  if (found) return found;
  const named = files.find((file) => file.name === name);
  if (named) {
    throw new NotVerified(
      `${name} was changed: it has ${bytes.length} bytes and the SHA-256 ${sha256}; as issued it had ${named.length} bytes and the SHA-256 ${named.sha256}.`,
    );
  }
  throw new NotVerified(
    `${name} is none of the ${files.length} files of version ${report.version} that its manifest lists, or it was renamed and changed: no listed file has the SHA-256 ${sha256}.`,
  );
}

import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { canonicalBytes, sha256Of } from './canonical-json.js';
import { readLocalFile } from './given-bytes.js';
import {
  listedAs,
  type Manifest,
  manifestNameOf,
  verifyManifest,
  type VerifiedManifest,
} from './manifest.js';
import { NotVerified } from './not-verified.js';
import type { PublishedKey } from './report-signature.js';
import { isObject, parseGiven } from './signed-json.js';
import { parseIssued, verifyIssuedFile } from './verification.js';
import { listedLines, manifestLines, reportLines } from './verified-lines.js';

/** A file to verify, and the manifest to verify it by if it does not stand beside the file. */
export interface Given {
  file: string;
  manifest?: string | undefined;
}

/** Which report a verified file is of, and what a database that keeps that report must keep with it. */
export interface FoundReport {
  id: string;
  forceId: string;
  /** Of its signed document. */
  sha256: string;
  /** Of files of it. */
  files: string[];
  /** Of the file itself. */
  fileSha256: string;
  /** What to print. */
  lines: string[];
}

/**
 * Is a file what was issued? Whatever else goes wrong while a stranger's file is read, the answer is that it is not verified.
 * @param keysOf whose keys they are, in words
 * @throws NotVerified
 */
export async function verifyGiven(
  given: Given,
  keys: readonly PublishedKey[],
  keysOf: string,
): Promise<FoundReport> {
  try {
    return await verifyByKind(given, keys, keysOf);
  } catch (error) {
    if (error instanceof NotVerified) throw error;
    throw new NotVerified(`${given.file} cannot be read as an issued report: ${(error as Error).message}.`);
  }
}

/** The JSON of a report and a manifest are signed themselves; for any other file its manifest vouches. */
async function verifyByKind(
  { file, manifest: from }: Given,
  keys: readonly PublishedKey[],
  keysOf: string,
): Promise<FoundReport> {
  const bytes = await readLocalFile(file);
  const fileSha256 = sha256Of(bytes);
  if (!isJson(file, bytes)) {
    const where = from ?? (await manifestBeside(file));
    const verified = await readManifest(where, keys);
    const listed = listedAs(verified.manifest, basename(file), bytes);
    const lines = listedLines(file, listed, verified, where, keysOf);
    return { ...reportOf(verified.manifest), files: [listed.sha256], fileSha256, lines };
  }
  const parsed = parseIssued(bytes);
  // As every signed file is written.
  const found = { file, isSameBytes: isObject(parsed) && canonicalBytes(parsed).equals(bytes) };
  if (isObject(parsed) && 'manifest' in parsed) {
    const verified = await verifyManifest(parsed, keys);
    const files = verified.manifest.files.map(({ sha256 }) => sha256);
    return {
      ...reportOf(verified.manifest),
      files,
      fileSha256,
      lines: manifestLines(found, verified, keysOf),
    };
  }
  const verified = await verifyIssuedFile(bytes, keys);
  const { document, sha256 } = verified;
  if (from !== undefined) refuseOfAnother((await readManifest(from, keys)).manifest, file, sha256);
  const { id, report } = document;
  return {
    id,
    forceId: report.force.id,
    sha256,
    files: [],
    fileSha256,
    lines: reportLines(found, verified, keysOf),
  };
}

const isJson = (file: string, bytes: Buffer): boolean => /\.json$/i.test(file) || bytes[0] === 0x7b;

async function readManifest(path: string, keys: readonly PublishedKey[]): Promise<VerifiedManifest> {
  return verifyManifest(parseGiven(await readLocalFile(path), 'The manifest cannot be read.'), keys);
}

const reportOf = ({ report }: Manifest): Pick<FoundReport, 'id' | 'forceId' | 'sha256'> => ({
  id: report.id,
  forceId: report.force.id,
  sha256: report.sha256,
});

function refuseOfAnother({ report }: Manifest, file: string, sha256: string): void {
  if (report.sha256 === sha256) return;
  throw new NotVerified(
    `The manifest is of another report or version than ${file}: it says that the signed JSON has the SHA-256 ${report.sha256}, and this one has ${sha256}.`,
  );
}

async function manifestBeside(file: string): Promise<string> {
  const path = join(dirname(file), manifestNameOf(basename(file)));
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) return path;
  throw new NotVerified(
    `A signed manifest vouches for this file, and there is no ${path}. Download it from the page of the report and save it there, or say --manifest FILE. A report that was issued before there were manifests has none: of that one the signed JSON alone can be verified.`,
  );
}

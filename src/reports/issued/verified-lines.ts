import type { ComplianceReport } from '../compliance-report.js';
import { subjectWords } from '../document/period-words.js';
import { instantWords, signatoryWords } from './issued-sections.js';
import type { ListedFile, VerifiedManifest } from './manifest.js';
import type { Verified } from './verification.js';

/** A signed file as it was found: what it is called, and whether its bytes are those that were handed over. */
export interface FoundFile {
  file: string;
  /** False if its bytes were laid out anew, which the signature does not mind. */
  isSameBytes: boolean;
}

/** What the command says of a file that it found to be what was issued. @param keysOf whose keys it was checked with */
export function reportLines(found: FoundFile, verified: Verified, keysOf: string): string[] {
  const { document, sha256, key } = verified;
  const { report, version, issuedAt, issuedBy, commentaries, supersedes } = document;
  return [
    signed(found),
    reportLine(report, version),
    ...(supersedes === null ? [] : [`  Replaces:    version ${version - 1} (${supersedes})`]),
    `  Issued:      ${instantWords(issuedAt)} by ${signatoryWords(issuedBy)}`,
    `  Data up to:  ${instantWords(report.cutOffAt)}; definitions ${report.definitionsVersion}`,
    `  Checked:     figures: ${report.figures.length}, commentaries: ${commentaries.length}`,
    `  SHA-256:     ${sha256}, as the file says`,
    `  Signature:   Ed25519, by the key ${key.kid} of ${keysOf}`,
  ];
}

/** The same of another file of a report, which a manifest vouches for. */
export function listedLines(
  file: string,
  { name, length, sha256 }: ListedFile,
  verified: VerifiedManifest,
  from: string,
  keysOf: string,
): string[] {
  return [
    whole(file),
    `  File:        ${name}, ${length} bytes`,
    ...manifestFacts(verified),
    `  SHA-256:     ${sha256}, as the manifest says`,
    `  Manifest:    ${from}; it says that the signed JSON of the report has the SHA-256 ${verified.manifest.report.sha256}`,
    `  Signature:   Ed25519 over the manifest, by the key ${verified.key.kid} of ${keysOf}`,
  ];
}

/** The same of a manifest itself: the files that it lists were not looked at. */
export function manifestLines(found: FoundFile, verified: VerifiedManifest, keysOf: string): string[] {
  const { manifest, key } = verified;
  return [
    signed(found),
    ...manifestFacts(verified),
    `  SHA-256:     ${manifest.report.sha256} of the signed JSON of the report`,
    ...manifest.files.map(({ name, length, sha256 }) => `  Lists:       ${name}, ${length} bytes, ${sha256}`),
    `  Signature:   Ed25519, by the key ${key.kid} of ${keysOf}`,
    '  This is the list alone: verify each file that you have by its name.',
  ];
}

const whole = (file: string): string => `VERIFIED: ${file} is what was issued, whole and unchanged.`;

/** White space, line ends and the order of names mean nothing to the signature; whoever compares files must be told. */
const signed = ({ file, isSameBytes }: FoundFile): string =>
  isSameBytes
    ? whole(file)
    : `VERIFIED: the content of ${file} is what was issued; its bytes were laid out anew, so it is not byte for byte the file that was issued.`;

const reportLine = (report: Pick<ComplianceReport, 'force' | 'period' | 'part'>, version: number): string =>
  `  Report:      compliance report of ${report.force.name}, ${subjectWords(report)}, version ${version}`;

function manifestFacts({ manifest: { report } }: VerifiedManifest): string[] {
  return [reportLine(report, report.version), `  Issued:      ${instantWords(report.issuedAt)}`];
}

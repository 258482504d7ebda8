import { isUtf8 } from 'node:buffer';
import { refusal } from './import-problem.js';

/** Larger files are refused before they are read: they hold more than any force has. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** The text of a file that `refuseUnreadable` let pass, without its byte-order mark. */
export function textOf(bytes: Buffer): string {
  return new TextDecoder('utf-8').decode(bytes);
}

/**
 * Only text in UTF-8 is read.
 * @throws DomainError naming what is wrong: too large, empty, UTF-16, a spreadsheet, or the first line that is no UTF-8.
 */
export function refuseUnreadable(bytes: Buffer): void {
  if (bytes.length > MAX_FILE_BYTES) {
    const size = Math.ceil(bytes.length / 1024 / 1024);
    throw refusal([{ where: 'file', reason: `is ${size} MB; split it into files of at most 64 MB` }]);
  }
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw refusal([{ where: 'file', reason: 'is UTF-16; save it as UTF-8 ("CSV UTF-8" in a spreadsheet)' }]);
  }
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    throw refusal([
      { where: 'file', reason: 'is a spreadsheet or an archive; save it as CSV UTF-8 or as GeoJSON' },
    ]);
  }
  if (!isUtf8(bytes)) {
    const where = `line ${firstLineNotUtf8(bytes)}`;
    throw refusal([{ where, reason: 'is not UTF-8; save the file as UTF-8 ("CSV UTF-8" in a spreadsheet)' }]);
  }
  if (bytes.length < 1_000 && textOf(bytes).trim() === '') {
    throw refusal([{ where: 'file', reason: 'is empty' }]);
  }
}

function firstLineNotUtf8(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (!isUtf8(bytes.subarray(start, end < 0 ? undefined : end))) return line;
    if (end < 0) break;
    start = end + 1;
  }
  return line;
}

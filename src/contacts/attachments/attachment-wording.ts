import type { FieldError } from '../../common/errors.js';
import { type FileKind, MOST_FILE_BYTES, MOST_FILES } from './domain/file-kind.js';
import type { SentFiles, WrongFile } from './received-files.js';

export const MOST_FILE_TEXT = `${MOST_FILE_BYTES / 1024 / 1024} MB`;

/** For the file field of a form: a telephone then gives a photograph as JPEG, whatever it keeps it as. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp,application/pdf';

export const KIND_NAMES: Readonly<Record<FileKind, string>> = {
  jpeg: 'Picture (JPEG)',
  png: 'Picture (PNG)',
  webp: 'Picture (WebP)',
  pdf: 'Document (PDF)',
};

const WRONG: Readonly<Record<WrongFile['problem'], (file: string) => string>> = {
  empty: (file) => `${file} is empty; choose another`,
  'too-large': (file) => `${file} must be smaller than ${MOST_FILE_TEXT}`,
  'too-detailed': (file) => `${file} has more detail than can be kept; save it as a smaller JPEG`,
  heic: (file) => `${file} is a HEIC picture, which cannot be opened here; save it as JPEG`,
  unknown: (file) => `${file} must be a picture (JPEG, PNG or WebP) or a PDF; its content is something else`,
  malware: (file) => `${file} may hold malware and was not kept; do not open it, and send another or none`,
  unscanned: () => 'Files cannot be taken at the moment; send it without them, or try again later',
  unreadable: (file) => `${file} cannot be opened; it may be damaged`,
  busy: () => 'Many files are being received just now; send it again in a minute',
  'too-many': () => `Choose up to ${MOST_FILES} files`,
  'too-much': () => `The files must be smaller than ${MOST_FILE_TEXT} each, and not more than ${MOST_FILES}`,
};

/** A browser keeps the texts of a form that comes back, and no file. */
export const chooseAgain = (sent: SentFiles, wrong: readonly WrongFile[]): FieldError[] =>
  isToChooseAgain(sent, wrong) ? [{ field: 'files', message: 'Choose your files again' }] : [];

/** Of several the others are gone with the one that is wrong; where none can be taken, none is to be chosen. */
export const isToChooseAgain = ({ files }: SentFiles, wrong: readonly WrongFile[]): boolean =>
  files.length > Math.min(1, wrong.length) && !wrong.some(({ problem }) => problem === 'unscanned');

/** On pages, where a file is called as the reader called it. */
export const wrongFilesSaid = (wrong: readonly WrongFile[]): FieldError[] =>
  wrong.map(({ problem, name }) => ({ field: 'files', message: WRONG[problem](shortName(name)) }));

/** To a program, which knows what it sent, and whose answers are logged. */
export const wrongFileSaid = ({ problem }: WrongFile): string => WRONG[problem]('the file');

/** So much of a name that it can be recognised. */
export const shortName = (name: string): string => (name.length > 40 ? `${name.slice(0, 39)}…` : name);

/** @example sizeText(1_300_000) // '1.3 MB' */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

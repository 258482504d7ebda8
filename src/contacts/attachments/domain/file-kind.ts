/** What may be kept with a contact. */
export const FILE_KINDS = ['jpeg', 'png', 'webp', 'pdf'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
export type PictureKind = Exclude<FileKind, 'pdf'>;

/** So many files can be kept with a contact. */
export const MOST_FILES = 3;
/** Of one file as it comes: 10 MB. */
export const MOST_FILE_BYTES = 10 * 1024 * 1024;
/** Of one file as it is kept: a picture written anew may come out larger. */
export const MOST_KEPT_BYTES = 2 * MOST_FILE_BYTES;
/**
 * Of a picture once it is unpacked: 50 million points of four bytes, which is more than a telephone's camera makes. A small
 * file may unpack to far more, and would then fill the memory.
 */
export const MOST_UNPACKED_BYTES = 200_000_000;
/**
 * Of either side, in points: some decoders hold several whole rows at once, so a picture of one endless row takes many times
 * what it unpacks to, and one of endlessly many rows as long as its turn lasts. No camera makes either.
 */
export const LONGEST_SIDE = 30_000;

/** Why a file is not kept. */
export type FileProblem =
  | 'empty'
  | 'too-large'
  | 'heic'
  | 'unknown'
  | 'malware'
  | 'unscanned'
  | 'unreadable'
  | 'too-detailed'
  | 'busy';

export const isPicture = (kind: FileKind): kind is PictureKind => kind !== 'pdf';

/**
 * "Uploads: type by content": what a file is, by how it begins, whatever it is called or said to be. Nothing may stand
 * before the beginning. Of a picture the decoder has the last word.
 *
 * @example kindOf(Buffer.from('%PDF-1.7 …')) // 'pdf'
 * @example kindOf(Buffer.from('<svg xmlns=…')) // 'unknown'
 */
export function kindOf(bytes: Uint8Array): FileKind | 'heic' | 'empty' | 'unknown' {
  if (bytes.length === 0) return 'empty';
  const begins = (text: string, at = 0): boolean =>
    bytes.length >= at + text.length &&
    [...text].every((sign, index) => bytes[at + index] === sign.charCodeAt(0));
  if (begins('\xff\xd8\xff')) return 'jpeg';
  if (begins('\x89PNG\r\n\x1a\n')) return 'png';
  if (begins('RIFF') && begins('WEBP', 8)) return 'webp';
  if (begins('%PDF-')) return 'pdf';
  // A box of brands: the first is what the file mainly is.
  if (begins('ftyp', 4) && HEIF_BRANDS.some((brand) => begins(brand, 8))) return 'heic';
  return 'unknown';
}

/** Of ISO/IEC 23008-12 and of what cameras write: pictures coded as films are, which is not decoded here. */
const HEIF_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

export const MEDIA_TYPES: Readonly<Record<FileKind, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
};

const EXTENSIONS: Readonly<Record<FileKind, string>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  pdf: 'pdf',
};

/** A name made here, of signs that need no escaping anywhere: nothing of what the sender called it. */
export const safeName = (reference: string, { place, kind }: { place: number; kind: FileKind }): string =>
  `${reference}-${place}.${EXTENSIONS[kind]}`;

import sharp, { type Sharp } from 'sharp';

/** Words that occur nowhere else, where cameras and programs keep what nobody sees. */
export const PLANTED = ['Zanzibar-Copyright', 'Quokka-Comment', 'Xenolith-Profile', 'Wombat-Behind'] as const;

export interface MadeFile {
  name: string;
  bytes: Buffer;
  /** What the sender says it is, which nobody believes. */
  type?: string;
}

const drawn = (width: number, height: number): Sharp =>
  sharp({
    limitInputPixels: false,
    create: { width, height, channels: 3, background: { r: 20, g: 90, b: 160 } },
  });

/** A photograph lying on its side, with where it was taken, whose it is, and a page behind its end. */
export async function photograph(kind: 'jpeg' | 'png' | 'webp' = 'jpeg'): Promise<Buffer> {
  const plain = await drawn(60, 40)
    [kind]()
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Copyright: PLANTED[0] },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '52/1 38/1 0/1',
        GPSLongitudeRef: 'W',
        GPSLongitude: '1/1 8/1 0/1',
      },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${PLANTED[2]}</a></x:xmpmeta>`)
    .toBuffer();
  if (kind !== 'jpeg') return plain;
  const words = Buffer.from(PLANTED[1]);
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, words.length + 2]), words]);
  const behind = Buffer.from(`<html><script>alert('${PLANTED[3]}')</script></html>`);
  return Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2), behind]);
}

export const pdf = (words = 'Dear team'): Buffer =>
  Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% ${words}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);

/** 144 million points in less than half a megabyte. */
export const bomb = (): Promise<Buffer> => drawn(12_000, 12_000).png({ compressionLevel: 9 }).toBuffer();

export const heic = (): Buffer =>
  Buffer.concat([
    Buffer.from('\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1heic', 'latin1'),
    Buffer.alloc(500),
  ]);

export const program = (): Buffer => Buffer.concat([Buffer.from('MZ\x90\x00', 'latin1'), Buffer.alloc(500)]);

export const svg = (): Buffer =>
  Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9" height="9"/></svg>');

/** What a browser sends of a form with files. */
export function formData(
  fields: Record<string, string>,
  files: readonly MadeFile[],
  field = 'files',
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { name, bytes, type = 'image/jpeg' } of files)
    form.append(field, new Blob([new Uint8Array(bytes)], { type }), name);
  return form;
}

export interface Served {
  status: number;
  headers: Headers;
  bytes: Buffer;
  text: string;
}

export async function send(url: string, options: RequestInit = {}): Promise<Served> {
  const answer = await fetch(url, { redirect: 'manual', ...options });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, bytes, text: bytes.toString() };
}

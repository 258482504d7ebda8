import { Injectable } from '@nestjs/common';
import sharp, { type Metadata, type Sharp } from 'sharp';
import {
  LONGEST_SIDE,
  MOST_KEPT_BYTES,
  MOST_UNPACKED_BYTES,
  type FileProblem,
  type PictureKind,
} from './domain/file-kind.js';

/** So many are decoded at once: each may take twice `MOST_UNPACKED_BYTES`, and a core. */
const AT_ONCE = 1;
/** More than these would wait longer than a person does. */
const MOST_WAITING = 12;
const LONGEST_SECONDS = 20;
/** Hardly to be told from the original; the second for one that came out too large. */
const QUALITIES = [90, 75];

// Of the many formats that the library can read, only those that are asked for can be reached: the others never see a byte.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
// No picture of somebody's stays in memory, and one of them takes one core.
sharp.cache(false);
sharp.concurrency(1);

/**
 * Writes pictures anew from their points alone: without what a camera notes of place, time and device, and without whatever
 * else was hidden in the file. The work is done on other threads than the one that answers requests.
 */
@Injectable()
export class Pictures {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * The same picture, turned as the camera says it is to be seen.
   * @returns its bytes, or why it cannot be kept: `busy` if too many wait already
   */
  async writeAnew(kind: PictureKind, bytes: Buffer): Promise<Buffer | FileProblem> {
    if (this.waiting.length >= MOST_WAITING) return 'busy';
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
    try {
      return await writtenAnew(kind, bytes);
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }
}

async function writtenAnew(kind: PictureKind, bytes: Buffer): Promise<Buffer | FileProblem> {
  try {
    const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (metadata.format !== kind) return 'unreadable';
    if (Math.max(metadata.width, metadata.height) > LONGEST_SIDE) return 'too-detailed';
    if (unpackedBytes(metadata) > MOST_UNPACKED_BYTES) return 'too-detailed';
    for (const quality of QUALITIES) {
      const written = await as(kind, uprightOf(bytes), quality).toBuffer();
      if (written.length <= MOST_KEPT_BYTES) return written;
    }
    return 'too-detailed';
  } catch {
    return 'unreadable';
  }
}

/** To the colours of every screen, turned as it is to be seen: nothing of the metadata is needed then, and none is kept. */
function uprightOf(bytes: Buffer): Sharp {
  // A picture that is damaged is refused rather than shown in part: what is missing might be what matters.
  const options = { failOn: 'error', limitInputPixels: MOST_UNPACKED_BYTES, sequentialRead: true } as const;
  return sharp(bytes, options).autoOrient().toColourspace('srgb').timeout({ seconds: LONGEST_SECONDS });
}

function as(kind: PictureKind, picture: Sharp, quality: number): Sharp {
  // Line by line, where better tables would need all of it at once.
  if (kind === 'jpeg') return picture.jpeg({ quality, optimiseCoding: false });
  return kind === 'png' ? picture.png() : picture.webp({ quality });
}

const BYTES_OF_DEPTH: Readonly<Record<string, number>> = { uchar: 1, char: 1, ushort: 2, short: 2 };

function unpackedBytes({ format, width, height, channels, depth }: Metadata): number {
  // The encoder of WebP holds all of the picture once more.
  const copies = format === 'webp' ? 2 : 1;
  return width * height * channels * (BYTES_OF_DEPTH[depth] ?? 8) * copies;
}

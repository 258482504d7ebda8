import { describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import type { PictureKind } from './domain/file-kind.js';
import { Pictures } from './pictures.js';

const pictures = new Pictures();
const drawn = (width: number, height: number, channels: 3 | 4 = 3): Sharp =>
  sharp({ limitInputPixels: false, create: { width, height, channels, background: '#369c' } });

describe('a picture written anew', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('stays a %s of its size, without its metadata', async (kind) => {
    const given = await drawn(30, 20)
      [kind]()
      .withMetadata({ orientation: 8 })
      .withExifMerge({ IFD0: { Copyright: 'Somebody' } })
      .withIccProfile('p3')
      .toBuffer();
    expect((await sharp(given).metadata()).exif).toBeDefined();
    const written = (await pictures.writeAnew(kind, given)) as Buffer;
    const { format, width, height, exif, icc, orientation } = await sharp(written).metadata();
    expect([format, width, height]).toEqual([kind, 20, 30]);
    expect([exif, icc, orientation]).toEqual([undefined, undefined, undefined]);
    expect(written.includes('Somebody')).toBe(false);
  });

  it.each([
    [30_000, 1],
    [1, 30_000],
    [20_000, 2_490],
  ])('may be %i by %i points', async (width, height) => {
    const written = await pictures.writeAnew('png', await drawn(width, height, 4).png().toBuffer());
    expect(await sharp(written as Buffer).metadata()).toMatchObject({ width, height });
  });

  it('keeps what can be seen through', async () => {
    const written = (await pictures.writeAnew('png', await drawn(9, 9, 4).png().toBuffer())) as Buffer;
    expect((await sharp(written).metadata()).channels).toBe(4);
  });

  const refused: [string, PictureKind, () => Buffer | Promise<Buffer>, string][] = [
    [
      'one that was cut off',
      'jpeg',
      async () => (await drawn(900, 900).jpeg().toBuffer()).subarray(0, -2),
      'unreadable',
    ],
    ['another kind than it begins as', 'jpeg', () => drawn(9, 9).png().toBuffer(), 'unreadable'],
    ['a GIF', 'png', () => drawn(9, 9).gif().toBuffer(), 'unreadable'],
    ['a TIFF', 'jpeg', () => drawn(9, 9).tiff().toBuffer(), 'unreadable'],
    [
      'an SVG',
      'png',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      'unreadable',
    ],
    ['nothing', 'webp', () => Buffer.alloc(0), 'unreadable'],
    [
      '35 million points of a WebP',
      'webp',
      () => drawn(5900, 5900).webp({ quality: 1, effort: 0 }).toBuffer(),
      'too-detailed',
    ],
    ['one row of 30,001 points', 'png', () => drawn(30_001, 1).png().toBuffer(), 'too-detailed'],
    ['30,001 rows of a point each', 'png', () => drawn(1, 30_001).png().toBuffer(), 'too-detailed'],
    ['67 million points', 'png', () => drawn(8200, 8200).png().toBuffer(), 'too-detailed'],
    [
      '36 million points of two bytes a colour',
      'png',
      () => drawn(6000, 6000).toColourspace('rgb16').png().toBuffer(),
      'too-detailed',
    ],
  ];
  it.each(refused)('is not made of %s', async (_, kind, bytes, problem) => {
    expect(await pictures.writeAnew(kind, await bytes())).toBe(problem);
  });

  it('does not hold up whatever else there is to do, and turns away more than can wait', async () => {
    const large = await drawn(5000, 4000).jpeg().toBuffer();
    let turns = 0;
    const watch = setInterval(() => (turns += 1), 5);
    const written = await Promise.all(Array.from({ length: 20 }, () => pictures.writeAnew('jpeg', large)));
    clearInterval(watch);
    const kept = written.filter((one) => typeof one !== 'string');
    expect([kept.length, written.filter((one) => one === 'busy').length]).toEqual([13, 7]);
    // Decoded on this thread, each would let one turn through.
    expect(turns).toBeGreaterThan(3 * kept.length);
    // There is room again.
    expect(await pictures.writeAnew('jpeg', large)).toBeInstanceOf(Buffer);
  });
});

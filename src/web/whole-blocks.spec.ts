import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../common/errors.js';
import { inWholeBlocks } from './whole-blocks.js';

/** As a connection brings them: each a buffer of its own. */
function* piecesOf(whole: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let at = 0, n = 0; at < whole.length; n++) {
    const size = sizes[n % sizes.length]!;
    yield Buffer.from(whole.subarray(at, at + size));
    at += size;
  }
}
const numbered = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, at) => at % 251));

async function kept(whole: Buffer, ...sizes: number[]): Promise<Buffer[]> {
  const source = Readable.from(piecesOf(whole, sizes), { objectMode: false });
  const blocks: Buffer[] = [];
  for await (const block of inWholeBlocks(source)) blocks.push(block as Buffer);
  return blocks;
}

/** What lies in memory as long as these are kept, besides the objects themselves. */
const heldBy = (blocks: readonly Buffer[]): number =>
  [...new Set(blocks.map(({ buffer }) => buffer))].reduce((sum, { byteLength }) => sum + byteLength, 0);

describe('a body in small pieces', () => {
  it.each([
    ['of 16 bytes', [16]],
    ['of one byte and 40', [1, 40]],
    ['of one byte, each after a large one', [1, 1024]],
    ['that do not fill a block evenly', [1023, 700]],
    ['that are none', [70_000]],
  ])('%s is the same, in few that hold little more than it', async (_, sizes) => {
    const whole = numbered(300_000);
    const blocks = await kept(whole, ...sizes);
    expect(Buffer.concat(blocks).equals(whole)).toBe(true);
    expect(blocks.length).toBeLessThanOrEqual(300_000 / 512);
    expect(heldBy(blocks)).toBeLessThan(330_000);
  });

  it('of one byte is taken while it is short', async () => {
    expect(await kept(numbered(4000), 1)).toHaveLength(1);
  });

  it('of one byte is refused when it is long', async () => {
    await expect(kept(numbered(5000), 1)).rejects.toThrow(DomainError);
  });

  it('is read no faster than it is asked for', async () => {
    let given = 0;
    const source = new Readable({
      highWaterMark: 16_384,
      read() {
        given += 100;
        this.push(Buffer.alloc(100));
      },
    });
    const blocks = inWholeBlocks(source);
    const first = blocks.iterator({ destroyOnReturn: false });
    await first.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(given).toBeLessThan(100_000);
    source.destroy();
    blocks.destroy();
  });

  it('that breaks off says so to who reads it, and nobody falls over it when nobody does', async () => {
    const source = (): Readable =>
      Readable.from(
        (function* () {
          yield Buffer.alloc(5);
          throw new Error('aborted');
        })(),
        { objectMode: false },
      );
    inWholeBlocks(source()).resume();
    await expect(inWholeBlocks(source()).toArray()).rejects.toThrow('aborted');
  });
});

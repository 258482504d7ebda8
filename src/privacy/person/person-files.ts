import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Zip, ZipPassThrough } from 'fflate';
import type { DateTime } from 'luxon';
import { Attachments } from '../../contacts/attachments/attachments.service.js';
import { pathOfFile } from './person-data.js';
import type { FoundContact } from './person.service.js';

export const PAGE_NAME = 'what-is-held-about-you.html';

/** The page of one person together with the files they sent along, as one file. */
@Injectable()
export class PersonFiles {
  constructor(private readonly attachments: Attachments) {}

  /**
   * One archive with the page and every file beside it, each opened when the one before is out: however many there are, one
   * of them is in memory. Nothing is made smaller, pictures are already.
   */
  archive(forceId: string, page: string, chosen: readonly FoundContact[], madeAt: DateTime): Readable {
    return Readable.from(zipped(this.entries(forceId, page, chosen), madeAt));
  }

  private async *entries(
    forceId: string,
    page: string,
    chosen: readonly FoundContact[],
  ): AsyncGenerator<[name: string, bytes: Uint8Array]> {
    yield [PAGE_NAME, Buffer.from(page)];
    for (const { details } of chosen) {
      for (const file of details.attachments) {
        const { bytes } = await this.attachments.openFor(forceId, details.row, file.id);
        yield [pathOfFile(details.row.reference, file), bytes];
      }
    }
  }
}

async function* zipped(
  entries: AsyncIterable<[name: string, bytes: Uint8Array]>,
  madeAt: DateTime,
): AsyncGenerator<Uint8Array> {
  const written: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    written.push(part);
  });
  for await (const [name, bytes] of entries) {
    const entry = new ZipPassThrough(name);
    entry.mtime = madeAt.toJSDate();
    zip.add(entry);
    entry.push(bytes, true);
    yield* written.splice(0);
  }
  zip.end();
  yield* written.splice(0);
}

import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type HostAddress, pinnedTo, TryEnded } from './addresses.js';
import { failed, outcomeOfNetworkError } from './domain/try-outcome.js';

export interface PageAnswer {
  status: number;
  /** Where it redirects to, as it is written. */
  location: string | undefined;
  /** What was read of a body up to the limit; empty unless it was wanted and the status is 200. */
  text: string;
}

export interface PageRequest {
  url: URL;
  /** The only addresses a connection is made to. */
  addresses: readonly HostAddress[];
  userAgent: string;
  timeLimitSeconds: number;
  /** At most so many bytes of the body are taken in; 0 leaves it unread. */
  sizeLimitBytes: number;
}

/**
 * Ask for one page, by a connection of its own. Redirects are told, not followed. A body that does not end is cut off
 * at the limit and what came is judged; an answer that takes longer than its time is none.
 * @throws TryEnded
 */
export async function askForPage(asked: PageRequest): Promise<PageAnswer> {
  const signal = AbortSignal.timeout(asked.timeLimitSeconds * 1000);
  try {
    const answer = await headersOf(asked, signal);
    try {
      const status = answer.statusCode ?? 0;
      const wanted = status === 200 && asked.sizeLimitBytes > 0;
      return {
        status,
        location: answer.headers.location,
        text: wanted ? await textOf(answer, asked.sizeLimitBytes) : '',
      };
    } finally {
      answer.destroy();
    }
  } catch (error) {
    if (signal.aborted) throw new TryEnded(failed('too-slow'));
    throw new TryEnded(outcomeOfNetworkError((error as NodeJS.ErrnoException).code));
  }
}

function headersOf(
  { url, addresses, userAgent }: PageRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    send(url, {
      agent: false,
      lookup: pinnedTo(addresses),
      signal,
      headers: { 'user-agent': userAgent, accept: 'text/html,*/*;q=0.1', 'accept-encoding': 'identity' },
    })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });
}

async function textOf(answer: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let taken = 0;
  const body = unpacked(answer);
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, limit - taken));
    taken += chunk.length;
    if (taken >= limit) break;
  }
  return decoderFor(answer.headers['content-type']).decode(Buffer.concat(chunks));
}

/** Packed answers are not asked for, but some servers send nothing else; the limit is on what comes out. */
function unpacked(answer: IncomingMessage): Readable {
  const unpackers = { gzip: createGunzip, br: createBrotliDecompress, deflate: createInflate };
  const packing = answer.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (!(packing in unpackers)) return answer;
  const unpacker = unpackers[packing as keyof typeof unpackers]();
  answer.on('error', (error) => unpacker.destroy(error));
  return answer.pipe(unpacker);
}

function decoderFor(contentType: string | undefined): TextDecoder {
  const [, charset] = /charset="?([\w-]+)/i.exec(contentType ?? '') ?? [];
  try {
    return new TextDecoder(charset ?? 'utf-8');
  } catch {
    return new TextDecoder();
  }
}

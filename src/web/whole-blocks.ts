import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors.js';

/** What comes in pieces smaller than this is joined: kept one by one, a piece costs some 400 bytes besides its own. */
const SMALL = 1024;
const BLOCK = 16 * 1024;

/** Whoever writes a body down value by value stays far below it, or sends larger pieces; each piece costs time as well. */
const MOST_TINY_PIECES = 4096;
const TINY = 16;

/**
 * Every body is read so, also the rest of one that was answered before its end, as by a refusal: node itself reads that at
 * full speed, piece by piece, for nobody. It is read, or whoever is still sending would not see the answer.
 */
export function readInWholeBlocks(fastify: FastifyInstance): void {
  const bodies = new WeakMap<FastifyRequest, Readable>();
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    if (!hasBody(request)) return done(null, payload);
    const body = inWholeBlocks(payload);
    bodies.set(request, body);
    done(null, body);
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    done();
    if (!hasBody(request) || request.raw.complete) return;
    const rest = bodies.get(request) ?? inWholeBlocks(request.raw);
    // Whatever nobody has begun to read is node's to pass over once the answer is sent.
    request.raw.read();
    rest.once('error', () => onceSent(reply, () => request.raw.destroy()));
    rest.resume();
  });
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

function onceSent({ raw }: FastifyReply, then: () => void): void {
  if (raw.writableFinished) then();
  else raw.once('finish', then);
}

/**
 * The same bytes, of which small pieces are joined: whoever sends a body in pieces of one byte would otherwise have each of
 * them kept, by Fastify and by whoever reads forms, and a megabyte would take half a gigabyte. A connection that brings
 * many pieces takes turns with the others, and one that brings next to nothing in each is refused.
 */
export function inWholeBlocks(payload: Readable): Readable {
  const blocks = Readable.from(joined(payload), { objectMode: false, highWaterMark: BLOCK });
  // Once the answer is decided nobody listens any more, and that the rest never comes is no failure of ours.
  blocks.on('error', () => undefined);
  return blocks;
}

async function* joined(payload: Readable): AsyncGenerator<Buffer> {
  let block = Buffer.alloc(0);
  let [from, to] = [0, 0];
  let [pieces, received] = [0, 0];
  // Refusing a body must not end the connection, or its answer would be lost.
  for await (const piece of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    received += piece.length;
    if (++pieces > MOST_TINY_PIECES && received < pieces * TINY) throw tooManyPieces();
    const isSmall = piece.length < SMALL;
    const isFull = piece.length > block.length - to;
    if (to > from && (!isSmall || isFull)) {
      yield block.subarray(from, to);
      from = to;
    }
    if (!isSmall) yield piece;
    else {
      if (isFull) {
        block = Buffer.allocUnsafeSlow(BLOCK);
        from = to = 0;
        await setImmediate();
      }
      to += piece.copy(block, to);
    }
  }
  if (to > from) yield block.subarray(from, to);
}

const tooManyPieces = (): Error =>
  DomainError.invalid('The body came in too many tiny pieces. Send it in larger ones.');

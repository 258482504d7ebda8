import type { Readable } from 'node:stream';
import {
  Injectable,
  type OnModuleInit,
  PayloadTooLargeException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from '../common/whence.js';
import { type FilesTaken, readForm } from './form-with-file.js';
import { tooSlow } from './pace.js';
import { type Sender, UploadMemory, type UploadShare } from './upload-memory.js';

/**
 * Reads `multipart/form-data`, on the routes that say so and no other: elsewhere it is answered 415 as ever.
 *
 * A body that is too large is no error here: of an error the server closes the connection, and a browser that is still
 * sending shows that instead of the answer. It is answered like any form, and the rest of it is passed over.
 */
@Injectable()
export class UploadedFiles implements OnModuleInit {
  /** Tests have less of it. */
  memory = new UploadMemory();
  /** Tests look more often whether a body goes on. */
  lookEvery = 20_000;
  private readonly replies = new WeakMap<FastifyRequest, FastifyReply>();

  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    // Commands build the modules without a server.
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (!fastify) return;
    fastify.addHook('onRequest', (request, reply, done) => {
      if (takenBy(request)) this.replies.set(request, reply);
      done(tooLargeFor(request));
    });
    fastify.addContentTypeParser('multipart/form-data', (request: FastifyRequest, payload: Readable) => {
      const taken = takenBy(request);
      if (!taken) throw new UnsupportedMediaTypeException();
      const share = sharedUntilAnswered(this.memory.share(senderOf(request)), this.replies.get(request)!);
      return Promise.race([readForm(request, payload, taken, share), tooSlow(payload, this.lookEvery)]);
    });
  }
}

const takenBy = ({ routeOptions }: FastifyRequest): FilesTaken | undefined =>
  (routeOptions.config as { files?: FilesTaken } | undefined)?.files;

/** Who is signed in or has a key counts for themselves, and not with everybody behind the same address. */
function senderOf(request: FastifyRequest & { principal?: { id: string } }): Sender {
  const id = request.principal?.id;
  return id === undefined ? { id: networkOf(request.ip), isStranger: true } : { id, isStranger: false };
}

/** Held until the answer is out, or nobody waits for it any more. */
function sharedUntilAnswered(share: UploadShare, reply: FastifyReply): UploadShare {
  for (const end of ['finish', 'close']) reply.raw.once(end, share.giveBack);
  return share;
}

/** `@RouteConfig({ bodyLimit, tooLarge: '…' })`: what is said of a larger body instead of the usual words. */
function tooLargeFor(request: FastifyRequest): Error | undefined {
  const { bodyLimit, tooLarge } = request.routeOptions.config as { bodyLimit?: number; tooLarge?: string };
  const isTooLarge = tooLarge !== undefined && lengthOf(request) > (bodyLimit ?? Infinity);
  return isTooLarge ? new PayloadTooLargeException(tooLarge) : undefined;
}

const lengthOf = ({ headers }: FastifyRequest): number => Number(headers['content-length'] ?? 0);

import type { FastifyInstance } from 'fastify';
import { isKnown, tagOf } from './public-tag.js';

/**
 * Answers 304 to whoever reads a record of the API again that is as it was (RFC 9110, 13.1.2). A controller gives the tag
 * of the record's version; here what stands in the answer is added to it, because that holds more than the record: the
 * officers of a day, names that the key may read. `seenVersions` takes either form. A weak tag says already what the
 * answer says, apart from when, and stays as it was given.
 *
 * A hook of Fastify's, as `answerWithPages` is.
 */
export function answerWhatIsKnown(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const version =
      request.method === 'GET' && reply.statusCode === 200 ? reply.getHeader('etag') : undefined;
    if (typeof version !== 'string' || typeof payload !== 'string' || !request.url.startsWith('/api/v1/')) {
      done(null, payload);
      return;
    }
    const tag = version.startsWith('W/')
      ? version
      : `${version.slice(0, -1)}-${tagOf(payload).slice(1, 1 + HASH)}"`;
    reply.header('etag', tag);
    if (!isKnown(request.headers['if-none-match'], tag)) {
      done(null, payload);
      return;
    }
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, null);
  });
}

/** Characters of 6 bits each: nobody meets two answers of one version with the same. */
const HASH = 16;

import type { FastifyReply, FastifyRequest } from 'fastify';
import { isKnown, tagOf } from '../../web/public-tag.js';
import type { NationalAnswer } from './national-registry.js';
import { NOT_FOUND } from './police-uk.errors.js';

/** For how long a copy may be used unasked, in seconds. */
const FRESH = 60;

/**
 * Sends an answer of the national interface, or that there is none. Anybody may keep it for a minute and, by its tag,
 * ask whether it still holds; programs on pages of other websites may read it.
 */
export function sendNational(request: FastifyRequest, reply: FastifyReply, answer: NationalAnswer): void {
  reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
  if (answer === null) {
    void reply.code(NOT_FOUND.status).header('content-type', NOT_FOUND.type).send(NOT_FOUND.body);
    return;
  }
  const tag = tagOf(answer);
  reply.header('cache-control', `public, max-age=${FRESH}`).header('etag', tag);
  if (isKnown(request.headers['if-none-match'], tag)) {
    void reply.code(304).send();
    return;
  }
  void reply.header('content-type', 'application/json; charset=utf-8').send(answer);
}

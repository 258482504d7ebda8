import type { FastifyInstance } from 'fastify';
import { Page, renderPage, SeeOther } from './pages.js';

/**
 * Turns the `Page` or `SeeOther` that a controller returned into the answer; every other value passes unchanged.
 *
 * A hook of Fastify's and no interceptor of Nest's: one global interceptor costs every request of the API a stream of
 * its own.
 */
export function answerWithPages(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    if (payload instanceof SeeOther) {
      reply.code(303).type('text/plain; charset=utf-8').header('location', payload.url).serializer(asItIs);
      done(null, '');
    } else if (payload instanceof Page) {
      reply
        .code(payload.options.status ?? 200)
        .type('text/html; charset=utf-8')
        .serializer(asItIs);
      done(null, renderPage(payload, request.pageContext));
    } else {
      done(null, payload);
    }
  });
}

const asItIs = (text: string): string => text;

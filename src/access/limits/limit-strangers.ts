import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { limitOf } from './limits.js';
import { StrangerTurns } from './stranger-turns.js';

/** Counts before a body is read, and on those routes alone that have a limit: no other pays for it. */
export function limitStrangers(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRoute', (route) => {
    const limit = [route.method].flat().map((method) => limitOf(method, route.url))[0];
    if (!limit) return;
    route.onRequest = [
      ...[route.onRequest ?? []].flat(),
      (request, reply, done) => {
        app
          .get(StrangerTurns, { strict: false })
          .take(limit, request, reply)
          .then(() => done(), done);
      },
    ];
  });
}

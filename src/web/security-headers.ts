import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { START_SCRIPT_HASH } from './start-script.js';

/** Nothing from elsewhere, nothing inline but the one start script, never inside a frame. */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' ${START_SCRIPT_HASH}`,
  "font-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** A header that a route set for itself is kept. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  // Ignored by browsers over plain HTTP, so a trial without TLS is not locked out.
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  // Pages hold personal data and must not stay in a shared browser; assets and public feeds say otherwise.
  'cache-control': 'no-store',
};
const defaults = Object.entries(SECURITY_HEADERS);

/** Adds the security headers to every answer: pages, API, assets and errors alike. */
export function addSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    setSecurityHeaders(request, reply);
    done(null, payload);
  });
}

/** The same for an answer given before any hook runs. */
export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  for (const [name, value] of defaults) {
    if (!reply.hasHeader(name)) reply.header(name, value);
  }
  reply.header('x-request-id', request.id);
}

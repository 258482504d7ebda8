import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** How long a session lasts from signing in, used or not. */
export const SESSION_HOURS = 12;

/** `__Host-` makes the browser refuse the cookie from a sibling host, over http or for a part of the site. */
const nameOf = (secure: boolean): string => (secure ? '__Host-npg-session' : 'npg-session');

const optionsOf = (secure: boolean): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure,
});

/** The session's token that the browser sent, if any. */
export function sessionTokenOf(request: FastifyRequest, secure: boolean): string | null {
  return request.cookies[nameOf(secure)] ?? null;
}

export function giveSessionCookie(reply: FastifyReply, token: string, secure: boolean): void {
  reply.setCookie(nameOf(secure), token, { ...optionsOf(secure), maxAge: SESSION_HOURS * 3600 });
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(nameOf(secure), optionsOf(secure));
}

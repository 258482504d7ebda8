import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** How long somebody may take at the identity provider. */
export const ATTEMPT_MINUTES = 10;

/** `__Host-` makes the browser refuse the cookie from a sibling host, over http or for a part of the site. */
const nameOf = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);
const SESSION = 'npg-session';
const ATTEMPT = 'npg-sign-in';

const optionsOf = (secure: boolean): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure,
});

/** The session's token that the browser sent, if any. */
export function sessionTokenOf(request: FastifyRequest, secure: boolean): string | null {
  return request.cookies[nameOf(SESSION, secure)] ?? null;
}

/** @param hours how long the session lasts at most */
export function giveSessionCookie(reply: FastifyReply, token: string, secure: boolean, hours: number): void {
  reply.setCookie(nameOf(SESSION, secure), token, { ...optionsOf(secure), maxAge: hours * 3600 });
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(nameOf(SESSION, secure), optionsOf(secure));
}

/** The secret of the browser in which a sign-in was begun. */
export function attemptSecretOf(request: FastifyRequest, secure: boolean): string | null {
  return request.cookies[nameOf(ATTEMPT, secure)] ?? null;
}

export function giveAttemptCookie(reply: FastifyReply, secret: string, secure: boolean): void {
  reply.setCookie(nameOf(ATTEMPT, secure), secret, { ...optionsOf(secure), maxAge: ATTEMPT_MINUTES * 60 });
}

export function clearAttemptCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(nameOf(ATTEMPT, secure), optionsOf(secure));
}

import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors.js';
import type { Permission } from './permissions.js';
import type { Person, Principal } from './principal.js';

export interface Allowed {
  /** What one must be permitted to call the route; whom that means says the table of permissions. */
  permission?: Permission;
  /** Open to everybody. */
  public?: true;
  /** The same answer for everybody: whose session it is is not even looked up. */
  impersonal?: true;
}

export const ALLOWED = 'npg:allowed';

/** What one must be permitted to call this route. A route without `@Allow` or `@Public` is refused to everybody. */
export const Allow = (permission: Permission): MethodDecorator & ClassDecorator =>
  SetMetadata(ALLOWED, { permission } satisfies Allowed);

export const FRESH = 'npg:fresh';

/** How long ago somebody may have proved who they are, for what needs them to have done so just now. */
export const FRESH_MINUTES = 10;

/**
 * Only for people who proved in the last ten minutes who they are, and not merely left a session open; others sign in again
 * and come back. Put it on the page of a form and on what the form is sent to alike: what was typed is lost otherwise.
 */
export const FreshSignIn = (): MethodDecorator & ClassDecorator => SetMetadata(FRESH, true);

/** Open to everybody, signed in or not; a page's frame still shows who is signed in. */
export const Public = (): MethodDecorator & ClassDecorator =>
  SetMetadata(ALLOWED, { public: true } satisfies Allowed);

/** Open to everybody and the same for everybody; it answers even when sessions cannot be looked up. */
export const Impersonal = (): MethodDecorator & ClassDecorator =>
  SetMetadata(ALLOWED, { public: true, impersonal: true } satisfies Allowed);

/** The caller of a route that is not public. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new DomainError('unauthenticated', 'Sign in first.');
  return principal;
});

/** The signed-in person of a page's route. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Person => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (principal?.kind !== 'person') throw new DomainError('unauthenticated', 'Sign in first.');
  return principal;
});

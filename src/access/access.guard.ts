import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { ALLOWED, type Allowed, FRESH, FRESH_MINUTES } from './allow.js';
import { Credentials } from './credentials.js';
import { TOLERANCE_SECONDS } from './id-token.js';
import { LIMITS } from './limits/limits.js';
import { StrangerTurns } from './limits/stranger-turns.js';
import { pageContextOf, ROLE_NAMES } from './page-context.js';
import { may, scopesThatMay } from './permissions.js';
import type { Person } from './principal.js';
import { sessionTokenOf } from './session-cookie.js';
import { bearerKey } from './tokens.js';

/**
 * Stands before every route and denies by default: a route that does not say whom it allows is refused to all.
 *
 * Whether a route belongs to machines or to people is decided by the pattern it was registered under, never by
 * the address that was typed, so no spelling of an address changes which proof is asked for: a key under `/api/`,
 * a session's cookie elsewhere. A key opens no page, and a cookie opens nothing under `/api/`.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: Credentials,
    private readonly clock: Clock,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
    private readonly turns: StrangerTurns,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const places = [context.getHandler(), context.getClass()];
    const allowed = this.reflector.getAllAndOverride<Allowed | undefined>(ALLOWED, places);
    if (!allowed) throw new DomainError('forbidden', 'This address is open to nobody.');
    if (request.routeOptions.url?.startsWith('/api/')) {
      await this.admitClient(request, http.getResponse<FastifyReply>(), allowed);
    } else {
      await this.admitPerson(request, allowed);
      if (this.reflector.getAllAndOverride<true | undefined>(FRESH, places)) this.askToBeFresh(request);
    }
    return true;
  }

  /** @throws DomainError `unauthenticated`, which leads by way of signing in again back to the page */
  private askToBeFresh({ principal }: FastifyRequest): void {
    const provedAt = principal?.kind === 'person' ? principal.provedAt : undefined;
    const now = this.clock.now();
    const isFresh =
      provedAt &&
      provedAt <= now.plus({ seconds: TOLERANCE_SECONDS }) &&
      now < provedAt.plus({ minutes: FRESH_MINUTES });
    if (!isFresh) throw new DomainError('unauthenticated', 'Sign in again to do this.');
  }

  private async admitClient(request: FastifyRequest, reply: FastifyReply, allowed: Allowed): Promise<void> {
    if (allowed.public) return;
    const key = bearerKey(request.headers.authorization);
    const client = key && (await this.credentials.clientOf(key));
    if (!client) {
      if (request.headers.authorization !== undefined) await this.turns.take(LIMITS.wrongKey, request, reply);
      throw new DomainError(
        'unauthenticated',
        request.headers.authorization === undefined
          ? 'Send your key as "Authorization: Bearer KEY".'
          : 'The key is unknown, revoked or expired. Send a valid one as "Authorization: Bearer KEY".',
      );
    }
    if (!allowed.permission || !may(client, allowed.permission)) {
      const scopes = allowed.permission ? scopesThatMay(allowed.permission) : [];
      if (scopes.length === 0)
        throw new DomainError('forbidden', 'This address is not open to machine clients.');
      reply.header('www-authenticate', `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"`);
      throw new DomainError('forbidden', `This needs a key with the scope ${scopes.join(' or ')}.`);
    }
    request.principal = client;
  }

  private async admitPerson(request: FastifyRequest, allowed: Allowed): Promise<void> {
    if (allowed.impersonal) return;
    const person = await this.personOf(request);
    request.pageContext = pageContextOf(person, pathOf(request.url), this.options.trial !== undefined);
    if (person) request.principal = person;
    if (allowed.public) return;
    if (!person) throw new DomainError('unauthenticated', 'Sign in to open this page.');
    if (!allowed.permission || !may(person, allowed.permission)) {
      throw new DomainError('forbidden', `This page is not open to the role ${ROLE_NAMES[person.role]}.`);
    }
  }

  private async personOf(request: FastifyRequest): Promise<Person | null> {
    const token = sessionTokenOf(request, this.options.secureCookies);
    return token === null ? null : this.credentials.personOf(token);
  }
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

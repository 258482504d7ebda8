import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import type { Allowed } from './allow.js';
import { Credentials } from './credentials.js';
import { FormTokens } from './form-tokens.js';
import { LIMITS } from './limits/limits.js';
import { StrangerTurns } from './limits/stranger-turns.js';
import { pageContextOf, ROLE_NAMES, UNLINKED } from './page-context.js';
import { isUnlinked, may, scopesThatMay } from './permissions.js';
import type { Person } from './principal.js';
import { sessionTokenOf } from './session-cookie.js';
import { bearerKey } from './tokens.js';

/** What lets a request in is asked anew after this time: a body may take long to come, and a key be revoked meanwhile. */
const TRUSTED_MS = 1000;

/**
 * Lets a request in, or says why not: by its key or its session, and by what the route asks for. A request is looked at
 * before its body is read if it has one, and by the guard if it has none or its body took its time.
 *
 * Whether a route belongs to machines or to people is decided by the pattern it was registered under, never by
 * the address that was typed, so no spelling of an address changes which proof is asked for: a key under `/api/`,
 * a session's cookie elsewhere. A key opens no page, and a cookie opens nothing under `/api/`.
 */
@Injectable()
export class Admittance {
  /** By which rule each request was let in, and until when that is enough. */
  private readonly admitted = new WeakMap<FastifyRequest, { by: Allowed; until: number }>();

  constructor(
    private readonly credentials: Credentials,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
    private readonly turns: StrangerTurns,
    private readonly formTokens: FormTokens,
  ) {}

  /** @throws DomainError `unauthenticated` or `forbidden`; HttpException 429 after too many wrong keys */
  async admit(request: FastifyRequest, reply: FastifyReply, allowed: Allowed | undefined): Promise<void> {
    if (!allowed) throw new DomainError('forbidden', 'This address is open to nobody.');
    const before = this.admitted.get(request);
    if (before?.by === allowed && performance.now() < before.until) return;
    delete request.principal;
    if (request.routeOptions.url?.startsWith('/api/')) await this.admitClient(request, reply, allowed);
    else await this.admitPerson(request, allowed);
    this.admitted.set(request, { by: allowed, until: performance.now() + TRUSTED_MS });
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
    if (person) {
      request.principal = person;
      request.pageContext.formToken = this.formTokens.of(person);
    }
    if (allowed.public) return;
    if (!person) throw new DomainError('unauthenticated', 'Sign in to open this page.');
    if (!allowed.permission || !may(person, allowed.permission)) {
      throw new DomainError('forbidden', whyNot(person));
    }
  }

  private async personOf(request: FastifyRequest): Promise<Person | null> {
    const token = sessionTokenOf(request, this.options.secureCookies);
    return token === null ? null : this.credentials.personOf(token);
  }
}

const whyNot = (person: Person): string =>
  isUnlinked(person) ? UNLINKED : `This page is not open to the role ${ROLE_NAMES[person.role]}.`;

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

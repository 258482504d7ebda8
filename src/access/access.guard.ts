import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { Admittance } from './admittance.js';
import { ALLOWED, type Allowed, FRESH, FRESH_MINUTES } from './allow.js';
import { FormTokens } from './form-tokens.js';
import { TOLERANCE_SECONDS } from './id-token.js';

/** Stands before every route and denies by default: a route that does not say whom it allows is refused to all. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly admittance: Admittance,
    private readonly clock: Clock,
    private readonly formTokens: FormTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const places = [context.getHandler(), context.getClass()];
    const allowed = this.reflector.getAllAndOverride<Allowed | undefined>(ALLOWED, places);
    await this.admittance.admit(request, http.getResponse<FastifyReply>(), allowed);
    const isPage = !request.routeOptions.url?.startsWith('/api/');
    if (isPage) this.formTokens.check(request, allowed);
    if (isPage && this.reflector.getAllAndOverride<true | undefined>(FRESH, places))
      this.askToBeFresh(request);
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
}

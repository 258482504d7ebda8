import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Page, SeeOther } from '../web/pages.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { Public } from './allow.js';
import { IssuerSignIn } from './issuer-sign-in.js';
import { localPath } from './local-path.js';
import { homeOf } from './page-context.js';
import { refusedPage } from './refused.view.js';
import {
  attemptSecretOf,
  clearAttemptCookie,
  giveAttemptCookie,
  giveSessionCookie,
} from './session-cookie.js';
import { Sessions } from './sessions.js';
import { BeginQuery } from './sign-in.form.js';
import { newBrowserSecret } from './tokens.js';

/**
 * To a force's identity provider and back. Links and no forms lead there: what a form may lead to, redirects included, is
 * this site alone.
 */
@ApiExcludeController()
@Controller('sign-in/:force')
@Public()
export class IssuerSignInController {
  constructor(
    private readonly signIn: IssuerSignIn,
    private readonly sessions: Sessions,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  /** Whoever is signed in already is asked to prove anew who they are. */
  @Get()
  async begin(
    @Param('force') force: string,
    @Query() query: BeginQuery,
    @Req() { principal }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | SeeOther> {
    const browser = newBrowserSecret();
    const next = localPath(query.next);
    const begun = await this.signIn.begin(force, browser, {
      next,
      fresh: principal !== undefined,
      another: query.account === 'other',
    });
    if (!('to' in begun)) return refusedPage(force, begun);
    giveAttemptCookie(reply, browser, this.options.secureCookies);
    return new SeeOther(begun.to);
  }

  @Get('callback')
  async finish(
    @Param('force') force: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | SeeOther> {
    const { secureCookies } = this.options;
    // As it was sent: the protocol is its own, and what it does not know is ignored there.
    const query = /\?(.*)$/s.exec(request.url)?.[1] ?? '';
    const browser = attemptSecretOf(request, secureCookies);
    const outcome = await this.signIn.finish(force, browser, query, request.id);
    if ('refused' in outcome) return refusedPage(force, outcome);
    clearAttemptCookie(reply, secureCookies);
    // What was before ends: its token would otherwise stay good for hours.
    if (request.principal?.kind === 'person') await this.sessions.end(request.principal, request.id);
    giveSessionCookie(reply, outcome.token, secureCookies, this.sessions.hoursOf(outcome.role));
    return new SeeOther(outcome.next ?? homeOf(outcome));
  }
}

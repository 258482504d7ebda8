import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Page, SeeOther } from '../web/pages.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { Public } from './allow.js';
import { IdentityProviders } from './identity-providers.js';
import { clearSessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';

@ApiExcludeController()
@Controller('sign-out')
@Public()
export class SignOutController {
  constructor(
    private readonly sessions: Sessions,
    private readonly providers: IdentityProviders,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  /** Here first, whatever becomes of it there. Signing out when the session has ended already only clears the cookie. */
  @Post()
  async signOut(
    @Req() { id, principal }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeeOther> {
    clearSessionCookie(reply, this.options.secureCookies);
    if (principal?.kind !== 'person') return new SeeOther('/sign-in');
    await this.sessions.end(principal, id);
    const { forceId } = principal;
    return new SeeOther(this.options.issuers.has(forceId) ? `/sign-out/${forceId}` : '/sign-in');
  }

  /**
   * And then there. By a page of our own that goes on by itself, because the form for signing out may lead to no other
   * site, not even by a redirect.
   */
  @Get(':force')
  async signOutThere(
    @Param('force') force: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | SeeOther> {
    const known = this.options.issuers.has(force);
    const there = known ? await this.providers.endOfSession(force, '/sign-in') : null;
    if (there === null) return new SeeOther('/sign-in');
    reply.header('refresh', `0; url=${there}`);
    return new Page('pages/access/signed-out', 'You are signed out', { there });
  }
}

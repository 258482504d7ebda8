import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SeeOther } from '../web/pages.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { Public } from './allow.js';
import { clearSessionCookie, sessionTokenOf } from './session-cookie.js';
import { Sessions } from './sessions.js';

@ApiExcludeController()
@Controller('sign-out')
@Public()
export class SignOutController {
  constructor(
    private readonly sessions: Sessions,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  /** Signing out when the session has ended already only clears the cookie. */
  @Post()
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeeOther> {
    const token = sessionTokenOf(request, this.options.secureCookies);
    if (token && request.principal?.kind === 'person')
      await this.sessions.end(request.principal, token, request.id);
    clearSessionCookie(reply, this.options.secureCookies);
    return new SeeOther('/sign-in');
  }
}

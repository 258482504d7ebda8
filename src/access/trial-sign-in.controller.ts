import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SeeOther, type Page } from '../web/pages.js';
import { checkForm } from '../web/validation.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { Public } from './allow.js';
import { localPath } from './local-path.js';
import { homeOf } from './page-context.js';
import { People } from './people.js';
import type { PersonRow } from './people.query.js';
import { giveSessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SignInForm, SignInQuery } from './sign-in.form.js';
import { signInPage } from './sign-in-page.js';

/** Signing in by choosing who to be, without any proof. Registered by the trial start and by nothing else. */
@ApiExcludeController()
@Controller('sign-in')
@Public()
export class TrialSignInController {
  constructor(
    private readonly people: People,
    private readonly sessions: Sessions,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  @Get()
  async choose(@Query() query: SignInQuery): Promise<Page> {
    return signInPage(await this.choices(), localPath(query.next));
  }

  @Post()
  @HttpCode(303)
  async signIn(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(SignInForm, body);
    const choices = await this.choices();
    const chosen = choices.find(({ id }) => id === form.personId);
    const next = localPath(form.next);
    if (!chosen) {
      const missing = { field: 'personId', message: 'Choose who to sign in as' };
      return signInPage(choices, next, errors.length > 0 ? errors : [missing]);
    }
    await this.endSessionOf(request);
    const token = await this.sessions.start(this.trial.forceId, chosen.id, request.id);
    giveSessionCookie(reply, token, this.options.secureCookies, this.sessions.hoursOf(chosen.role));
    return new SeeOther(next ?? homeOf({ role: chosen.role, officerId: chosen.officer_id }));
  }

  /** Choosing somebody else ends what was before: its token would otherwise stay good for hours. */
  private async endSessionOf(request: FastifyRequest): Promise<void> {
    if (request.principal?.kind === 'person') await this.sessions.end(request.principal, request.id);
  }

  private choices(): Promise<PersonRow[]> {
    return this.people.whoMaySignIn(this.trial.forceId);
  }

  private get trial(): { forceId: string } {
    const { trial } = this.options;
    if (!trial) throw new Error('People are chosen in the trial only.');
    return trial;
  }
}

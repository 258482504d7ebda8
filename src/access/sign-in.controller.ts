import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Page } from '../web/pages.js';
import { Public } from './allow.js';
import { IssuerSignIn } from './issuer-sign-in.js';
import { localPath } from './local-path.js';
import { SignInQuery } from './sign-in.form.js';
import { signInForcePage } from './sign-in-page.js';

/** Where people are sent who have to sign in: to their force's identity provider, if one is configured. */
@ApiExcludeController()
@Controller('sign-in')
@Public()
export class SignInController {
  constructor(private readonly signIn: IssuerSignIn) {}

  @Get()
  async choose(@Query() query: SignInQuery, @Req() { principal }: FastifyRequest): Promise<Page> {
    const forces = await this.signIn.forces();
    if (forces.length === 0) return new Page('pages/access/sign-in-not-configured', 'Sign in', {});
    const own = principal && forces.filter(({ id }) => id === principal.forceId);
    const again = own !== undefined && own.length > 0;
    return signInForcePage(again ? own : forces, localPath(query.next), again);
  }
}

import { Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Page, SeeOther } from '../web/pages.js';
import { Allow, FreshSignIn, SignedIn } from './allow.js';
import type { Person } from './principal.js';
import { Sessions } from './sessions.js';
import { YOUR_SIGN_INS, yourSignInsView } from './your-sign-ins.view.js';

/** Where somebody is signed in, and how they end it from elsewhere. */
@ApiExcludeController()
@Controller('your-sign-ins')
@Allow('sign-ins.own')
export class YourSignInsController {
  constructor(private readonly sessions: Sessions) {}

  @Get()
  async list(@SignedIn() person: Person, @Query('done') done: unknown): Promise<Page> {
    const model = yourSignInsView(await this.sessions.inUse(person), person, done === 'ended');
    return new Page('pages/access/your-sign-ins', 'Your sign-ins', model);
  }

  // Ended by whoever has just proved who they are: with a browser left open, somebody could shut its owner out.
  @Post('end-others')
  @FreshSignIn()
  async endOthers(@SignedIn() person: Person, @Req() { id }: FastifyRequest): Promise<SeeOther> {
    await this.sessions.endOwn(person, 'others', id);
    return new SeeOther(`${YOUR_SIGN_INS}?done=ended`);
  }

  @Post(':session/end')
  @FreshSignIn()
  async end(
    @SignedIn() person: Person,
    @Param('session', ParseUUIDPipe) session: string,
    @Req() { id }: FastifyRequest,
  ): Promise<SeeOther> {
    await this.sessions.endOwn(person, { only: session }, id);
    return new SeeOther(`${YOUR_SIGN_INS}?done=ended`);
  }
}

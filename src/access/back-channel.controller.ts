import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { typedOf } from '../web/typed.js';
import { Public } from './allow.js';
import { BackChannel } from './back-channel.js';

/**
 * Where a force's identity provider says by itself that somebody has signed out there, or must (OpenID Connect Back-Channel
 * Logout 1.0). What it sends beside its token is ignored, as the protocol has it.
 */
@ApiExcludeController()
@Controller('sign-out/:force/back-channel')
@Public()
export class BackChannelController {
  constructor(private readonly backChannel: BackChannel) {}

  @Post()
  @HttpCode(200)
  async signOut(
    @Param('force') force: string,
    @Body() body: unknown,
    @Req() { id }: FastifyRequest,
  ): Promise<void> {
    await this.backChannel.signOut(force, typedOf(body)['logout_token'] ?? '', id);
  }
}

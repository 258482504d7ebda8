import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../access/allow.js';
import type { Person } from '../access/principal.js';
import { Page } from '../web/pages.js';
import { PreviewQuery } from './privacy.form.js';
import { privacyView } from './privacy.view.js';
import { Previews } from './preview.service.js';

/** What is kept how long, and what would be erased next. */
@ApiExcludeController()
@Controller('privacy')
@Allow('privacy.hold')
export class PrivacyController {
  constructor(private readonly previews: Previews) {}

  @Get()
  async preview(
    @SignedIn() person: Person,
    @Query() { after }: PreviewQuery,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const preview = await this.previews.preview(person, after ?? null, request.id);
    return new Page('pages/privacy/privacy', 'Privacy', privacyView(preview), { wide: true });
  }
}

import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../access/allow.js';
import { DomainError } from '../../common/errors.js';
import { PublicHeadline } from '../../reports/headline/public-headline.service.js';
import { sendPublicPage, textsFor } from '../../web/public-page.js';
import { yourAreaHref } from '../your-area-address.js';
import { headlineView } from './headline.view.js';

/** How we are keeping the promise: the headline figures of the latest issued report, if the force shows them. */
@ApiExcludeController()
@Controller('keeping-the-promise')
@Public()
export class HeadlineController {
  constructor(private readonly headline: PublicHeadline) {}

  @Get(':force')
  async page(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('force') id: string,
  ): Promise<void> {
    const texts = textsFor(request);
    const shown = await this.headline.of(id);
    if (!shown) throw DomainError.notFound(texts.say('headline.unknown'));
    sendPublicPage(request, reply, texts, {
      template: 'pages/public-site/headline',
      title: texts.say('headline.title', { force: shown.force.name }),
      model: headlineView(texts, shown),
      backLink: { href: yourAreaHref(id), text: texts.say('headline.back') },
      shared: true,
    });
  }
}

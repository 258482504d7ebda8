import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../access/allow.js';
import { DomainError } from '../common/errors.js';
import type { ForceRow } from '../registry/force-of.js';
import { Forces } from '../registry/forces.js';
import { PublicHeadline } from '../reports/headline/public-headline.service.js';
import { sendPublicPage, textsFor } from '../web/public-page.js';
import type { Texts } from '../web/public-texts.js';
import { listView, searchView, startView } from './force.view.js';
import { placeView } from './place.view.js';
import { yourAreaHref } from './your-area-address.js';
import { YourArea } from './your-area.service.js';

/** Your Area: who is my officer, and how do I reach them? For everybody, without sign-in. */
@ApiExcludeController()
@Controller()
@Public()
export class YourAreaController {
  constructor(
    private readonly forces: Forces,
    private readonly yourArea: YourArea,
    private readonly headline: PublicHeadline,
  ) {}

  @Get()
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const texts = textsFor(request);
    sendPublicPage(request, reply, texts, {
      template: 'pages/public-site/start',
      title: texts.say('start.title'),
      model: startView(texts, await this.forces.all()),
      shared: true,
    });
  }

  @Get('your-area/:force')
  async force(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('force') id: string,
    @Query('q') q: unknown,
  ): Promise<void> {
    const texts = textsFor(request);
    const force = await this.forceOf(id, texts);
    const search = typeof q === 'string' ? q.trim().slice(0, 100) : '';
    const model = search
      ? searchView(texts, force, search, await this.yourArea.search(id, search))
      : listView(texts, force, {
          ...(await this.yourArea.list(id)),
          figures: await this.headline.isShown(id),
        });
    sendPublicPage(request, reply, texts, {
      template: 'pages/public-site/force',
      title: texts.say('force.title', { force: force.name }),
      model,
      backLink: { href: '/', text: texts.say('force.back') },
      shared: true,
    });
  }

  @Get('your-area/:force/:code')
  async place(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('force') id: string,
    @Param('code') code: string,
  ): Promise<void> {
    const texts = textsFor(request);
    const force = await this.forceOf(id, texts);
    const place = await this.yourArea.place(id, code);
    if (!place) throw DomainError.notFound(texts.say('neighbourhood.unknown'));
    sendPublicPage(request, reply, texts, {
      template: 'pages/public-site/neighbourhood',
      title: `${place.name}, ${force.name}`,
      model: placeView(texts, force, place),
      backLink: { href: yourAreaHref(id), text: texts.say('neighbourhood.back') },
      shared: true,
    });
  }

  private async forceOf(id: string, texts: Texts): Promise<ForceRow> {
    const force = await this.forces.find(id);
    if (!force) throw DomainError.notFound(texts.say('force.unknown'));
    return force;
  }
}

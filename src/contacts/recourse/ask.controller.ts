import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../access/allow.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { SeeOther } from '../../web/pages.js';
import { sendPublicPage, textsFor } from '../../web/public-page.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { askView } from './ask.view.js';
import { AskForm } from './recourse.form.js';
import { RecourseService } from './recourse.service.js';

/**
 * The page that the link in a person's mail opens, without an account: it shows their reference and when they asked, and
 * nothing of what they wrote or were answered.
 */
@ApiExcludeController()
@Controller('recourse/ask/:force/:reference/:token')
@Public()
export class AskController {
  constructor(private readonly recourse: RecourseService) {}

  @Get()
  async form(
    @Param('force') forceId: string,
    @Param('reference') reference: string,
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show({ forceId, reference, token }, request, reply, {}, []);
  }

  @Post()
  async ask(
    @Param('force') forceId: string,
    @Param('reference') reference: string,
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const link = { forceId, reference, token };
    const { form, errors } = await checkForm(AskForm, body);
    if (errors.length > 0) return this.show(link, request, reply, typedOf(body), errors);
    await this.recourse.askByLink(link, form.reason, request.id);
    // Back to the page, which says that they have asked, or why they cannot yet.
    void reply.send(
      new SeeOther(`/recourse/ask/${[forceId, reference, token].map(encodeURIComponent).join('/')}`),
    );
  }

  private async show(
    { forceId, reference, token }: { forceId: string; reference: string; token: string },
    request: FastifyRequest,
    reply: FastifyReply,
    typed: Typed,
    wrong: readonly FieldError[],
  ): Promise<void> {
    const texts = textsFor(request);
    const page = await this.recourse.openLink(forceId, reference, token);
    if (!page) throw DomainError.notFound(texts.say('ask.unknown'));
    const errors = wrong.map(({ field, message }) => ({
      field,
      message: texts.translated('mistakes', message, { field }) ?? texts.say('mistakes.token'),
    }));
    const { title, model } = askView(texts, page, typed, errors);
    // What the link opens is nobody else's to keep.
    reply.header('cache-control', 'no-store');
    sendPublicPage(request, reply, texts, {
      template: 'pages/recourse/ask',
      title,
      model,
      status: errors.length > 0 ? 400 : 200,
      errors,
    });
  }
}

import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../access/allow.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import {
  CONTACT_FILES,
  keyWithFiles,
  ReceivedFiles,
  type SentFiles,
  statusOfWrong,
  type WrongFile,
} from '../../contacts/attachments/received-files.js';
import { ContactsService } from '../../contacts/contacts.service.js';
import { normaliseReference } from '../../contacts/domain/reference.js';
import { IntakeService } from '../../contacts/intake.service.js';
import { ForceDatabase } from '../../database/force-database.js';
import { sentForm } from '../../web/form-with-file.js';
import { SeeOther } from '../../web/pages.js';
import { sendPublicPage, textsFor } from '../../web/public-page.js';
import type { Texts } from '../../web/public-texts.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { EnquirerForm, enquirerOf } from '../enquirer.form.js';
import { type PublicPlace, publicPlace, receivedPlace } from '../place.query.js';
import { filesSaid, receivedView, webFormView } from './web-form.view.js';

const CLIENT = { kind: 'public', id: 'web-form' } as const;

/** The public's way in: a form for each neighbourhood, without sign-in and without JavaScript. */
@ApiExcludeController()
@Controller('your-area/:force')
@Public()
export class WebFormController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly intake: IntakeService,
    private readonly contacts: ContactsService,
    private readonly files: ReceivedFiles,
  ) {}

  @Get(':code/contact')
  async form(
    @Param('force') force: string,
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const texts = textsFor(request);
    const place = await this.place(force, code, texts);
    this.show(request, reply, texts, { force, code, place, typed: { token: randomUUID() }, errors: [] });
  }

  @Post(':code/contact')
  @RouteConfig({ files: CONTACT_FILES })
  async send(
    @Param('force') force: string,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const texts = textsFor(request);
    const place = await this.place(force, code, texts);
    const { fields, sent } = sentForm(body);
    const { form, errors } = await checkForm(EnquirerForm, fields);
    const again = (wrong: WrongFile[]): void =>
      this.show(request, reply, texts, { force, code, place, typed: typedOf(fields), errors, sent, wrong });
    const refused = this.files.wrongIn(sent);
    if (errors.length > 0 || refused.length > 0) return again(refused);
    const { ready, wrong } = await this.files.ready(sent, request.id);
    if (wrong.length > 0) return again(wrong);
    const { contactId } = await this.intake.receiveContact({
      forceId: force,
      neighbourhood: code,
      channel: 'web-form',
      personal: { subject: form.subject, message: form.message, enquirer: enquirerOf(form) },
      files: ready,
      client: { id: CLIENT.id, key: keyWithFiles(form, ready) },
      actor: CLIENT,
      requestId: request.id,
    });
    const { reference } = await this.contacts.findStored(force, contactId);
    void reply.send(
      new SeeOther(
        `/your-area/${encodeURIComponent(force)}/${encodeURIComponent(code)}/contact/sent?reference=${reference}`,
      ),
    );
  }

  /** The reference is random and says nothing of the person; this page shows nothing but it and the deadline. */
  @Get(':code/contact/sent')
  async sent(
    @Param('force') force: string,
    @Query('reference') reference: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const texts = textsFor(request);
    const normalised = normaliseReference(typeof reference === 'string' ? reference : '');
    const found =
      normalised &&
      (await this.database.inForce(force, (manager) => receivedPlace(manager, force, normalised)));
    if (!found) throw DomainError.notFound(texts.say('sent.unknown'));
    sendPublicPage(request, reply, texts, {
      template: 'pages/channels/received',
      title: texts.say('sent.title'),
      model: receivedView(texts, normalised, found.dueAt, found.forceName),
    });
  }

  /** The form, empty or as it was typed with what is wrong in it. */
  private show(
    request: FastifyRequest,
    reply: FastifyReply,
    texts: Texts,
    shown: {
      force: string;
      code: string;
      place: PublicPlace;
      typed: Typed;
      errors: readonly FieldError[];
      sent?: SentFiles;
      wrong?: readonly WrongFile[];
    },
  ): void {
    const { force, code, place, typed, sent, wrong = [] } = shown;
    const inForm = shown.errors.map(({ field, message }) => ({
      field,
      // What no form of ours sends is answered by asking for a new one.
      message: texts.translated('mistakes', message, { field }) ?? texts.say('mistakes.token'),
    }));
    const errors = [...inForm, ...filesSaid(texts, wrong, sent)];
    sendPublicPage(request, reply, texts, {
      template: 'pages/channels/web-form',
      title: texts.say('contact.title', { place: place.name }),
      model: webFormView(texts, place, typed, errors),
      status: errors.length > 0 ? statusOfWrong(wrong) : 200,
      errors,
      backLink: {
        href: `/your-area/${encodeURIComponent(force)}/${encodeURIComponent(code)}`,
        text: texts.say('contact.back'),
      },
    });
  }

  private async place(force: string, code: string, texts: Texts): Promise<PublicPlace> {
    const today = localDayOf(this.clock.now());
    const place = await this.database.inForce(force, (manager) => publicPlace(manager, force, code, today));
    if (!place) throw DomainError.notFound(texts.say('contact.unknown'));
    return place;
  }
}

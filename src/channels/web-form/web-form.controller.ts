import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../access/allow.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ContactsService } from '../../contacts/contacts.service.js';
import { normaliseReference } from '../../contacts/domain/reference.js';
import { IntakeService } from '../../contacts/intake.service.js';
import { ForceDatabase } from '../../database/force-database.js';
import { Page, SeeOther } from '../../web/pages.js';
import { formKey, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { EnquirerForm, enquirerOf } from '../enquirer.form.js';
import { type PublicPlace, publicPlace, receivedPlace } from '../place.query.js';
import { receivedView, webFormView } from './web-form.view.js';

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
  ) {}

  @Get(':code/contact')
  async form(@Param('force') force: string, @Param('code') code: string): Promise<Page> {
    const place = await this.place(force, code);
    return new Page(
      'pages/channels/web-form',
      `Contact the ${place.name} team`,
      webFormView(place, { token: randomUUID() }, []),
      {
        backLink: this.backTo(force, code),
      },
    );
  }

  @Post(':code/contact')
  async send(
    @Param('force') force: string,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const place = await this.place(force, code);
    const { form, errors } = await checkForm(EnquirerForm, body);
    if (errors.length > 0) {
      return new Page(
        'pages/channels/web-form',
        `Contact the ${place.name} team`,
        webFormView(place, typedOf(body), errors),
        {
          status: 400,
          errors,
          backLink: this.backTo(force, code),
        },
      );
    }
    const { contactId } = await this.intake.receiveContact({
      forceId: force,
      neighbourhood: code,
      channel: 'web-form',
      personal: { subject: form.subject, message: form.message, enquirer: enquirerOf(form) },
      client: { id: CLIENT.id, key: formKey(form) },
      actor: CLIENT,
      requestId: request.id,
    });
    const { reference } = await this.contacts.findStored(force, contactId);
    return new SeeOther(
      `/your-area/${encodeURIComponent(force)}/${encodeURIComponent(code)}/contact/sent?reference=${reference}`,
    );
  }

  /** The reference is random and says nothing of the person; this page shows nothing but it and the deadline. */
  @Get(':code/contact/sent')
  async sent(@Param('force') force: string, @Query('reference') reference: unknown): Promise<Page> {
    const normalised = normaliseReference(typeof reference === 'string' ? reference : '');
    const found =
      normalised &&
      (await this.database.inForce(force, (manager) => receivedPlace(manager, force, normalised)));
    if (!found) throw DomainError.notFound('No message with this reference was sent from here.');
    return new Page(
      'pages/channels/received',
      'Message sent',
      receivedView(normalised, found.dueAt, found.forceName),
    );
  }

  private async place(force: string, code: string): Promise<PublicPlace> {
    const today = localDayOf(this.clock.now());
    const place = await this.database.inForce(force, (manager) => publicPlace(manager, force, code, today));
    if (!place)
      throw DomainError.notFound('There is no contact form here. Find your neighbourhood under Your Area.');
    return place;
  }

  private backTo(force: string, code: string): { href: string; text: string } {
    return {
      href: `/your-area/${encodeURIComponent(force)}/${encodeURIComponent(code)}`,
      text: 'Back to the neighbourhood',
    };
  }
}

import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { chooseAgain, wrongFilesSaid } from '../../contacts/attachments/attachment-wording.js';
import {
  CONTACT_FILES,
  keyWithFiles,
  ReceivedFiles,
  type SentFiles,
  statusOfWrong,
  type WrongFile,
} from '../../contacts/attachments/received-files.js';
import { readWhen } from '../../contacts/contact.form.js';
import { ContactsService } from '../../contacts/contacts.service.js';
import { IntakeService } from '../../contacts/intake.service.js';
import { Page, SeeOther } from '../../web/pages.js';
import { sentForm } from '../../web/form-with-file.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { enquirerOf } from '../enquirer.form.js';
import type { Place } from '../place.query.js';
import { ByHandForm } from './by-hand.form.js';
import { byHandView } from './by-hand.view.js';
import { OwnPlaces } from './own-places.js';

/** Staff enter a call or a conversation, with the time it happened: its clock runs from when the person spoke. */
@ApiExcludeController()
@Controller('contacts/new')
@Allow('contacts.enter')
export class ByHandController {
  constructor(
    private readonly places: OwnPlaces,
    private readonly contacts: ContactsService,
    private readonly intake: IntakeService,
    private readonly files: ReceivedFiles,
  ) {}

  @Get()
  async form(@SignedIn() person: Person): Promise<Page> {
    return this.show(await this.places.of(person), { token: randomUUID() }, []);
  }

  @Post()
  @RouteConfig({ files: CONTACT_FILES })
  async enter(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { fields, sent } = sentForm(body);
    const typed = typedOf(fields);
    const places = await this.places.of(person);
    const { form, errors } = await checkForm(ByHandForm, fields);
    const when = readWhen(typed, 'on', 'time');
    errors.push(...when.errors);
    if (!when.at && when.errors.length === 0)
      errors.push({ field: 'on', message: 'Enter when the person got in touch' });
    if (form.neighbourhood && !places.some(({ code }) => code === form.neighbourhood)) {
      errors.push({ field: 'neighbourhood', message: 'Choose one of your neighbourhoods' });
    }
    const refused = this.files.wrongIn(sent);
    if (errors.length > 0 || refused.length > 0) return this.again(places, typed, errors, sent, refused);
    const { ready, wrong } = await this.files.ready(sent, request.id);
    if (wrong.length > 0) return this.again(places, typed, errors, sent, wrong);
    try {
      const { contactId } = await this.intake.receiveContact({
        forceId: person.forceId,
        neighbourhood: form.neighbourhood,
        channel: form.channel,
        statedAt: when.at!,
        personal: { subject: form.subject, message: form.message, enquirer: enquirerOf(form) },
        files: ready,
        client: { id: person.id, key: keyWithFiles(form, ready) },
        actor: { kind: 'person', id: person.id },
        requestId: request.id,
      });
      const { reference } = await this.contacts.findStored(person.forceId, contactId);
      return new SeeOther(`/contacts/${reference}?done=entered`);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      const inForm = error.fields.map(({ field, message }) => ({
        field: field === 'submittedAt' ? 'on' : field,
        message,
      }));
      return this.again(places, typed, inForm, sent, []);
    }
  }

  private again(
    places: Place[],
    typed: Typed,
    errors: FieldError[],
    sent: SentFiles,
    wrong: readonly WrongFile[],
  ): Page {
    const inFiles = [...wrongFilesSaid(wrong), ...chooseAgain(sent, wrong)];
    return this.show(places, typed, [...errors, ...inFiles], statusOfWrong(wrong));
  }

  private show(
    places: Place[],
    typed: Typed,
    errors: FieldError[],
    status = errors.length > 0 ? 400 : 200,
  ): Page {
    return new Page(
      'pages/channels/by-hand',
      'Enter a call or conversation',
      byHandView(places, typed, errors),
      {
        status,
        errors,
        backLink: { href: '/contacts', text: 'Back to contacts' },
      },
    );
  }
}

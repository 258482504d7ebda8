import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { readWhen } from '../../contacts/contact.form.js';
import { ContactReader } from '../../contacts/contact-reader.js';
import { ContactsService } from '../../contacts/contacts.service.js';
import { IntakeService } from '../../contacts/intake.service.js';
import { ForceDatabase } from '../../database/force-database.js';
import { Page, SeeOther } from '../../web/pages.js';
import { formKey, type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { enquirerOf } from '../enquirer.form.js';
import { type Place, placesOn } from '../place.query.js';
import { ByHandForm } from './by-hand.form.js';
import { byHandView } from './by-hand.view.js';

/** Staff enter a call or a conversation, with the time it happened: its clock runs from when the person spoke. */
@ApiExcludeController()
@Controller('contacts/new')
@Allow('contacts.enter')
export class ByHandController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly reader: ContactReader,
    private readonly contacts: ContactsService,
    private readonly intake: IntakeService,
  ) {}

  @Get()
  async form(@SignedIn() person: Person): Promise<Page> {
    return this.show(await this.places(person), { token: randomUUID() }, []);
  }

  @Post()
  async enter(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const places = await this.places(person);
    const { form, errors } = await checkForm(ByHandForm, body);
    const when = readWhen(typed, 'on', 'time');
    errors.push(...when.errors);
    if (!when.at && when.errors.length === 0)
      errors.push({ field: 'on', message: 'Enter when the person got in touch' });
    if (form.neighbourhood && !places.some(({ code }) => code === form.neighbourhood)) {
      errors.push({ field: 'neighbourhood', message: 'Choose one of your neighbourhoods' });
    }
    if (errors.length > 0) return this.show(places, typed, errors);
    try {
      const { contactId } = await this.intake.receiveContact({
        forceId: person.forceId,
        neighbourhood: form.neighbourhood,
        channel: form.channel,
        statedAt: when.at!,
        personal: { subject: form.subject, message: form.message, enquirer: enquirerOf(form) },
        client: { id: person.id, key: formKey(form) },
        actor: { kind: 'person', id: person.id },
        requestId: request.id,
      });
      const { reference } = await this.contacts.findStored(person.forceId, contactId);
      return new SeeOther(`/contacts/${reference}?done=entered`);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      return this.show(
        places,
        typed,
        error.fields.map(({ field, message }) => ({
          field: field === 'submittedAt' ? 'on' : field,
          message,
        })),
      );
    }
  }

  private async places(person: Person): Promise<Place[]> {
    const now = this.clock.now();
    return this.database.inForce(person.forceId, async (manager) => {
      const areas = await this.reader.areasOf(manager, person, now);
      return placesOn(manager, person.forceId, localDayOf(now), areas);
    });
  }

  private show(places: Place[], typed: Typed, errors: FieldError[]): Page {
    return new Page(
      'pages/channels/by-hand',
      'Enter a call or conversation',
      byHandView(places, typed, errors),
      {
        status: errors.length > 0 ? 400 : 200,
        errors,
        backLink: { href: '/contacts', text: 'Back to contacts' },
      },
    );
  }
}

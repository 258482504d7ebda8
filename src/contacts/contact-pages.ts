import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { may } from '../access/permissions.js';
import type { Person } from '../access/principal.js';
import { DomainError, type FieldError } from '../common/errors.js';
import { Page, SeeOther } from '../web/pages.js';
import type { Typed } from '../web/typed.js';
import { contactPageView } from './contact-page.view.js';
import { handedOver } from './contact-reader.js';
import { ContactsService } from './contacts.service.js';
import { TransferService } from './transfer.service.js';

/** The page of one contact, which every form on it comes back to. */
@Injectable()
export class ContactPages {
  constructor(
    private readonly contacts: ContactsService,
    private readonly transfers: TransferService,
  ) {}

  /** Do it and go back to the contact; or show the form again with what was typed and what is wrong. */
  async orAgain(
    person: Person,
    reference: string,
    request: FastifyRequest,
    typed: Typed,
    errors: FieldError[],
    work: () => Promise<{ reference: string; done: string }>,
  ): Promise<Page | SeeOther> {
    if (errors.length === 0) {
      try {
        const { reference: next, done } = await work();
        return new SeeOther(`/contacts/${encodeURIComponent(next)}?done=${done}`);
      } catch (error) {
        if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
        errors = error.fields.map(({ field, message }) => ({
          field: field === 'respondedAt' ? 'respondedOn' : field,
          message,
        }));
      }
    }
    return this.show(person, reference, request, { typed, errors, done: undefined });
  }

  async show(
    person: Person,
    reference: string,
    request: FastifyRequest,
    { typed, errors, done }: { typed: Typed; errors: FieldError[]; done: string | undefined },
  ): Promise<Page> {
    const details = await this.contacts.readContact(person, reference, request.id);
    // Handed over while they were typing.
    if (details.readOnly && errors.length > 0) throw handedOver(details.row);
    const receivers = details.readOnly ? [] : await this.transfers.receiversOf(person, details.row);
    const mayConfirm = may(person, 'contacts.confirm-out-of-scope');
    // The answer's token is made with the page, and again if it was another form that came back.
    const state = { person, receivers, typed: { token: randomUUID(), ...typed }, errors, done, mayConfirm };
    return new Page('pages/contacts/contact', details.row.reference, contactPageView(details, state), {
      status: errors.length > 0 ? 400 : 200,
      errors,
      backLink: { href: '/contacts', text: 'Back to contacts' },
    });
  }
}

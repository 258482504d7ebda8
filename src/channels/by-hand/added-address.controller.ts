import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { handedOver } from '../../contacts/contact-reader.js';
import { ContactsService } from '../../contacts/contacts.service.js';
import { AddedAddressService } from '../../contacts/starts/added-address.service.js';
import { textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import { Page, SeeOther } from '../../web/pages.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { AddressForm } from './added-address.form.js';

/** Staff write down how somebody who left no address can be reached after all. */
@ApiExcludeController()
@Controller('contacts/:reference/address')
@Allow('contacts.enter')
export class AddedAddressController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly addresses: AddedAddressService,
  ) {}

  @Get()
  async form(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    return this.show(person, reference, request, {}, []);
  }

  @Post()
  async add(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(AddressForm, body);
    if (errors.length > 0) return this.show(person, reference, request, typedOf(body), errors);
    try {
      const added = await this.addresses.addAddress(person, reference, form, request.id);
      return new SeeOther(`/contacts/${added}?done=address-added`);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      return this.show(person, reference, request, typedOf(body), error.fields);
    }
  }

  private async show(
    person: Person,
    reference: string,
    request: FastifyRequest,
    typed: Typed,
    errors: FieldError[],
  ): Promise<Page> {
    const { row, readOnly } = await this.contacts.readContact(person, reference, request.id);
    if (readOnly) throw handedOver(row);
    if (row.clockId) {
      throw DomainError.conflict('This contact has its 72-hour clock already: an address is known.');
    }
    return new Page(
      'pages/channels/address',
      `Add an address: ${row.reference}`,
      viewOf(row.reference, typed, errors),
      {
        status: errors.length > 0 ? 400 : 200,
        errors,
        backLink: { href: `/contacts/${row.reference}`, text: 'Back to the contact' },
      },
    );
  }
}

function viewOf(reference: string, typed: Typed, errors: readonly FieldError[]): object {
  const found = formErrors(errors);
  const field = (name: string, label: string, more: object): object =>
    textField(name, label, typed, found, { autocomplete: 'off', classes: 'govuk-input--width-20', ...more });
  return {
    reference,
    email: field('email', 'Email (optional)', { type: 'email', spellcheck: false }),
    telephone: field('telephone', 'Telephone (optional)', { type: 'tel' }),
    address: textField('address', 'Address (optional)', typed, found, { rows: 3 }),
    button: { text: 'Add the address and start the clock', preventDoubleClick: true },
  };
}

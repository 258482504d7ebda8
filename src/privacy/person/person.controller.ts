import type { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, FreshSignIn, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import type { FieldError } from '../../common/errors.js';
import { Page } from '../../web/pages.js';
import { postgresFacts } from '../../web/postgres-failure.js';
import { typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { Erasure } from '../erasure.service.js';
import { PersonErasureForm, PersonFileForm, PersonForm, referencesOf } from './person.form.js';
import { personFile } from './person-file.view.js';
import { PAGE_NAME, PersonFiles } from './person-files.js';
import { type FoundContact, PersonRecords } from './person.service.js';
import { erasedView, foundView, personView } from './person.view.js';

const TITLE = 'What is held about one person';
const BACK = { href: '/privacy', text: 'Back to privacy' };
const IN_OTHER_HANDS = {
  field: 'contacts',
  message: 'Nothing was erased: somebody is working on one of these contacts. Try again in a minute',
};
const NO_CONTACTS = { field: 'contacts', message: 'Tick the contacts that are theirs' };

/**
 * Subject access and erasure on request. Whom somebody looks for travels in the body of a request alone: never in an
 * address, a title or a log.
 */
@ApiExcludeController()
@Controller('privacy/person')
@Allow('privacy.serve-person')
export class PersonController {
  constructor(
    private readonly records: PersonRecords,
    private readonly erasure: Erasure,
    private readonly files: PersonFiles,
  ) {}

  @Get()
  form(): Page {
    return asked({}, []);
  }

  @Post()
  @HttpCode(200)
  async find(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const { form, errors } = await checkForm(PersonForm, body);
    if (errors.length === 0 && !form.email && !form.telephone)
      errors.push({ field: 'email', message: 'Enter an email address or a telephone number' });
    return errors.length > 0 ? asked(body, errors) : this.found(person, form, body, [], [], request.id);
  }

  @Post('file')
  @HttpCode(200)
  async file(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | string | Readable> {
    const { form, errors } = await checkForm(PersonFileForm, body);
    const chosen = await this.chosen(person, form, errors, request.id);
    if (errors.length > 0) return this.found(person, form, body, referencesOf(form), errors, request.id);
    const { contacts, ...made } = await this.records.disclose(person, chosen, form, request.id);
    const page = personFile({ ...made, caseReference: form.caseReference }, contacts);
    if (contacts.every(({ files }) => files.length === 0)) {
      void reply
        .type('text/html; charset=utf-8')
        .header('content-disposition', `attachment; filename="${PAGE_NAME}"`);
      return page;
    }
    void reply
      .type('application/zip')
      .header('content-disposition', 'attachment; filename="what-is-held-about-you.zip"');
    return this.files.archive(person.forceId, page, chosen, made.madeAt);
  }

  @Post('erasure')
  @Allow('privacy.erase')
  @HttpCode(200)
  @FreshSignIn()
  async erase(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const { form, errors } = await checkForm(PersonErasureForm, body);
    const chosen = await this.chosen(person, form, errors, request.id);
    if (errors.length > 0) return this.found(person, form, body, referencesOf(form), errors, request.id);
    const ids = chosen.map(({ id }) => id);
    const ticked = referencesOf(form);
    try {
      const erased = await this.erasure.eraseOnRequest(person, ids, form, request.id);
      return new Page('pages/privacy/erased', 'Erased', erasedView(erased, ticked), { backLink: BACK });
    } catch (error) {
      if (!inOtherHands(error)) throw error;
      return this.found(person, form, body, ticked, [IN_OTHER_HANDS], request.id);
    }
  }

  private async chosen(
    person: Person,
    form: PersonForm & { contacts?: unknown },
    errors: FieldError[],
    requestId: string,
  ): Promise<FoundContact[]> {
    const chosen =
      errors.length === 0 ? await this.records.findChosen(person, form, referencesOf(form), requestId) : [];
    if (chosen.length === 0 && referencesOf(form).length === 0) errors.unshift(NO_CONTACTS);
    else if (chosen.length === 0 && errors.length === 0) errors.push(NO_CONTACTS);
    return chosen;
  }

  private async found(
    person: Person,
    form: PersonForm,
    body: unknown,
    chosen: readonly string[],
    errors: FieldError[],
    requestId: string,
  ): Promise<Page> {
    const found = await this.records.find(person, form, requestId);
    const inOrder = [...errors].sort((one, other) => placeOf(one) - placeOf(other));
    return new Page('pages/privacy/found', TITLE, foundView(found, typedOf(body), chosen, errors), {
      status: errors.length > 0 ? 400 : 200,
      errors: inOrder,
      backLink: { href: '/privacy/person', text: 'Look for somebody else' },
    });
  }
}

/** Where a field stands on the page of what was found. */
const placeOf = ({ field }: FieldError): number =>
  ['contacts', 'caseReference', 'recipient', 'reason'].indexOf(field);

function asked(body: unknown, errors: FieldError[]): Page {
  return new Page('pages/privacy/person', TITLE, personView(typedOf(body), errors), {
    status: errors.length > 0 ? 400 : 200,
    errors,
    backLink: BACK,
  });
}

/** Somebody had one of the contacts in hand for longer than anybody waits; nothing was done. */
const inOtherHands = (error: unknown): boolean =>
  ['55P03', '40P01'].includes(postgresFacts(error)?.sqlState ?? '');

import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../access/allow.js';
import type { Person } from '../access/principal.js';
import { DomainError } from '../common/errors.js';
import { Page, SeeOther } from '../web/pages.js';
import { formKey, typedOf } from '../web/typed.js';
import { checkForm } from '../web/validation.js';
import { contactListView, LIST_VIEWS, PAGE_SIZE } from './contact-list.view.js';
import { ContactPages } from './contact-pages.js';
import { mailOf, OutOfScopeForm, QuestionForm, questionOf, readWhen, ResponseForm } from './contact.form.js';
import type { ListView } from './contact-list.query.js';
import { ContactsService } from './contacts.service.js';
import { ResponsesService } from './responses.service.js';
import { ScopeService } from './scope.service.js';

/** The pages of the neighbourhood team: what waits, and one contact with what can be done about it. */
@ApiExcludeController()
@Controller('contacts')
@Allow('contacts.read')
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly responses: ResponsesService,
    private readonly scope: ScopeService,
    private readonly pages: ContactPages,
  ) {}

  @Get()
  async list(
    @SignedIn() person: Person,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const view = Object.hasOwn(LIST_VIEWS, String(query['view'])) ? (query['view'] as ListView) : 'waiting';
    const number = Math.min(10_000, Math.max(1, Math.trunc(Number(query['page'])) || 1));
    const mailId = mailOf(query);
    const asked = { size: PAGE_SIZE, number, mailId };
    const list = await this.contacts.listContacts(person, mailId ? 'waiting' : view, asked, request.id);
    const done = typeof query['done'] === 'string' ? query['done'] : undefined;
    const state = { view: mailId ? 'waiting' : view, pageNumber: number, mailId, person, done } as const;
    const enterButton = {
      text: 'Enter a call or conversation',
      href: '/contacts/new',
      classes: 'govuk-button--secondary',
    };
    return new Page(
      'pages/contacts/list',
      'Contacts',
      { ...contactListView(list, state), enterButton },
      { wide: true },
    );
  }

  @Get(':reference')
  async read(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Query('done') done: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    return this.pages.show(person, reference, request, {
      typed: {},
      errors: [],
      done: typeof done === 'string' ? done : undefined,
    });
  }

  @Post(':reference/responses')
  @Allow('contacts.answer')
  async respond(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(ResponseForm, body);
    const when = readWhen(typed, 'respondedOn', 'respondedTime');
    return this.pages.orAgain(person, reference, request, typed, [...errors, ...when.errors], async () => {
      await this.responses.recordResponse(
        person,
        reference,
        { route: form.route, respondedAt: when.at, text: form.text, nextSteps: form.nextSteps },
        { requestId: request.id, key: formKey(form), toTheMinute: true },
      );
      return { reference, done: form.route === 'email-from-here' ? 'sending' : 'answered' };
    });
  }

  @Post(':reference/out-of-scope')
  @Allow('contacts.take-out')
  async takeOut(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(OutOfScopeForm, body);
    return this.pages.orAgain(person, reference, request, typedOf(body), errors, async () => {
      const taken = await this.scope.takeOutOfScope(
        person,
        reference,
        { ...form, question: questionOf(form) },
        request.id,
      );
      return { reference: taken, done: 'out-of-scope' };
    });
  }

  @Post(':reference/out-of-scope/bring-back')
  @Allow('contacts.take-out')
  async bringBack(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<SeeOther> {
    const back = await this.scope.bringBack(person, reference, request.id, await questionIn(body));
    return new SeeOther(`/contacts/${back}?done=brought-back`);
  }

  @Post(':reference/out-of-scope/confirm')
  @Allow('contacts.confirm-out-of-scope')
  async confirm(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<SeeOther> {
    const confirmed = await this.scope.confirmOutOfScope(
      person,
      reference,
      request.id,
      await questionIn(body),
    );
    return new SeeOther(`/contacts/${confirmed}?done=confirmed`);
  }
}

/** Of which question a button was pressed. */
async function questionIn(body: unknown): Promise<{ question: number | undefined }> {
  const { form, errors } = await checkForm(QuestionForm, { question: typedOf(body)['question'] });
  if (errors.length > 0) throw DomainError.invalid(errors[0]!.message, errors);
  return { question: questionOf(form) };
}

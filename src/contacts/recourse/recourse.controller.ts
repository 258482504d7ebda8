import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { Page, SeeOther } from '../../web/pages.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { readWhen } from '../contact.form.js';
import { handedOver } from '../contact-reader.js';
import { ContactsService } from '../contacts.service.js';
import { AskedForm, RecourseAnswerForm } from './recourse.form.js';
import { RecourseAnswersService } from './recourse-answers.service.js';
import { recoursePageView } from './recourse-page.view.js';
import { RecourseService } from './recourse.service.js';

/** One contact's requests for recourse: staff write one down, a supervisor answers. */
@ApiExcludeController()
@Controller('contacts/:reference/recourse')
@Allow('recourse.ask')
export class RecourseController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly recourse: RecourseService,
    private readonly answers: RecourseAnswersService,
  ) {}

  @Get()
  async read(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Query('done') done: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const said = typeof done === 'string' ? done : undefined;
    return this.show(person, reference, request, { typed: {}, errors: [], done: said });
  }

  @Post()
  async ask(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(AskedForm, body);
    const when = readWhen(typed, 'askedOn', 'askedTime');
    const missing = { field: 'askedOn', message: 'Enter when the person asked' };
    const wrong = [...errors, ...when.errors, ...(when.at || when.errors.length > 0 ? [] : [missing])];
    return this.orAgain(person, reference, request, { typed, errors: wrong }, async () => {
      const { askedBy, reason } = form;
      const asked = { askedAt: when.at!, askedBy, reason };
      return `${await this.recourse.askForPerson(person, reference, asked, request.id)}/recourse?done=asked`;
    });
  }

  @Post('answers')
  @Allow('recourse.answer')
  async answer(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(RecourseAnswerForm, body);
    const when = readWhen(typed, 'respondedOn', 'respondedTime');
    return this.orAgain(
      person,
      reference,
      request,
      { typed, errors: [...errors, ...when.errors] },
      async () => {
        const { outcome, route, text } = form;
        const answer = { outcome, route, text, respondedAt: when.at };
        const answered = await this.answers.answerRequest(person, reference, answer, request.id);
        return `${answered}/recourse?done=${when.at ? 'answered' : 'sending'}`;
      },
    );
  }

  /** Do it and come back; or show the form again with what was typed and what is wrong. */
  private async orAgain(
    person: Person,
    reference: string,
    request: FastifyRequest,
    { typed, errors }: { typed: Typed; errors: FieldError[] },
    work: () => Promise<string>,
  ): Promise<Page | SeeOther> {
    if (errors.length === 0) {
      try {
        return new SeeOther(`/contacts/${await work()}`);
      } catch (error) {
        if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
        errors = error.fields.map(({ field, message }) => ({ field: FIELDS[field] ?? field, message }));
      }
    }
    return this.show(person, reference, request, { typed, errors, done: undefined });
  }

  private async show(
    person: Person,
    reference: string,
    request: FastifyRequest,
    shown: { typed: Typed; errors: FieldError[]; done: string | undefined },
  ): Promise<Page> {
    const details = await this.contacts.readContact(person, reference, request.id);
    const { errors } = shown;
    // Handed over while they were typing.
    if (details.readOnly && errors.length > 0) throw handedOver(details.row);
    const standing = await this.answers.standingOf(person, details.row);
    const title = `Recourse: ${details.row.reference}`;
    return new Page('pages/recourse/contact', title, recoursePageView(details, { ...shown, standing }), {
      status: errors.length > 0 ? 400 : 200,
      errors,
      backLink: { href: `/contacts/${details.row.reference}`, text: 'Back to the contact' },
    });
  }
}

/** How the page calls what the services do. */
const FIELDS: Record<string, string> = { respondedAt: 'respondedOn', askedAt: 'askedOn' };

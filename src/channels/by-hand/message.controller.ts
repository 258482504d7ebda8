import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { readWhen } from '../../contacts/contact.form.js';
import { handedOver } from '../../contacts/contact-reader.js';
import { ContactsService } from '../../contacts/contacts.service.js';
import { isWaiting } from '../../contacts/domain/clock-state.js';
import { QuestionsService } from '../../contacts/questions/questions.service.js';
import { Page, SeeOther } from '../../web/pages.js';
import { formKey, type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { MessageForm } from './message.form.js';
import { messageView } from './message.view.js';

/** Staff add what the same person wrote or said on the same contact since. */
@ApiExcludeController()
@Controller('contacts/:reference/messages/new')
@Allow('contacts.enter')
export class MessageController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly questions: QuestionsService,
  ) {}

  @Get()
  async form(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    return this.show(person, reference, request, { token: randomUUID() }, []);
  }

  @Post()
  async add(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(MessageForm, body);
    const when = readWhen(typed, 'on', 'time');
    errors.push(...when.errors);
    if (!when.at && when.errors.length === 0)
      errors.push({ field: 'on', message: 'Enter when the person got in touch' });
    if (errors.length > 0) return this.show(person, reference, request, typed, errors);
    try {
      const received = await this.questions.receiveMessage(person, reference, {
        message: form.message,
        channel: form.channel,
        statedAt: when.at!,
        toTheMinute: true,
        isNoQuestion: form.asks === 'no',
        key: formKey(form),
        requestId: request.id,
      });
      const added = received.isQuestion ? 'question-added' : 'message-added';
      return new SeeOther(
        `/contacts/${received.reference}?done=${form.asks === 'no' ? 'no-question' : added}`,
      );
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      const wrong = error.fields.map(({ field, message }) => ({
        field: field === 'submittedAt' ? 'on' : field,
        message,
      }));
      return this.show(person, reference, request, typed, wrong);
    }
  }

  private async show(
    person: Person,
    reference: string,
    request: FastifyRequest,
    typed: Typed,
    errors: FieldError[],
  ): Promise<Page> {
    const { row, personal, clocks, readOnly } = await this.contacts.readContact(
      person,
      reference,
      request.id,
    );
    if (readOnly) throw handedOver(row);
    if (!personal) {
      throw DomainError.conflict('What this person wrote has been erased. Enter this as a new contact.');
    }
    const shown = { reference: row.reference, waits: clocks.some(isWaiting) };
    return new Page(
      'pages/channels/message',
      `Add what the person wrote since: ${row.reference}`,
      messageView(shown, typed, errors),
      {
        status: errors.length > 0 ? 400 : 200,
        errors,
        backLink: { href: `/contacts/${row.reference}`, text: 'Back to the contact' },
      },
    );
  }
}

import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { Page, SeeOther } from '../../web/pages.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { questionOf, readWhen } from '../contact.form.js';
import { ContactsService } from '../contacts.service.js';
import { StartCorrectionsService } from './start-corrections.service.js';
import { StartForm } from './start.form.js';
import { startView } from './start.view.js';

/** "A start is corrected only by a supervisor with a reason." */
@ApiExcludeController()
@Controller('contacts/:reference/start')
@Allow('contacts.correct-start')
export class StartController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly corrections: StartCorrectionsService,
  ) {}

  @Get()
  async form(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Query('question') question: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    return this.show(person, reference, request, typedOf({ question }), []);
  }

  @Post()
  async correct(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(StartForm, body);
    const when = readWhen(typed, 'startedOn', 'startedTime');
    errors.push(...when.errors);
    if (!when.at && when.errors.length === 0)
      errors.push({ field: 'startedOn', message: 'Enter when the person really wrote' });
    if (errors.length > 0) return this.show(person, reference, request, typed, errors);
    try {
      const correction = { startedAt: when.at!, reason: form.reason, question: questionOf(form) };
      const corrected = await this.corrections.correctStart(person, reference, correction, request.id);
      return new SeeOther(`/contacts/${corrected}?done=start-corrected`);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      const wrong = error.fields.map(({ message }) => ({ field: 'startedOn', message }));
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
    const details = await this.contacts.readContact(person, reference, request.id);
    const { row, readOnly } = details;
    if (readOnly || !row.clockId || !(await this.corrections.mayCorrect(person, row.neighbourhoodId))) {
      throw new DomainError(
        'forbidden',
        'Only a supervisor of this neighbourhood or a force admin can do this.',
      );
    }
    return new Page(
      'pages/starts/start',
      `Correct the start: ${row.reference}`,
      startView(details, typed, errors),
      {
        status: errors.length > 0 ? 400 : 200,
        errors,
        backLink: { href: `/contacts/${row.reference}`, text: 'Back to the contact' },
      },
    );
  }
}

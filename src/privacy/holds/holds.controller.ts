import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { Page, SeeOther } from '../../web/pages.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { HoldForm, HoldsQuery } from './holds.form.js';
import { LegalHolds } from './holds.service.js';
import { holdsView } from './holds.view.js';

/** Which contacts are kept whatever their time, and why. */
@ApiExcludeController()
@Controller('privacy/holds')
@Allow('privacy.hold')
export class HoldsController {
  constructor(private readonly holds: LegalHolds) {}

  @Get()
  async list(
    @SignedIn() person: Person,
    @Query() query: HoldsQuery,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    return this.show(person, request, {}, [], query);
  }

  @Post()
  async change(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(HoldForm, body);
    if (errors.length > 0) return this.show(person, request, typedOf(body), errors);
    try {
      await this.holds[form.deed](person, form.reference, form.reason, request.id);
      return new SeeOther(`/privacy/holds?done=${form.deed}`);
    } catch (error) {
      if (!(error instanceof DomainError) || !['not-found', 'conflict'].includes(error.kind)) throw error;
      return this.show(person, request, typedOf(body), [{ field: 'reference', message: error.message }]);
    }
  }

  private async show(
    person: Person,
    request: FastifyRequest,
    typed: Typed,
    errors: FieldError[],
    query = new HoldsQuery(),
  ): Promise<Page> {
    const model = holdsView(await this.holds.list(person, query, request.id), typed, errors, query.done);
    return new Page('pages/privacy/holds', 'Legal holds', model, {
      status: errors.length > 0 ? 400 : 200,
      errors,
      backLink: { href: '/privacy', text: 'Back to privacy' },
    });
  }
}

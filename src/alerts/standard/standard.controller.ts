import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { changedByCaller } from '../../registry/api-answers.js';
import { Page, type PageOptions, SeeOther } from '../../web/pages.js';
import { checkForm } from '../../web/validation.js';
import { StandardChanges } from './standard-changes.service.js';
import { EXAMPLES, standardPreviewView } from './standard-preview.view.js';
import { ApplyStandardForm } from './standard.form.js';
import { standardsView } from './standards.view.js';

const HREF = '/alerts/standard';

/** On which a force admin reads the response standard, and applies a version of it to what waits. */
@ApiExcludeController()
@Controller('alerts/standard')
@Allow('alerts.set-standard')
export class StandardController {
  constructor(private readonly changes: StandardChanges) {}

  @Get()
  async read(@SignedIn() person: Person, @Query('done') done: unknown): Promise<Page> {
    return this.show(person, { done: typeof done === 'string' ? done : undefined, errors: [] });
  }

  @Get('preview')
  async preview(
    @SignedIn() person: Person,
    @Query('to') to: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    try {
      return await this.showPreview(person, typeof to === 'string' ? to : undefined, request);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      return this.show(person, { done: undefined, errors: error.fields });
    }
  }

  @Post()
  async apply(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(ApplyStandardForm, body);
    if (errors.length > 0) return this.show(person, { done: undefined, errors });
    try {
      const by = changedByCaller(person, request);
      const applied = await this.changes.applyChange(person.forceId, form.to, form.fingerprint, by);
      return new SeeOther(`${HREF}?done=${applied > 0 ? 'applied' : 'nothing'}`);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.kind === 'invalid') return this.show(person, { done: undefined, errors: error.fields });
      if (error.kind !== 'conflict') throw error;
      const changed = { status: 409, errors: [{ field: '', message: error.message }] };
      return this.showPreview(person, form.to, request, changed);
    }
  }

  private async show(
    person: Person,
    state: { done: string | undefined; errors: readonly FieldError[] },
  ): Promise<Page> {
    const standards = await this.changes.versionsOf(person.forceId);
    return new Page('pages/alerts/standard', 'Response standard', standardsView(standards, state), {
      status: state.errors.length > 0 ? 400 : 200,
      errors: state.errors,
      backLink: { href: '/alerts', text: 'Back to alerts' },
    });
  }

  private async showPreview(
    person: Person,
    to: string | undefined,
    request: FastifyRequest,
    options: PageOptions = {},
  ): Promise<Page> {
    const by = changedByCaller(person, request);
    const preview = await this.changes.previewChange(person.forceId, to, by, EXAMPLES);
    return new Page('pages/alerts/standard-preview', 'Check what changes', standardPreviewView(preview), {
      ...options,
      wide: true,
      backLink: { href: HREF, text: 'Back to the response standard' },
    });
  }
}

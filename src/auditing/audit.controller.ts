import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../access/allow.js';
import type { Person } from '../access/principal.js';
import { localDayOf } from '../common/calendar.js';
import { DomainError, type FieldError } from '../common/errors.js';
import { Page } from '../web/pages.js';
import { typedOf } from '../web/typed.js';
import { checkForm } from '../web/validation.js';
import { AuditSearchForm, problemsOf } from './audit-search.form.js';
import { AuditSearches } from './audit-search.service.js';
import { auditCsv } from './audit.csv.js';
import { auditView } from './audit.view.js';

/** The log, for the auditor alone. */
@ApiExcludeController()
@Controller('audit')
@Allow('audit.read')
export class AuditController {
  constructor(private readonly searches: AuditSearches) {}

  @Get()
  async search(
    @SignedIn() person: Person,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const how = { asFile: false, requestId: request.id };
    const { form, errors } = await askedFor(query);
    try {
      if (errors.length > 0) throw DomainError.invalid('', errors);
      const found = await this.searches.readEntries(person, form, how);
      return logPage(auditView(found, { typed: typedOf(form), errors }), []);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      // With a search that cannot be read, what there is without one.
      const found = await this.searches.readEntries(person, {}, how);
      return logPage(auditView(found, { typed: typedOf(query), errors: error.fields }), error.fields);
    }
  }

  @Get('entries.csv')
  async file(
    @SignedIn() person: Person,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { form, errors } = await askedFor(query);
    if (errors.length > 0) throw DomainError.invalid(errors.map(({ message }) => message).join('. '), errors);
    const found = await this.searches.readEntries(person, form, { asFile: true, requestId: request.id });
    void reply
      .type('text/csv; charset=utf-8; header=present')
      .header(
        'content-disposition',
        `attachment; filename="audit-${person.forceId}-${localDayOf(found.now)}.csv"`,
      );
    return auditCsv(found);
  }
}

async function askedFor(query: unknown): Promise<{ form: AuditSearchForm; errors: FieldError[] }> {
  const { form, errors } = await checkForm(AuditSearchForm, query);
  return { form, errors: errors.length > 0 ? errors : problemsOf(form) };
}

function logPage(view: object, errors: readonly FieldError[]): Page {
  return new Page('pages/audit/log', 'Audit log', view, {
    wide: true,
    errors,
    status: errors.length > 0 ? 400 : 200,
  });
}

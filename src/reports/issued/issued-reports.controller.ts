import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import { may } from '../../access/permissions.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { offsetOf, PageQuery } from '../../common/pagination.js';
import { Page, SeeOther } from '../../web/pages.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { fileAnswer } from './issued-file-answer.js';
import { PrepareForm } from './issued.forms.js';
import { draftHref, issuedListView, LIST_HREF } from './issued-list.view.js';
import { issuedPageView, issuedTitle } from './issued-page.view.js';
import { IssuedReports } from './issued-reports.service.js';
import { ReportDrafts } from './report-drafts.service.js';

const PAGE_SIZE = 50;

/** The reports that were issued, and where the next one is prepared. */
@ApiExcludeController()
@Controller('reports/issued')
export class IssuedReportsController {
  constructor(
    private readonly issued: IssuedReports,
    private readonly drafts: ReportDrafts,
  ) {}

  @Get()
  @Allow('reports.read')
  list(@SignedIn() person: Person, @Query() { page }: PageQuery): Promise<Page> {
    return this.show(person, page, {}, []);
  }

  /** "Prepare for issue": opens the draft of a period and a part, which is begun if there is none. */
  @Post('drafts')
  @Allow('drafts.prepare')
  async begin(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(PrepareForm, body);
    if (errors.length > 0) return this.show(person, 1, typedOf(body), errors);
    try {
      return new SeeOther(`${draftHref(await this.drafts.begin(person, form, request.id))}?done=begun`);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      return this.show(person, 1, typedOf(body), error.fields);
    }
  }

  /** A version by its id as a page or, with `.pdf` and such after the id, as a file. */
  @Get(':file')
  @Allow('reports.read')
  async read(
    @SignedIn() person: Person,
    @Param('file') file: string,
    @Query('done') done: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Buffer | null> {
    const [, id = '', name] = /^([^.]*)(?:\.(.*))?$/s.exec(file) ?? [];
    if (name !== undefined)
      return fileAnswer(await this.issued.file(person, id, name, request.id), request, reply);
    const page = await this.issued.read(person, id, request.id);
    const model = issuedPageView(page, person.role, typeof done === 'string' ? done : undefined);
    return new Page('pages/reports/issued/issued', issuedTitle(page), model, {
      wide: true,
      backLink: { text: 'Issued reports', href: LIST_HREF },
    });
  }

  private async show(
    person: Person,
    page: number,
    typed: Typed,
    errors: readonly FieldError[],
  ): Promise<Page> {
    const query = { page, pageSize: PAGE_SIZE };
    const { rows, total } = await this.issued.list(person, { limit: PAGE_SIZE, offset: offsetOf(query) });
    const { drafts, parts } = may(person, 'drafts.read')
      ? await this.drafts.open(person)
      : { drafts: [], parts: [] };
    const prepares = may(person, 'drafts.prepare');
    const model = issuedListView({ rows, total, ...query, drafts, parts, prepares, typed, errors });
    return new Page('pages/reports/issued/list', 'Issued reports', model, {
      status: errors.length > 0 ? 400 : 200,
      errors,
      backLink: { text: 'All reports', href: '/reports' },
    });
  }
}

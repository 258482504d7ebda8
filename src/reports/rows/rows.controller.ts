import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { Page } from '../../web/pages.js';
import { checkForm } from '../../web/validation.js';
import { reportAddress } from '../period-choice.view.js';
import type { OpenedFigure } from './opened-figure.js';
import { rowsCsv, rowsFileName } from './rows.csv.js';
import { RowsQuery } from './rows.dto.js';
import { RowsService } from './rows.service.js';
import { rowsView } from './rows.view.js';
import { readShort, readShortPeriod } from './short-address.js';

/** The rows behind a figure, as far as the reader may see them. */
@ApiExcludeController()
@Controller('reports')
@Allow('reports.read')
export class RowsController {
  constructor(private readonly rows: RowsService) {}

  /** Of a figure that there is not, what is wrong with the address and where figures are opened from. */
  @Get('rows')
  async page(
    @SignedIn() person: Person,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const { form, errors } = await checkForm(RowsQuery, query);
    if (errors.length > 0) return wrong(form, errors);
    try {
      const opened = await this.rows.openFigure(person, form, { action: 'consult', requestId: request.id });
      return found(opened);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      return wrong(form, error.fields);
    }
  }

  /** The same by the short address that stands behind every figure: a page has tens of thousands of them. */
  @Get(['r/:period/:measure', 'r/:period/:measure/:kind/:code'])
  shortPage(
    @SignedIn() person: Person,
    @Param() address: { period: string; measure: string; kind?: string; code?: string },
    @Query() query: object,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    if (readShortPeriod(address.period) === null) return Promise.resolve(wrong({}, [NO_PERIOD]));
    return this.page(person, readShort(address, query), request);
  }

  @Get('rows.csv')
  async csv(
    @SignedIn() person: Person,
    @Query() query: RowsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const opened = await this.rows.openWhole(person, query, request.id);
    void reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${rowsFileName(opened)}"`);
    return rowsCsv(opened);
  }
}

function found(opened: OpenedFigure): Page {
  const view = rowsView(opened);
  const { title, about, report } = view;
  const backLink = { href: report, text: 'Back to the report' };
  return new Page('pages/reports/rows', `Rows: ${title}, ${about}`, view, { wide: true, backLink });
}

/** What a short address calls its days by. */
const NO_PERIOD: FieldError = {
  field: 'period',
  message:
    'The address names no period. A month is written like 2026-03, a quarter like 2026-Q1, and other days like 2026-03-01..2026-03-15',
};

function wrong(
  { from, to, part }: Pick<RowsQuery, 'from' | 'to' | 'part'>,
  errors: readonly FieldError[],
): Page {
  const report = from && to ? reportAddress({ fromOn: from, toOn: to }, part) : '/reports/compliance';
  // There is no field to go to: what is wrong stands in the address.
  const said = errors.map(({ message }) => ({ field: '', message }));
  return new Page('pages/reports/rows-wrong', 'Rows of a figure', { report }, { status: 400, errors: said });
}

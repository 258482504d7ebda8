import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { Page } from '../../web/pages.js';
import { trendOfMeasure } from '../charts/trend-charts.js';
import { fileStem } from '../document/period-words.js';
import { DRAFT } from '../download.js';
import { tableCsv } from '../formats/table.csv.js';
import type { Measure } from '../measures/measure.js';
import { SHARE_MET } from '../measures/share-met.js';
import { presets } from '../report-period.js';
import { SeriesQuery } from './series.dto.js';
import { MONTHLY_MEASURES } from './series-measures.js';
import { SeriesService } from './series.service.js';
import { seriesFileTable, seriesView } from './series.view.js';

/** One measure month by month, for the same people that read the reports. */
@ApiExcludeController()
@Controller('reports')
@Allow('reports.read')
export class SeriesController {
  constructor(
    private readonly series: SeriesService,
    private readonly clock: Clock,
  ) {}

  /** Without a measure the share answered in time, without a period the months that end with the last one. */
  @Get('series')
  async page(
    @SignedIn() person: Person,
    @Query() query: SeriesQuery,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const measure = measureOf(query);
    const answer = await this.series.readTrend(
      person,
      { ...this.withPeriod(query), measure: measure.id },
      { action: 'consult', requestId: request.id },
    );
    const view = seriesView(measure, answer, await trendOfMeasure(measure, answer));
    const backLink = { href: view.report, text: 'Back to the report' };
    return new Page('pages/reports/series', `${view.title}, ${view.about}`, view, { wide: true, backLink });
  }

  @Get('series.csv')
  async csv(
    @SignedIn() person: Person,
    @Query() query: SeriesQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const measure = measureOf(query);
    const answer = await this.series.readTrend(
      person,
      { ...this.withPeriod(query), measure: measure.id },
      { action: 'disclose', requestId: request.id },
    );
    const name = fileStem(answer, [DRAFT, 'series', measure.id].join('-'));
    void reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${name}.csv"`);
    return tableCsv(seriesFileTable(measure, answer), { report: answer });
  }

  private withPeriod(query: SeriesQuery): SeriesQuery {
    if (query.from !== undefined || query.to !== undefined) return query;
    const { fromOn, toOn } = presets(this.clock.now())[0]!.period;
    return { ...query, from: fromOn, to: toOn };
  }
}

/** @throws DomainError `invalid` for all of them at once, which are for machines */
function measureOf({ measure = SHARE_MET.id }: SeriesQuery): Measure {
  const found = MONTHLY_MEASURES.find(({ id }) => id === measure);
  if (!found) throw DomainError.field('measure', 'Choose one measure, like measure=share-met');
  return found;
}

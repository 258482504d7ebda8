import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { offsetOf, type PageQuery } from '../../common/pagination.js';
import { coverageOf } from './coverage.js';
import { neighbourhoodShares, wardShares } from './coverage-figures.js';
import { CoverageQuery, GapsQuery } from './coverage.dto.js';
import { CoverageService } from './coverage.service.js';
import { comingGapView, coverageItemView, CoverageView, GapsView, openGapView } from './coverage.views.js';
import { wardCoverageOf } from './ward-coverage.js';

@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/coverage')
@Allow('coverage.read')
export class CoverageApiController {
  constructor(private readonly coverage: CoverageService) {}

  @Get()
  @ApiOperation({
    summary: 'In which state was every neighbourhood or ward on how many days, and where are the gaps?',
  })
  @ApiOkResponse({ type: CoverageView })
  async read(@Caller() { forceId }: Principal, @Query() query: CoverageQuery): Promise<CoverageView> {
    if (query.by === 'ward') {
      const { period, rows } = await this.coverage.overDays(forceId, query, wardCoverageOf);
      const items = pageOf(rows, query).map((row) => coverageItemView(row, wardShares([row])));
      return { ...frame(period, query, rows), whole: wardShares(rows), items };
    }
    const { period, rows } = await this.coverage.overDays(forceId, query, coverageOf);
    const items = pageOf(rows, query).map((row) => coverageItemView(row, neighbourhoodShares([row])));
    return { ...frame(period, query, rows), whole: neighbourhoodShares(rows), items };
  }

  @Get('gaps')
  @ApiOperation({
    summary: 'Which neighbourhoods are not covered on a day, and which will not be any more, as known now?',
  })
  @ApiOkResponse({ type: GapsView })
  async gaps(@Caller() { forceId }: Principal, @Query() query: GapsQuery): Promise<GapsView> {
    const { fromOn, open, coming } = await this.coverage.gaps(forceId, query.from, query.days);
    const all = [...open.map(openGapView), ...coming.map(comingGapView)];
    const { page, pageSize, days } = query;
    return { from: fromOn, days, items: pageOf(all, query), page, pageSize, total: all.length };
  }
}

function pageOf<Row>(rows: readonly Row[], query: PageQuery): Row[] {
  return rows.slice(offsetOf(query), offsetOf(query) + query.pageSize);
}

function frame(
  { fromOn, toOn }: { fromOn: string; toOn: string },
  { by, page, pageSize }: CoverageQuery,
  { length }: readonly unknown[],
): Pick<CoverageView, 'from' | 'to' | 'by' | 'page' | 'pageSize' | 'total'> {
  return { from: fromOn, to: toOn, by, page, pageSize, total: length };
}

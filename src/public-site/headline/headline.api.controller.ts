import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Impersonal } from '../../access/allow.js';
import { DomainError } from '../../common/errors.js';
import { headlineCsv } from '../../reports/headline/headline.csv.js';
import { PublishedHeadline } from '../../reports/headline/public-headline.js';
import { PublicHeadline } from '../../reports/headline/public-headline.service.js';
import { etagOf } from '../../web/etag.js';

const FRESH_SECONDS = 60;

/** The headline figures of the latest issued report, for everybody; anybody may keep a copy for a minute. */
@ApiTags('reports')
@ApiNotFoundResponse({ description: 'The force shows the public no figures.' })
@Controller('api/v1/headline')
@Impersonal()
export class HeadlineApiController {
  constructor(private readonly headline: PublicHeadline) {}

  @Get(':force')
  @ApiOperation({
    summary: 'The headline figures of the latest issued report, if the force shows them. No key is needed.',
  })
  @ApiOkResponse({ type: PublishedHeadline })
  figures(
    @Param('force') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublishedHeadline> {
    return this.shown(id, reply);
  }

  @Get(':force/figures.csv')
  @ApiOperation({ summary: 'The same as a table: RFC 4180, UTF-8. No key is needed.' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async table(@Param('force') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const shown = await this.shown(id, reply);
    const { fromOn, toOn } = shown.period;
    const name = `headline-${shown.force.id}-${fromOn}-to-${toOn}-version-${shown.issued.version}.csv`;
    void reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${name}"`);
    return headlineCsv(shown);
  }

  private async shown(id: string, reply: FastifyReply): Promise<PublishedHeadline> {
    const shown = await this.headline.of(id);
    if (!shown) throw DomainError.notFound('This force shows the public no figures.');
    void reply
      .header('cache-control', `public, max-age=${FRESH_SECONDS}`)
      .header('etag', etagOf(shown.issued.version));
    return shown;
  }
}

import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { offsetOf, PageQuery } from '../../common/pagination.js';
import { ApiPaged, pageLinks } from '../../registry/api-answers.js';
import { etagOf } from '../../web/etag.js';
import { fileAnswer } from './issued-file-answer.js';
import { IssuedFileView, IssuedListView, issuedLineView } from './issued-report.dto.js';
import { IssuedReports } from './issued-reports.service.js';

/** The issued versions, for machines: byte for byte what people download. */
@ApiTags('reports')
@ApiBearerAuth()
@Controller('api/v1/reports/issued')
@Allow('reports.read')
export class IssuedReportsApiController {
  constructor(private readonly issued: IssuedReports) {}

  @Get()
  @ApiOperation({ summary: 'List the issued versions of the key’s force, the newest period first.' })
  @ApiPaged()
  @ApiOkResponse({ type: IssuedListView })
  async list(
    @Caller() caller: Principal,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IssuedListView> {
    const { page, pageSize } = query;
    const { rows, total } = await this.issued.list(caller, { limit: pageSize, offset: offsetOf(query) });
    pageLinks(request, reply, query, total);
    reply.header('etag', etagOf(total));
    return { items: rows.map(issuedLineView), page, pageSize, total };
  }

  @Get(':file')
  @ApiOperation({
    summary:
      'Read an issued version, byte for byte as it was issued: ID or ID.json for the signed JSON, ID.csv, ID.zip, ID.xlsx, ID.pdf or ID.html for the other formats, ID.manifest for the signed list of all of them with their SHA-256. The reading is logged.',
  })
  @ApiParam({ name: 'file', description: 'The id, with the format after a point.' })
  @ApiProduces('application/json', 'text/csv', 'application/pdf', 'application/zip', 'text/html')
  @ApiOkResponse({ type: IssuedFileView })
  @ApiNotFoundResponse({ description: 'There is no such version, or it was not kept in this format.' })
  async read(
    @Caller() caller: Principal,
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | null> {
    const [, id = '', name = 'json'] = /^([^.]*)(?:\.(.*))?$/s.exec(file) ?? [];
    return fileAnswer(await this.issued.file(caller, id, name, request.id), request, reply);
  }
}

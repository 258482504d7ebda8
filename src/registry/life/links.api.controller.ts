import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { etagOf, orPreconditionFailed, PreconditionFailedFilter, requiredVersions } from '../../web/etag.js';
import { ApiIfMatch } from '../api-answers.js';
import { LINKS } from './links.kind.js';
import type { LinkFields } from './links.query.js';
import { linkFields, linkView, NEW_LINK } from './life-api.kinds.js';
import { ChangeLinkDto, LinkDto, LinkView, LinksView } from './life.dto.js';
import { LifeRecords } from './life-records.service.js';

/** The links, prevention projects and funding rounds of a neighbourhood, for machines. */
@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/neighbourhoods/:code/links')
@UseFilters(PreconditionFailedFilter)
export class LinksApiController {
  constructor(private readonly records: LifeRecords) {}

  @Get()
  @Allow('life.read')
  @ApiOperation({ summary: 'List the links of a neighbourhood.' })
  @ApiOkResponse({ type: LinksView })
  async list(@Caller() { forceId }: Principal, @Param('code') code: string): Promise<LinksView> {
    const { rows } = await this.records.list(LINKS, forceId, code);
    return { items: rows.map(linkView) };
  }

  @Get(':id')
  @Allow('life.read')
  @ApiOperation({ summary: 'Read one link, with its ETag.' })
  @ApiOkResponse({ type: LinkView })
  async read(
    @Caller() { forceId }: Principal,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LinkView> {
    const { row } = await this.records.find(LINKS, forceId, code, id);
    reply.header('etag', etagOf(row.version));
    return linkView(row);
  }

  @Post()
  @Allow('life.change')
  @ApiOperation({ summary: 'Add a link.' })
  @ApiCreatedResponse({ type: LinkView })
  async add(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Body() body: LinkDto,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LinkView> {
    const fields = { ...NEW_LINK, ...linkFields(body) } as LinkFields;
    const row = await this.records.add(LINKS, { caller, requestId }, code, fields);
    reply.header('etag', etagOf(row.version));
    return linkView(row);
  }

  @Patch(':id')
  @Allow('life.change')
  @ApiOperation({ summary: 'Change a link; what is left out stays.' })
  @ApiIfMatch()
  @ApiOkResponse({ type: LinkView })
  async change(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: ChangeLinkDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LinkView> {
    const wanted = { id, seen: requiredVersions(ifMatch), change: linkFields(body) };
    const row = await orPreconditionFailed(ifMatch, body, linkView, () =>
      this.records.alter(LINKS, { caller, requestId }, code, wanted),
    );
    reply.header('etag', etagOf(row.version));
    return linkView(row);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('life.change')
  @ApiOperation({ summary: 'Remove a link that was entered by mistake.' })
  @ApiIfMatch()
  @ApiNoContentResponse()
  async remove(
    @Caller() caller: Principal,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<void> {
    const wanted = { id, seen: requiredVersions(ifMatch) };
    await orPreconditionFailed(ifMatch, null, linkView, () =>
      this.records.remove(LINKS, { caller, requestId }, code, wanted),
    );
  }
}

import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  PayloadTooLargeException,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { offsetOf } from '../../common/pagination.js';
import { changedByCaller } from '../api-answers.js';
import { checkedColumns, importApiView, ImportView } from './imports.api.view.js';
import { ApplyImportDto, ImportQuery, MakeImportDto } from './imports.dto.js';
import { TOO_LARGE_TEXT } from './imports.form.js';
import { Imports, MAX_UPLOAD_BYTES } from './imports.service.js';

const FIRST = { page: 1, pageSize: 50 };
const ID = new ParseUUIDPipe();
/** A file as a text of JSON is longer: every quote and every line end takes two characters. */
const MAX_BODY_BYTES = 2 * MAX_UPLOAD_BYTES + 1024 * 1024;

/**
 * A larger file is worked on after the answer: whoever sent it reads the import until its state is `previewed`,
 * `applied` or `undone`.
 */
@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/imports')
@Allow('imports.make')
export class ImportsApiController {
  constructor(private readonly imports: Imports) {}

  @Post()
  @RouteConfig({ bodyLimit: MAX_BODY_BYTES, tooLarge: TOO_LARGE_TEXT })
  @ApiOperation({ summary: 'Bring a file in and preview what it would do; nothing is changed by it.' })
  @ApiCreatedResponse({ type: ImportView })
  async make(
    @Caller() caller: Principal,
    @Body() body: MakeImportDto,
    @Req() request: FastifyRequest,
  ): Promise<ImportView> {
    const content = Buffer.from(body.content);
    if (content.length > MAX_UPLOAD_BYTES) throw new PayloadTooLargeException(TOO_LARGE_TEXT);
    const columns = checkedColumns(body.kind, body.columns);
    const upload = { kind: body.kind, source: body.source ?? 'API', content, columns };
    const id = await this.imports.takeFile(caller.forceId, upload, changedByCaller(caller, request));
    return this.view(caller.forceId, id, FIRST);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read an import: how far it is, and what it does row by row.' })
  @ApiQuery({ name: 'change', required: false, enum: ['added', 'changed', 'ended', 'refused'] })
  @ApiQuery({ name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } })
  @ApiQuery({
    name: 'pageSize',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  })
  @ApiOkResponse({ type: ImportView })
  @Consults('import', 'id')
  read(
    @Caller() { forceId }: Principal,
    @Param('id', ID) id: string,
    @Query() query: ImportQuery,
  ): Promise<ImportView> {
    return this.view(forceId, id, query);
  }

  @Post(':id/apply')
  @HttpCode(200)
  @ApiOperation({ summary: 'Do what the preview shows, in one transaction.' })
  @ApiOkResponse({ type: ImportView })
  async apply(
    @Caller() caller: Principal,
    @Param('id', ID) id: string,
    @Body() { leaveOutRefused = false }: ApplyImportDto,
    @Req() request: FastifyRequest,
  ): Promise<ImportView> {
    await this.imports.apply(caller.forceId, id, leaveOutRefused, changedByCaller(caller, request));
    return this.view(caller.forceId, id, FIRST);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Take back all that was applied. What stands in the way, `problem` then says, and nothing is changed.',
  })
  @ApiOkResponse({ type: ImportView })
  async undo(
    @Caller() caller: Principal,
    @Param('id', ID) id: string,
    @Req() request: FastifyRequest,
  ): Promise<ImportView> {
    await this.imports.undo(caller.forceId, id, changedByCaller(caller, request));
    return this.view(caller.forceId, id, FIRST);
  }

  private async view(
    forceId: string,
    id: string,
    query: Pick<ImportQuery, 'page' | 'pageSize' | 'change'>,
  ): Promise<ImportView> {
    const found = await this.imports.read(forceId, id);
    const { page, pageSize, change = null } = query;
    const limits = { change, limit: pageSize, offset: offsetOf({ page, pageSize }) };
    return importApiView(found, { ...(await this.imports.rows(forceId, id, limits)), page, pageSize });
  }
}

import { Controller, Get, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../access/allow.js';
import { ApiKnown, tagByDefinitions } from '../known-figures.js';
import { DataDictionary, dataDictionary } from './data-dictionary.js';
import { sendDictionaryCsv } from './dictionary.controller.js';

@ApiTags('reports')
@ApiBearerAuth()
@Controller('api/v1/reports')
@Allow('reports.read')
export class DictionaryApiController {
  @Get('dictionary')
  @ApiOperation({ summary: 'What every measure, field and column of a report means. It holds no figure.' })
  @ApiOkResponse({ type: DataDictionary })
  @ApiKnown()
  dictionary(@Res({ passthrough: true }) reply: FastifyReply): DataDictionary {
    tagByDefinitions(reply);
    return dataDictionary();
  }

  @Get('dictionary.csv')
  @ApiOperation({ summary: 'The same as one table: RFC 4180, UTF-8.' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiKnown()
  csv(@Res({ passthrough: true }) reply: FastifyReply): string {
    tagByDefinitions(reply);
    return sendDictionaryCsv(reply);
  }
}

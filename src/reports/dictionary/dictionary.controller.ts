import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../access/allow.js';
import { Page } from '../../web/pages.js';
import { dataDictionary } from './data-dictionary.js';
import { dictionaryCsv } from './dictionary.csv.js';
import { dictionaryView } from './dictionary.view.js';

/** What every measure, field and column of a report means, for whoever reads reports. It is of no force and holds no figure. */
@ApiExcludeController()
@Controller('reports')
@Allow('reports.read')
export class DictionaryController {
  @Get('dictionary')
  page(): Page {
    return new Page('pages/reports/dictionary', 'Data dictionary', dictionaryView(dataDictionary()), {
      backLink: { text: 'All reports', href: '/reports' },
      wide: true,
    });
  }

  @Get('dictionary.json')
  json(@Res({ passthrough: true }) reply: FastifyReply): string {
    asFile(reply, 'application/json; charset=utf-8', 'json');
    return JSON.stringify(dataDictionary());
  }

  @Get('dictionary.csv')
  csv(@Res({ passthrough: true }) reply: FastifyReply): string {
    return sendDictionaryCsv(reply);
  }
}

export function sendDictionaryCsv(reply: FastifyReply): string {
  asFile(reply, 'text/csv; charset=utf-8; header=present', 'csv');
  return dictionaryCsv(dataDictionary());
}

/** Its name says of which definitions it is. */
function asFile(reply: FastifyReply, type: string, extension: string): void {
  const name = `data-dictionary-definitions-${dataDictionary().definitionsVersion}.${extension}`;
  void reply.type(type).header('content-disposition', `attachment; filename="${name}"`);
}

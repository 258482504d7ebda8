import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { parseInstant } from '../../common/is-instant.js';
import { ContactView } from '../contact.dto.js';
import { contactView } from '../contact.view.js';
import { ContactsService } from '../contacts.service.js';
import { AskedDto } from './recourse.dto.js';
import { RecourseService } from './recourse.service.js';

@ApiTags('contacts')
@ApiBearerAuth()
@Controller('api/v1/contacts/:reference/recourse')
export class RecourseApiController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly recourse: RecourseService,
  ) {}

  @Post()
  @Allow('recourse.ask')
  @ApiOperation({
    summary:
      'Write down that a person asked for recourse. A supervisor answers on the pages, within 5 working days.',
  })
  @ApiCreatedResponse({ type: ContactView })
  async ask(
    @Caller() caller: Principal,
    @Param('reference') reference: string,
    @Body() body: AskedDto,
    @Req() request: FastifyRequest,
  ): Promise<ContactView> {
    const asked = { ...body, askedAt: parseInstant(body.askedAt)! };
    const about = await this.recourse.askForPerson(caller, reference, asked, request.id);
    return contactView(await this.contacts.readContact(caller, about, request.id));
  }
}

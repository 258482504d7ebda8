import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../access/allow.js';
import type { Principal } from '../access/principal.js';
import { idempotencyKey } from '../common/idempotency-key.js';
import { parseInstant } from '../common/is-instant.js';
import { ApiKeyed, sayIfReplayed } from '../web/keyed-requests.js';
import { ContactView, RecordResponseDto, TakeOutOfScopeDto } from './contact.dto.js';
import { contactView } from './contact.view.js';
import { ContactsService } from './contacts.service.js';
import { HandOverDto } from './holding.dto.js';
import { OfQuestionDto } from './questions/questions.dto.js';
import { ResponsesService } from './responses.service.js';
import { ScopeService } from './scope.service.js';
import { TransferService } from './transfer.service.js';

@ApiTags('contacts')
@ApiBearerAuth()
@Controller('api/v1/contacts/:reference')
export class ContactsApiController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly responses: ResponsesService,
    private readonly scope: ScopeService,
    private readonly transfers: TransferService,
  ) {}

  @Get()
  @Allow('contacts.read')
  @ApiOperation({ summary: 'Read one contact with its clock, answers and timeline. The reading is logged.' })
  @ApiOkResponse({ type: ContactView })
  async read(
    @Caller() caller: Principal,
    @Param('reference') reference: string,
    @Req() request: FastifyRequest,
  ): Promise<ContactView> {
    return contactView(await this.contacts.readContact(caller, reference, request.id));
  }

  @Post('responses')
  @Allow('contacts.answer')
  @ApiOperation({
    summary: 'Record a meaningful response, or send one by e-mail. The first one stops the clock.',
  })
  @ApiKeyed({
    what: 'answer',
    created: 'The contact with the answer, once it is stored for good.',
    type: ContactView,
    keyRequired: false,
    conflicts: 'Or what the person wrote has been erased.',
  })
  async respond(
    @Caller() caller: Principal,
    @Param('reference') reference: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: RecordResponseDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ContactView> {
    const respondedAt = body.respondedAt ? parseInstant(body.respondedAt) : null;
    const recorded = await this.responses.recordResponse(
      caller,
      reference,
      { ...body, respondedAt },
      { requestId: request.id, key: idempotencyKey(key, false) },
    );
    sayIfReplayed(reply, recorded.repeated);
    return contactView(await this.contacts.readContact(caller, reference, request.id));
  }

  @Post('transfers')
  @Allow('contacts.hand-over')
  @ApiOperation({
    summary: 'Hand a contact over to another neighbourhood of the force. The deadline stays the same.',
  })
  @ApiCreatedResponse({ type: ContactView })
  async handOver(
    @Caller() caller: Principal,
    @Param('reference') reference: string,
    @Body() body: HandOverDto,
    @Req() request: FastifyRequest,
  ): Promise<ContactView> {
    const handedOver = await this.transfers.handOver(caller, reference, body, request.id);
    return contactView(await this.contacts.readContact(caller, handedOver, request.id));
  }

  @Post('out-of-scope')
  @HttpCode(200)
  @Allow('contacts.take-out')
  @ApiOperation({ summary: 'Take a contact out of scope: a person’s decision, with its reason.' })
  @ApiOkResponse({
    type: ContactView,
    description: 'The contact that was taken out: of duplicates, the later one.',
  })
  async takeOut(
    @Caller() caller: Principal,
    @Param('reference') reference: string,
    @Body() body: TakeOutOfScopeDto,
    @Req() request: FastifyRequest,
  ): Promise<ContactView> {
    const taken = await this.scope.takeOutOfScope(caller, reference, body, request.id);
    return contactView(await this.contacts.readContact(caller, taken, request.id));
  }

  @Delete('out-of-scope')
  @Allow('contacts.take-out')
  @ApiOperation({ summary: 'Bring a contact back with its original deadline.' })
  @ApiOkResponse({ type: ContactView })
  async bringBack(
    @Caller() caller: Principal,
    @Param('reference') reference: string,
    @Query() of: OfQuestionDto,
    @Req() request: FastifyRequest,
  ): Promise<ContactView> {
    const back = await this.scope.bringBack(caller, reference, request.id, of);
    return contactView(await this.contacts.readContact(caller, back, request.id));
  }
}

import { Body, Controller, Headers, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { idempotencyKey } from '../../common/idempotency-key.js';
import { IsInstant, parseInstant } from '../../common/is-instant.js';
import { ContactView } from '../../contacts/contact.dto.js';
import { contactView } from '../../contacts/contact.view.js';
import { ContactsService } from '../../contacts/contacts.service.js';
import { QuestionsService } from '../../contacts/questions/questions.service.js';
import { ApiKeyed, sayIfReplayed } from '../../web/keyed-requests.js';

class FurtherMessageDto {
  @ApiProperty({ maxLength: 10_000 })
  @IsString({ message: 'message must be a text' })
  @Matches(/\S/, { message: 'message must not be blank' })
  @MaxLength(10_000, { message: 'message must be at most 10,000 characters' })
  message: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When the person sent it; a clock starts here. Left out: now.',
  })
  @IsOptional()
  @IsInstant()
  submittedAt?: string;

  @ApiPropertyOptional({ default: 'api', description: 'A word for the way the person took.' })
  @IsOptional()
  @Matches(/^[a-z][a-z0-9_-]{0,39}$/, {
    message: 'channel must be a word of small letters, digits and hyphens, such as web-form, phone or email',
  })
  channel?: string;
}

/** What the same person writes on the same contact later. Whether it asks anything new is for a person to decide. */
@ApiTags('contacts')
@ApiBearerAuth()
@Controller('api/v1/contacts/:reference/messages')
export class MessagesApiController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly questions: QuestionsService,
  ) {}

  @Post()
  @Allow('contacts.enter')
  @ApiOperation({
    summary:
      'Add what the person wrote since. After an answer it is a new question with a 72-hour clock of its own; while an answer is owed it belongs to the question before it.',
  })
  @ApiKeyed({
    what: 'message',
    created: 'The contact with the message, once it is stored for good.',
    type: ContactView,
    conflicts: 'Or what the person wrote has been erased.',
  })
  async add(
    @Caller() caller: Principal,
    @Param('reference') reference: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: FurtherMessageDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ContactView> {
    const received = await this.questions.receiveMessage(caller, reference, {
      message: body.message,
      channel: body.channel ?? 'api',
      statedAt: body.submittedAt ? parseInstant(body.submittedAt)! : undefined,
      key: idempotencyKey(key, true),
      requestId: request.id,
    });
    sayIfReplayed(reply, received.repeated);
    return contactView(await this.contacts.readContact(caller, received.reference, request.id));
  }
}

import { Body, Controller, Headers, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { DomainError } from '../../common/errors.js';
import { idempotencyKey } from '../../common/idempotency-key.js';
import { parseInstant } from '../../common/is-instant.js';
import { ReceivedContactView } from '../../contacts/contact.dto.js';
import { linksTo, storedView } from '../../contacts/contact.view.js';
import { ContactsService } from '../../contacts/contacts.service.js';
import { actorOf } from '../../contacts/contact-reader.js';
import { IntakeService } from '../../contacts/intake.service.js';
import { ApiKeyed, sayIfReplayed } from '../../web/keyed-requests.js';
import { ReceiveContactDto } from './receive-contact.dto.js';

/** The way in for other people's programs. */
@ApiTags('contacts')
@ApiBearerAuth()
@Controller('api/v1/contacts')
export class ReceiveContactController {
  constructor(
    private readonly intake: IntakeService,
    private readonly contacts: ContactsService,
  ) {}

  /** 201 once everything is stored for good; the same key again answers the same, with `Idempotency-Replayed: true`. */
  @Post()
  @Allow('contacts.enter')
  @ApiOperation({ summary: 'Take in one contact from the public and start its 72-hour clock.' })
  @ApiKeyed({
    what: 'contact',
    created: 'Contact, clock, timeline and audit are stored for good.',
    type: ReceivedContactView,
    conflicts: 'Or what the person wrote has been erased.',
  })
  async receive(
    @Caller() caller: Principal,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: ReceiveContactDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceivedContactView> {
    if (Boolean(body.neighbourhood) === Boolean(body.point)) {
      throw DomainError.field('neighbourhood', 'Give either the neighbourhood’s code or a point, not both');
    }
    const statedAt = parseInstant(body.submittedAt)!;
    const received = await this.intake.receiveContact({
      forceId: caller.forceId,
      neighbourhood: body.neighbourhood ?? undefined,
      channel: body.channel ?? 'api',
      statedAt,
      personal: {
        subject: body.subject,
        message: body.message,
        enquirer: { ...body.enquirer },
        point: body.point ?? undefined,
      },
      client: { id: caller.id, key: idempotencyKey(key, true) },
      actor: actorOf(caller),
      requestId: request.id,
    });
    sayIfReplayed(reply, received.repeated);
    if (received.repeated) {
      return storedView(await this.contacts.findStored(caller.forceId, received.contactId));
    }
    return {
      reference: received.reference!,
      neighbourhood: received.neighbourhood!,
      submittedAt: statedAt.toISO()!,
      receivedAt: received.receivedAt!.toISO()!,
      dueAt: received.dueAt?.toISO() ?? null,
      links: linksTo(received.reference!),
    };
  }
}

import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Attachments } from './attachments.service.js';
import { sendFile } from './send-file.js';

/** A file of a contact, to be saved by whoever may read the contact. */
@ApiExcludeController()
@Controller('contacts/:reference/attachments')
@Allow('contacts.read')
export class AttachmentsController {
  constructor(private readonly attachments: Attachments) {}

  @Get(':id')
  async save(
    @SignedIn() person: Person,
    @Param('reference') reference: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendFile(reply, await this.attachments.download(person, reference, id, request.id));
  }
}

import {
  Body,
  Controller,
  Get,
  Headers,
  Param,
  PayloadTooLargeException,
  Post,
  Req,
  Res,
  UnprocessableEntityException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { DomainError } from '../../common/errors.js';
import { idempotencyKey } from '../../common/idempotency-key.js';
import { type FilesTaken, FormWithFile } from '../../web/form-with-file.js';
import { ApiKeyed, sayIfReplayed } from '../../web/keyed-requests.js';
import { AddedFileService } from './added-file.service.js';
import { AttachmentView } from './attachment.dto.js';
import { attachmentView } from './attachment.view.js';
import { MOST_FILE_TEXT, wrongFileSaid } from './attachment-wording.js';
import { Attachments } from './attachments.service.js';
import { MEDIA_TYPES, MOST_FILE_BYTES } from './domain/file-kind.js';
import { type ReadyFile, ReceivedFiles, type WrongFile } from './received-files.js';
import { sendFile } from './send-file.js';

const ONE_FILE = { bytes: MOST_FILE_BYTES } satisfies FilesTaken;

/** Files of contacts, for other people's programs. */
@ApiTags('contacts')
@ApiBearerAuth()
@Controller('api/v1/contacts/:reference/attachments')
export class AttachmentsApiController {
  constructor(
    private readonly added: AddedFileService,
    private readonly attachments: Attachments,
    private readonly received: ReceivedFiles,
  ) {}

  /** 201 once it is stored for good; the same key again answers the same, with `Idempotency-Replayed: true`. */
  @Post()
  @RouteConfig({ files: ONE_FILE })
  @Allow('contacts.enter')
  @ApiOperation({ summary: 'Add one file to a contact: a JPEG, PNG or WebP picture, or a PDF.' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary', description: `At most ${MOST_FILE_TEXT}.` } },
    },
  })
  @ApiKeyed({
    what: 'file',
    created: 'The file is stored for good with its contact.',
    type: AttachmentView,
    conflicts: 'Or the contact has as many files as it can have, or what the person wrote has been erased.',
  })
  async add(
    @Caller() caller: Principal,
    @Param('reference') reference: string,
    @Headers('idempotency-key') header: string | undefined,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AttachmentView> {
    const key = idempotencyKey(header, true);
    const file = await this.fileOf(body, request.id);
    const { attachment, repeated } = await this.added.addFile(caller, reference, file, {
      key,
      requestId: request.id,
    });
    sayIfReplayed(reply, repeated);
    return attachmentView(attachment);
  }

  @Get(':id')
  @Allow('contacts.read')
  @ApiOperation({ summary: 'Save one file of a contact. The disclosure is logged.' })
  @ApiProduces(...Object.values(MEDIA_TYPES))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async save(
    @Caller() caller: Principal,
    @Param('reference') reference: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendFile(reply, await this.attachments.download(caller, reference, id, request.id));
  }

  private async fileOf(body: unknown, requestId: string): Promise<ReadyFile> {
    if (!(body instanceof FormWithFile)) {
      throw new UnsupportedMediaTypeException(
        'Send the file as multipart/form-data, in a field called file.',
      );
    }
    const { fields, files } = body;
    const [unknown] = Object.keys(fields);
    if (unknown !== undefined) throw DomainError.field(unknown, `${unknown} is not a known field; remove it`);
    if (files.length > 1) throw DomainError.field('file', 'Send one file at a time');
    const { ready, wrong } = await this.received.ready(body, requestId);
    if (wrong[0]) throw refusalOf(wrong[0]);
    if (files.length === 0) throw DomainError.field('file', 'Send one file, in a field called file');
    return ready[0]!;
  }
}

function refusalOf(wrong: WrongFile): Error {
  const message = capitalised(wrongFileSaid(wrong));
  if (wrong.problem === 'busy' || wrong.problem === 'unscanned')
    return new DomainError('unavailable', message);
  if (wrong.problem === 'malware') return new UnprocessableEntityException(message);
  const isTooLarge = wrong.problem === 'too-large' || wrong.problem === 'too-much';
  return isTooLarge ? new PayloadTooLargeException(message) : DomainError.field('file', message);
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiTags, OmitType } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { ContactView } from '../../contacts/contact.dto.js';
import { contactView } from '../../contacts/contact.view.js';
import { ContactsService } from '../../contacts/contacts.service.js';
import { AddedAddressService } from '../../contacts/starts/added-address.service.js';
import { EnquirerDto } from './receive-contact.dto.js';

class AddedAddressDto extends OmitType(EnquirerDto, ['name'] as const) {}

@ApiTags('contacts')
@ApiBearerAuth()
@Controller('api/v1/contacts/:reference/address')
export class AddedAddressApiController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly addresses: AddedAddressService,
  ) {}

  @Post()
  @Allow('contacts.enter')
  @ApiOperation({
    summary: 'Add an address to a contact that came without any. Its 72-hour clock starts now.',
  })
  @ApiCreatedResponse({ type: ContactView })
  async add(
    @Caller() caller: Principal,
    @Param('reference') reference: string,
    @Body() body: AddedAddressDto,
    @Req() request: FastifyRequest,
  ): Promise<ContactView> {
    const added = await this.addresses.addAddress(caller, reference, body, request.id);
    return contactView(await this.contacts.readContact(caller, added, request.id));
  }
}

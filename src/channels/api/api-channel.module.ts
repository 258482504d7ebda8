import { Module } from '@nestjs/common';
import { ContactsModule } from '../../contacts/contacts.module.js';
import { AddedAddressApiController } from './added-address.controller.js';
import { ReceiveContactController } from './receive-contact.controller.js';

@Module({ imports: [ContactsModule], controllers: [ReceiveContactController, AddedAddressApiController] })
export class ApiChannelModule {}

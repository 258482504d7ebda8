import { Module } from '@nestjs/common';
import { ContactsModule } from '../../contacts/contacts.module.js';
import { AddedAddressApiController } from './added-address.controller.js';
import { MessagesApiController } from './messages.controller.js';
import { ReceiveContactController } from './receive-contact.controller.js';

@Module({
  imports: [ContactsModule],
  controllers: [ReceiveContactController, AddedAddressApiController, MessagesApiController],
})
export class ApiChannelModule {}

import { Module } from '@nestjs/common';
import { ContactsModule } from '../../contacts/contacts.module.js';
import { AddedAddressController } from './added-address.controller.js';
import { ByHandController } from './by-hand.controller.js';
import { MessageController } from './message.controller.js';
import { OwnPlaces } from './own-places.js';

@Module({
  imports: [ContactsModule],
  providers: [OwnPlaces],
  controllers: [ByHandController, AddedAddressController, MessageController],
})
export class ByHandModule {}

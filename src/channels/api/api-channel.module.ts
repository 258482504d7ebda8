import { Module } from '@nestjs/common';
import { ContactsModule } from '../../contacts/contacts.module.js';
import { ReceiveContactController } from './receive-contact.controller.js';

@Module({ imports: [ContactsModule], controllers: [ReceiveContactController] })
export class ApiChannelModule {}

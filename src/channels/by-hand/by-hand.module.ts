import { Module } from '@nestjs/common';
import { ContactsModule } from '../../contacts/contacts.module.js';
import { ByHandController } from './by-hand.controller.js';

@Module({ imports: [ContactsModule], controllers: [ByHandController] })
export class ByHandModule {}

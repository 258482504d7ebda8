import { Module } from '@nestjs/common';
import { ContactsModule } from '../../contacts/contacts.module.js';
import { WebFormController } from './web-form.controller.js';

@Module({ imports: [ContactsModule], controllers: [WebFormController] })
export class WebFormModule {}

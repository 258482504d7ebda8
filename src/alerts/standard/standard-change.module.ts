import { Module } from '@nestjs/common';
import { ContactsModule } from '../../contacts/contacts.module.js';
import { StandardChanges } from './standard-changes.service.js';
import { StandardController } from './standard.controller.js';

/** The response standard on a page, and a changed one for what waits already. */
@Module({
  imports: [ContactsModule],
  controllers: [StandardController],
  providers: [StandardChanges],
  exports: [StandardChanges],
})
export class StandardChangeModule {}

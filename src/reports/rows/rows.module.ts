import { Module } from '@nestjs/common';
import { ContactsModule } from '../../contacts/contacts.module.js';
import { RowsApiController } from './rows.api.controller.js';
import { RowsController } from './rows.controller.js';
import { RowsService } from './rows.service.js';

/** Any figure can be opened into the very rows it counts. */
@Module({
  imports: [ContactsModule],
  controllers: [RowsController, RowsApiController],
  providers: [RowsService],
})
export class RowsModule {}

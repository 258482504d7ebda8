import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { AcknowledgementComposer } from './acknowledgement.composer.js';
import { ContactReader } from './contact-reader.js';
import { ContactPages } from './contact-pages.js';
import { ContactsApiController } from './contacts.api.controller.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { ContactPlaces } from './contact-places.js';
import { HoldingController } from './holding.controller.js';
import { IntakeQueue } from './intake-queue.js';
import { IntakeService } from './intake.service.js';
import { ContactVault } from './personal/contact-vault.js';
import { ResponseComposer } from './response.composer.js';
import { ResponseStandards } from './response-standards.js';
import { ResponsesService } from './responses.service.js';
import { ScopeService } from './scope.service.js';
import { TakeUpService } from './take-up.service.js';
import { TransferService } from './transfer.service.js';

@Module({
  imports: [RegistryModule],
  controllers: [ContactsController, HoldingController, ContactsApiController],
  providers: [
    AcknowledgementComposer,
    ContactPages,
    ContactReader,
    ContactVault,
    ContactsService,
    ContactPlaces,
    IntakeQueue,
    IntakeService,
    ResponseComposer,
    ResponseStandards,
    ResponsesService,
    ScopeService,
    TakeUpService,
    TransferService,
  ],
  exports: [
    ContactReader,
    ContactsService,
    IntakeService,
    ResponseStandards,
    ResponsesService,
    ScopeService,
    TakeUpService,
    TransferService,
  ],
})
export class ContactsModule {}

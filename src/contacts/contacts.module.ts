import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { UploadsModule } from '../web/uploads.module.js';
import { AcknowledgementComposer } from './acknowledgement.composer.js';
import { AddedFileService } from './attachments/added-file.service.js';
import { AttachmentsApiController } from './attachments/attachments.api.controller.js';
import { AttachmentsController } from './attachments/attachments.controller.js';
import { Attachments } from './attachments/attachments.service.js';
import { Pictures } from './attachments/pictures.js';
import { ReceivedFiles } from './attachments/received-files.js';
import { ScanningModule } from './attachments/scanning/scanning.module.js';
import { ContactReader } from './contact-reader.js';
import { ContactNotes } from './contact-notes.js';
import { ContactPages } from './contact-pages.js';
import { ContactsApiController } from './contacts.api.controller.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { ContactPlaces } from './contact-places.js';
import { HoldingController } from './holding.controller.js';
import { IntakeQueue } from './intake-queue.js';
import { IntakeService } from './intake.service.js';
import { ContactVault } from './personal/contact-vault.js';
import { QuestionsService } from './questions/questions.service.js';
import { AskController } from './recourse/ask.controller.js';
import { BreachNoticeComposer } from './recourse/breach-notice.composer.js';
import { BreachNoticesJob } from './recourse/breach-notices.job.js';
import { BreachNotices } from './recourse/breach-notices.service.js';
import { RecourseAnswerComposer } from './recourse/recourse-answer.composer.js';
import { RecourseAnswersService } from './recourse/recourse-answers.service.js';
import { RecourseApiController } from './recourse/recourse.api.controller.js';
import { RecourseController } from './recourse/recourse.controller.js';
import { RecourseLinks } from './recourse/recourse-links.js';
import { RecourseListController } from './recourse/recourse-list.controller.js';
import { RecourseLists } from './recourse/recourse-list.service.js';
import { RecourseService } from './recourse/recourse.service.js';
import { ResponseComposer } from './response.composer.js';
import { ResponseStandards } from './response-standards.js';
import { ResponsesService } from './responses.service.js';
import { ScopeService } from './scope.service.js';
import { AddedAddressService } from './starts/added-address.service.js';
import { StartController } from './starts/start.controller.js';
import { StartCorrectionsService } from './starts/start-corrections.service.js';
import { TakeUpService } from './take-up.service.js';
import { TransferService } from './transfer.service.js';

@Module({
  imports: [RegistryModule, ScanningModule, UploadsModule],
  controllers: [
    ContactsController,
    HoldingController,
    ContactsApiController,
    RecourseController,
    RecourseListController,
    RecourseApiController,
    AskController,
    StartController,
    AttachmentsController,
    AttachmentsApiController,
  ],
  providers: [
    AcknowledgementComposer,
    AddedAddressService,
    AddedFileService,
    Attachments,
    ContactNotes,
    ContactPages,
    ContactReader,
    ContactVault,
    ContactsService,
    ContactPlaces,
    IntakeQueue,
    IntakeService,
    Pictures,
    ReceivedFiles,
    BreachNoticeComposer,
    BreachNotices,
    BreachNoticesJob,
    QuestionsService,
    RecourseAnswerComposer,
    RecourseAnswersService,
    RecourseLinks,
    RecourseLists,
    RecourseService,
    ResponseComposer,
    ResponseStandards,
    ResponsesService,
    ScopeService,
    StartCorrectionsService,
    TakeUpService,
    TransferService,
  ],
  exports: [
    AddedAddressService,
    Attachments,
    ContactNotes,
    ContactReader,
    ContactVault,
    ContactsService,
    IntakeService,
    QuestionsService,
    ReceivedFiles,
    ResponseStandards,
    ResponsesService,
    ScopeService,
    TakeUpService,
    TransferService,
  ],
})
export class ContactsModule {}

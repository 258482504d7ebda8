import { Module } from '@nestjs/common';
import { ContactsModule } from '../contacts/contacts.module.js';
import { Erasure } from './erasure.service.js';
import { HoldsController } from './holds/holds.controller.js';
import { LegalHolds } from './holds/holds.service.js';
import { ContactKeysJob } from './keys/contact-keys.job.js';
import { ContactKeys } from './keys/contact-keys.service.js';
import { OtherRecords } from './other-records.js';
import { PersonFiles } from './person/person-files.js';
import { PersonController } from './person/person.controller.js';
import { PersonRecords } from './person/person.service.js';
import { Previews } from './preview.service.js';
import { PrivacyController } from './privacy.controller.js';
import { RetentionFile } from './retention-file.js';
import { RetentionJob } from './retention.job.js';
import { Retention } from './retention.service.js';

/** Retention, legal holds, erasure, subject access, and the change of the master key. */
@Module({
  imports: [ContactsModule],
  controllers: [PrivacyController, HoldsController, PersonController],
  providers: [
    ContactKeys,
    ContactKeysJob,
    Erasure,
    LegalHolds,
    OtherRecords,
    PersonFiles,
    PersonRecords,
    Previews,
    Retention,
    RetentionFile,
    RetentionJob,
  ],
})
export class PrivacyModule {}

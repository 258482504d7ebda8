import { Module } from '@nestjs/common';
import { ContactsModule } from '../contacts/contacts.module.js';
import { AlertComposer } from './alert.composer.js';
import { AlertsJob } from './alerts.job.js';
import { AlertsService } from './alerts.service.js';

@Module({
  imports: [ContactsModule],
  providers: [AlertsService, AlertsJob, AlertComposer],
  exports: [AlertsJob, AlertsService],
})
export class AlertsModule {}

import { Module } from '@nestjs/common';
import { ContactsModule } from '../contacts/contacts.module.js';
import { AlertComposer } from './alert.composer.js';
import { AlertRulesModule } from './alert-rules.module.js';
import { AlertsJob } from './alerts.job.js';
import { AlertsService } from './alerts.service.js';
import { DigestComposer } from './digest.composer.js';
import { DigestsJob } from './digests.job.js';
import { Digests } from './digests.service.js';
import { AlertsPageModule } from './page/alerts-page.module.js';
import { PreferencesModule } from './preferences/preferences.module.js';
import { StandardChangeModule } from './standard/standard-change.module.js';

@Module({
  imports: [ContactsModule, AlertRulesModule, PreferencesModule, AlertsPageModule, StandardChangeModule],
  providers: [AlertsService, AlertsJob, AlertComposer, Digests, DigestsJob, DigestComposer],
  exports: [AlertsJob, AlertsService, Digests, DigestsJob],
})
export class AlertsModule {}

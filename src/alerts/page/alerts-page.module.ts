import { Module } from '@nestjs/common';
import { ContactsModule } from '../../contacts/contacts.module.js';
import { AlertRulesModule } from '../alert-rules.module.js';
import { AlertsPages } from './alerts-page.service.js';
import { AlertsController } from './alerts.controller.js';

/** The alerts on a page, for supervisors and force admins. */
@Module({
  imports: [ContactsModule, AlertRulesModule],
  controllers: [AlertsController],
  providers: [AlertsPages],
})
export class AlertsPageModule {}

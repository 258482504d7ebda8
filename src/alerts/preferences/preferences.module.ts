import { Module } from '@nestjs/common';
import { AlertRulesModule } from '../alert-rules.module.js';
import { AlertPreferences } from './alert-preferences.service.js';
import { TeamDigests } from './team-digests.service.js';
import { TeamDigestsController } from './team-digests.controller.js';
import { YourAlertsController } from './your-alerts.controller.js';

/** When people and teams want to be mailed. */
@Module({
  imports: [AlertRulesModule],
  controllers: [YourAlertsController, TeamDigestsController],
  providers: [AlertPreferences, TeamDigests],
})
export class PreferencesModule {}

import { Module } from '@nestjs/common';
import { ImportsModule } from '../import/imports.module.js';
import { PoliceUkPullController } from './police-uk-pull.controller.js';
import { PoliceUkPullJob } from './police-uk-pull.job.js';
import { PoliceUkPulls } from './police-uk-pulls.service.js';
import { POLITE_PACE, PULL_PACE } from './pull-pace.js';
import { PullPages } from './pull-pages.js';
import { PullRunner } from './pull-runner.js';

/** Neighbourhoods from data.police.uk: differences first, then apply. Off until the configuration names the source. */
@Module({
  imports: [ImportsModule],
  controllers: [PoliceUkPullController],
  providers: [
    { provide: PULL_PACE, useValue: POLITE_PACE },
    PullRunner,
    PoliceUkPulls,
    PoliceUkPullJob,
    PullPages,
  ],
  exports: [PoliceUkPulls, PoliceUkPullJob, PULL_PACE],
})
export class PoliceUkPullModule {}

import { Module } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { readContactableConfig } from './contactable-config.js';
import { CONTACTABLE_CONFIG } from './contactable-options.js';
import { RouteChecksJob } from './route-checks.job.js';
import { RouteTrier } from './route-trier.js';
import { RouteTries } from './route-tries.service.js';
import { RoutesController } from './routes.controller.js';
import { ThinTriesJob } from './thin-tries.job.js';

/** Tries the contact routes that are published. Off until the configuration names whom it may ask. */
@Module({
  controllers: [RoutesController],
  providers: [
    {
      provide: CONTACTABLE_CONFIG,
      useFactory: ({ CONTACTABLE_FILE }: AppConfig) => readContactableConfig(CONTACTABLE_FILE),
      inject: [AppConfig],
    },
    RouteTrier,
    RouteTries,
    RouteChecksJob,
    ThinTriesJob,
  ],
  exports: [RouteTries, RouteChecksJob, ThinTriesJob],
})
export class ContactableModule {}

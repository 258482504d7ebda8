import { type DynamicModule, Module } from '@nestjs/common';
import { AlertRulesModule } from '../alerts/alert-rules.module.js';
import { ScanningModule } from '../contacts/attachments/scanning/scanning.module.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { OPERATIONS_OPTIONS, type OperationsOptions } from './operations-options.js';
import { ServiceController } from './service.controller.js';
import { StateReader } from './state.js';

/** What those who run the product ask it: is it well, and what does it do. */
@Module({})
export class OperationsModule {
  static register(options: OperationsOptions): DynamicModule {
    return {
      module: OperationsModule,
      imports: [AlertRulesModule, ScanningModule],
      controllers: [HealthController, MetricsController, ServiceController],
      providers: [{ provide: OPERATIONS_OPTIONS, useValue: options }, StateReader, Metrics],
    };
  }
}

import { Module } from '@nestjs/common';
import { UploadsModule } from '../../web/uploads.module.js';
import { ImportSteps } from './import-steps.js';
import { ImportWorker } from './import-worker.js';
import { ImportsApiController } from './imports.api.controller.js';
import { ImportsController } from './imports.controller.js';
import { Imports } from './imports.service.js';
import { RegistryImport } from './registry-import.js';

/** Files that fill the registry: by the command line at once, by page and API with a preview. */
@Module({
  imports: [UploadsModule],
  controllers: [ImportsController, ImportsApiController],
  providers: [Imports, ImportSteps, ImportWorker, RegistryImport],
  exports: [Imports, ImportWorker, RegistryImport],
})
export class ImportsModule {}

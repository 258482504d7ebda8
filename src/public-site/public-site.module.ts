import { Module, type OnModuleInit } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { publicLanguages } from '../web/public-texts.js';
import { ForceMaps } from './force-map.js';
import { PlaceSearch } from './place-search.js';
import { PoliceUkModule } from './police-uk/police-uk.module.js';
import { YourAreaController } from './your-area.controller.js';
import { YourArea } from './your-area.service.js';

@Module({
  imports: [RegistryModule, PoliceUkModule],
  controllers: [YourAreaController],
  providers: [ForceMaps, PlaceSearch, YourArea],
})
export class PublicSiteModule implements OnModuleInit {
  /** A file of texts that is not right stops the start, and not the first page. */
  onModuleInit(): void {
    publicLanguages();
  }
}

import { Module, type OnModuleInit } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { PublicHeadlineModule } from '../reports/headline/public-headline.module.js';
import { publicLanguages } from '../web/public-texts.js';
import { ForceMaps } from './force-map.js';
import { HeadlineApiController } from './headline/headline.api.controller.js';
import { HeadlineController } from './headline/headline.controller.js';
import { PlaceSearch } from './place-search.js';
import { PoliceUkModule } from './police-uk/police-uk.module.js';
import { YourAreaController } from './your-area.controller.js';
import { YourArea } from './your-area.service.js';

@Module({
  imports: [RegistryModule, PublicHeadlineModule, PoliceUkModule],
  controllers: [YourAreaController, HeadlineController, HeadlineApiController],
  providers: [ForceMaps, PlaceSearch, YourArea],
})
export class PublicSiteModule implements OnModuleInit {
  /** A file of texts that is not right stops the start, and not the first page. */
  onModuleInit(): void {
    publicLanguages();
  }
}

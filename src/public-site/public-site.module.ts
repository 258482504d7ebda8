import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { YourAreaController } from './your-area.controller.js';

@Module({ imports: [RegistryModule], controllers: [YourAreaController] })
export class PublicSiteModule {}

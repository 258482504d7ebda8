import { Module } from '@nestjs/common';
import { NationalRegistry } from './national-registry.js';
import { PoliceUkController } from './police-uk.controller.js';

@Module({ controllers: [PoliceUkController], providers: [NationalRegistry] })
export class PoliceUkModule {}

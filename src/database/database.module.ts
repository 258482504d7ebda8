import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { applicationDataSource, type DataSourceSettings } from './data-source.js';
import { ForceDatabase } from './force-database.js';
import { Heartbeats } from './heartbeats.js';

/** Opens the application's pool at start and closes it last, after every job has finished. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  static register(settings: DataSourceSettings): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DataSource, useFactory: () => applicationDataSource(settings).initialize() },
        ForceDatabase,
        Heartbeats,
      ],
      exports: [ForceDatabase, DataSource, Heartbeats],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}

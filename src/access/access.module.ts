import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { AppConfig } from '../config/app-config.js';
import { AccessGuard } from './access.guard.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { ApiKeys } from './api-keys.js';
import { Credentials } from './credentials.js';
import { People } from './people.js';
import { Sessions } from './sessions.js';
import { SignInController } from './sign-in.controller.js';
import { SignOutController } from './sign-out.controller.js';
import { TrialSignInController } from './trial-sign-in.controller.js';

/** The guard before every route, and who may pass it. */
@Global()
@Module({})
export class AccessModule {
  /**
   * @param trial the force whose people may be chosen without proof; only the trial start passes it
   * @throws Error beside a configured database: whatever else is set, nobody is let into real data that way
   */
  static register(settings: {
    config: Pick<AppConfig, 'DATABASE_URL' | 'PUBLIC_URL'>;
    trial?: AccessOptions['trial'];
  }): DynamicModule {
    const { config, trial } = settings;
    if (trial && config.DATABASE_URL !== undefined) {
      throw new Error('The choice of person exists in the trial only, never beside a configured database.');
    }
    const options: AccessOptions = {
      secureCookies: config.PUBLIC_URL?.startsWith('https:') ?? false,
      ...(trial && { trial }),
    };
    return {
      module: AccessModule,
      controllers: [trial ? TrialSignInController : SignInController, SignOutController],
      providers: [
        { provide: ACCESS_OPTIONS, useValue: options },
        { provide: APP_GUARD, useClass: AccessGuard },
        Credentials,
        Sessions,
        ApiKeys,
        People,
      ],
      exports: [Credentials, Sessions, ApiKeys, People, ACCESS_OPTIONS],
    };
  }
}

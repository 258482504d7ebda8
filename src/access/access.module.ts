import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { AppConfig } from '../config/app-config.js';
import { AccessGuard } from './access.guard.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { Admittance } from './admittance.js';
import { Admissions } from './admissions.js';
import { ApiKeys } from './api-keys.js';
import { BackChannel } from './back-channel.js';
import { BackChannelController } from './back-channel.controller.js';
import { BeforeBodies } from './before-bodies.js';
import { Credentials } from './credentials.js';
import { FormTokens } from './form-tokens.js';
import { IdentityProviders } from './identity-providers.js';
import { IssuerSignInController } from './issuer-sign-in.controller.js';
import { IssuerSignIn } from './issuer-sign-in.js';
import { StrangerTurns } from './limits/stranger-turns.js';
import { KeyMaking } from './key-making.js';
import { KeysController } from './keys.controller.js';
import { PeopleController } from './people.controller.js';
import { People } from './people.js';
import { PeopleChanges } from './people-changes.js';
import { Sessions } from './sessions.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { readSignInConfig } from './sign-in-config.js';
import { SignInController } from './sign-in.controller.js';
import { SignOutController } from './sign-out.controller.js';
import { TrialSignInController } from './trial-sign-in.controller.js';
import { YourSignInsController } from './your-sign-ins.controller.js';

type Config = Pick<AppConfig, 'DATABASE_URL' | 'PUBLIC_URL' | 'SIGN_IN_FILE' | 'SIGN_IN_CLIENT_SECRET'>;

/** The guard before every route, and who may pass it. */
@Global()
@Module({})
export class AccessModule {
  /**
   * @param trial the force whose people may be chosen without proof; only the trial start passes it
   * @throws Error beside a configured database: whatever else is set, nobody is let into real data that way
   */
  static register(settings: { config: Config; trial?: AccessOptions['trial'] }): DynamicModule {
    const { config, trial } = settings;
    if (trial && config.DATABASE_URL !== undefined) {
      throw new Error('The choice of person exists in the trial only, never beside a configured database.');
    }
    return {
      module: AccessModule,
      imports: [DiscoveryModule],
      controllers: [
        trial ? TrialSignInController : SignInController,
        IssuerSignInController,
        SignOutController,
        BackChannelController,
        YourSignInsController,
        PeopleController,
        KeysController,
      ],
      providers: [
        { provide: ACCESS_OPTIONS, useValue: optionsOf(config, trial) },
        { provide: APP_GUARD, useClass: AccessGuard },
        Admittance,
        BeforeBodies,
        StrangerTurns,
        FormTokens,
        Credentials,
        Sessions,
        ApiKeys,
        People,
        IdentityProviders,
        SignInAttempts,
        Admissions,
        IssuerSignIn,
        BackChannel,
        PeopleChanges,
        KeyMaking,
      ],
      exports: [StrangerTurns, Credentials, Sessions, ApiKeys, People, ACCESS_OPTIONS],
    };
  }
}

/** @throws Error when people cannot be sent back here by an identity provider */
function optionsOf(config: Config, trial: AccessOptions['trial']): AccessOptions {
  const { issuers, sessions, keys } = readSignInConfig(config);
  if (!trial && issuers.size > 0 && config.PUBLIC_URL === undefined) {
    throw new Error('Set PUBLIC_URL: identity providers send people back to it.');
  }
  return {
    secureCookies: config.PUBLIC_URL?.startsWith('https:') ?? false,
    publicUrl: config.PUBLIC_URL?.replace(/\/+$/, '') ?? '',
    issuers: trial ? new Map() : issuers,
    sessions,
    keys,
    ...(trial && { trial }),
  };
}

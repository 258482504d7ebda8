import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AccessModule } from './access/access.module.js';
import { AlertsModule } from './alerts/alerts.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuditingModule } from './auditing/auditing.module.js';
import { ApiChannelModule } from './channels/api/api-channel.module.js';
import { ByHandModule } from './channels/by-hand/by-hand.module.js';
import { WebFormModule } from './channels/web-form/web-form.module.js';
import { Clock } from './common/clock.js';
import { MasterKey } from './common/sealing.js';
import { AppConfig } from './config/app-config.js';
import { ContactsModule } from './contacts/contacts.module.js';
import { DatabaseModule } from './database/database.module.js';
import { TrialModule } from './demo/trial.module.js';
import { ENTITIES } from './entities.js';
import { MailModule } from './mail/mail.module.js';
import { Mailer } from './mail/mailer.js';
import { OperationsModule } from './operations/operations.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { PublicSiteModule } from './public-site/public-site.module.js';
import { ContactableModule } from './registry/contactable/contactable.module.js';
import { NoticesModule } from './registry/notices/notices.module.js';
import { RegistryModule } from './registry/registry.module.js';
import { ReportsModule } from './reports/reports.module.js';

/** What a start has decided before the application is built. */
export interface Start {
  config: AppConfig;
  /** The application's connection; in the trial that of its own PostgreSQL. */
  databaseUrl: string;
  masterKey: MasterKey;
  mailer: Mailer;
  /** Only the trial's start has one: the force whose people may be chosen at sign-in. */
  trial?: { forceId: string };
  /** Whether the jobs run by the clock on the wall; tests run them by hand. */
  schedule: boolean;
  clock?: Clock;
}

/** Hands the start's decisions to whoever asks for them by class. */
@Global()
@Module({})
class StartModule {
  static register({ config, masterKey, mailer, clock = new Clock() }: Start): DynamicModule {
    const given = [
      { provide: AppConfig, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: MasterKey, useValue: masterKey },
      { provide: Mailer, useValue: mailer },
    ];
    return { module: StartModule, providers: given, exports: given.map(({ provide }) => provide) };
  }
}

@Module({})
export class AppModule {
  static register(start: Start): DynamicModule {
    const { config, databaseUrl, mailer, trial, schedule } = start;
    return {
      module: AppModule,
      imports: [
        ...(schedule ? [ScheduleModule.forRoot()] : []),
        StartModule.register(start),
        DatabaseModule.register({
          url: databaseUrl,
          poolSize: config.DATABASE_POOL_SIZE,
          entities: ENTITIES,
        }),
        AuditModule,
        MailModule,
        AccessModule.register({ config, ...(trial && { trial }) }),
        RegistryModule,
        ContactableModule,
        NoticesModule,
        ContactsModule,
        ApiChannelModule,
        ByHandModule,
        WebFormModule,
        AlertsModule,
        ReportsModule,
        PrivacyModule,
        AuditingModule,
        OperationsModule.register({ sweepStaleMinutes: config.SWEEP_STALE_MINUTES, mail: mailer.kind }),
        PublicSiteModule,
        ...(trial ? [TrialModule] : []),
      ],
    };
  }
}

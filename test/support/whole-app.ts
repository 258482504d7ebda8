import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AppModule } from '../../src/app.module.js';
import { SettableClock } from '../../src/common/clock.js';
import { MasterKey } from '../../src/common/sealing.js';
import { readAppConfig } from '../../src/config/app-config.js';
import { createFastifyAdapter } from '../../src/configure-app.js';
import { Mailer } from '../../src/mail/mailer.js';
import { type AccessApp, NOW, serve } from './access-app.js';
import { createTestDatabase } from './postgres/test-database.js';

/** A route as the server itself has it, by the pattern of its address. */
export interface Route {
  method: string;
  url: string;
}

export interface WholeApp extends AccessApp {
  routes: Route[];
}

class NoMailer extends Mailer {
  readonly kind = 'kept for the trial';
  deliver(): Promise<void> {
    return Promise.resolve();
  }
  close(): void {}
}

/** The whole application with a database of its own, no jobs, and the list of every route it registered. */
export async function startWholeApp(settings: {
  trial?: { forceId: string };
  /** What the environment says; nothing unless given. */
  environment?: Record<string, string>;
}): Promise<WholeApp> {
  const { environment = {}, ...others } = settings;
  const database = await createTestDatabase();
  const clock = new SettableClock(NOW);
  const config = readAppConfig(environment);
  const adapter = createFastifyAdapter(config.TRUSTED_PROXIES);
  const routes: Route[] = [];
  (adapter.getInstance() as unknown as FastifyInstance).addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  const start = AppModule.register({
    config,
    databaseUrl: database.applicationUrl,
    masterKey: new MasterKey(Buffer.alloc(32, 7)),
    mailer: new NoMailer(),
    schedule: false,
    clock,
    ...others,
  });
  const app = await NestFactory.create<NestFastifyApplication>(start, adapter, {
    logger: false,
    abortOnError: false,
  });
  return { ...(await serve(app, clock, database)), routes };
}

import 'reflect-metadata';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConsoleLogger, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AlertsJob } from './alerts/alerts.job.js';
import { AppModule, type Start } from './app.module.js';
import { Clock, SettableClock } from './common/clock.js';
import { type AppConfig, readAppConfig } from './config/app-config.js';
import { loadMasterKey } from './config/master-key.js';
import { isStartedByNpm } from './config/started-by-npm.js';
import { configureApp, createFastifyAdapter } from './configure-app.js';
import { ForceDatabase } from './database/force-database.js';
import { announcement } from './demo/announcement.js';
import { DEMO_FORCE } from './demo/demo-force.js';
import { StoryMailer } from './demo/story/story-mailer.js';
import { tellStory } from './demo/story/story.js';
import { Trial } from './demo/trial.js';
import { removeTrialFile, writeTrialFile } from './demo/trial-files.js';
import { Links } from './mail/links.js';
import { isTrialRunning, openConfiguredDatabase, openTrialDatabase } from './start/database.js';
import { oneLine } from './start/failure.js';
import { chooseMailer, mailFolder } from './start/mailer.js';
import { assertSameMasterKey } from './start/master-key-guard.js';
import { plainConnections } from './start/plain-connections.js';
import { assertPortIsFree, cannotListen } from './start/port.js';
import { Shutdown } from './start/shutdown.js';

/** How long before now the story's mails begin to be kept for the outbox. */
const MAILS_KEPT_DAYS = 2;

const logger = new ConsoleLogger({ json: true, logLevels: ['warn', 'error', 'fatal'] });
Logger.overrideLogger(logger);

const shutdown = new Shutdown();
const starting = start();
shutdown.listen(starting, isStartedByNpm());
starting.catch(async (error: unknown) => {
  // Told to stop while it was starting: whoever listens for the signal ends the process.
  if (shutdown.signal.aborted) return;
  await shutdown.end();
  console.error(oneLine(error));
  process.exit(1);
});

async function start(): Promise<void> {
  const config = readAppConfig();
  if (config.DATABASE_URL === undefined) await startTrial(config);
  else await startConfigured({ ...config, DATABASE_URL: config.DATABASE_URL });
}

async function startTrial(config: AppConfig): Promise<void> {
  const dataDir = resolve(config.DATA_DIR);
  // While another server is at work there, that is what is said, whatever the port.
  if (!(await isTrialRunning(dataDir))) {
    await assertPortIsFree(config);
    // What is wrong with the folder itself is explained where it is locked.
    await removeTrialFile(dataDir).catch(() => undefined);
  }
  const database = await openTrialDatabase(dataDir, (message, facts) => logger.debug({ message, ...facts }));
  shutdown.later(() => database.stop());
  shutdown.signal.throwIfAborted();

  const clock = new Clock();
  const { key: masterKey } = await loadMasterKey(config);
  const common = { config, databaseUrl: database.url, masterKey, trial: { forceId: DEMO_FORCE.id } };
  if (database.empty) await loadDemonstration(common);
  const app = await create({ ...common, mailer: chooseMailer(config, clock), schedule: true, clock });
  const url = await listen(app, config);
  shutdown.later(() => removeTrialFile(dataDir));

  const alerts = app.get(AlertsJob, { strict: false });
  const { raised, mails } = await alerts.sweepOnce();
  // Kept mail is there at once; a mail server may take its time, and the start does not wait for it.
  if (config.SMTP_URL === undefined) await alerts.send();
  const trial = await app.get(Trial, { strict: false }).describe(dataDir, url);
  shutdown.signal.throwIfAborted();
  console.log(announcement(trial, { raised, mails, kept: config.SMTP_URL === undefined }, config.DATA_DIR));
  await writeTrialFile(dataDir, trial);
}

/** The story is told by an application of its own, whose clock can be set. */
async function loadDemonstration(common: Omit<Start, 'mailer' | 'schedule' | 'clock'>): Promise<void> {
  const folder = mailFolder(common.config);
  await rm(folder, { recursive: true, force: true });
  const now = new Clock().now();
  const clock = new SettableClock(now);
  const mailer = new StoryMailer(folder, clock, now.minus({ days: MAILS_KEPT_DAYS }));
  const context = await NestFactory.createApplicationContext(
    AppModule.register({ ...common, mailer, schedule: false, clock }),
    { logger, abortOnError: false },
  );
  try {
    await tellStory(context, clock, now, shutdown.signal);
  } finally {
    await context.close();
  }
}

async function startConfigured(config: AppConfig & { DATABASE_URL: string }): Promise<void> {
  await assertPortIsFree(config);
  const { url: databaseUrl, temporaryTables } = await openConfiguredDatabase(config);
  shutdown.signal.throwIfAborted();
  const { key: masterKey, kept } = await loadMasterKey(config);
  if (kept) {
    logger.warn({
      message: 'this file seals the personal data: keep it safe, or set MASTER_KEY',
      file: kept,
    });
  }
  if (config.SMTP_URL === undefined) {
    logger.warn({ message: 'no SMTP_URL is configured: mails wait in the outbox until it is' });
  }
  if (config.MALWARE_SCANNER === undefined) {
    logger.warn({
      message: 'no MALWARE_SCANNER is configured: files sent with contacts are kept without being scanned',
    });
  }
  if (temporaryTables) {
    logger.warn({
      message:
        'the application may make temporary tables, which it never needs: as the owner of the database run: revoke temporary on database NAME from public',
    });
  }
  const plain = plainConnections(config);
  if (plain.length > 0) {
    logger.warn({ message: 'these lead to another machine and do not demand TLS', settings: plain });
  }
  const clock = new Clock();
  const app = await create({
    config,
    databaseUrl,
    masterKey,
    mailer: chooseMailer(config, clock),
    schedule: true,
    clock,
  });
  const url = await listen(app, config);
  // A sweep that fails here is logged and comes again; it is no reason not to serve.
  await app.get(AlertsJob, { strict: false }).sweep();
  logger.setLogLevels(['log', 'warn', 'error', 'fatal']);
  logger.log({ message: 'ready', url });
}

async function create(settings: Start): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register(settings),
    createFastifyAdapter(settings.config.TRUSTED_PROXIES),
    {
      logger,
      abortOnError: false,
    },
  );
  shutdown.later(() => app.close());
  await assertSameMasterKey(app.get(ForceDatabase), settings.masterKey);
  await configureApp(app);
  return app;
}

/** @returns the address at which people reach it, now that the port is known */
async function listen(app: NestFastifyApplication, config: AppConfig): Promise<string> {
  shutdown.signal.throwIfAborted();
  try {
    await app.listen(config.PORT, config.HOST);
  } catch (error) {
    throw cannotListen(error, config);
  }
  const url = config.PUBLIC_URL?.replace(/\/+$/, '') ?? localUrl(await app.getUrl());
  app.get(Links, { strict: false }).reachedAt(url);
  return url;
}

/** Listening on every address is no address to open in a browser. */
function localUrl(url: string): string {
  return url
    .replace('//0.0.0.0', '//127.0.0.1')
    .replace('//[::]', '//[::1]')
    .replace('//[::1]', '//localhost');
}

import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { readAppConfig } from '../config/app-config.js';
import { PACKAGE_ROOT } from '../config/config-files.js';
import type { Mailer } from '../mail/mailer.js';
import { permissionsPage } from './permissions-page.js';
import { type RouteRule, routeRulesOf } from './route-rules.js';

const FILE = join(PACKAGE_ROOT, 'docs', 'permissions.md');

/**
 * `npm run permissions` writes docs/permissions.md; with `--check` it writes nothing and fails when the file says something
 * else than the code. As with the description of the API no provider is made, so neither a database nor a key is asked for.
 */
async function main(): Promise<void> {
  const everywhere = routeRulesOf(await preview());
  const inTheTrial = routeRulesOf(await preview({ forceId: 'demonstration' }));
  const name = ({ method, url }: RouteRule): string => `${method} ${url}`;
  const known = new Set(everywhere.map(name));
  const text = permissionsPage(inTheTrial, (route) => !known.has(name(route)));
  const file = relative(PACKAGE_ROOT, FILE);
  if (!process.argv.includes('--check')) {
    writeFileSync(FILE, text);
    console.log(`${file} is written.`);
  } else if (readFileSync(FILE, 'utf8') === text) {
    console.log(`${file} says who may do what.`);
  } else {
    console.error(`${file} differs from the code; run "npm run permissions" and commit the file.`);
    process.exitCode = 1;
  }
}

function preview(trial?: { forceId: string }): Promise<INestApplication> {
  const start = AppModule.register({
    config: readAppConfig({}),
    databaseUrl: 'postgres://nowhere.invalid/none',
    masterKey: undefined as never,
    mailer: { kind: 'smtp' } as Mailer,
    schedule: false,
    ...(trial && { trial }),
  });
  return NestFactory.create(start, new FastifyAdapter(), {
    preview: true,
    abortOnError: false,
    logger: ['error'],
  });
}

await main();

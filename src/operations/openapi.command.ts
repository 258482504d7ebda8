import 'reflect-metadata';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { readAppConfig } from '../config/app-config.js';
import { PACKAGE_ROOT } from '../config/config-files.js';
import type { Mailer } from '../mail/mailer.js';
import { describeApi } from './openapi.js';

const FILE = join(PACKAGE_ROOT, 'docs', 'openapi.json');

/**
 * `npm run openapi` writes the description of the API to docs/openapi.json; with `--check` it writes nothing and
 * fails when the file says something else than the code. In Nest's preview only the modules are put together:
 * no provider is made, so neither a database nor a key is
 * asked for.
 */
async function main(): Promise<void> {
  const start = AppModule.register({
    config: readAppConfig({}),
    databaseUrl: 'postgres://nowhere.invalid/none',
    masterKey: undefined as never,
    mailer: { kind: 'smtp' } as Mailer,
    schedule: false,
  });
  const app = await NestFactory.create(start, new FastifyAdapter(), {
    preview: true,
    abortOnError: false,
    logger: ['error'],
  });
  const text = `${JSON.stringify(describeApi(app), null, 2)}\n`;
  const name = relative(PACKAGE_ROOT, FILE);
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, text);
    console.log(`${name} is written.`);
  } else if (written() === text) {
    console.log(`${name} describes the API as it is.`);
  } else {
    console.error(`${name} differs from the code; run "npm run openapi" and commit the file.`);
    process.exitCode = 1;
  }
}

function written(): string | null {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return null;
  }
}

await main();

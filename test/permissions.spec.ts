import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  type Permission,
  PERMISSIONS,
  rolesThatMay,
  ruleOf,
  scopesThatMay,
} from '../src/access/permissions.js';
import { AppModule } from '../src/app.module.js';
import { readAppConfig } from '../src/config/app-config.js';
import type { Mailer } from '../src/mail/mailer.js';
import { permissionsPage } from '../src/operations/permissions-page.js';
import { type RouteRule, routeRulesOf } from '../src/operations/route-rules.js';

const ALL = Object.keys(PERMISSIONS) as Permission[];

let everywhere: RouteRule[];
let routes: RouteRule[];

/** The routes of an application of which only the modules are put together: there is no database here. */
async function routesOf(trial?: { forceId: string }): Promise<RouteRule[]> {
  const start = AppModule.register({
    config: readAppConfig({}),
    databaseUrl: 'postgres://nowhere.invalid/none',
    masterKey: undefined as never,
    mailer: { kind: 'smtp' } as Mailer,
    schedule: false,
    ...(trial && { trial }),
  });
  return routeRulesOf(
    await NestFactory.create(start, new FastifyAdapter(), {
      preview: true,
      abortOnError: false,
      logger: false,
    }),
  );
}

beforeAll(async () => {
  everywhere = await routesOf();
  routes = await routesOf({ forceId: 'demonstration' });
});

const nameOf = ({ method, url }: RouteRule): string => `${method} ${url}`;
const asking = (permission: Permission): RouteRule[] =>
  routes.filter((route) => route.permission === permission);
const isApi = ({ url }: RouteRule): boolean => url.startsWith('/api/');

describe('the routes', () => {
  it('are all there', () => {
    expect(routes.length).toBeGreaterThan(200);
    expect(new Set(routes.map(nameOf)).size).toBe(routes.length);
  });

  it('each ask for a permission, or are open on purpose', () => {
    expect(routes.filter((route) => !route.permission && !route.public).map(nameOf)).toEqual([]);
  });

  it('ask for a fresh sign-in wherever the table speaks of one', () => {
    expect(routes.filter(({ fresh }) => fresh).map(nameOf)).toEqual([
      'GET /keys/:id/rotate',
      'POST /keys/:id/rotate',
      'GET /keys/new',
      'POST /keys/new',
      'POST /privacy/person/erasure',
      'GET /reports/issued/drafts/:id/issue',
      'POST /reports/issued/drafts/:id/issue',
      'POST /your-sign-ins/:session/end',
      'POST /your-sign-ins/end-others',
    ]);
  });
});

describe('each permission', () => {
  it('is asked for by a route, unless it decides what is seen', () => {
    expect(ALL.filter((name) => asking(name).length === 0)).toEqual(ALL.filter((name) => ruleOf(name).sight));
  });

  it('has a page for its roles and an API route for its scopes, and neither for nobody', () => {
    for (const name of ALL.filter((each) => !ruleOf(each).sight)) {
      expect([name, asking(name).some(isApi)]).toEqual([name, scopesThatMay(name).length > 0]);
      expect([name, asking(name).some((route) => !isApi(route))]).toEqual([
        name,
        rolesThatMay(name).length > 0,
      ]);
    }
  });
});

describe('docs/permissions.md', () => {
  it('says who may do what, as the code does (npm run permissions)', () => {
    const known = new Set(everywhere.map(nameOf));
    const page = permissionsPage(routes, (route) => !known.has(nameOf(route)));
    expect(readFileSync('docs/permissions.md', 'utf8')).toBe(page);
  });
});

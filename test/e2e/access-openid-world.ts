import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DateTime } from 'luxon';
import pg from 'pg';
import { AppModule } from '../../src/app.module.js';
import { SettableClock } from '../../src/common/clock.js';
import { MasterKey } from '../../src/common/sealing.js';
import { readAppConfig } from '../../src/config/app-config.js';
import { configureApp, createFastifyAdapter } from '../../src/configure-app.js';
import { Mailer } from '../../src/mail/mailer.js';
import { Forces } from '../../src/registry/forces.js';
import { RegistryImport } from '../../src/registry/import/registry-import.js';
import { createTestDatabase } from '../support/postgres/test-database.js';
import type { Arrived, Browser } from './access-browser.js';
import { type Account, CLIENT, type Issuer, startIssuer, TENANT } from './access-issuer.js';

const BY = { kind: 'command', id: 'test' } as const;

class NoMailer extends Mailer {
  readonly kind = 'kept for the trial';
  deliver(): Promise<void> {
    return Promise.resolve();
  }
  close(): void {}
}

/** The whole application beside two forces' identity providers; north has a registry, south only a name. */
export interface OpenIdWorld {
  app: NestFastifyApplication;
  url: string;
  clock: SettableClock;
  admin: pg.Client;
  north: Issuer;
  south: Issuer;
  found<T>(type: new (...given: never[]) => T): T;
  /** Somebody goes to sign in, and is sent wherever that leads. */
  signIn(browser: Browser, account: Partial<Account>, next?: string): Promise<Arrived>;
  /** What is stored of people and their sessions. */
  stored(): Promise<Record<string, number>>;
  rows<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function startOpenIdWorld(): Promise<OpenIdWorld> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const signedOut = `${url}/sign-in`;
  const [north, south] = await Promise.all([
    startIssuer({ callback: `${url}/sign-in/north/callback`, signedOut }),
    startIssuer({ callback: `${url}/sign-in/south/callback`, signedOut }),
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'npg-sign-in-'));
  await writeFile(join(folder, 'secret'), `${CLIENT.secret}\n`);
  await writeFile(join(folder, 'sign-in.yaml'), settings(north.url, south.url, join(folder, 'secret')));
  const database = await createTestDatabase();
  // Tokens say when they run out by the clock on the wall, and so does whoever checks them.
  const clock = new SettableClock(DateTime.utc());
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register({
      config: readAppConfig({ PUBLIC_URL: url, SIGN_IN_FILE: join(folder, 'sign-in.yaml') }),
      databaseUrl: database.applicationUrl,
      masterKey: new MasterKey(Buffer.alloc(32, 7)),
      mailer: new NoMailer(),
      schedule: false,
      clock,
    }),
    createFastifyAdapter(),
    { logger: false, abortOnError: false },
  );
  await configureApp(app);
  await app.listen(port, '127.0.0.1');
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const found = <T>(type: new (...given: never[]) => T): T => app.get(type, { strict: false });
  for (const id of ['north', 'south'])
    await found(Forces).add({ id, name: `${id} Police`, startsOn: '2025-07-01' }, BY);
  for (const [kind, content] of REGISTRY)
    await found(RegistryImport).importFile({ kind, forceId: 'north', content, actor: BY });
  const rows = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    (await admin.query<Row>(sql, values)).rows;
  return {
    app,
    url,
    clock,
    admin,
    north,
    south,
    found,
    rows,
    async signIn(browser, account, next) {
      north.account = { subject: 'kim', name: 'Kim Moss', tid: TENANT, roles: ['Team'], ...account };
      return browser.open(`${url}/sign-in/north${next ? `?next=${encodeURIComponent(next)}` : ''}`);
    },
    async stored() {
      const [counts] = await rows<Record<string, number>>(
        `select (select count(*) from person)::int as people, (select count(*) from person_identity)::int as identities,
                (select count(*) from session)::int as sessions, (select count(*) from locator where kind = 'session')::int as locators`,
      );
      return counts!;
    },
    async close() {
      await admin.end();
      await app.close();
      await Promise.all([north.close(), south.close()]);
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

const settings = (north: string, south: string, secret: string): string => `
forces:
  north:
    issuer: ${north}
    tenant: ${TENANT}
    client_id: ${CLIENT.id}
    client_secret_file: ${secret}
    roles_claim: roles
    roles:
      - { value: Admin, role: force-admin }
      - { value: Supervisor, role: supervisor }
      - { value: Team, role: team }
    collar_number_claim: collar_number
  south:
    issuer: ${south}
    client_id: ${CLIENT.id}
    client_secret_file: ${secret}
    roles_claim: roles
    roles: [{ value: Team, role: team }]
sessions:
  team: { idle_minutes: 60, hours: 12 }
  supervisor: { idle_minutes: 60, hours: 12 }
  force-admin: { idle_minutes: 30, hours: 10 }
  auditor: { idle_minutes: 30, hours: 10 }
  local-policing-body: { idle_minutes: 30, hours: 10 }
  operator: { idle_minutes: 30, hours: 10 }
keys: { longest_days: 400, overlap_days: 7 }
`;

const square = (code: string, west: number): object => ({
  type: 'Feature',
  properties: { code, name: `Square ${code}`, from: '2025-07-01' },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 52],
        [west + 0.01, 52],
        [west + 0.01, 52.01],
        [west, 52.01],
        [west, 52],
      ],
    ],
  },
});

const REGISTRY = [
  [
    'neighbourhoods',
    JSON.stringify({
      type: 'FeatureCollection',
      features: [square('NH1', -1), square('NH2', -1.01)],
    }),
  ],
  [
    'officers',
    'collar_number,name,rank,duty_email,public_email,public_telephone,name_withheld\n1001,Kim Moss,PC,,,101,no\n1002,Sam Okafor,PC,,,101,no\n',
  ],
  [
    'assignments',
    'neighbourhood_code,collar_number,role,from,until\nNH1,1001,lead,2025-07-01,\nNH2,1002,lead,2025-07-01,\n',
  ],
] as const;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

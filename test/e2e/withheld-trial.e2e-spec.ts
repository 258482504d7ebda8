import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppModule } from '../../src/app.module.js';
import { People } from '../../src/access/people.js';
import { worksAsOfficer } from '../../src/access/permissions.js';
import { Sessions } from '../../src/access/sessions.js';
import { SettableClock } from '../../src/common/clock.js';
import { MasterKey } from '../../src/common/sealing.js';
import { readAppConfig } from '../../src/config/app-config.js';
import { createFastifyAdapter } from '../../src/configure-app.js';
import { DEMO_FORCE } from '../../src/demo/demo-force.js';
import { KeepingMailer } from '../../src/mail/mailer.js';
import { Forces } from '../../src/registry/forces.js';
import { RegistryImport } from '../../src/registry/import/registry-import.js';
import { type AccessApp, type Answer, formerOfficer, NOW, serve } from '../support/access-app.js';
import { createTestDatabase } from '../support/postgres/test-database.js';
import { csv, OFFICER_HEADER } from '../support/registry-import.js';
import { wordsOf } from '../support/words.js';

const BY = { kind: 'command', id: 'test' } as const;
const UNNAMED = 'Officer 4211, name withheld';

describe('the trial, whose mails anybody may read', () => {
  let house: AccessApp;
  let folder: string;
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'withheld-trial-'));
    const database = await createTestDatabase();
    const clock = new SettableClock(NOW);
    const mailer = new KeepingMailer(folder, () => NOW.toISO()!);
    const start = AppModule.register({
      config: readAppConfig({}),
      databaseUrl: database.applicationUrl,
      masterKey: new MasterKey(Buffer.alloc(32, 7)),
      mailer,
      schedule: false,
      clock,
      trial: { forceId: DEMO_FORCE.id },
    });
    const app = await NestFactory.create<NestFastifyApplication>(start, createFastifyAdapter(), {
      logger: false,
    });
    house = await serve(app, clock, database);
    const found = <T>(type: new (...given: never[]) => T): T => app.get(type, { strict: false });
    await found(Forces).add({ ...DEMO_FORCE, startsOn: '2025-07-01' }, BY);
    const content = csv(
      OFFICER_HEADER,
      '4211,Robin Ashwater,PC,Robin.Ashwater@fenmarch.example,,,yes',
      '4102,Priya Nandra,PC,priya@fenmarch.example,,,',
    );
    await found(RegistryImport).importFile({ kind: 'officers', forceId: DEMO_FORCE.id, content, actor: BY });
    const { rows } = await house.admin.query<{ id: string }>(
      `select id from officer where collar_number = '4211'`,
    );
    const officer = { name: 'PC Robin Ashwater', email: 'robin@pcc.example', officerId: rows[0]!.id };
    await found(People).add(DEMO_FORCE.id, { ...officer, role: 'team' }, BY);
    for (const role of ['team', 'supervisor', 'force-admin'] as const) {
      const linked = worksAsOfficer(role) && { officerId: await formerOfficer(house.admin, DEMO_FORCE.id) };
      const id = await found(People).add(DEMO_FORCE.id, { name: `A ${role}`, role, ...linked }, BY);
      cookies[role] = `npg-session=${await found(Sessions).start(DEMO_FORCE.id, id)}`;
    }
    for (const [id, name, address] of [
      ['one', 'Robin Ashwater', 'robin.ashwater@fenmarch.example'],
      ['two', 'Priya Nandra', 'priya@fenmarch.example'],
      ['three', 'PC Robin Ashwater', 'robin@pcc.example'],
    ] as const)
      await mailer.deliver({
        messageId: `<${id}@fenmarch.example>`,
        from: 'npg@fenmarch.example',
        to: { name, address },
        subject: `About ${id}`,
        text: 'A contact waits.',
        html: '<p>A contact waits.</p>',
        automatic: true,
      });
  });
  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true });
  });

  const get = (url: string, role?: string): Promise<Answer> =>
    house.ask({ url, headers: role ? { cookie: cookies[role]! } : {} });

  it.each(['nobody', 'team', 'supervisor'])('tells %s of an addressee by collar number', async (role) => {
    const list = await get('/demo/outbox', role === 'nobody' ? undefined : role);
    expect(list.statusCode).toBe(200);
    expect(list.body.split(UNNAMED)).toHaveLength(3);
    expect(wordsOf(list)).toContain('Priya Nandra &lt;priya@fenmarch.example&gt;');
    const mail = await get('/demo/outbox/one', role === 'nobody' ? undefined : role);
    expect(wordsOf(mail)).toContain(`To ${UNNAMED}`);
    for (const { body } of [list, mail]) expect(body).not.toMatch(/ashwater|robin/i);
  });

  it('tells a force admin by name', async () => {
    expect(wordsOf(await get('/demo/outbox', 'force-admin'))).toContain(
      'Robin Ashwater &lt;robin.ashwater@fenmarch.example&gt;',
    );
  });

  it('gives scripts the address and no name', async () => {
    const mails = (await get('/demo/outbox.json')).json() as { to: { name: string; address: string } }[];
    expect(mails.map(({ to }) => to).sort((a, b) => a.address.localeCompare(b.address))).toEqual([
      { name: 'Priya Nandra', address: 'priya@fenmarch.example' },
      { name: UNNAMED, address: 'robin.ashwater@fenmarch.example' },
      { name: UNNAMED, address: 'robin@pcc.example' },
    ]);
  });

  it('lets one be chosen at sign-in by collar number', async () => {
    const page = await get('/sign-in');
    expect(wordsOf(page)).toContain(UNNAMED);
    expect(page.body).not.toContain('Ashwater');
  });
});

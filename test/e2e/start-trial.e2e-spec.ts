import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../src/database/embedded/processes.js';
import { clearUp, makeDataDir } from '../support/postgres/trial-process.js';
import {
  endServers,
  processesOf,
  signIn,
  type Started,
  startServer,
  startTrial,
  takePort,
  type TrialFile,
} from './start-process.js';

const PERSON = { name: 'Somebody New', email: 'somebody.new@letterbox.example' };

const asKey = (trial: TrialFile) => ({ authorization: `Bearer ${trial.apiKey}` });

async function sendContact(trial: TrialFile, key: string): Promise<string> {
  const answer = await fetch(`${trial.url}/api/v1/contacts`, {
    method: 'POST',
    headers: { ...asKey(trial), 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({
      neighbourhood: 'FM03',
      channel: 'web-form',
      submittedAt: new Date().toISOString(),
      subject: 'A lamp is out',
      message: 'The lamp by the parade is out.',
      enquirer: PERSON,
    }),
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { reference: string }).reference;
}

describe('the trial', () => {
  const dataDir = makeDataDir();
  let server: Started & { trial: TrialFile; seconds: number };
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(server.trial.url + path, { headers, redirect: 'manual' });

  beforeAll(async () => {
    server = await startTrial(dataDir);
    // Wanted within 15 seconds on an idle machine; a busy one is no fault of the trial's.
    console.log(`the trial was ready after ${server.seconds.toFixed(1)} s`);
  }, 180_000);
  afterAll(async () => {
    await endServers();
    await clearUp();
  });

  it('tells scripts what they need, and this account alone', () => {
    const { trial } = server;
    expect(trial).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      apiKey: expect.stringMatching(/^npg_/),
      force: { id: 'fenmarch', name: 'Fenmarch Police' },
    });
    expect(trial.people.map(({ role }) => role)).toEqual([
      'team',
      'team',
      'supervisor',
      'supervisor',
      'force-admin',
      'auditor',
      'local-policing-body',
      'operator',
    ]);
    expect(statSync(join(dataDir, 'trial.json')).mode & 0o777).toBe(0o600);
  });

  it('prints where it is, who can be signed in as, and what the first sweep flagged', () => {
    const printed = server.printed();
    expect(printed).toContain(server.trial.url);
    for (const { name } of server.trial.people) expect(printed).toContain(name);
    expect(printed).toContain(
      'First sweep: 3 contacts within 24 hours of the deadline, 2 within 4 hours, 1 due now, 4 overdue; ',
    );
    expect(printed).not.toContain('"level"');
  });

  it('is well', async () => {
    const answer = await get('/health');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      status: 'ok',
      mail: 'kept for the trial',
      outbox: { dead: 0 },
    });
  });

  it('lets everybody in and shows them their first page', async () => {
    const { url, people } = server.trial;
    for (const { id, name } of people) {
      const { cookie, location, status } = await signIn(url, id);
      expect([name, status]).toEqual([name, 303]);
      const page = await get(location, { cookie });
      expect([name, page.status]).toEqual([name, 200]);
      expect(await page.text()).toContain(name);
    }
  });

  it('opens the API to its key', async () => {
    const answer = await get('/api/v1/neighbourhoods', asKey(server.trial));
    expect(answer.status).toBe(200);
    expect(JSON.stringify(await answer.json())).toContain('Thornsea Harbour');
    expect((await get('/api/v1/neighbourhoods')).status).toBe(401);
  });

  it('shows what it would have mailed, and each mail without a script', async () => {
    const mails = (await (await get('/demo/outbox.json')).json()) as {
      id: string;
      subject: string;
      text: string;
    }[];
    expect(mails.length).toBeGreaterThan(20);
    const list = await (await get('/demo/outbox')).text();
    expect(list).toContain(`/demo/outbox/${mails[0]!.id}`);
    const page = await get(`/demo/outbox/${mails[0]!.id}`);
    expect(await page.text()).toContain(mails[0]!.subject);
    const html = await get(`/demo/outbox/${mails[0]!.id}/html`);
    expect(html.headers.get('content-security-policy')).toContain('sandbox');
    expect((await get('/demo/outbox/unknown')).status).toBe(404);
  });

  it('mails an acknowledgement of a new contact to the outbox', async () => {
    const reference = await sendContact(server.trial, 'acknowledged');
    const isThere = async () => {
      const mails = (await (await get('/demo/outbox.json')).json()) as {
        to: { address: string };
        subject: string;
      }[];
      return mails.some(({ to, subject }) => to.address === PERSON.email && subject.includes(reference));
    };
    for (let second = 0; second < 30 && !(await isThere()); second++) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    expect(await isThere()).toBe(true);
  });

  it('refuses a second start on the same folder in one line', async () => {
    const second = startServer({ DATA_DIR: dataDir });
    expect(await second.ended()).toBe(1);
    expect(second.printed()).toMatch(/^Another server is already running on DATA_DIR .*\n$/);
    expect((await get('/health')).status).toBe(200);
    expect(existsSync(join(dataDir, 'trial.json'))).toBe(true);
  });

  it('keeps what it acknowledged, and its key, over kill -9', async () => {
    const references = await Promise.all(
      Array.from({ length: 20 }, (_, index) => sendContact(server.trial, `kept-${index}`)),
    );
    process.kill(server.child.pid!, 'SIGKILL');
    await server.ended();
    const { apiKey } = server.trial;
    server = await startTrial(dataDir);
    expect(server.trial.apiKey).toBe(apiKey);
    for (const reference of references) {
      expect((await get(`/api/v1/contacts/${reference}`, asKey(server.trial))).status).toBe(200);
    }
  });

  it('leaves no process behind when it is told to stop', async () => {
    server.child.kill('SIGTERM');
    expect(await server.ended()).toBe(0);
    expect(processesOf(server, dataDir)).toEqual([]);
    expect(existsSync(join(dataDir, 'trial.json'))).toBe(false);
  });

  it.each([
    ['SIGTERM to npm', (child: Started['child']) => process.kill(child.pid!, 'SIGTERM')],
    [
      'Ctrl-C, which the terminal sends to all of them',
      (child: Started['child']) => process.kill(-child.pid!, 'SIGINT'),
    ],
    ['kill -9 of npm', (child: Started['child']) => process.kill(child.pid!, 'SIGKILL')],
  ])('started by npm, leaves no process behind after %s', async (_way, kill) => {
    server = await startTrial(dataDir, {}, 'npm');
    kill(server.child);
    await server.ended();
    await waitUntil(() => processesOf(server, dataDir).length === 0, 20_000);
    expect(processesOf(server, dataDir)).toEqual([]);
  });
});

describe('a start of the trial', () => {
  afterEach(async () => {
    await endServers();
    await clearUp();
  });

  it('says in one line that the port is taken, before it makes anything', async () => {
    const { port, server } = await takePort();
    const dataDir = join(makeDataDir(), 'new');
    const started = startServer({ DATA_DIR: dataDir, PORT: String(port) });
    expect(await started.ended()).toBe(1);
    server.close();
    expect(started.printed()).toBe(
      `Port ${port} is taken; stop what uses it or choose another: PORT=${port + 1} npm start\n`,
    );
    expect(existsSync(dataDir)).toBe(false);
  });

  it('names every mistake of the configuration in one line', async () => {
    const started = startServer({
      DATA_DIR: makeDataDir(),
      PORT: 'http',
      MASTER_KEY: 'short',
      MAIL_FROM: 'nobody',
    });
    expect(await started.ended()).toBe(1);
    expect(started.printed()).toMatch(
      /^The configuration cannot be used: PORT .*MAIL_FROM .*MASTER_KEY .*\n$/,
    );
  });

  it('tells the story again when an earlier start was killed in the middle of it', async () => {
    const dataDir = makeDataDir();
    const mails = join(dataDir, 'mail');
    const broken = startServer({ DATA_DIR: dataDir });
    // The first mails are kept when the story has come to its last days.
    await waitUntil(() => existsSync(mails) && readdirSync(mails).length > 0, 120_000);
    process.kill(broken.child.pid!, 'SIGKILL');
    await broken.ended();
    expect(broken.printed()).toBe('');
    const { trial, printed } = await startTrial(dataDir);
    expect(printed()).toContain(
      '3 contacts within 24 hours of the deadline, 2 within 4 hours, 1 due now, 4 overdue; ',
    );
    const { cookie } = await signIn(trial.url, trial.people[0]!.id);
    const page = await (await fetch(`${trial.url}/contacts`, { headers: { cookie } })).text();
    expect(page).toContain('7 contacts');
  }, 180_000);

  it('ends at once and in order when it is told to stop while it starts', async () => {
    const dataDir = makeDataDir();
    const started = startServer({ DATA_DIR: dataDir });
    await waitUntil(() => existsSync(join(dataDir, 'postgres')), 30_000);
    started.child.kill('SIGTERM');
    expect(await started.ended()).toBe(0);
    expect(started.printed()).toBe('');
    expect(processesOf(started, dataDir)).toEqual([]);
  });
});

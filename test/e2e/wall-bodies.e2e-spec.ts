import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiKeys } from '../../src/access/api-keys.js';
import { newApiKey } from '../../src/access/tokens.js';
import { UploadMemory } from '../../src/web/upload-memory.js';
import { UploadedFiles } from '../../src/web/uploaded-files.js';
import { addressOf, changes, startWalled, type Walled } from './wall-routes.js';

const MB = 1024 * 1024;
const IMPORTS = '/api/v1/imports';

let house: Walled;
const open: Socket[] = [];

beforeAll(async () => {
  house = await startWalled();
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
});
afterAll(() => house.close());

/** Sends this and nothing more, and leaves the connection open. */
function begin(head: string, headers: Record<string, string>, body = ''): Promise<string> {
  const { port } = house.app.getHttpServer().address() as AddressInfo;
  const lines = Object.entries({ host: 'here', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${head} HTTP/1.1\r\n${lines.join('')}\r\n${body}`),
    );
    open.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => resolve(bytes.toString()));
    setTimeout(() => resolve('no answer'), 4000).unref();
  });
}

const statusOf = (answer: string): string => /^HTTP\/1.1 (\d+)/.exec(answer)?.[1] ?? answer;
const json = { 'content-type': 'application/json' };
const announced = { ...json, 'content-length': '100000' };

describe('what comes from a stranger', () => {
  it('is refused before its body is there, on every route that is not open to strangers', async () => {
    const closed = [];
    for (const route of house.routes.filter(changes)) {
      const { statusCode, headers } = await house.ask({ method: route.method, url: addressOf(route.url) });
      const asks = statusCode === 303 && headers.location?.startsWith('/sign-in');
      if ((asks && route.url !== '/sign-out') || statusCode === 401) closed.push(route);
    }
    expect(closed.length).toBeGreaterThan(90);
    const waiting = await Promise.all(
      closed.map(async ({ method, url }) => {
        const status = statusOf(await begin(`${method} ${addressOf(url)}`, announced));
        return status === '401' || status === '303' ? [] : [`${method} ${url} answers ${status}`];
      }),
    );
    expect(waiting.flat()).toEqual([]);
  });

  it('is counted when it is a wrong key, as ever', async () => {
    await house.admin.query('delete from stranger_turn');
    const answer = await begin(`POST ${IMPORTS}`, { ...announced, authorization: `Bearer ${newApiKey()}` });
    expect([statusOf(answer), /www-authenticate: Bearer/.test(answer)]).toEqual(['401', true]);
    const { rowCount } = await house.admin.query('select from stranger_turn');
    expect(rowCount).toBe(1);
  });
});

describe('what comes with a key', () => {
  const withKey = (type: string): Record<string, string> => ({
    authorization: `Bearer ${house.key}`,
    'content-type': type,
    'content-length': String(20 * MB),
  });

  it('is not read where the key has no scope for it', async () => {
    const { key } = await house.app.get(ApiKeys).make('demonstration', 'figures', ['reports:read']);
    const answer = await begin(`POST ${IMPORTS}`, { ...announced, authorization: `Bearer ${key}` });
    expect([statusOf(answer), /insufficient_scope/.test(answer)]).toEqual(['403', true]);
  });

  it.each(['text/csv', 'application/x-www-form-urlencoded', 'text/plain', 'application/jsonx'])(
    'is not read as %s where much may be sent',
    async (type) => {
      expect(statusOf(await begin(`POST ${IMPORTS}`, withKey(type)))).toBe('415');
    },
  );

  it('does not stop the others, be it 20 MB of nothing but zeros', async () => {
    const body = `[${'0,'.repeat(10 * MB - 1)}0]`;
    const url = await house.app.getUrl();
    const sent = async (): Promise<[number, string]> => {
      const headers = { ...json, authorization: `Bearer ${house.key}` };
      const answer = await fetch(url + IMPORTS, { method: 'POST', headers, body });
      return [answer.status, await answer.text()];
    };
    let isOver = false;
    const slowest = (async () => {
      let most = 0;
      while (!isOver) {
        const began = performance.now();
        await house.ask({ url: '/sign-in' });
        most = Math.max(most, performance.now() - began);
        await sleep(20);
      }
      return most;
    })();
    const answer = await sent();
    isOver = true;
    expect(answer).toEqual([400, expect.stringContaining('holds more than 400000 values')]);
    expect(await slowest).toBeLessThan(2000);
  });

  it('is taken if it is one long text', async () => {
    const headers = { authorization: `Bearer ${house.key}` };
    const content = `collar_number,name\n${'"a",\\\n'.repeat(300_000)}`;
    const answer = await house.ask({ method: 'POST', url: IMPORTS, headers, payload: { content } });
    // Its kind is missing, and nothing else of its shape is wrong.
    expect(answer.statusCode).toBe(400);
    expect((answer.json() as { errors: { field: string }[] }).errors.map(({ field }) => field)).toEqual([
      'kind',
    ]);
  });
});

describe('a form with files', () => {
  const PUBLIC_FORM = 'POST /your-area/x/x/contact';
  const part = (name: string, length: number): string =>
    `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${'a'.repeat(length)}\r\n`;
  const multipart = (length: number): Record<string, string> => ({
    'content-type': 'multipart/form-data; boundary=x',
    'content-length': String(length),
  });
  const form = (path: string, body: string, headers: Record<string, string> = {}): Promise<string> =>
    begin(path, { ...multipart(body.length + 5), ...headers }, `${body}--x--`);
  const uploads = (): UploadedFiles => house.app.get(UploadedFiles, { strict: false });

  it.each([
    ['one text of more than 64 KB', part('message', 65 * 1024)],
    ['texts of more than 256 KB together', part('message', 60 * 1024).repeat(5)],
  ])('is refused with %s, before the rest of it is there', async (_, body) => {
    expect(statusOf(await begin(PUBLIC_FORM, multipart(10 * MB), body))).toBe('413');
  });

  it('is refused with more parts than a form has', async () => {
    expect(statusOf(await begin(PUBLIC_FORM, multipart(10 * MB), part('a', 1).repeat(60)))).toBe('400');
  });

  it('of a stranger counts with all its parts, and leaves room for who is known', async () => {
    const before = uploads().memory;
    uploads().memory = new UploadMemory(400_000);
    try {
      const body = part('message', 60_000);
      expect(statusOf(await form(PUBLIC_FORM, body))).toBe('404');
      void begin(PUBLIC_FORM, multipart(MB), body);
      await sleep(500);
      expect(statusOf(await form(PUBLIC_FORM, body))).toBe('503');
      const known = { cookie: house.cookies.team, 'sec-fetch-site': 'same-origin' };
      expect(statusOf(await form('POST /contacts/new', body, known))).toBe('400');
      for (const socket of open.splice(0)) socket.destroy();
      await sleep(500);
      expect(statusOf(await form(PUBLIC_FORM, body))).toBe('404');
    } finally {
      uploads().memory = before;
    }
  });
});

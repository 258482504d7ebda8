import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiKeys } from '../../src/access/api-keys.js';
import { newApiKey } from '../../src/access/tokens.js';
import { UploadMemory } from '../../src/web/upload-memory.js';
import { UploadedFiles } from '../../src/web/uploaded-files.js';
import { addressOf, changes, isApi, startWalled, type Walled } from './wall-routes.js';

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

/** Sends this and nothing more, unless there is something to do meanwhile and a rest, and leaves the connection open. */
function begin(
  head: string,
  headers: Record<string, string>,
  body = '',
  {
    from = '127.0.0.1',
    meanwhile,
    rest = '',
  }: { from?: string; meanwhile?: () => unknown; rest?: string } = {},
): Promise<string> {
  const { port } = house.app.getHttpServer().address() as AddressInfo;
  const lines = Object.entries({ host: 'here', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve) => {
    const to = { port, host: '127.0.0.1', localAddress: from };
    const socket = connect(to, () => {
      socket.write(`${head} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
      if (meanwhile)
        void sleep(200)
          .then(meanwhile)
          .then(() => sleep(1300))
          .then(() => socket.write(rest));
    });
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

  it('is read no further once it turns out to be nothing but tiny pieces, and to its end otherwise', async () => {
    const headers = { ...json, 'transfer-encoding': 'chunked', connection: 'keep-alive' };
    const isOver = async (body: string, path = IMPORTS): Promise<[string, boolean]> => {
      const answer = await begin(`POST ${path}`, headers, body);
      await sleep(300);
      return [statusOf(answer), open.at(-1)!.closed];
    };
    const tiny = '1\r\na\r\n'.repeat(100_000);
    expect(await isOver(tiny)).toEqual(['401', true]);
    expect(await isOver(tiny, '/sign-in')).toEqual(['415', true]);
    expect(await isOver(`10000\r\n${'a'.repeat(0x10000)}\r\n`.repeat(50))).toEqual(['401', false]);
    expect(await isOver('0\r\n\r\n')).toEqual(['401', false]);
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

describe('JSON', () => {
  it.each([40_000, 130_000])('of %d names in one object is refused at once', async (count) => {
    const names = Array.from({ length: count }, (_, n) => `"n${n}":0`).join(',');
    const headers = { ...json, authorization: `Bearer ${house.key}` };
    const began = performance.now();
    const answer = await house.ask({
      method: 'POST',
      url: IMPORTS,
      headers,
      payload: JSON.parse(`{${names}}`),
    });
    expect(performance.now() - began).toBeLessThan(1000);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { detail: 'Send at most 1000 fields in one object.' },
    ]);
  });

  it('that is wrong everywhere is answered with the first hundred mistakes', async () => {
    const headers = { authorization: `Bearer ${house.key}` };
    const payload = { deputies: Array.from({ length: 9000 }, () => ({ a: 1 })) };
    const answer = await house.ask({ method: 'POST', url: '/api/v1/absences', headers, payload });
    const { detail, errors } = answer.json() as { detail: string; errors: unknown[] };
    expect([answer.statusCode, errors.length]).toEqual([400, 100]);
    expect(detail).toMatch(/^Here are the first 100 of \d+ mistakes/);
  });

  it('is not taken by pages, whoever sends it', async () => {
    const pages = house.routes.filter((route) => changes(route) && !isApi(route));
    const taken = await Promise.all(
      pages.flatMap(({ method, url }) =>
        Object.values(house.cookies).map(async (cookie) => {
          const headers = { cookie, 'sec-fetch-site': 'same-origin' };
          const payload = { quietFrom: null };
          const { statusCode } = await house.ask({ method, url: addressOf(url), headers, payload });
          return [403, 415].includes(statusCode) ? [] : [`${method} ${url} answers ${statusCode}`];
        }),
      ),
    );
    expect(pages.length).toBeGreaterThan(60);
    expect(taken.flat()).toEqual([]);
    const headers = { cookie: house.cookies.team, 'sec-fetch-site': 'same-origin' };
    const answer = await house.ask({
      method: 'POST',
      url: '/your-alerts',
      headers,
      payload: { quietFrom: null },
    });
    expect([answer.statusCode, answer.body]).toEqual([415, expect.stringContaining('Send it as a form')]);
  });
});

describe('who asks', () => {
  const withKey = (key: string): Record<string, string> => ({ ...json, authorization: `Bearer ${key}` });
  const sent = (head: string, headers: Record<string, string>, body: string, meanwhile: () => unknown) =>
    begin(head, { ...headers, 'content-length': String(body.length) }, body.slice(0, 3), {
      meanwhile,
      rest: body.slice(3),
    });

  it('is asked again when a body took its time: a key may be revoked meanwhile', async () => {
    const { key } = await house.app.get(ApiKeys).make('demonstration', 'slow', ['registry:write']);
    const revoke = (): unknown =>
      house.admin.query(
        `update api_key set revoked_at = created_at + interval '1 second' where name = 'slow'`,
      );
    const send = (meanwhile: () => unknown): Promise<string> =>
      sent(`POST ${IMPORTS}`, withKey(key), '{"kind":"x"}', meanwhile);
    expect(statusOf(await send(() => undefined))).toBe('400');
    expect(statusOf(await send(revoke))).toBe('401');
  });

  it('is asked again when a body took its time: a session may end meanwhile', async () => {
    const headers = {
      cookie: house.cookies.supervisor,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const end = (): unknown =>
      house.admin.query(
        `update session set ended_at = session.created_at + interval '1 second' from person
         where person.id = session.person_id and person.role = 'supervisor'`,
      );
    const send = (meanwhile: () => unknown): Promise<string> =>
      sent('POST /contacts/new', headers, 'message=x', meanwhile);
    expect(statusOf(await send(() => undefined))).toBe('400');
    const answer = await send(end);
    expect([statusOf(answer), /location: \/sign-in/.test(answer)]).toEqual(['303', true]);
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

  const ATTACHED = 'POST /api/v1/contacts/x/attachments';
  let asKnown: Record<string, string>;
  beforeAll(() => {
    asKnown = { authorization: `Bearer ${house.key}`, 'idempotency-key': 'one' };
  });
  const chunked = { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' };
  const chunksOf = (text: string, size: number): string =>
    (text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [])
      .map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`)
      .join('');
  const file = (length: number, field = 'files'): string =>
    part(field, length).replace(`name="${field}"`, `name="${field}"; filename="a"`);

  it('is refused in pieces of one byte, before the rest of it is there', async () => {
    const body = chunksOf(file(60_000), 1);
    expect(statusOf(await begin(PUBLIC_FORM, chunked, body))).toBe('400');
    const answer = await begin(ATTACHED, { ...chunked, ...asKnown }, body);
    expect([statusOf(answer), /too many tiny pieces/.test(answer)]).toEqual(['400', true]);
  });

  it('is taken in pieces of 20', async () => {
    const answer = await begin(PUBLIC_FORM, chunked, `${chunksOf(`${file(300_000)}--x--`, 20)}0\r\n\r\n`);
    expect(statusOf(answer)).toBe('404');
  });

  it('that does not go on is ended', async () => {
    const before = uploads().lookEvery;
    uploads().lookEvery = 400;
    try {
      const sent = await begin(PUBLIC_FORM, multipart(MB), file(100_000));
      expect([statusOf(sent), /connection: close/.test(sent), /came too slowly/.test(sent)]).toEqual([
        '408',
        true,
        true,
      ]);
      const answer = await begin(ATTACHED, { ...multipart(MB), ...asKnown }, file(100_000, 'file'));
      expect([statusOf(answer), /came too slowly/.test(answer)]).toEqual(['408', true]);
    } finally {
      uploads().lookEvery = before;
    }
  });

  it('of strangers leaves half of the room to who is known, from however many places they come', async () => {
    const before = uploads().memory;
    uploads().memory = new UploadMemory(400_000);
    try {
      const body = part('message', 60_000);
      for (const from of ['127.0.0.2', '127.0.0.3', '127.0.0.4'])
        void begin(PUBLIC_FORM, multipart(MB), body, { from });
      await sleep(500);
      expect(statusOf(await form(PUBLIC_FORM, body))).toBe('503');
      const known = { cookie: house.cookies.team, 'sec-fetch-site': 'same-origin' };
      expect(statusOf(await form('POST /contacts/new', body, known))).toBe('400');
    } finally {
      uploads().memory = before;
    }
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

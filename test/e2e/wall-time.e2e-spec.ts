import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createFastifyAdapter } from '../../src/configure-app.js';
import { SECURITY_HEADERS } from '../../src/web/security-headers.js';
import { SERVER_LIMITS } from '../../src/web/server-limits.js';
import { SampleServer } from './web-sample-server.js';

let server: SampleServer;

/** The real limits with shorter times. */
beforeAll(async () => {
  server = await SampleServer.start({
    ...SERVER_LIMITS,
    headersTimeout: 400,
    requestTimeout: 900,
    connectionTimeout: 3000,
    keepAliveTimeout: 1200,
    connectionsCheckingInterval: 50,
  });
});
afterAll(() => server.stop());

interface Ended {
  text: string;
  seconds: number;
}

/** Sends the pieces, one each 100 ms, and waits until the server ends the connection. */
function sent(...pieces: string[]): Promise<Ended> {
  const began = performance.now();
  return new Promise((resolve) => {
    const socket = connect(server.address().port, '127.0.0.1');
    let text = '';
    let next = 0;
    const write = (): void => {
      if (next < pieces.length && socket.writable) socket.write(pieces[next++]!);
    };
    const timer = setInterval(write, 100);
    write();
    socket.on('data', (bytes) => (text += bytes.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      resolve({ text, seconds: (performance.now() - began) / 1000 });
    });
  });
}

const drops = (count: number, piece: (n: number) => string): string[] =>
  Array.from({ length: count }, (_, n) => piece(n));
const POST = 'POST /api/v1/notes HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n';

function expectWalled(text: string, status: number): void {
  expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  for (const [name, value] of Object.entries(SECURITY_HEADERS))
    expect(text).toContain(`${name}: ${value}\r\n`);
  expect(text).toMatch(/x-request-id: [0-9a-f-]{36}/);
  expect(text).toContain('application/problem+json');
}

describe('a request that takes its time', () => {
  it('with its headers is ended', async () => {
    const { text, seconds } = await sent(
      'GET /page HTTP/1.1\r\nhost: here\r\n',
      ...drops(40, (n) => `x-${n}: 1\r\n`),
    );
    expectWalled(text, 408);
    expect(seconds).toBeLessThan(2.5);
  });

  it('with its body is ended', async () => {
    const { text, seconds } = await sent(`${POST}content-length: 1000\r\n\r\n`, ...drops(60, () => 'x'));
    expectWalled(text, 408);
    expect(seconds).toBeGreaterThan(0.8);
    expect(seconds).toBeLessThan(3.5);
  });

  it('with the pieces of its body is ended', async () => {
    const { text } = await sent(
      `${POST}transfer-encoding: chunked\r\n\r\n`,
      ...drops(60, () => '1\r\nx\r\n'),
    );
    expectWalled(text, 408);
  });

  it('before the first byte is ended', async () => {
    expect((await sent()).seconds).toBeLessThan(4.5);
  });

  it('is not one that comes later on the same connection', async () => {
    const request = 'GET /page HTTP/1.1\r\nhost: here\r\n\r\n';
    const { text } = await sent(request, ...drops(7, () => ''), request);
    expect(text.match(/^HTTP\/1.1 202/gm)).toHaveLength(2);
  });

  it('after an answer is ended', async () => {
    const { text, seconds } = await sent('GET /page HTTP/1.1\r\nhost: here\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1.1 202/);
    expect(seconds).toBeLessThan(4.5);
  });
});

describe('a request that is too large', () => {
  it('in its headers is refused', async () => {
    const { text } = await sent(`GET /page HTTP/1.1\r\nhost: here\r\nx-long: ${'x'.repeat(17_000)}\r\n\r\n`);
    expectWalled(text, 431);
  });

  it('in its address is refused', async () => {
    const { text } = await sent(`GET /page?${'x'.repeat(17_000)} HTTP/1.1\r\nhost: here\r\n\r\n`);
    expectWalled(text, 431);
  });

  it('in its body is refused before it is read, or while', async () => {
    const said = await sent(`${POST}connection: close\r\ncontent-length: 1048577\r\n\r\n`);
    expect(said.text).toMatch(/^HTTP\/1.1 413/);
    const unsaid = `${POST}connection: close\r\ntransfer-encoding: chunked\r\n\r\n110000\r\n${'x'.repeat(0x110000)}\r\n`;
    expect((await sent(unsaid)).text).toMatch(/^HTTP\/1.1 413/);
  });

  it('or is no request at all is refused', async () => {
    for (const bytes of [
      '\x16\x03\x01\x02\x00\x01\x00',
      'GET / HTTP/9\r\n\r\n',
      `${POST}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n`,
    ])
      expectWalled((await sent(bytes)).text, 400);
  });
});

describe('the limits in force', () => {
  it('are those that are written down', async () => {
    const fastify = createFastifyAdapter().getInstance() as unknown as FastifyInstance;
    const { headersTimeout, requestTimeout, keepAliveTimeout, timeout } = fastify.server;
    expect({ headersTimeout, requestTimeout, keepAliveTimeout, timeout }).toEqual({
      headersTimeout: 15_000,
      requestTimeout: 90_000,
      keepAliveTimeout: 72_000,
      timeout: 120_000,
    });
    expect(fastify.initialConfig.bodyLimit).toBe(1_048_576);
    await fastify.close();
  });
});

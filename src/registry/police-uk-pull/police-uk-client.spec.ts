import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answered, PoliceUkClient, PullFailed } from './police-uk-client.js';
import { POLITE_PACE } from './pull-pace.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const QUICK = { ...POLITE_PACE, betweenMs: 0, timeLimitMs: 200, backOffMs: 5, longestBackOffMs: 50 };

describe('the client of the national interface', () => {
  let server: Server;
  let base: string;
  let asked: string[] = [];
  let handler: Handler;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url!);
      handler(request, response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  });
  beforeEach(() => {
    asked = [];
    handler = (_, response) => response.end('[]');
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  const client = (pace = QUICK, stop = new AbortController().signal, url = base): PoliceUkClient =>
    new PoliceUkClient(url, pace, stop);
  const ask = (...segments: string[]): Promise<Answered> => client().ask(...segments);
  const answering =
    (status: number, body = '', headers: Record<string, string> = {}): Handler =>
    (_, response) =>
      response.writeHead(status, headers).end(body);

  it('asks below the configured address alone, whatever an id holds', async () => {
    for (const code of ['NC04', '55.CR3001', 'West End', 'a/b', '..%2f', '?q=1#x', 'Tŷ']) {
      expect(await ask('leicestershire', code)).toEqual({ text: '[]' });
    }
    expect(asked).toEqual([
      '/api/leicestershire/NC04',
      '/api/leicestershire/55.CR3001',
      '/api/leicestershire/West%20End',
      '/api/leicestershire/a%2Fb',
      '/api/leicestershire/..%252f',
      '/api/leicestershire/%3Fq%3D1%23x',
      '/api/leicestershire/T%C5%B7',
    ]);
    for (const code of ['..', '.']) await expect(ask('leicestershire', code)).rejects.toThrow(PullFailed);
    expect(asked).toHaveLength(7);
    expect(await client(QUICK, undefined, `${base}/`).ask('forces')).toEqual({ text: '[]' });
    expect(asked.at(-1)).toBe('/api/forces');
  });

  it('takes 404 and refusals for an answer, and does not ask again', async () => {
    handler = answering(404, 'Not Found');
    expect(await ask('x')).toEqual({ missing: 'could not be found (404)' });
    handler = answering(403);
    expect(await ask('x')).toEqual({ missing: 'could not be read (status 403)' });
    expect(asked).toHaveLength(2);
  });

  it('asks again after 429, later, and not for ever', async () => {
    handler = (_, response) =>
      asked.length < 3 ? response.writeHead(429).end() : response.end('{"id":"x"}');
    expect(await ask('x')).toEqual({ text: '{"id":"x"}' });
    expect(asked).toHaveLength(3);
    asked = [];
    handler = answering(429, '', { 'retry-after': '1' });
    const started = performance.now();
    expect(await client({ ...QUICK, tries: 2, longestBackOffMs: 2_000 }).ask('x')).toEqual({
      missing: 'could not be read (status 429)',
    });
    expect(performance.now() - started).toBeGreaterThan(990);
    expect(asked).toHaveLength(2);
  });

  it('waits for a slow answer only so long', async () => {
    handler = (_, response) => void setTimeout(() => response.end('[]'), 2_000).unref();
    expect(await client({ ...QUICK, tries: 1 }).ask('x')).toEqual({
      missing: 'could not be read (it took too long)',
    });
    // A body that trickles is slow too.
    handler = (_, response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    };
    expect(await client({ ...QUICK, tries: 1 }).ask('x')).toEqual({
      missing: 'could not be read (it took too long)',
    });
  });

  it('takes no answer that is larger than it may be, or no JSON', async () => {
    handler = answering(200, JSON.stringify(['x'.repeat(1024 * 1024)]));
    expect(await client({ ...QUICK, sizeLimitBytes: 1024 * 1024 }).ask('x')).toEqual({
      missing: 'could not be read (larger than 1 MB)',
    });
    for (const body of ['', '<html>', '{"id":', "{'id':1}"]) {
      handler = answering(200, body);
      expect(await ask('x')).toEqual({ missing: 'could not be read (no JSON)' });
    }
    handler = answering(200, '\ufeff[1]');
    expect(await ask('x')).toEqual({ text: '[1]' });
  });

  it.each([301, 302, 307, 308])('refuses a redirect (%i), even to itself', async (status) => {
    handler = answering(status, '', { location: `${base}/elsewhere` });
    await expect(ask('x')).rejects.toThrow(
      /answers with a redirect, which is not followed\. Set POLICE_UK_URL/,
    );
    expect(asked).toEqual(['/api/x']);
  });

  it('gives up on a server that does not answer time and again', async () => {
    handler = answering(503);
    const one = client({ ...QUICK, tries: 1, unansweredInARow: 3 });
    expect(await one.ask('a')).toEqual({ missing: 'could not be read (status 503)' });
    expect(await one.ask('b')).toEqual({ missing: 'could not be read (status 503)' });
    await expect(one.ask('c')).rejects.toThrow(/does not answer \(status 503\)\. Try again later\./);
    await expect(
      client({ ...QUICK, tries: 1, unansweredInARow: 1 }, undefined, 'http://127.0.0.1:9/api').ask('x'),
    ).rejects.toThrow(/does not answer \(no connection/);
  });

  it('keeps its pace, well below 15 requests a second', async () => {
    const one = client({ ...QUICK, betweenMs: 40 });
    const started = performance.now();
    for (let i = 0; i < 6; i += 1) await one.ask('x');
    expect(performance.now() - started).toBeGreaterThan(195);
    expect(1000 / POLITE_PACE.betweenMs).toBeLessThanOrEqual(5);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const one = client({ ...QUICK, betweenMs: 5_000 }, stop.signal);
    await one.ask('x');
    setTimeout(() => stop.abort(), 20);
    await expect(one.ask('y')).rejects.toThrow('The pull was stopped.');
    expect(asked).toEqual(['/api/x']);
  });
});

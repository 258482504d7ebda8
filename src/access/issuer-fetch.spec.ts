import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fetchOf, isOfIssuer } from './issuer-fetch.js';

const OPTIONS = { method: 'GET', headers: {}, body: undefined, redirect: 'manual' } as const;

let server: Server;
let issuer: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer(({ url = '' }, answer) => {
    asked.push(url);
    if (url === '/away') answer.writeHead(302, { location: '/here' }).end();
    else if (url === '/long') answer.end(Buffer.alloc(1024 * 1024 + 1));
    else answer.setHeader('content-type', 'application/json').end('{"a":1}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

describe('what is asked of an issuer', () => {
  it('is answered as it answers', async () => {
    const answer = await fetchOf({ issuer: `${issuer}/tenant`, hosts: [] })(`${issuer}/keys`, OPTIONS);
    expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([
      200,
      'application/json',
      { a: 1 },
    ]);
  });

  it.each([
    ['another host', 'https://elsewhere.example/keys'],
    ['another port', 'http://127.0.0.1:1/keys'],
    ['a host below', 'http://keys.127.0.0.1.example/'],
    ['a host by a user', 'http://127.0.0.1@elsewhere.example/'],
  ])('is never asked of %s', async (_case, address) => {
    await expect(fetchOf({ issuer, hosts: [] })(address, OPTIONS)).rejects.toThrow('another host');
  });

  it.each([
    ['https://login.example/token', true],
    ['https://tokens.example/token', true],
    ['https://tokens.example:8443/token', true],
    ['https://tokens.example:444/token', false],
    ['https://deeper.tokens.example/token', false],
    ['http://tokens.example/token', false],
    ['http://login.example/token', false],
    ['https://tokens.example@elsewhere.example/', false],
  ])('may be asked of the hosts that are listed for it, by https: %s is %s', (address, expected) => {
    const where = { issuer: 'https://login.example', hosts: ['tokens.example', 'tokens.example:8443'] };
    expect(isOfIssuer(new URL(address), where)).toBe(expected);
  });

  it('is not asked where it sends us', async () => {
    const before = asked.length;
    const answer = await fetchOf({ issuer, hosts: [] })(`${issuer}/away`, { ...OPTIONS, redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(asked.slice(before)).toEqual(['/away']);
  });

  it('is read to a megabyte and no further', async () => {
    await expect(fetchOf({ issuer, hosts: [] })(`${issuer}/long`, OPTIONS)).rejects.toThrow('too long');
  });
});

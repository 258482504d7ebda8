import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SampleServer } from './web-sample-server.js';

let server: SampleServer;

beforeAll(async () => {
  server = await SampleServer.start();
});
afterAll(() => server.stop());

describe('addresses', () => {
  it('an unknown one is a problem below /api and a page elsewhere', async () => {
    const api = await server.get('/api/v1/nothing?name=Jane');
    expect([api.statusCode, api.headers['content-type']]).toEqual([404, 'application/problem+json']);
    expect(api.body).not.toContain('Jane');
    const page = await server.get('/nothing');
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.body).toContain('Page not found');
  });

  it.each([
    ['/api/v1/%', 400],
    ['/api/v1/%ff', 400],
    ['/api/v1/notes?text=%ff', 400],
    ['/api/v1/notes?text=%00', 400],
    ['/api/v1/notes?colour=red&text=a', 400],
    ['/api/v1/notes/not-a-uuid', 400],
    ['/api/v1/notes/%00', 400],
    [`/api/v1/notes/${'a'.repeat(300)}`, 414],
    ['/api/v1//notes', 404],
    ['/healthy', 404],
  ])('%s is a %i', async (url, status) => {
    const answer = await server.get(url);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    if (url.startsWith('/api')) expect(answer.headers['content-type']).toBe('application/problem+json');
  });

  it('a broken one outside the API is a page', async () => {
    const answer = await server.get('/%');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
  });

  it('a method that is not there is a 404', async () => {
    expect((await server.ask('DELETE', '/api/v1/notes')).statusCode).toBe(404);
  });
});

describe('a page', () => {
  it('is HTML with the status the controller chose', async () => {
    const answer = await server.get('/page');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([202, 'text/html; charset=utf-8']);
    expect(answer.body).toMatch(/^<!DOCTYPE html>[^]*<h1 class="govuk-heading-l">A page<\/h1>/);
  });

  it('sends the browser on with 303 after a form, and shows it again with 400', async () => {
    const form = 'application/x-www-form-urlencoded';
    const saved = await server.post('text=a', form, '/page');
    expect([saved.statusCode, saved.headers.location, saved.body]).toEqual([303, '/page', '']);
    const again = await server.post('text=+', form, '/page');
    expect(again.statusCode).toBe(400);
    expect(again.body).toContain('<title>Error: A page');
    expect(again.body).toContain('<a href="#text">Enter a text</a>');
  });

  it('may run exactly the inline script that its security policy names', async () => {
    const answer = await server.get('/page');
    const inline = [...answer.body.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script]) => script!);
    expect(inline).toHaveLength(1);
    const hash = createHash('sha256').update(inline[0]!).digest('base64');
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('is refused to a form on another site, and to no machine with a key', async () => {
    const headers = {
      'content-type': 'application/json',
      'sec-fetch-site': 'cross-site',
      origin: 'https://evil.example',
    };
    const payload = '{"text":"a"}';
    const page = await server.ask('POST', '/page', headers, payload);
    expect([page.statusCode, page.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    const machine = await server.ask('POST', '/api/v1/notes', headers, payload);
    expect(machine.statusCode).toBe(201);
    const session = { ...headers, cookie: 'session=1' };
    expect((await server.ask('POST', '/api/v1/notes', session, payload)).statusCode).toBe(403);
  });
});

describe('a refusal or a fault', () => {
  it('asks a machine for a key and sends a person to sign in and back', async () => {
    const machine = await server.get('/api/v1/private');
    expect([machine.statusCode, machine.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    const person = await server.get('/private?page=2');
    expect([person.statusCode, person.headers.location]).toEqual([
      303,
      '/sign-in?next=%2Fprivate%3Fpage%3D2',
    ]);
  });

  it('of ours reveals nothing but a reference', async () => {
    const page = await server.get('/broken');
    expect(page.statusCode).toBe(500);
    expect(page.body).not.toContain('secret');
    expect(page.body).toContain(String(page.headers['x-request-id']));
    const api = await server.get('/api/v1/broken');
    expect([api.statusCode, api.headers['content-type'], api.headers['cache-control']]).toEqual([
      500,
      'application/problem+json',
      'no-store',
    ]);
    expect(api.body).not.toContain('secret');
  });

  it('leaves headers alone that a route set for a good answer', async () => {
    const answer = await server.get('/api/v1/file');
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'public, max-age=60']);
  });
});

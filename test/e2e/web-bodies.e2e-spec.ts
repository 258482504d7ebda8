import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Problem, SampleServer } from './web-sample-server.js';

let server: SampleServer;

beforeAll(async () => {
  server = await SampleServer.start();
});
afterAll(() => server.stop());

describe('bad bodies are refused with a problem, never with a 500', () => {
  it.each<[string, string | Buffer, string, number, RegExp]>([
    ['malformed JSON', '{"text":', 'application/json', 400, /not valid JSON/],
    ['an empty JSON body', '', 'application/json', 400, /empty/],
    ['__proto__', '{"text":"a","__proto__":{"admin":true}}', 'application/json', 400, /__proto__/],
    ['constructor.prototype', '{"text":"a","constructor":{"prototype":{}}}', 'application/json', 400, /JSON/],
    ['constructor', '{"text":"a","constructor":"x"}', 'application/json', 400, /reserved/],
    ['5 MB', JSON.stringify({ text: 'x'.repeat(5_000_000) }), 'application/json', 413, /larger/],
    ['5 MB form', `text=${'x'.repeat(5_000_000)}`, 'application/x-www-form-urlencoded', 413, /larger/],
    ['wrong UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 'application/json', 400, /UTF-8/],
    [
      'wrong UTF-8 in a form',
      Buffer.from('text=\xff', 'latin1'),
      'application/x-www-form-urlencoded',
      400,
      /UTF-8/,
    ],
    ['wrong escapes in a form', 'text=%ff', 'application/x-www-form-urlencoded', 400, /UTF-8/],
    ['__proto__ in a form', '__proto__=1', 'application/x-www-form-urlencoded', 400, /reserved/],
    ['NUL in a form', 'text=a%00', 'application/x-www-form-urlencoded', 400, /NUL/],
    ['NUL', '{"text":"a\\u0000b"}', 'application/json', 400, /NUL/],
    ['half a surrogate pair', '{"text":"a","tags":["\\ud800"]}', 'application/json', 400, /surrogate/],
    ['endless nesting', `{"text":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'application/json', 400, /nested/],
    ['a list', '[{"text":"a"}]', 'application/json', 400, /not right/],
    ['a number', '7', 'application/json', 400, /not right/],
    ['null', 'null', 'application/json', 400, /not right/],
    ['an unknown media type', '<a/>', 'text/xml', 415, /media type/],
    ['plain text', 'text', 'text/plain', 415, /media type/],
    ['multipart', '--x--', 'multipart/form-data; boundary=x', 415, /media type/],
    ['a nonsense media type', 'text', ';;', 415, /media type/],
  ])('%s', async (_name, body, type, status, detail) => {
    const answer = await server.post(body, type);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    const problem = answer.json<Problem>();
    expect(problem).toMatchObject({ type: 'about:blank', status, instance: '/api/v1/notes' });
    expect(problem.detail).toMatch(detail);
    expect(problem.requestId).toBe(answer.headers['x-request-id']);
  });

  it('names each field that is wrong or unknown', async () => {
    const answer = await server.post('{"text":7,"colour":"red"}');
    expect(answer.json<Problem>().errors).toEqual([
      { field: 'colour', message: 'colour is not a known field; remove it' },
      { field: 'text', message: 'Enter a text' },
    ]);
  });

  it('names the field that holds a NUL', async () => {
    const answer = await server.post('{"text":"a","tags":["b","\\u0000"]}');
    expect(answer.json<Problem>().errors).toMatchObject([{ field: 'tags.1' }]);
  });
});

describe('good bodies arrive as they were sent', () => {
  it('JSON with characters beyond the basic plane', async () => {
    const answer = await server.post('{"text":"Ŵyn 🚔"}', 'application/json; charset=utf-8');
    expect([answer.statusCode, answer.json()]).toEqual([201, { text: 'Ŵyn 🚔' }]);
  });

  it('a +json media type', async () => {
    expect((await server.post('{"text":"a"}', 'application/vnd.api+json')).statusCode).toBe(201);
  });

  it('a form, with a repeated name as a list', async () => {
    const answer = await server.post('text=caf%C3%A9+now&tags=a&tags=b', 'application/x-www-form-urlencoded');
    expect(answer.json()).toEqual({ text: 'café now', tags: ['a', 'b'] });
  });

  it('a larger body where a route allows it', async () => {
    const text = JSON.stringify('x'.repeat(2_000_000));
    const answer = await server.post(text, 'application/json', '/api/v1/large');
    expect(answer.json()).toEqual({ length: 2_000_000 });
    const other = await server.post('text', 'text/csv', '/api/v1/large');
    expect([other.statusCode, other.json()]).toMatchObject([
      415,
      { detail: 'Send it as application/json: nothing else is taken here.' },
    ]);
  });
});

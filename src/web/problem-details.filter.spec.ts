import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors.js';
import { ProblemDetailsFilter } from './problem-details.filter.js';

afterEach(() => {
  jest.restoreAllMocks();
});

/** Just enough of a reply to see what was answered. */
class RecordingReply {
  sent = false;
  raw = { headersSent: false, destroyed: false, destroy: () => (this.raw.destroyed = true) };
  status = 0;
  body: unknown;
  headers: Record<string, unknown> = {};
  code = (status: number) => ((this.status = status), this);
  header = (name: string, value: unknown) => ((this.headers[name] = value), this);
  type = (type: string) => this.header('content-type', type);
  removeHeader = (name: string) => (delete this.headers[name], this);
  send = (body: unknown) => ((this.body = body), this);
}

function answerTo(
  error: unknown,
  url: string,
  reply = new RecordingReply(),
  more: Partial<FastifyRequest> = {},
): RecordingReply {
  const request = { id: 'r1', method: 'GET', url, headers: {}, ...more } as FastifyRequest;
  const filter = new ProblemDetailsFilter([
    {
      prefix: '/api/other/',
      render: ({ status, detail }) => ({ type: 'text/xml', body: `<e c="${status}">${detail}</e>` }),
    },
  ]);
  filter.respond(error, request, reply as unknown as FastifyReply);
  return reply;
}

describe('the error filter', () => {
  it('lets a foreign protocol answer in its own shape below its own path only', () => {
    const refusal = DomainError.notFound('No such request.');
    expect(answerTo(refusal, '/api/other/requests.xml?key=1')).toMatchObject({
      status: 404,
      headers: { 'content-type': 'text/xml' },
      body: '<e c="404">No such request.</e>',
    });
    expect(answerTo(refusal, '/api/v1/other/').headers['content-type']).toBe('application/problem+json');
    expect(answerTo(refusal, '/other').headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('tells staff what it is about, and the public what the catalogue says', () => {
    const refusal = DomainError.conflict('This Idempotency-Key was used.');
    const pageContext = { signedInAs: 'Alex Reed', navigation: [], trial: false };
    expect(answerTo(refusal, '/x', new RecordingReply(), { pageContext }).body).toContain('Idempotency-Key');
    const stranger = answerTo(refusal, '/x');
    expect([stranger.status, stranger.headers['content-language']]).toEqual([409, 'en']);
    expect(stranger.body).toContain('This was changed meanwhile');
    expect(stranger.body).not.toContain('Idempotency-Key');
  });

  it('sends nobody to another site by way of signing in', () => {
    const refusal = new DomainError('unauthenticated', 'Sign in first.');
    for (const url of ['//evil.example/', '/\\evil.example', '/']) {
      expect(answerTo(refusal, url).headers['location']).toBe('/sign-in');
    }
  });

  it('cuts an answer that has begun instead of adding to it', () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const reply = new RecordingReply();
    reply.raw.headersSent = true;
    answerTo(new Error('late'), '/report.csv', reply);
    expect([reply.body, reply.raw.destroyed]).toEqual([undefined, true]);
  });

  it('logs a fault with its reference and stack, and nothing for a plain refusal', () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    answerTo(DomainError.invalid('Correct it.'), '/api/v1/x');
    expect(logged).not.toHaveBeenCalled();
    answerTo(new TypeError('broken'), '/api/v1/x');
    expect(logged).toHaveBeenCalledWith('A request failed unexpectedly', {
      requestId: 'r1',
      method: 'GET',
      route: undefined,
      stack: expect.stringContaining('TypeError: broken\n    at '),
    });
  });

  it('logs of a PostgreSQL error the state and the place, and no value of the row', () => {
    const refused = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const failed = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const personal = 'Key (email)=(jane@example.com)';
    const error = (code: string) =>
      Object.assign(new Error(personal), { code, severity: 'ERROR', detail: personal });
    answerTo(error('23505'), '/api/v1/x');
    answerTo(error('42P01'), '/api/v1/x');
    expect(refused.mock.calls[0]?.[1]).toMatchObject({ sqlState: '23505' });
    expect(failed.mock.calls[0]?.[1]).toMatchObject({ sqlState: '42P01' });
    expect(JSON.stringify([...refused.mock.calls, ...failed.mock.calls])).not.toContain('jane');
  });

  // ASVS 5.0, 16.3.2: "failed authorization attempts are logged".
  it.each<[string, DomainError, object, number]>([
    ['what somebody may not do', new DomainError('forbidden', 'No.'), {}, 1],
    ['a wrong key', new DomainError('unauthenticated', 'No.'), { authorization: 'Bearer secret' }, 1],
    ['a page that asks to sign in', new DomainError('unauthenticated', 'No.'), {}, 0],
    ['what is not there', DomainError.notFound('No.'), {}, 0],
    ['a form with a mistake', DomainError.invalid('No.'), {}, 0],
  ])('writes down %s, and nothing that was sent', (_case, error, headers, times) => {
    const logged = jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
    answerTo(error, '/api/v1/x?name=Jane', new RecordingReply(), { headers } as Partial<FastifyRequest>);
    expect(logged).toHaveBeenCalledTimes(times);
    expect(JSON.stringify(logged.mock.calls)).not.toMatch(/Jane|secret/);
  });
});

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { MasterKey } from '../common/sealing.js';
import { FormTokens } from './form-tokens.js';
import type { Person } from './principal.js';

const bytes = randomBytes(32);
const tokens = new FormTokens(new MasterKey(bytes));
const ann: Person = {
  ...{ kind: 'person', id: 'a', forceId: 'north', name: 'Ann', role: 'team', officerId: null },
  sessionId: 'first',
} as const;
const request = (body: unknown, principal: Person | undefined = ann, headers = {}): FastifyRequest =>
  ({ method: 'POST', headers: { host: 'monitor.example', ...headers }, body, principal }) as FastifyRequest;

describe('a token', () => {
  it('is a person’s, in every session of theirs and after a start', () => {
    expect(tokens.of(ann)).toMatch(/^[\w-]{43}$/);
    expect(tokens.of({ ...ann, sessionId: 'second', role: 'supervisor', name: 'Anne' })).toBe(tokens.of(ann));
    expect(new FormTokens(new MasterKey(bytes)).of(ann)).toBe(tokens.of(ann));
  });

  it('is another for another person, another force and another installation', () => {
    const others = [tokens.of({ ...ann, id: 'b' }), tokens.of({ ...ann, forceId: 'south' })];
    others.push(new FormTokens(new MasterKey(randomBytes(32))).of(ann), tokens.of(ann));
    expect(new Set(others).size).toBe(4);
  });
});

describe('a change', () => {
  it('with the token is looked at by the form without it', () => {
    const body = { _csrf: tokens.of(ann), reason: 'a' };
    tokens.check(request(body), { permission: 'contacts.take-up' });
    expect(body).toEqual({ reason: 'a' });
  });

  it('is made while the master key is being changed', () => {
    const changed = new FormTokens(new MasterKey(randomBytes(32), new MasterKey(bytes)));
    expect(changed.of(ann)).not.toBe(tokens.of(ann));
    changed.check(request({ _csrf: tokens.of(ann) }), {});
    changed.check(request({ _csrf: changed.of(ann) }), {});
  });

  it.each([
    ['without a token and without a word of the browser', {}, 'must send the hidden field _csrf'],
    ['with another person’s', { _csrf: tokens.of({ ...ann, id: 'b' }) }, 'Open the page again'],
    ['with a wrong one', { _csrf: 'x' }, 'Open the page again'],
    ['with the right one twice', { _csrf: [tokens.of(ann), tokens.of(ann)] }, 'Open the page again'],
  ])('%s is refused with what to do', (_case, body, says) => {
    expect(() => tokens.check(request(body), {})).toThrow(says);
  });

  it('of what is open to everybody needs none, and is looked at without it', () => {
    for (const person of [ann, undefined]) {
      const body = { _csrf: 'of somebody else', subject: 'a' };
      tokens.check(request(body, person), { public: true });
      expect(body).toEqual({ subject: 'a' });
    }
  });

  it('is none by GET', () => {
    tokens.check({ ...request(undefined), method: 'GET' } as FastifyRequest, {});
  });
});

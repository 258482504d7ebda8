import { BadRequestException, ForbiddenException, HttpException, NotFoundException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../common/errors.js';
import { failureOf } from './failure.js';
import { postgresFacts } from './postgres-failure.js';

const postgres = (code: string, more = {}) =>
  Object.assign(new Error('Failing row contains (Jane Citizen)'), { code, severity: 'ERROR', ...more });

describe('what is answered to an error', () => {
  it.each([
    ['invalid', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['unavailable', 503],
  ] as const)('a refusal of kind %s is a %i with its own sentence', (kind, status) => {
    expect(failureOf(new DomainError(kind, 'Do this.'))).toEqual({ status, detail: 'Do this.', errors: [] });
  });

  it.each([
    ['22021', 400],
    ['22P05', 400],
    ['22P02', 400],
    ['22003', 400],
    ['22007', 400],
    ['22008', 400],
    ['22001', 400],
    ['23514', 400],
    ['23P01', 409],
    ['23505', 409],
    ['57014', 503],
    ['40P01', 503],
    ['57P01', 503],
    ['42501', 500],
    ['42P01', 500],
  ])('PostgreSQL’s %s is a %i and quotes no row', (code, status) => {
    const failure = failureOf(postgres(code));
    expect(failure.status).toBe(status);
    expect(failure.detail).not.toContain('Jane');
    expect(failureOf({ driverError: postgres(code) }).status).toBe(status);
  });

  it('keeps of a PostgreSQL error only what may be logged', () => {
    const error = postgres('23505', {
      table: 'officer',
      constraint: 'officer_email_key',
      detail: 'Key (email)=(a@b)',
    });
    expect(postgresFacts(error)).toEqual({
      sqlState: '23505',
      table: 'officer',
      constraint: 'officer_email_key',
    });
    expect(postgresFacts(Object.assign(new Error(), { code: 'EPIPE' }))).toBeUndefined();
  });

  it.each([
    [new Error('timeout exceeded when trying to connect'), 503],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 503],
    [new TypeError('x is not a function'), 500],
    ['thrown text', 500],
    [undefined, 500],
    [null, 500],
  ])('%p is a %i', (error, status) => {
    expect(failureOf(error).status).toBe(status);
  });

  it('uses the words the program chose, and its own for those of the framework', () => {
    expect(failureOf(new BadRequestException('Choose a month.')).detail).toBe('Choose a month.');
    expect(failureOf(new NotFoundException('Cannot GET /secret')).detail).not.toContain('secret');
    expect(failureOf(new ForbiddenException('Forbidden resource')).detail).toContain('not allowed');
    expect(failureOf(new HttpException('connection string postgres://', 502)).detail).not.toContain(
      'postgres',
    );
  });
});

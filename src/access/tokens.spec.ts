import { describe, expect, it } from '@jest/globals';
import { bearerKey, digestOf, looksLikeSessionToken, newApiKey, newSessionToken } from './tokens.js';

const key = `npg_${'aB3-_'.repeat(8)}xyz`;

describe('the key of an Authorization header', () => {
  it.each([
    ['the usual form', `Bearer ${key}`, key],
    ['a scheme in any case (RFC 9110)', `bEARER ${key}`, key],
    ['more than one space', `Bearer   ${key} `, key],
    ['no header', undefined, null],
    ['an empty header', '', null],
    ['another scheme', `Basic ${key}`, null],
    ['a key without a scheme', key, null],
    ['a key without its prefix', `Bearer ${key.slice(4)}`, null],
    ['a key too short', `Bearer ${key.slice(0, -1)}`, null],
    ['a key too long', `Bearer ${key}a`, null],
    ['two keys', `Bearer ${key} ${key}`, null],
    ['two keys in one', `Bearer ${key},${key}`, null],
    ['a character that no key holds', `Bearer ${key.slice(0, -1)}é`, null],
    ['a line end after the key', `Bearer ${key}\n`, null],
  ])('%s', (_case, header, expected) => {
    expect(bearerKey(header)).toBe(expected);
  });
});

describe('secrets', () => {
  it('are made in the form in which they are recognised, and never twice', () => {
    const keys = new Set(Array.from({ length: 100 }, newApiKey));
    expect(keys.size).toBe(100);
    for (const made of keys) expect(bearerKey(`Bearer ${made}`)).toBe(made);
    expect(looksLikeSessionToken(newSessionToken())).toBe(true);
  });

  it('are stored as their SHA-256', () => {
    expect(digestOf('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

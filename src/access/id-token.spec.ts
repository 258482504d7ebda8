import { describe, expect, it } from '@jest/globals';
import type { IDToken } from 'openid-client';
import { checkIdToken } from './id-token.js';

const NOW = 1_800_000_000;
const SETTINGS = { issuer: 'https://login.force.example', clientId: 'guarantee', tenant: null };
const CLAIMS = { iss: SETTINGS.issuer, sub: 'kim', aud: 'guarantee', iat: NOW - 5, exp: NOW + 600 };

const check = (changes: object, settings: object = {}) =>
  checkIdToken({ ...CLAIMS, ...changes } as IDToken, { ...SETTINGS, ...settings }, NOW);

describe('what an ID token says', () => {
  it.each<[string, object, number | null]>([
    ['no more than it must', {}, null],
    ['that it is for us', { azp: 'guarantee' }, null],
    ['when they proved who they are', { auth_time: NOW - 300 }, NOW - 300],
    ['a time of a clock that is a minute ahead', { iat: NOW + 60, auth_time: NOW + 60 }, NOW + 60],
    ['a subject as long as may be', { sub: 'x'.repeat(255) }, null],
  ])('is believed: %s', (_case, changes, provedAt) => {
    expect(check(changes)?.toSeconds() ?? null).toBe(provedAt);
  });

  it.each<[string, object]>([
    ['another issuer', { iss: `${SETTINGS.issuer}/` }],
    ['another client that it was given to', { azp: 'another' }],
    ['a client that is no text', { azp: ['guarantee'] }],
    ['that it was made more than a minute ahead', { iat: NOW + 61 }],
    ['that it was made at no time', { iat: Number.NaN }],
    ['a proof more than a minute ahead', { auth_time: NOW + 61 }],
    ['a proof in milliseconds', { auth_time: NOW * 1000 }],
    ['a proof beyond all time', { auth_time: 1e15 }],
    ['a proof before all time', { auth_time: -1e15 }],
    ['a proof at nought', { auth_time: 0 }],
    ['a proof as text', { auth_time: String(NOW) }],
    ['a proof of null', { auth_time: null }],
    ['a subject of 256 characters', { sub: 'x'.repeat(256) }],
    ['an empty subject', { sub: '' }],
    ['a subject with what no database keeps', { sub: 'kim\u0000' }],
  ])('is refused as a bad token: %s', (_case, changes) => {
    expect(() => check(changes)).toThrow('A sign-in was refused: token.');
  });

  it('must be of the configured tenant', () => {
    expect(check({ tid: 'ours' }, { tenant: 'ours' })).toBeNull();
    for (const tid of ['theirs', undefined])
      expect(() => check({ tid }, { tenant: 'ours' })).toThrow('A sign-in was refused: tenant.');
  });
});

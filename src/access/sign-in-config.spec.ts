import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfigFile } from '../config/config-files.js';
import { ROLES } from './principal.js';
import { checkSignInConfig, readSignInConfig } from './sign-in-config.js';

const FORCE = {
  issuer: 'https://login.force.example/tenant',
  client_id: 'guarantee',
  roles_claim: 'roles',
  roles: [{ value: 'Admin', role: 'force-admin' }],
};
const FILE = readConfigFile('sign-in.yaml') as Record<string, unknown>;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'npg-sign-in-'));
  writeFileSync(join(folder, 'secret'), ' kept apart \n');
  writeFileSync(join(folder, 'empty'), '\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const check = (changes: object, secret: string | undefined = 'of the environment', file: object = {}) =>
  checkSignInConfig({ ...FILE, forces: { north: { ...FORCE, ...changes } }, ...file }, 'own.yaml', secret);

describe('how people sign in', () => {
  it('is nobody’s as the file comes, with limits for every role', () => {
    const { issuers, sessions } = readSignInConfig({});
    expect(issuers.size).toBe(0);
    expect(Object.keys(sessions).sort()).toEqual([...ROLES].sort());
    for (const { idleMinutes, hours } of Object.values(sessions)) {
      expect(idleMinutes).toBeLessThanOrEqual(60);
      expect(hours).toBeLessThanOrEqual(12);
    }
  });

  it('has what is not said as it usually is', () => {
    expect(check({}).issuers.get('north')).toEqual({
      issuer: 'https://login.force.example/tenant',
      hosts: [],
      tenant: null,
      clientId: 'guarantee',
      clientSecret: 'of the environment',
      signingAlgorithm: 'RS256',
      rolesClaim: 'roles',
      roles: [{ value: 'Admin', role: 'force-admin' }],
      nameClaim: 'name',
      emailClaim: 'email',
      collarNumberClaim: null,
    });
  });

  it('takes the secret from a file of its own before that of the environment', () => {
    const { issuers } = check({ client_secret_file: join(folder, 'secret') });
    expect(issuers.get('north')!.clientSecret).toBe('kept apart');
  });

  it.each<[string, object, string]>([
    ['no issuer', { issuer: undefined }, 'north: issuer must be a text'],
    [
      'an issuer by plain http',
      { issuer: 'http://login.force.example' },
      'north: issuer must be the https address',
    ],
    [
      'an issuer with a query',
      { issuer: 'https://login.force.example/?' },
      'north: issuer must be the https address',
    ],
    [
      'every tenant’s issuer',
      { issuer: 'https://login.microsoftonline.com/common/v2.0' },
      'of Entra ID that of one tenant',
    ],
    [
      'every organisation’s issuer',
      { issuer: 'https://login.microsoftonline.com/Organizations/v2.0' },
      'of one tenant',
    ],
    [
      'Entra ID without its tenant',
      { issuer: 'https://login.microsoftonline.com/7d1b3f3c-6c0e-4b0f-9c37-0a4c9d1f2e11/v2.0' },
      'north: say the tenant too',
    ],
    ['one further host that is no list', { hosts: 'tokens.example' }, 'north: hosts must be a list'],
    ['a further host with its address', { hosts: ['https://tokens.example'] }, 'north: hosts must be a list'],
    ['a further host with a path', { hosts: ['tokens.example/token'] }, 'north: hosts must be a list'],
    ['any further host', { hosts: ['*'] }, 'north: hosts must be a list'],
    [
      'a further host of another machine beside an issuer by plain http',
      { issuer: 'http://127.0.0.1:9000', hosts: ['tokens.example'] },
      'north: hosts must be a list',
    ],
    ['no client', { client_id: '' }, 'north: client_id must be a text'],
    ['a secret in the file', { client_secret: 'x' }, 'north: client_secret is not known'],
    ['no signature', { signing_algorithm: 'none' }, 'north: signing_algorithm must be one of RS256'],
    [
      'a signature by the shared secret',
      { signing_algorithm: 'HS256' },
      'north: signing_algorithm must be one of',
    ],
    ['no roles', { roles: [] }, 'north: roles must be a list of { value, role }'],
    ['a role that is none', { roles: [{ value: 'Admin', role: 'root' }] }, 'north: roles must be a list'],
    [
      'a role with more to it',
      { roles: [{ value: 'A', role: 'team', from: 'x' }] },
      'north: roles must be a list',
    ],
    ['something nobody knows', { prompt: 'none' }, 'north: prompt is not known'],
  ])('is refused with %s', (_case, changes, message) => {
    expect(() => check(changes)).toThrow(message);
  });

  it('is refused without a secret, with one that is not there, and with one for two forces', () => {
    const two = { forces: { north: FORCE, south: FORCE } };
    expect(() => checkSignInConfig({ ...FILE, forces: { north: FORCE } }, 'own.yaml')).toThrow(
      'name client_secret_file, or set SIGN_IN_CLIENT_SECRET',
    );
    expect(() => check({ client_secret_file: join(folder, 'none') })).toThrow('cannot be read: ENOENT');
    expect(() => check({ client_secret_file: join(folder, 'empty') })).toThrow('is empty');
    expect(() => check({}, 'one', two)).toThrow('serves one force');
  });

  it('lists the further hosts of a provider', () => {
    const hosts = ['oauth2.googleapis.com', 'www.googleapis.com:8443'];
    expect(check({ hosts }).issuers.get('north')!.hosts).toEqual(hosts);
  });

  it('is refused with two forces that one provider could not tell apart', () => {
    const south = { ...FORCE, client_secret_file: join(folder, 'secret') };
    const both = (changes: object) =>
      check({}, 'x', { forces: { north: FORCE, south: { ...south, ...changes } } });
    for (const changes of [{}, { issuer: `${FORCE.issuer}/` }, { tenant: 'south' }])
      expect(() => both(changes)).toThrow('south and north have the same issuer and client_id');
    expect(both({ client_id: 'another' }).issuers.size).toBe(2);
    expect(both({ issuer: 'https://login.south.example' }).issuers.size).toBe(2);
  });

  it.each<[string, object, string]>([
    ['a role without limits', { sessions: {} }, 'sessions: team must be entries'],
    [
      'no limit',
      { sessions: { ...(FILE['sessions'] as object), team: { idle_minutes: 0, hours: 12 } } },
      'sessions: team must be idle_minutes, whole from 5 to 720',
    ],
    [
      'a week',
      { sessions: { ...(FILE['sessions'] as object), team: { idle_minutes: 60, hours: 168 } } },
      'hours, whole from 1 to 24',
    ],
    ['a role that is none', { sessions: { ...(FILE['sessions'] as object), root: {} } }, 'root is no role'],
    ['keys for ever', { keys: { longest_days: 100_000, overlap_days: 7 } }, 'keys must be longest_days'],
    ['something nobody knows', { passwords: true }, 'passwords is not known'],
  ])('is refused with %s', (_case, file, message) => {
    expect(() => check({}, 'x', file)).toThrow(message);
  });

  it('is read from the installation’s own file, and a file that cannot be read stops the start', () => {
    const path = join(folder, 'sign-in.yaml');
    writeFileSync(path, JSON.stringify({ ...FILE, forces: { north: FORCE } }));
    const { issuers } = readSignInConfig({ SIGN_IN_FILE: path, SIGN_IN_CLIENT_SECRET: 'x' });
    expect([...issuers.keys()]).toEqual(['north']);
    expect(() => readSignInConfig({ SIGN_IN_FILE: `${path}.none` })).toThrow(
      /SIGN_IN_FILE .* cannot be read/,
    );
  });
});

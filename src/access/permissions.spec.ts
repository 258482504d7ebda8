import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { may, mayEverywhere, type Permission, PERMISSIONS, reachOf, ruleOf } from './permissions.js';
import { type Client, type Person, type Role, ROLES, SCOPES, type Scope } from './principal.js';

const ALL = Object.keys(PERMISSIONS) as Permission[];
const client = (...scopes: Scope[]): Client => ({
  kind: 'api-key',
  id: '1',
  forceId: 'f',
  name: 'key',
  scopes,
});
const person = (role: Role, officerId: string | null = null): Person => ({
  kind: 'person',
  id: '1',
  forceId: 'f',
  name: 'Sam',
  role,
  officerId,
  sessionId: '2',
});

describe('the table of permissions', () => {
  it('says of each what it permits and why, in one sentence, to somebody', () => {
    for (const name of ALL) {
      const { roles, permits } = ruleOf(name);
      expect(name).toMatch(/^[a-z-]+\.[a-z-]+$/);
      expect([name, permits]).toEqual([name, expect.stringMatching(/^[A-Z“].{15,150}\.$/s)]);
      expect([name, Object.keys(roles).length > 0]).toEqual([name, true]);
    }
    expect(ALL.length).toBeGreaterThan(40);
  });

  it('uses every role and every scope', () => {
    for (const role of ROLES) expect([role, ALL.some((name) => may(role, name))]).toEqual([role, true]);
    for (const scope of SCOPES)
      expect([scope, ALL.some((name) => may(client(scope), name))]).toEqual([scope, true]);
  });

  it('lets nobody act on contacts who may not read them', () => {
    const acts = ALL.filter((name) => /^(contacts|recourse)\./.test(name));
    for (const role of ROLES.filter((one) => !may(one, 'contacts.read')))
      expect([role, acts.filter((name) => may(role, name))]).toEqual([role, []]);
  });

  it('keeps an operator away from everything about anybody', () => {
    expect(ALL.filter((name) => may('operator', name))).toEqual(['sign-ins.own', 'service.read']);
  });

  it('keeps the local policing body away from people of the public, officers’ records and drafts', () => {
    const closed = ALL.filter((name) =>
      /^(contacts|recourse|alerts|officers|drafts|privacy|people|keys)\./.test(name),
    );
    expect(closed.filter((name) => may('local-policing-body', name))).toEqual([]);
  });

  it('lets whoever audits change nothing, and whoever changes not audit', () => {
    const changes = ALL.filter((name) => !/\.(read|own|outbox)$/.test(name));
    expect(changes.filter((name) => may('auditor', name))).toEqual([]);
    expect(ROLES.filter((role) => may(role, 'audit.read'))).toEqual(['auditor']);
  });

  it('has each sight looked for somewhere, and never at a route', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.includes('permissions/'))
      .map((path) => readFileSync(`src/${path}`, 'utf8'))
      .join('\n');
    for (const name of ALL.filter((each) => ruleOf(each).sight)) {
      expect([name, sources.includes(`'${name}'`)]).toEqual([name, true]);
      expect([name, sources.includes(`@Allow('${name}')`)]).toEqual([name, false]);
    }
  });
});

describe('how far a permission goes', () => {
  it.each<[string, Role | Person | Client, Permission, ReturnType<typeof reachOf>]>([
    ['a team, in its own places', 'team', 'contacts.read', 'own'],
    ['a person as their role', person('team', '3'), 'contacts.read', 'own'],
    [
      'a supervisor who is an officer, what oversees the force',
      person('supervisor', '3'),
      'reports.read',
      'all',
    ],
    ['a team member who is no officer, nothing', person('team'), 'contacts.read', null],
    ['nor what all the force may read', person('team'), 'neighbourhoods.read', null],
    ['nor does a supervisor who is no officer', person('supervisor'), 'reports.read', null],
    ['but where they are signed in', person('supervisor'), 'sign-ins.own', 'self'],
    ['an administrator need be no officer', person('force-admin'), 'contacts.read', 'all'],
    ['nor need an auditor', person('auditor'), 'audit.read', 'all'],
    ['a force administrator, everywhere', 'force-admin', 'contacts.read', 'all'],
    ['a supervisor, where they supervise', 'supervisor', 'recourse.answer', 'supervised'],
    ['an auditor, nowhere', 'auditor', 'contacts.read', null],
    ['a key with the scope, everywhere', client('contacts:read'), 'contacts.read', 'all'],
    ['a key with one of two', client('reports:read'), 'workforce.read', 'all'],
    ['a key with others', client('reports:read', 'registry:read'), 'contacts.read', null],
    ['a key, where none may', client(...SCOPES), 'contacts.take-up', null],
    ['a key without any', client(), 'contacts.read', null],
  ])('%s', (_case, who, permission, reach) => {
    expect(reachOf(who, permission)).toBe(reach);
    expect(may(who, permission)).toBe(reach !== null);
    expect(mayEverywhere(who, permission)).toBe(reach === 'all');
  });
});

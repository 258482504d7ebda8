import { describe, expect, it } from '@jest/globals';
import { homeOf, pageContextOf } from './page-context.js';
import { type Person, type Role, ROLES } from './principal.js';

const person = (role: Role): Person => ({
  kind: 'person',
  id: '1',
  forceId: 'demo',
  name: 'Sam Okafor',
  role,
  officerId: '3',
  sessionId: '2',
});
const sections = (role: Role, trial = false): string[] =>
  pageContextOf(person(role), '/', trial).navigation.map(({ href }) => href);

describe('the frame of a page', () => {
  it('shows a stranger no section', () => {
    expect(pageContextOf(null, '/contacts', true)).toEqual({ navigation: [], trial: true });
  });

  it('names the person and the role', () => {
    expect(pageContextOf(person('local-policing-body'), '/', false)).toMatchObject({
      signedInAs: 'Sam Okafor',
      roleName: 'Local policing body',
      trial: false,
    });
  });

  it.each([
    ['/contacts', '/contacts'],
    ['/contacts/NPG-1234/respond', '/contacts'],
    ['/reports', '/reports'],
    ['/contacts-of-old', undefined],
    ['/', undefined],
  ])('marks the section of %s', (path, expected) => {
    const { navigation } = pageContextOf(person('supervisor'), path, false);
    expect(navigation.filter(({ active }) => active).map(({ href }) => href)).toEqual(
      expected ? [expected] : [],
    );
  });

  it('shows the local policing body, the auditor and the operator no contacts', () => {
    for (const role of ['local-policing-body', 'auditor', 'operator'] as const) {
      expect(sections(role)).not.toContain('/contacts');
    }
  });

  it('shows the outbox in the trial only', () => {
    expect(sections('team', true)).toContain('/demo/outbox');
    expect(sections('operator', true)).toEqual(['/service']);
    expect(ROLES.filter((role) => sections(role).includes('/demo/outbox'))).toEqual([]);
  });

  it('shows their own alerts to those who are officers', () => {
    expect(pageContextOf(person('team'), '/your-alerts', false).navigation).toContainEqual({
      text: 'Your alerts',
      href: '/your-alerts',
      active: true,
    });
    const administrator = { ...person('force-admin'), officerId: null };
    expect(pageContextOf(administrator, '/', false).navigation.map(({ href }) => href)).not.toContain(
      '/your-alerts',
    );
  });

  it('lets everybody land on a section of their own', () => {
    for (const role of ROLES) expect(sections(role)).toContain(homeOf(person(role)));
    expect(homeOf(person('operator'))).toBe('/service');
    expect(homeOf(person('team'))).toBe('/contacts');
  });

  it('shows those who are to be officers and are linked to none nothing, and tells them where they land', () => {
    for (const role of ['team', 'supervisor'] as const) {
      const unlinked = { ...person(role), officerId: null };
      expect(pageContextOf(unlinked, '/', true).navigation).toEqual([]);
      expect(homeOf(unlinked)).toBe('/your-sign-ins');
    }
  });
});

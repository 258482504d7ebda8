import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { licencesOf, licencesPage, type LockedPackage } from './support/licences.js';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>;
};

describe('the licences of what is installed in production', () => {
  it('are all among those that were looked at', () => {
    expect(Object.keys(packages).length).toBeGreaterThan(200);
    expect(licencesOf(packages).unknown).toEqual([]);
  });

  it('are listed for everybody (npm run licences)', () => {
    expect(readFileSync('docs/licences.md', 'utf8')).toBe(licencesPage(licencesOf(packages)));
  });

  it.each<[string, LockedPackage, string[]]>([
    ['GPL', { license: 'GPL-3.0-only' }, ['x: GPL-3.0-only']],
    ['AGPL', { license: 'AGPL-3.0-or-later' }, ['x: AGPL-3.0-or-later']],
    ['a choice that nobody has looked at', { license: '(MIT OR GPL-3.0)' }, ['x: (MIT OR GPL-3.0)']],
    ['none', {}, ['x: none']],
    ['a misspelling', { license: 'MlT' }, ['x: MlT']],
    ['GPL in a tool', { license: 'GPL-3.0-only', dev: true }, []],
    ['MIT', { license: 'MIT' }, []],
  ])('%s', (_case, locked, unknown) => {
    expect(licencesOf({ '': {}, 'node_modules/a/node_modules/x': locked }).unknown).toEqual(unknown);
  });
});

import { describe, expect, it } from '@jest/globals';
import { localPath } from './local-path.js';

describe('where to go on to after signing in', () => {
  it.each([
    ['a page', '/contacts', '/contacts'],
    [
      'a page with a query',
      '/reports?from=2026-03-01&to=2026-03-31',
      '/reports?from=2026-03-01&to=2026-03-31',
    ],
    ['a page with encoded letters', '/neighbourhoods/55.CR%20001', '/neighbourhoods/55.CR%20001'],
    ['nothing', undefined, null],
    ['an empty address', '', null],
    ['another site', 'https://elsewhere.example/', null],
    ['another site without a scheme', '//elsewhere.example', null],
    ['another site by a backslash', '/\\elsewhere.example', null],
    ['a backslash further on', '/a\\b', null],
    ['a tab that browsers drop', '/\t/elsewhere.example', null],
    ['a line end that browsers drop', '/\n/elsewhere.example', null],
    ['dots that lead to another site', '/.//elsewhere.example', null],
    ['a scheme that runs', 'javascript:alert(1)', null],
    ['a relative address', 'contacts', null],
    ['signing in again', '/sign-in?next=/sign-in', null],
    ['signing out', '/sign-out', null],
    ['a page whose name only begins so', '/sign-inspection', '/sign-inspection'],
    ['an address too long', `/${'a'.repeat(2000)}`, null],
  ])('%s', (_case, next, expected) => {
    expect(localPath(next)).toBe(expected);
  });
});

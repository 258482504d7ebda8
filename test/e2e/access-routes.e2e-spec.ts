import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pageContextOf } from '../../src/access/page-context.js';
import { worksAsOfficer } from '../../src/access/permissions.js';
import { type Person, type Role, ROLES } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { needsNoGuard, routeRulesOf } from '../../src/operations/route-rules.js';
import { seedForce } from '../support/access-app.js';
import { type Route, startWholeApp, type WholeApp } from '../support/whole-app.js';

/**
 * Every address that a stranger may use, as the server knows it: a new one is written here on purpose. That every other
 * asks who is there, and answers nobody else, is the test of every route (`matrix.e2e-spec.ts`).
 */
const OPEN = [
  'GET /sign-in',
  'POST /sign-in',
  'POST /sign-out',
  // To a force's identity provider and back, and to sign out there.
  'GET /sign-in/:force',
  'GET /sign-in/:force/callback',
  'GET /sign-out/:force',
  // By which the provider itself says so, with a token that it signs.
  'POST /sign-out/:force/back-channel',
  'GET /health',
  'GET /metrics',
  'GET /api/openapi.json',
  // What the public comes for, and their way to write to a team.
  'GET /',
  'GET /your-area/:force',
  'GET /your-area/:force/:code',
  'GET /your-area/:force/:code/contact',
  'POST /your-area/:force/:code/contact',
  'GET /your-area/:force/:code/contact/sent',
  'GET /keeping-the-promise/:force',
  'GET /api/v1/headline/:force',
  'GET /api/v1/headline/:force/figures.csv',
  // With which anybody checks an issued report.
  'GET /report-signing-keys',
  'GET /.well-known/report-signing-keys.json',
  // By a link in a mail that only its reader has.
  'GET /recourse/ask/:force/:reference/:token',
  'POST /recourse/ask/:force/:reference/:token',
  // The national interface for neighbourhoods, which asks for no key.
  'GET /api/police-uk/forces',
  'GET /api/police-uk/forces/:force',
  'GET /api/police-uk/forces/:force/people',
  'GET /api/police-uk/locate-neighbourhood',
  'GET /api/police-uk/:force/neighbourhoods',
  'GET /api/police-uk/:force/:neighbourhood',
  'GET /api/police-uk/:force/:neighbourhood/boundary',
  'GET /api/police-uk/:force/:neighbourhood/people',
  'GET /api/police-uk/:force/:neighbourhood/priorities',
  'GET /api/police-uk/:force/:neighbourhood/events',
  // The trial's own, where no mail leaves the machine.
  'GET /demo/outbox',
  'GET /demo/outbox.json',
  'GET /demo/outbox/:id',
  'GET /demo/outbox/:id/html',
];

/** Styles, scripts and pictures, a route a file. */
const ASSETS = '/assets/';

const FORCE = 'demonstration';

let house: WholeApp;
const cookies = {} as Record<Role, string>;

beforeAll(async () => {
  house = await startWholeApp({ trial: { forceId: FORCE } });
  const people = await seedForce(house.admin, FORCE, ROLES);
  for (const role of ROLES)
    cookies[role] = `npg-session=${await house.app.get(Sessions).start(FORCE, people[role]!)}`;
});
afterAll(() => house.close());

/** HEAD goes with GET. */
const nameOf = ({ method, url }: Route): string => `${method === 'HEAD' ? 'GET' : method} ${url}`;

describe('the routes of the server', () => {
  it('are known to the test, plugins’ own included', () => {
    const known = house.routes.map(nameOf);
    expect(known.length).toBeGreaterThan(20);
    expect(known).toContain('GET /assets/app.css');
    expect(OPEN.filter((open) => !known.includes(open))).toEqual([]);
  });

  it('are open to strangers where it is written above, and nowhere else', () => {
    const open = routeRulesOf(house.app).filter((rule) => rule.public);
    const served = house.routes.filter(({ url }) => needsNoGuard(url)).map(nameOf);
    const all = [...open.map(nameOf), ...served.filter((name) => !name.startsWith(`GET ${ASSETS}`))];
    expect([...new Set(all)].sort()).toEqual([...OPEN].sort());
  });

  it('are the same without the trial, less its own', async () => {
    const plain = await startWholeApp({});
    try {
      const known = house.routes.map(nameOf);
      expect(plain.routes.map(nameOf).filter((route) => !known.includes(route))).toEqual([]);
      expect(plain.routes.map(nameOf)).not.toContain('POST /sign-in');
      expect(plain.routes.filter(({ url }) => url.startsWith('/demo'))).toEqual([]);
    } finally {
      await plain.close();
    }
  });
});

describe('the menu', () => {
  it.each(ROLES)('of the role %s holds only what opens', async (role) => {
    const person = { name: '', role, officerId: worksAsOfficer(role) ? 'linked' : null } as Person;
    for (const { href } of pageContextOf(person, '/', true).navigation) {
      const answer = await house.ask({ url: href, headers: { cookie: cookies[role] } });
      expect([href, answer.statusCode]).toEqual([href, 200]);
      expect(answer.body).toContain('aria-current');
    }
  });
});

describe('the description of the API', () => {
  it('has every route under /api, and no other', async () => {
    const { paths } = (await house.ask({ url: '/api/openapi.json' })).json();
    const described = Object.entries(paths as Record<string, object>).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = house.routes
      .filter(({ method, url }) => url.startsWith('/api/') && method !== 'HEAD')
      .map(({ method, url }) => `${method} ${url.replace(/:(\w+)(\([^)]*\))?/g, '{$1}')}`);
    expect(described.sort()).toEqual([...new Set(served)].sort());
  });
});

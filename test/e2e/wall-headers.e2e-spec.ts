import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Question } from '../support/access-app.js';
import { addressOf, askAll, startWalled, type Walled } from './wall-routes.js';

let house: Walled;
let asked: { what: string; answer: Answer }[];

const sameOrigin = { 'sec-fetch-site': 'same-origin' };

/** Every route as a stranger, as each role and with a key; and what no route answers to. */
beforeAll(async () => {
  house = await startWalled();
  const callers: Record<string, string>[] = [
    {},
    { authorization: `Bearer ${house.key}` },
    ...(['force-admin', 'supervisor', 'auditor'] as const).map((role) => ({
      cookie: house.cookies[role],
      ...sameOrigin,
    })),
  ];
  // Signing out would make the others strangers.
  const routes = house.routes.filter(
    ({ url }) => !url.startsWith('/sign-out') && !url.startsWith('/your-sign-ins'),
  );
  const questions: Question[] = callers.flatMap((headers) =>
    routes.map(({ method, url }) => ({
      method,
      url: addressOf(url),
      headers,
      ...(!['GET', 'HEAD', 'OPTIONS'].includes(method) && { payload: 'a=b' }),
    })),
  );
  const admin = { cookie: house.cookies['force-admin'], ...sameOrigin };
  questions.push(
    { method: 'POST', url: '/sign-out', headers: sameOrigin },
    { method: 'POST', url: '/sign-in', headers: { 'sec-fetch-site': 'cross-site' } },
    ...[
      '/nothing',
      '/api/v1/nothing',
      '/%',
      '/api/%',
      '/contacts/%00',
      '/assets/nothing.css',
      '//contacts',
    ].map((url) => ({ url })),
    ...['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'].map((method) => ({
      method,
      url: '/contacts',
      headers: admin,
    })),
    { method: 'POST', url: '/keys/new', headers: admin, payload: 'name=%ff' },
    { method: 'POST', url: '/keys/new', headers: { ...admin, 'content-type': 'text/xml' }, payload: '<a/>' },
    { method: 'POST', url: '/keys/new', headers: admin, payload: `name=${'x'.repeat(1_100_000)}` },
    {
      method: 'POST',
      url: '/api/v1/contacts',
      headers: { authorization: `Bearer ${house.key}` },
      payload: '{',
    },
    { url: '/health', headers: { 'if-none-match': '*' } },
    { url: '/assets/app.css', headers: { 'accept-encoding': 'gzip' } },
    { url: '/', headers: { 'if-none-match': '*', 'accept-language': 'cy' } },
  );
  const answers = await askAll(house, questions);
  asked = questions.map(({ method = 'GET', url }, n) => ({ what: `${method} ${url}`, answer: answers[n]! }));
}, 120_000);
afterAll(() => house.close());

const EXPECTED: [header: string, value: RegExp][] = [
  [
    'content-security-policy',
    /^default-src 'self'; script-src 'self' 'sha256-[\w+/]{43}='; font-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
  ],
  ['x-content-type-options', /^nosniff$/],
  ['x-frame-options', /^DENY$/],
  ['referrer-policy', /^(same-origin|no-referrer)$/],
  ['cross-origin-opener-policy', /^same-origin$/],
  ['cross-origin-resource-policy', /^(same-origin|cross-origin)$/],
  ['permissions-policy', /^camera=\(\), microphone=\(\), geolocation=\(\)$/],
  ['strict-transport-security', /^max-age=31536000; includeSubDomains$/],
  ['cache-control', /./],
  ['x-request-id', /^[0-9a-f-]{36}$/],
];

describe('every answer, whatever it is', () => {
  it('is of every kind there is', () => {
    const statuses = new Set(asked.map(({ answer }) => answer.statusCode));
    expect([...statuses].sort()).toEqual(expect.arrayContaining([200, 303, 400, 401, 403, 404, 413, 415]));
    expect(asked.length).toBeGreaterThan(900);
  });

  it.each(EXPECTED)('says %s', (header, value) => {
    const without = asked.filter(({ answer }) => !value.test(String(answer.headers[header] ?? '')));
    expect(
      without.map(({ what, answer }) => `${what} ${answer.statusCode}: ${String(answer.headers[header])}`),
    ).toEqual([]);
  });

  it('keeps what belongs to somebody out of every cache', () => {
    const kept = asked.filter(
      ({ answer: { headers, statusCode } }) => statusCode < 400 && headers['cache-control'] !== 'no-store',
    );
    const open =
      /^(GET|HEAD) \/(assets\/|your-area|keeping-the-promise|api\/police-uk|api\/v1\/headline|api\/openapi|api\/v1\/reports\/dictionary|report-signing-keys|\.well-known|$)/;
    expect(kept.map(({ what }) => what).filter((what) => !open.test(what))).toEqual([]);
  });

  it('says nothing of what it is made of', () => {
    const told = asked.filter(
      ({ answer: { headers } }) => headers['server'] ?? headers['x-powered-by'] ?? headers['via'],
    );
    expect(told.map(({ what }) => what)).toEqual([]);
    const traced = asked.filter(
      ({ answer: { statusCode, body } }) =>
        statusCode >= 400 && /\bat .+\.(ts|js):\d+|node_modules|QueryFailed|SQLSTATE|violates/.test(body),
    );
    expect(traced.map(({ what }) => what)).toEqual([]);
  });

  it('lets no other website read it', () => {
    const shared = asked.filter(
      ({ answer: { headers } }) => headers['access-control-allow-origin'] !== undefined,
    );
    const open = /^(GET|HEAD) \/(api\/police-uk|api\/v1\/headline|\.well-known|report-signing-keys)/;
    expect(shared.map(({ what }) => what).filter((what) => !open.test(what))).toEqual([]);
    expect(shared.filter(({ answer: { headers } }) => headers['access-control-allow-credentials'])).toEqual(
      [],
    );
  });
});

describe('every page', () => {
  const pages = (): { what: string; answer: Answer }[] =>
    asked.filter(({ answer: { headers } }) => String(headers['content-type']).startsWith('text/html'));

  it('runs one script of its own, the one whose hash is allowed: that of the installed components', () => {
    const manifest = createRequire(import.meta.url).resolve('govuk-frontend/package.json');
    const template = readFileSync(manifest.replace('package.json', 'dist/govuk/template.njk'), 'utf8');
    const script = template.split(/<script\b[^>]*>/)[1]!.split('</script>')[0]!;
    const hash = createHash('sha256').update(script).digest('base64');
    const others = pages().flatMap(({ what, answer: { body, headers } }) => {
      const inline = [...body.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)].filter(
        ([, given]) => !given!.includes('src='),
      );
      const strange = inline.filter(([, , text]) => text !== script);
      const allowed = String(headers['content-security-policy']).includes(`'sha256-${hash}'`);
      return strange.length > 0 || !allowed ? [what] : [];
    });
    expect(others).toEqual([]);
    expect(pages().length).toBeGreaterThan(200);
  });

  it('has no style and no handler within its lines, which the policy would not let work', () => {
    const inline = pages().flatMap(({ what, answer: { body } }) => {
      const found = /<[a-z][^>]*\s(style|on[a-z]+)="|<style\b|href="javascript:/i.exec(body);
      return found ? [`${what}: ${found[0].slice(0, 80)}`] : [];
    });
    expect([...new Set(inline)]).toEqual([]);
  });

  it('takes nothing from elsewhere', () => {
    const elsewhere = pages().flatMap(({ what, answer: { body } }) =>
      [
        ...body.matchAll(/<(?:script|img|link|iframe|source)\b[^>]*\s(?:src|href)="(https?:)?\/\/[^"]*"/g),
      ].map(([tag]) => `${what}: ${tag}`),
    );
    expect(elsewhere).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { collection, feature } from '../support/registry-import.js';
import { seedRegistry } from '../support/registry-story.js';
import { wordsOf } from '../support/words.js';

describe('Your Area', () => {
  let app: RegistryApp;
  const id = (code: string): string =>
    `(select id from neighbourhood where force_id = '${FORCE}' and code = '${code}')`;
  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    app.ask({ url: `/your-area/${FORCE}${path}`, headers });
  const found = (q: string): Promise<Answer> => get(`?q=${encodeURIComponent(q)}`);

  beforeAll(async () => {
    app = await startRegistryApp('2026-04-10T11:00:00Z');
    await seedRegistry(app);
    for (const statement of [
      `insert into ward (force_id, id, code, name, during, boundary, min_lng, min_lat, max_lng, max_lat, area_km2, created_at, updated_at)
         select '${FORCE}', gen_random_uuid(), name, name, '(,)', '{}', 0, 0, 0, 0, 1, now(), now() from unnest(array['Abbey Ward', 'Castle Ward']) name`,
      `insert into ward_share (force_id, id, ward_id, neighbourhood_id, share) values
         ('${FORCE}', gen_random_uuid(), (select id from ward where name = 'Abbey Ward'), ${id('NC01')}, 0.9),
         ('${FORCE}', gen_random_uuid(), (select id from ward where name = 'Abbey Ward'), ${id('NC03')}, 0.049),
         ('${FORCE}', gen_random_uuid(), (select id from ward where name = 'Castle Ward'), ${id('NC03')}, 0.5)`,
      `insert into ward_choice (force_id, id, ward_id, neighbourhood_id, belongs, reason) values
         ('${FORCE}', gen_random_uuid(), (select id from ward where name = 'Castle Ward'), ${id('NC03')}, false, 'x'),
         ('${FORCE}', gen_random_uuid(), (select id from ward where name = 'Castle Ward'), ${id('NC04')}, true, 'x')`,
      `insert into neighbourhood_former_name (force_id, id, neighbourhood_id, name, until_on) values
         ('${FORCE}', gen_random_uuid(), ${id('NC04')}, 'Old Quay', '2026-01-01')`,
      `insert into place (force_id, id, neighbourhood_id, name, address, postcode, latitude, longitude) values
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'Enquiry <desk>', 'Mansfield House', 'LE1 3GG', 52.004, -0.996)`,
      `insert into link (force_id, id, neighbourhood_id, kind, title, url, during) values
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'link', 'The council', 'https://council.example/?a=1&b=2', '(,)'),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'prevention-project', 'Safer Streets', 'https://safer.example/', '[2026-01-01,2026-05-01)'),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'funding', 'A fund that closed', 'https://fund.example/', '[2026-01-01,2026-04-10)')`,
      `insert into priority (force_id, id, neighbourhood_id, issue, issue_at, action, action_at) values
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'Noise <b>at night</b>', '2026-03-31T23:30:00Z', 'Patrols', '2026-04-02T10:00:00Z'),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'Parking', '2026-01-31T10:00:00Z', null, null)`,
      `insert into neighbourhood_event (force_id, id, neighbourhood_id, type, title, address, starts_at, ends_at) values
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'patch-walk', 'Around the abbey', 'Abbey gate', '2026-05-04T17:30:00Z', '2026-05-04T18:30:00Z'),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'surgery', 'Yesterday', 'Library', '2026-04-09T17:30:00Z', null)`,
    ])
      await app.rows(statement);
  });
  afterAll(() => app.close());

  it('shows the map and the list with the same links', async () => {
    const { body } = await get('');
    const listed = [...body.matchAll(/<li><a class="govuk-link" href="([^"]+)">/g)].map(([, href]) => href);
    const drawn = [...body.matchAll(/<a href="([^"]+)"><path d="M[^"]+z"><title>([^<]+)<\/title>/g)];
    expect(drawn.map(([, href]) => href).sort()).toEqual([...listed].sort());
    expect(listed).toHaveLength(4);
    expect(drawn.map(([, , name]) => name)).toContain('St Mary&#x27;s, Belgrave');
    expect(body).not.toMatch(/<img|https?:\/\/(?!leics)[^"]*(tile|map)/);
  });

  it('draws a changed boundary at once, and says nothing of a neighbourhood that ended yesterday', async () => {
    const before = (await get('')).body;
    await app.take(
      'neighbourhoods',
      collection({
        ...feature('NC04'),
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [-0.97, 52],
              [-0.95, 52],
              [-0.96, 52.02],
              [-0.97, 52],
            ],
          ],
        },
      }),
    );
    const after = (await get('')).body;
    expect(after).not.toBe(before);
    await app.rows(
      `update neighbourhood set during = daterange(lower(during), '2026-04-10') where code = 'NC04'`,
    );
    expect((await get('')).body).not.toContain('/NC04"');
    expect((await get('/NC04')).statusCode).toBe(404);
    await app.rows(`update neighbourhood set during = '(,)' where code = 'NC04'`);
    expect((await get('')).body).toBe(after);
  });

  it.each([
    ['belgrave', "St Mary's, Belgrave"],
    ['abbey ward', "St Mary's, Belgrave ward Abbey Ward"],
    ['castle', 'Neighbourhood NC04 ward Castle Ward'],
    ['old quay', 'Neighbourhood NC04 formerly Old Quay'],
    ['mansfield', "St Mary's, Belgrave Enquiry &lt;desk&gt;"],
    ['52.005,-0.995', "St Mary's, Belgrave"],
    ['52.005, -0.985', 'Neighbourhood NC 02/b'],
  ])('finds %s', async (q, words) => {
    const answer = await found(q);
    expect(wordsOf(answer)).toContain('1 neighbourhood found');
    expect(wordsOf(answer)).toContain(words);
  });

  it('says plainly that it cannot look up a postcode, and where a point lies outside', async () => {
    for (const q of ['LE1 3GG', 'le13gg', 'SW1A 1AA'])
      expect(wordsOf(await found(q))).toContain('We cannot look up a postcode');
    expect(wordsOf(await found('50,0'))).toContain('This point lies in no neighbourhood of');
    expect(wordsOf(await found('<script>'))).toContain('No neighbourhood was found');
    expect((await found('<script>')).body).not.toContain('<script>"');
    expect((await get('?q=a&q=b')).statusCode).toBe(200);
    expect(wordsOf(await found('%'))).toContain('No neighbourhood was found');
  });

  it('shows priorities, coming events, places, prevention work, links and a map', async () => {
    const answer = await get('/NC01');
    const words = wordsOf(answer);
    expect(words).toContain(
      'Noise &lt;b&gt;at night&lt;/b&gt; Raised on 1 April 2026 Action, 2 April 2026: Patrols',
    );
    expect(words).toContain('Parking Raised on 31 January 2026 No action has been recorded yet.');
    expect(words).toContain('Around the abbey Patch walk Monday 4 May 2026, 6:30pm to 7:30pm BST Abbey gate');
    expect(words).not.toMatch(/Yesterday|A fund that closed/);
    expect(words).toContain('Enquiry &lt;desk&gt; Mansfield House, LE1 3GG');
    expect(words).toContain('Prevention projects and funding Safer Streets until 30 April 2026');
    expect(answer.body).toContain('href="https://council.example/?a&#x3D;1&amp;b&#x3D;2"');
    expect(answer.body).toContain('aria-label="Map of the boundary of St Mary&#x27;s, Belgrave"');
    expect(answer.body).toMatch(/<circle cx="\d+" cy="\d+" r="8"\/>/);
    expect(wordsOf(await get('/NC04'))).toContain('The team has published no priorities.');
  });

  it('keeps a name withheld by the dated record alone from the page', async () => {
    await app.rows(
      `insert into officer_name_withheld (force_id, id, officer_id, during)
       select force_id, gen_random_uuid(), id, '[2026-04-10,2026-04-11)' from officer where collar_number in ('4711', '4715')`,
    );
    const words = wordsOf(await get('/NC01'));
    expect(words).toContain('whose name is not published');
    expect(words).not.toMatch(/Ann Ward|Quist|ann@/);
    await app.rows(`delete from officer_name_withheld where during = '[2026-04-10,2026-04-11)'`);
  });

  it('may be kept for a minute by anybody, but not with somebody’s session in it', async () => {
    for (const path of ['', '/NC01', '?q=belgrave']) {
      const answer = await get(path);
      expect(answer.headers['cache-control']).toBe('public, max-age=60');
      expect(answer.headers['vary']).toBe('cookie, accept-language');
      const again = await get(path, { 'if-none-match': answer.headers['etag']! });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
    const signedIn = await get('/NC01', await app.signIn('team'));
    expect(signedIn.headers['cache-control']).toBe('no-store');
    expect(signedIn.headers['etag']).toBeUndefined();
    expect(signedIn.body).toContain('Sign out');
    expect((await get('/NC99')).headers['cache-control']).toBe('no-store');
  });

  it('is in English, whatever is asked for, while nothing else was reviewed', async () => {
    const answer = await get('/NC01?lang=cy', { 'accept-language': 'cy', cookie: 'npg-language=cy' });
    expect(answer.body).toContain('<html lang="en"');
    expect(answer.headers['content-language']).toBe('en');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body).not.toContain('hreflang');
    expect(String((await get('/NC01?lang=en')).headers['set-cookie'])).toMatch(
      /^npg-language=en; .*SameSite=Lax/,
    );
  });

  it('keeps the page of 700 neighbourhoods of 300 points below 200 kB', async () => {
    await app.rows(
      `insert into neighbourhood (force_id, id, code, name, during, boundary, min_lng, min_lat, max_lng, max_lat, area_km2, created_at, updated_at)
       select '${FORCE}', gen_random_uuid(), 'BIG' || i, 'Neighbourhood number ' || i, '(,)',
         jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array((
           select jsonb_agg(jsonb_build_array(lng + r * cos(2 * pi() * (k % 300) / 300), lat + r * sin(2 * pi() * (k % 300) / 300)) order by k)
             from generate_series(0, 300) k cross join lateral (select 0.005 + 0.001 * ((i * 7919 + (k % 300) * 104729) % 100) / 100.0) as radius (r)))),
         lng - 0.006, lat - 0.006, lng + 0.006, lat + 0.006, 1, now(), now()
       from generate_series(1, 700) i cross join lateral (select -0.8 + 0.01 * (i % 35), 52.2 + 0.01 * (i / 35)) as at (lng, lat)`,
    );
    const answer = await get('');
    expect(answer.body.match(/<path d="M/g)).toHaveLength(704);
    expect(Buffer.byteLength(answer.body)).toBeLessThan(200_000);
  });
});

describe('a registry without anything', () => {
  it('has pages that say so', async () => {
    const app = await startRegistryApp();
    try {
      expect(wordsOf(await app.ask({ url: '/' }))).toContain('No police force has published');
      expect((await app.ask({ url: `/your-area/${FORCE}` })).statusCode).toBe(404);
    } finally {
      await app.close();
    }
  });
});

describe('the templates of the public’s pages and mails', () => {
  it.each([
    ...readdirSync('templates/pages/public-site').map((name) => `pages/public-site/${name}`),
    'pages/channels/web-form.hbs',
    'pages/channels/received.hbs',
    'pages/public-problem.hbs',
    'layouts/public.hbs',
    ...['acknowledgement', 'response'].flatMap((mail) =>
      ['subject', 'text', 'html'].map((part) => `emails/${mail}.${part}.hbs`),
    ),
    'partials/recourse.html.hbs',
    'partials/recourse.text.hbs',
  ])('%s hold no words of their own', (name) => {
    const source = readFileSync(`templates/${name}`, 'utf8');
    const words = source.replace(/\{\{[^}]*\}\}/g, ' ').replace(/<[^>]*>/g, ' ');
    expect(words.match(/\p{L}+/gu)).toBeNull();
  });
});

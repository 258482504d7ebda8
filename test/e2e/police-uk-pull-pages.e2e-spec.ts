import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppConfig } from '../../src/config/app-config.js';
import { PoliceUkPullJob } from '../../src/registry/police-uk-pull/police-uk-pull.job.js';
import { PULL_PACE } from '../../src/registry/police-uk-pull/pull-pace.js';
import type { Answer } from '../support/access-app.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { ASSIGNMENT_HEADER, collection, csv, feature, OFFICER_HEADER } from '../support/registry-import.js';
import { wordsOf } from '../support/words.js';
import { type National, QUICK, recordForce, square, startNational } from './police-uk-pull-server.js';

const LIST = '/imports/police-uk';

describe('a pull from data.police.uk', () => {
  let app: RegistryApp;
  let national: National;
  let admin: Record<string, string>;

  beforeAll(async () => {
    national = await startNational();
    recordForce(national, FORCE, ['NC01', '55.CR3001', 'West End', 'NC04']);
    app = await startRegistryApp();
    Object.assign(app.app.get(PULL_PACE, { strict: false }), QUICK);
    await app.take(
      'neighbourhoods',
      collection(
        feature('NC01', 0, { email: 'old@leics.police.example', team_mailbox: 'team@leics.police.example' }),
        feature('OLD', 9),
      ),
    );
    await app.take('officers', csv(OFFICER_HEADER, '4711,Ann Ward,PC,,,,', '4712,Bo Lee,PCSO,,,,'));
    await app.take(
      'assignments',
      csv(ASSIGNMENT_HEADER, 'NC01,4711,lead,2026-01-01,', 'NC01,4712,deputy,2026-01-01,'),
    );
    admin = await app.signIn('force-admin');
  });
  afterAll(async () => {
    await app.close();
    await national.close();
  });

  const get = (url: string, headers = admin): Promise<Answer> => app.ask({ url, headers });
  const post = (url: string, fields: [string, string][] = [], headers = admin): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers });
  const job = (): Promise<void> => app.app.get(PoliceUkPullJob, { strict: false }).run();
  const count = async (table: string): Promise<number> =>
    (
      await app.rows<{ count: number }>(
        `select count(*)::int as count from ${table} where force_id = '${FORCE}'`,
      )
    )[0]!.count;

  /** Pulled, its page with all boxes as they stand. */
  const pull = async (): Promise<{
    href: string;
    page: Answer;
    fields: (then: string) => [string, string][];
  }> => {
    const started = await post(LIST);
    expect(started.statusCode).toBe(303);
    const href = started.headers.location!;
    await job();
    const page = await get(href);
    const fingerprint = /name="fingerprint" value="(\w+)"/.exec(page.body)?.[1] ?? '';
    const ticked = [...page.body.matchAll(/name="lines" type="checkbox" value="(\d+)" checked/g)].map(
      ([, line]) => line!,
    );
    return {
      href,
      page,
      fields: (then) => [
        ...ticked.map((line): [string, string] => ['lines', line]),
        ['page', '1'],
        ['fingerprint', fingerprint],
        ['then', then],
      ],
    };
  };
  const lineOf = async (key: string): Promise<string> =>
    String(
      (
        await app.rows<{ line: number }>(
          `select line from import_row where key = $1 order by import_id desc limit 1`,
          [key],
        )
      )[0]!.line,
    );

  it('is off until it is configured, and the page says how', async () => {
    const words = wordsOf(await get(LIST));
    expect(words).toContain('sets POLICE_UK_URL to https://data.police.uk/api');
    expect(words).not.toContain('Start a pull');
    expect((await post(LIST)).statusCode).toBe(409);
    app.app.get(AppConfig).POLICE_UK_URL = national.url;
    expect(wordsOf(await get(LIST))).toContain('Start a pull');
  });

  it('is for force admins alone, each of their own force', async () => {
    for (const role of ['team', 'supervisor', 'auditor', 'local-policing-body'] as const) {
      const headers = await app.signIn(role);
      expect((await get(LIST, headers)).statusCode).toBe(403);
      expect((await post(LIST, [], headers)).statusCode).toBe(403);
    }
    expect((await get(LIST, {})).statusCode).toBe(303);
    expect((await get(`${LIST}/not-an-id`)).statusCode).toBe(400);
    expect((await get(`${LIST}/0198c0de-0000-7000-8000-000000000000`)).statusCode).toBe(404);
  });

  it('runs in the background, one at a time, and the page asks again by itself', async () => {
    const first = await post(LIST);
    const second = await post(LIST);
    expect(second.headers.location).toBe(first.headers.location);
    const waiting = await get(first.headers.location!);
    expect((await get(LIST)).body).toContain(`href="${first.headers.location!}"`);
    expect(waiting.headers['refresh']).toBe('5');
    expect(wordsOf(waiting)).toContain('It is about to begin.');
    await Promise.all([job(), job()]);
    expect(national.asked.filter((path) => path === `${FORCE}/neighbourhoods`)).toHaveLength(1);
    // "GET … forces/{force} … {force}/{neighbourhood}/events", each once and nothing else.
    expect(national.asked).toHaveLength(3 + 4 * 5);
    const there = await get(first.headers.location!);
    expect(there.headers['refresh']).toBeUndefined();
    expect(there.statusCode).toBe(200);
  });

  it('shows the differences field by field, and who differs', async () => {
    const { page, href } = await pull();
    const words = wordsOf(page);
    expect(words).toContain('New 3 Different 3 The same 0 Here and no longer there 1 Cannot be taken 0');
    expect(words).toContain('Website “http://www.leics.police.example/”');
    expect(words).toContain('New senior officer “Robert Nixon, Chief Constable”');
    expect(words).toContain('Beat 0 (NC01): different');
    expect(words).toContain('Name “Neighbourhood NC01” becomes “Beat 0”');
    expect(words).toContain('Email “old@leics.police.example” becomes “beat0@leics.police.example”');
    expect(words).toContain('Description “Around NC01 &amp; the park.”');
    // The same square that a file gave, but for the digits.
    expect(words.slice(words.indexOf('(NC01)'), words.indexOf('(55.CR3001)'))).not.toContain('Boundary');
    expect(words).toContain('Boundary “0.76 km², 5 points”');
    expect(words).toContain('Beat 2 (West End): new');
    expect(words).toContain('New event “Beat surgery, 12 May 2026, 7pm”');
    const notes = wordsOf(await get(`${href}/notes`));
    expect(notes).toContain(
      'Neighbourhood OLD (OLD) Nothing is taken It is not shown there any more; it stays here until you end it.',
    );
    expect(notes).toContain('Bo Lee, PCSO, is deputy here and is not published there.');
    expect(notes).toContain('Ann Ward, PC, is published there and has no role here today.');
    expect(notes).toContain('1 of the people repeats another.');
    expect(await count('neighbourhood')).toBe(2);
    expect(await count('link')).toBe(0);
  });

  it('applies what is ticked in one transaction, with history and audit; again it changes nothing', async () => {
    const { href, fields } = await pull();
    const without = await lineOf('West End');
    const chosen = fields('apply').filter(([name, value]) => name !== 'lines' || value !== without);
    const applied = await post(href, chosen);
    expect(applied.headers.location).toBe(`${href}?done=applied`);
    expect(wordsOf(await get(`${href}?done=applied`))).toContain('The ticked lines were applied.');
    expect(
      await app.rows(
        `select code, name, population, email, telephone, web_url, team_mailbox, lower(during) as from_on, upper_inf(during) as open,
           boundary is not null as bounded, area_km2 > 0 as measured from neighbourhood order by code`,
      ),
    ).toEqual([
      {
        code: '55.CR3001',
        name: 'Beat 1',
        population: 1000,
        email: 'beat1@leics.police.example',
        telephone: '101',
        web_url: 'http://www.leics.police.example/local/55.CR3001',
        team_mailbox: null,
        from_on: '2026-04-10',
        open: true,
        bounded: true,
        measured: true,
      },
      {
        code: 'NC01',
        name: 'Beat 0',
        population: null,
        email: 'beat0@leics.police.example',
        telephone: '101',
        web_url: 'http://www.leics.police.example/local/NC01',
        team_mailbox: 'team@leics.police.example',
        from_on: '2025-07-01',
        open: true,
        bounded: true,
        measured: true,
      },
      {
        code: 'NC04',
        name: 'Beat 3',
        population: 3000,
        email: 'beat3@leics.police.example',
        telephone: '101',
        web_url: 'http://www.leics.police.example/local/NC04',
        team_mailbox: null,
        from_on: '2026-04-10',
        open: true,
        bounded: true,
        measured: true,
      },
      expect.objectContaining({ code: 'OLD', open: true }),
    ]);
    expect(
      await app.rows(`select website_url, telephone, engagement_methods from force where id = '${FORCE}'`),
    ).toEqual([
      {
        website_url: 'http://www.leics.police.example/',
        telephone: '101',
        engagement_methods: [
          {
            type: 'facebook',
            title: 'facebook',
            description: 'Become a friend.',
            url: 'http://www.facebook.example/leics',
          },
        ],
      },
    ]);
    expect(await app.rows(`select place, name, bio from senior_officer order by place`)).toEqual([
      { place: 1, name: 'Robert Nixon', bio: 'Rob is the chief.' },
      { place: 2, name: 'Kerry Smith', bio: null },
    ]);
    expect(
      await app.rows(`select issue, to_json(issue_at)::text as at, action from priority limit 1`),
    ).toEqual([
      { issue: 'Street drinking.', at: expect.stringContaining('2026-02-01T00:00:00'), action: 'Patrols.' },
    ]);
    for (const table of ['link', 'place', 'priority', 'neighbourhood_event'])
      expect(await count(table)).toBe(3);
    expect(await app.rows(`select count(*)::int as count from contact_route where kind = 'twitter'`)).toEqual(
      [{ count: 3 }],
    );
    expect(await app.rows(`select name, until_on from neighbourhood_former_name`)).toEqual([
      { name: 'Neighbourhood NC01', until_on: '2026-04-09' },
    ]);
    expect(await count(`assignment`)).toBe(2);
    const id = href.split('/').at(-1)!;
    const [history] = await app.rows<{ kinds: string[] }>(
      `select array_agg(distinct kind order by kind) as kinds from registry_history where import_id = $1 and actor_kind = 'person'`,
      [id],
    );
    expect(history!.kinds).toEqual(
      expect.arrayContaining([
        'contact_route',
        'link',
        'neighbourhood',
        'neighbourhood_event',
        'place',
        'priority',
        'senior_officer',
      ]),
    );
    const audit = await app.rows<{ action: string; subject_kind: string; detail: unknown }>(
      `select action, subject_kind, detail from audit_entry where subject_id = $1 or detail ->> 'importId' = $1 order by id`,
      [id],
    );
    expect(audit.map(({ action, subject_kind }) => `${action} ${subject_kind}`)).toEqual([
      'collect import',
      'alter import',
      'collect neighbourhood',
      'collect neighbourhood',
      'alter neighbourhood',
      'alter force',
    ]);
    expect(JSON.stringify(audit)).not.toMatch(/Beat|Nixon|police\.example/);

    const before = await count('registry_history');
    const again = await post(href, fields('apply'));
    expect(again.headers.location).toBe(`${href}?done=already`);
    expect(wordsOf(await get(again.headers.location!))).toContain(
      'This pull was applied before. Nothing was changed.',
    );
    expect(await count('registry_history')).toBe(before);
  });

  it('pulled again shows only what was left out, and then nothing at all', async () => {
    const { href, page, fields } = await pull();
    expect(wordsOf(page)).toContain('New 1 Different 0 The same 5 Here and no longer there 1');
    expect((await post(href, fields('apply'))).headers.location).toBe(`${href}?done=applied`);
    const last = await pull();
    expect(wordsOf(last.page)).toContain('Nothing differs between data.police.uk and the registry.');
    expect(last.page.body).not.toContain('Apply every ticked line');
  });

  it('tells by how much a boundary differs, ends what a pull brought and only that', async () => {
    national.answers.set(`${FORCE}/NC04/boundary`, square(3, -0.969));
    national.answers.set(`${FORCE}/NC04/priorities`, []);
    national.answers.set(`${FORCE}/NC04/events`, []);
    const details = national.answers.get(`${FORCE}/NC04`) as object;
    national.answers.set(`${FORCE}/NC04`, { ...details, links: [], locations: [] });
    const { id } = (await app.rows<{ id: string }>(`select id from neighbourhood where code = 'NC04'`))[0]!;
    await app.rows(
      `insert into link (force_id, id, neighbourhood_id, title, url) values ('${FORCE}', gen_random_uuid(), $1, 'By hand', 'https://h.example')`,
      [id],
    );
    const { href, page, fields } = await pull();
    expect(wordsOf(page)).toMatch(
      /Boundary “[\d.]+ km², 5 points” becomes “[\d.]+ km², 5 points”; 20\.0% of the area differs/,
    );
    expect(wordsOf(page)).toContain('Ended priority “Street drinking.” ends');
    expect(wordsOf(await get(`${href}/notes`))).toContain('The link “By hand” is only here and stays.');
    await post(href, fields('apply'));
    const of = `neighbourhood_id = '${id}'`;
    expect(await app.rows(`select title from link where ${of} and during @> date '2026-04-10'`)).toEqual([
      { title: 'By hand' },
    ]);
    expect(await app.rows(`select ended_on from priority where ${of}`)).toEqual([{ ended_on: '2026-04-10' }]);
    expect(await app.rows(`select cancelled from neighbourhood_event where ${of}`)).toEqual([
      { cancelled: true },
    ]);
    expect(await app.rows(`select id from place where ${of}`)).toEqual([]);
    expect(wordsOf((await pull()).page)).toContain('Nothing differs');
  });

  it('works the differences out again if the registry changed meanwhile, and applies nothing', async () => {
    national.answers.set(`${FORCE}/NC01`, {
      ...(national.answers.get(`${FORCE}/NC01`) as object),
      population: '777',
    });
    const { href, fields } = await pull();
    await app.rows(`update neighbourhood set population = 500 where code = 'NC01'`);
    const refused = await post(href, fields('apply'));
    expect(refused.headers.location).toBe(`${href}?done=again`);
    const page = await get(refused.headers.location!);
    expect(wordsOf(page)).toContain('They were worked out again and nothing was applied.');
    expect(wordsOf(page)).toContain('Population “500” becomes “777”');
    expect(await app.rows(`select population from neighbourhood where code = 'NC01'`)).toEqual([
      { population: 500 },
    ]);
    // What an old page shows is not applied either.
    expect((await post(href, fields('apply'))).headers.location).toBe(`${href}?done=again`);
    const fresh = fields('apply').map(([name, value]): [string, string] =>
      name === 'fingerprint'
        ? [name, /name="fingerprint" value="(\w+)"/.exec(page.body)![1]!]
        : [name, value],
    );
    expect((await post(href, fresh)).headers.location).toBe(`${href}?done=applied`);
    expect(await app.rows(`select population from neighbourhood where code = 'NC01'`)).toEqual([
      { population: 777 },
    ]);
  });

  it('keeps a choice that was saved, and asks for one tick at least', async () => {
    national.answers.set(`${FORCE}/NC01`, {
      ...(national.answers.get(`${FORCE}/NC01`) as object),
      population: '778',
    });
    const { href, page, fields } = await pull();
    expect(page.body).toMatch(/name="lines" type="checkbox" value="3" checked/);
    const none = fields('save').filter(([name]) => name !== 'lines');
    expect((await post(href, none)).headers.location).toBe(`${href}?page=1&done=saved`);
    expect((await get(href)).body).not.toMatch(/type="checkbox" value="\d+" checked/);
    const refused = await post(
      href,
      none.map(([name, value]): [string, string] => (name === 'then' ? [name, 'apply'] : [name, value])),
    );
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain('href="#lines"');
    expect(wordsOf(refused)).toContain('Tick at least one line to apply');
    for (const wrong of [
      [],
      [['then', 'apply']],
      [...none, ['other', 'x']],
      fields('x'),
      [...fields('save'), ['lines', 'x']],
    ]) {
      expect((await post(href, wrong as [string, string][])).statusCode).toBe(400);
    }
  });

  it('is undone as a whole', async () => {
    const { href, fields } = await pull();
    const row = `select name, population from neighbourhood where code = 'NC01'`;
    const before = await app.rows(row);
    await post(href, fields('apply'));
    expect(await app.rows(row)).toEqual([{ name: 'Beat 0', population: 778 }]);
    expect((await post(`${href}/undo`)).statusCode).toBe(303);
    expect(await app.rows(row)).toEqual(before);
    expect(wordsOf(await get(href))).toContain('Undone');
    expect((await post(href, fields('apply'))).statusCode).toBe(409);
  });

  it('shows hostile HTML as plain text, escaped', async () => {
    const evil =
      '<script>alert(1)</script>&lt;img src=x onerror=alert(2)&gt;O&#39;Hara &amp; <b>Co</b> "quoted" 5 < 6';
    national.answers.set(`${FORCE}/NC01`, {
      ...(national.answers.get(`${FORCE}/NC01`) as object),
      name: evil,
      links: [
        { title: evil, url: 'javascript:alert(3)' },
        { title: evil, url: 'https://ok.example/"><script>alert(4)</script>' },
      ],
    });
    national.answers.set(`${FORCE}/NC01/people`, [{ name: evil, rank: evil }]);
    const { href, page, fields } = await pull();
    const notes = await get(`${href}/notes`);
    for (const { body } of [page, notes]) {
      const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'));
      expect(main).not.toMatch(/<script|<img|<b>|onerror|href="javascript/i);
    }
    expect(page.body).toContain('O&#39;Hara &amp; Co &quot;quoted&quot; 5 &lt; 6');
    expect(wordsOf(notes)).toContain('is no web address');
    await post(href, fields('apply'));
    expect(await app.rows(`select name from neighbourhood where code = 'NC01'`)).toEqual([
      { name: `O'Hara & Co "quoted" 5 < 6` },
    ]);
  });

  it('goes on without an answer that is missing or wrong, and says so', async () => {
    national.answers.delete(`${FORCE}/NC04/boundary`);
    national.special.set(`${FORCE}/NC04/people`, (response) => response.end('{"not json'));
    national.special.set(
      `${FORCE}/NC04/events`,
      (response) => void setTimeout(() => response.end('[]'), 1_500).unref(),
    );
    national.special.set(`${FORCE}/NC04/priorities`, (response, asked) =>
      asked === 0 ? response.writeHead(429).end() : response.end('[]'),
    );
    const { href } = await pull();
    const notes = wordsOf(await get(`${href}/notes`));
    expect(notes).toContain('The boundary could not be found (404).');
    expect(notes).toContain('The people could not be read (no JSON).');
    expect(notes).toContain('The events could not be read (it took too long).');
    expect(notes).not.toContain('The priorities could');
    national.special.clear();
  });

  it.each<[string, () => void, string]>([
    [
      'a redirect',
      () =>
        national.special.set(`${FORCE}/neighbourhoods`, (response) =>
          response.writeHead(302, { location: `${national.url}/forces` }).end(),
        ),
      'answers with a redirect, which is not followed.',
    ],
    [
      'an unknown force',
      () => national.answers.delete(`${FORCE}/neighbourhoods`),
      'could not be found (404). Check that the force has this id there.',
    ],
    [
      'no list',
      () => national.answers.set(`${FORCE}/neighbourhoods`, { error: 'x' }),
      'The list of neighbourhoods is not a list.',
    ],
    [
      'an empty list',
      () => national.answers.set(`${FORCE}/neighbourhoods`, []),
      'The list of neighbourhoods is empty.',
    ],
  ])('fails on %s, says why, and can be started again', async (_, spoil, why) => {
    const list = national.answers.get(`${FORCE}/neighbourhoods`);
    spoil();
    const { href, page } = await pull();
    expect(wordsOf(page)).toContain('The pull failed');
    expect(wordsOf(page)).toContain(why);
    national.special.clear();
    national.answers.set(`${FORCE}/neighbourhoods`, list);
    const next = await pull();
    expect(next.href).not.toBe(href);
    expect(next.page.statusCode).toBe(200);
  });

  it('is taken up by another worker when its own has died', async () => {
    const { location } = (await post(LIST)).headers;
    const id = location!.split('/').at(-1)!;
    await app.rows(
      `update police_uk_pull set state = 'pulling', claim = gen_random_uuid(), claimed_until = clock_timestamp() + interval '1 minute' where id = $1`,
      [id],
    );
    await job();
    expect(await app.rows(`select state from police_uk_pull where id = $1`, [id])).toEqual([
      { state: 'pulling' },
    ]);
    await app.rows(
      `update police_uk_pull set claimed_until = clock_timestamp() - interval '1 second' where id = $1`,
      [id],
    );
    await job();
    expect(await app.rows(`select state from police_uk_pull where id = $1`, [id])).toEqual([
      { state: 'pulled' },
    ]);
  });
});

describe('sixty neighbourhoods', () => {
  it('are pulled, chosen page by page and applied; their differences are none then', async () => {
    const national = await startNational();
    const app = await startRegistryApp();
    try {
      const codes = Array.from({ length: 60 }, (_, i) => `NC${String(i).padStart(2, '0')}`);
      recordForce(national, FORCE, codes);
      Object.assign(app.app.get(PULL_PACE, { strict: false }), QUICK);
      app.app.get(AppConfig).POLICE_UK_URL = national.url;
      await app.take('officers', csv(OFFICER_HEADER, '4711,Ann Ward,PC,,,,'));
      const admin = await app.signIn('force-admin');
      const post = (url: string, fields: [string, string][] = []): Promise<Answer> =>
        app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers: admin });
      const href = (await post(LIST)).headers.location!;
      await app.app.get(PoliceUkPullJob, { strict: false }).run();
      expect(national.asked).toHaveLength(3 + 60 * 5);

      const last = await app.ask({ url: `${href}?page=3`, headers: admin });
      const fingerprint = /name="fingerprint" value="(\w+)"/.exec(last.body)![1]!;
      const lines = [...last.body.matchAll(/type="checkbox" value="(\d+)" checked/g)].map(
        ([, line]) => line!,
      );
      expect(lines).toHaveLength(12);
      const form = (page: string, then: string, ticked: string[]): [string, string][] => [
        ...ticked.map((line): [string, string] => ['lines', line]),
        ['page', page],
        ['fingerprint', fingerprint],
        ['then', then],
      ];
      // Without the last one, chosen on page three; the others keep their ticks.
      await post(href, form('3', 'save', lines.slice(0, -1)));
      const first = await app.ask({ url: href, headers: admin });
      const ticked = [...first.body.matchAll(/type="checkbox" value="(\d+)" checked/g)].map(
        ([, line]) => line!,
      );
      expect(ticked).toHaveLength(25);
      expect((await post(href, form('1', 'apply', ticked))).headers.location).toBe(`${href}?done=applied`);
      expect(
        await app.rows(`select count(*)::int as count, min(lower(during)) as first from neighbourhood`),
      ).toEqual([
        // The first neighbourhoods of a force begin on its own first day.
        { count: 59, first: '2025-07-01' },
      ]);
      // Our own answers have the same shapes: a force that pulls from itself finds nothing to do.
      app.app.get(AppConfig).POLICE_UK_URL = `${app.url}/api/police-uk`;
      const own = (await post(LIST)).headers.location!;
      await app.app.get(PoliceUkPullJob, { strict: false }).run();
      expect(wordsOf(await app.ask({ url: own, headers: admin }))).toContain('Nothing differs');
    } finally {
      await app.close();
      await national.close();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { seedRegistry } from '../support/registry-story.js';
import { wordsOf } from '../support/words.js';

describe('the pages of the registry', () => {
  let app: RegistryApp;
  let admin: Record<string, string>;
  let commissioner: Record<string, string>;

  beforeAll(async () => {
    app = await startRegistryApp();
    await seedRegistry(app);
    admin = await app.signIn('force-admin');
    commissioner = await app.signIn('local-policing-body');
  });
  afterAll(() => app.close());

  const get = (url: string, headers = admin): Promise<Answer> => app.ask({ url, headers });
  const post = (url: string, fields: Record<string, string>, headers = admin): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers });

  it('list the neighbourhoods with who is named, and say which is vacant', async () => {
    const answer = await get('/neighbourhoods');
    expect(answer.statusCode).toBe(200);
    const words = wordsOf(answer);
    expect(words).toContain(
      "St Mary's, Belgrave NC01 Ann Ward, Constable &lt;b&gt;Ed&lt;/b&gt; Quist, Constable Ben Ng, PCSO",
    );
    expect(words).toContain('Neighbourhood NC 02/b NC 02/b No lead Ben Ng, PCSO');
    expect(words).toContain('Neighbourhood NC03 NC03 Cy Ode, Sergeant (name withheld from the public)');
    expect(words).toContain('Neighbourhood NC04 NC04 Vacant');
    expect(words).toContain('4 neighbourhoods, and who is named on 10 April 2026.');
    expect(answer.body).toContain('href="/neighbourhoods/NC%2002%2Fb"');
    expect(wordsOf(await get('/neighbourhoods?q=nc04'))).toContain('1 neighbourhood,');
    expect(wordsOf(await get('/neighbourhoods?q=nothing'))).toContain('No neighbourhood was found');
    expect((await get('/neighbourhoods?page=abc&q=a&q=b')).statusCode).toBe(200);
  });

  it('keep a withheld name from the local policing body, and the mailbox from all but admins', async () => {
    for (const url of ['/neighbourhoods', '/neighbourhoods/NC03']) {
      const words = wordsOf(await get(url, commissioner));
      expect(words).toContain('Name withheld, Sergeant');
      expect(words).not.toContain('Cy Ode');
    }
    expect(wordsOf(await get('/neighbourhoods/NC01'))).toContain('Team mailbox nc01-team@duty.example');
    const page = await get('/neighbourhoods/NC01', commissioner);
    expect(page.body).not.toContain('duty.example');
    expect(page.body).not.toContain('/named-officer');
  });

  it('keep a withheld name from every role but the force administrator’s, in a search too', async () => {
    for (const role of ['team', 'supervisor', 'auditor', 'local-policing-body'] as const) {
      const headers = await app.signIn(role);
      expect((await get('/neighbourhoods?q=cy+ode', headers)).body).not.toContain('NC03');
      expect((await get('/neighbourhoods/NC03', headers)).body).not.toContain('Cy Ode');
      expect((await get('/neighbourhoods?q=ann+ward', headers)).body).toContain('NC01');
    }
    expect((await get('/neighbourhoods?q=cy+ode')).body).toContain('NC03');
    await app.rows(
      `insert into officer_name_withheld (force_id, id, officer_id, during)
       select force_id, gen_random_uuid(), id, '[2026-04-10,2026-05-01)' from officer where collar_number = '4711' returning id`,
    );
    // Withheld from today on, though no job has carried it over yet.
    expect((await get('/neighbourhoods/NC01', commissioner)).body).not.toContain('Ann Ward');
    expect((await get('/your-area/leicestershire/NC01', {})).body).not.toContain('Ann Ward');
    await app.rows(`delete from officer_name_withheld where during = '[2026-04-10,2026-05-01)' returning id`);
  });

  it('find a neighbourhood by collar number, former name, place and ward', async () => {
    await app.rows(
      `with n as (select force_id, id from neighbourhood where code = 'NC04'),
       f as (insert into neighbourhood_former_name (force_id, id, neighbourhood_id, name, until_on)
             select force_id, gen_random_uuid(), id, 'Old Harbour', '2026-01-31' from n),
       p as (insert into place (force_id, id, neighbourhood_id, name, address)
             select force_id, gen_random_uuid(), id, 'Corn Exchange', '1 Hill Road' from n),
       w as (insert into ward (force_id, id, code, name, during, boundary, min_lng, min_lat, max_lng, max_lat, area_km2, created_at, updated_at)
             select force_id, gen_random_uuid(), 'W1', 'Castle Ward', '(,)', '{}', 0, 0, 1, 1, 1, now(), now() from n returning force_id, id)
       insert into ward_share (force_id, id, ward_id, neighbourhood_id, share)
       select w.force_id, gen_random_uuid(), w.id, n.id, 0.4 from w, n returning id`,
    );
    for (const q of ['old+harbour', 'corn', 'hill+road', 'castle', 'w1', 'nc04']) {
      const words = wordsOf(await get(`/neighbourhoods?q=${q}`));
      expect([q, words.includes('1 neighbourhood, '), words.includes('NC04')]).toEqual([q, true, true]);
    }
    const reader = await app.key(['registry:read']);
    for (const q of ['w1', 'castle']) {
      const found = await get(`/api/v1/neighbourhoods?q=${q}`, reader);
      expect([q, found.json().items.map(({ code }: { code: string }) => code)]).toEqual([q, ['NC04']]);
    }
    expect(wordsOf(await get('/neighbourhoods?q=4711'))).toContain("St Mary's, Belgrave NC01");
    expect(wordsOf(await get('/neighbourhoods/NC04'))).toContain(
      'Former name Old Harbour, until 31 January 2026',
    );
    // The public searches by the names of neighbourhoods alone.
    expect((await get('/your-area/leicestershire?q=4711', {})).body).not.toContain('NC01');
  });

  it('show one neighbourhood with its assignments through time', async () => {
    const words = wordsOf(await get('/neighbourhoods/NC04'));
    expect(words).toContain('Vacant Nobody is named today.');
    expect(words).toContain('Lead named officer Flo Rai, Constable 4716 1 July 2025 31 March 2026 Over');
    const page = await get('/neighbourhoods/NC%2002%2Fb');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('href="/neighbourhoods/NC%2002%2Fb/change"');
    expect(page.body).toContain('href="/neighbourhoods/NC%2002%2Fb/life"');
    expect(page.body).toContain('href="/officers/4712"');
    expect(wordsOf(await get('/neighbourhoods/NC05'))).toContain('Exists from 1 June 2026');
    expect((await get('/neighbourhoods/nc01')).statusCode).toBe(404);
  });

  it('are closed to who may not', async () => {
    expect((await get('/neighbourhoods', {})).statusCode).toBe(303);
    expect((await get('/neighbourhoods', await app.key(['registry:read']))).statusCode).not.toBe(200);
    const form = '/neighbourhoods/NC04/named-officer';
    for (const role of ['team', 'supervisor', 'auditor', 'local-policing-body'] as const) {
      const headers = await app.signIn(role);
      expect((await get('/neighbourhoods', headers)).statusCode).toBe(200);
      expect((await get(form, headers)).statusCode).toBe(403);
      expect((await post(form, { collarNumber: '4711' }, headers)).statusCode).toBe(403);
    }
    expect((await get('/neighbourhoods', await app.signIn('force-admin', 'leicestershire'))).statusCode).toBe(
      200,
    );
  });

  it('offer the officers who may be named, and tomorrow', async () => {
    const { body } = await get('/neighbourhoods/NC01/named-officer');
    expect([...body.matchAll(/<option value="(\d+)"/g)].map(([, number]) => number)).toEqual([
      '4715',
      '4711',
      '4712',
      '4713',
      '4716',
    ]);
    expect(body).toContain('&lt;b&gt;Ed&lt;/b&gt; Quist, Constable, 4715');
    expect(
      [...body.matchAll(/name="from-(\w+)"[^>]*value="(\d+)"/g)].map(([, part, value]) => [part, value]),
    ).toEqual([
      ['day', '11'],
      ['month', '4'],
      ['year', '2026'],
    ]);
    expect(wordsOf(await get('/neighbourhoods/NC01/named-officer'))).toContain(
      'Lead named officer now Ann Ward, Constable, from 1 January 2026 until further notice',
    );
    expect((await get('/neighbourhoods/NC99/named-officer')).statusCode).toBe(404);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['nothing', {}, ['Choose the officer who takes over', 'Enter the new officer’s first day']],
    [
      'no real date',
      { collarNumber: '4716', 'from-day': '31', 'from-month': '4', 'from-year': '2026' },
      ['The first day must be a real date, such as 27 3 2026'],
    ],
    [
      'the year 0',
      { collarNumber: '4716', 'from-day': '1', 'from-month': '4', 'from-year': '0' },
      ['The first day must be a real date, such as 27 3 2026'],
    ],
    [
      'the year 9999',
      { collarNumber: '4716', 'from-day': '1', 'from-month': '4', 'from-year': '9999' },
      ['The first day must be a real date, such as 27 3 2026'],
    ],
    [
      'nobody’s number',
      { collarNumber: '9999', 'from-day': '1', 'from-month': '5', 'from-year': '2026' },
      ['No officer of the force has this collar number; import the officer first'],
    ],
    [
      'a rank that may not',
      { collarNumber: '4714', 'from-day': '1', 'from-month': '5', 'from-year': '2026' },
      ['The rank Inspector cannot be lead named officer; choose a PCSO, Constable or Sergeant'],
    ],
    [
      'a day before the lead began',
      { collarNumber: '4716', 'from-day': '1', 'from-month': '12', 'from-year': '2025' },
      [
        'Officer 4711 is lead named officer of NC01 from 1 January 2026 until further notice. Choose 1 January 2026 or a later day',
      ],
    ],
    [
      'a field that is not there',
      { collarNumber: '4716', 'from-day': '1', 'from-month': '5', 'from-year': '2026', role: 'lead' },
      ['role is not a known field; remove it'],
    ],
  ])('show the form again with what was typed for %s', async (_, fields, messages) => {
    const answer = await post('/neighbourhoods/NC01/named-officer', fields);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('<title>Error: ');
    for (const message of messages) expect(wordsOf(answer)).toContain(message);
    const chosen = fields['collarNumber'];
    if (chosen && chosen !== '9999' && chosen !== '4714')
      expect(answer.body).toMatch(new RegExp(`<option value="${chosen}" selected>`));
    if (fields['from-day'])
      expect(answer.body).toMatch(new RegExp(`name="from-day"[^>]*value="${fields['from-day']}"`));
  });

  /** The third page load: what the check page says is agreed to. */
  const agree = async (url: string, fields: Record<string, string>): Promise<Answer> => {
    const check = await post(url, fields);
    expect(check.statusCode).toBe(200);
    const [, agreedTo = ''] = /name="agreedTo" value="(\w+)"/.exec(check.body) ?? [];
    return post(url, { ...fields, agreedTo });
  };

  it('say what a handover does before it is saved, and save nothing yet', async () => {
    const fields = { collarNumber: '4712', 'from-day': '01', 'from-month': '05', 'from-year': '2026' };
    const check = await post('/neighbourhoods/NC01/named-officer', fields);
    expect(check.statusCode).toBe(200);
    const words = wordsOf(check);
    expect(words).toContain('Ends Ann Ward, Constable, as lead named officer, on 30 April 2026');
    expect(words).toContain('Ends Ben Ng, PCSO, as deputy, on 30 April 2026');
    expect(words).toContain(
      'Begins Ben Ng, PCSO, as lead named officer, from 1 May 2026 until further notice',
    );
    expect(words).toContain(
      'Two leads on a day On no day Coverage then Covered from 1 May 2026 until further notice Days without a lead None',
    );
    expect(words).toContain(
      'Alerts From 1 May 2026 alerts about contacts here go to Ben Ng, PCSO, no longer to Ann Ward',
    );
    const back = await post('/neighbourhoods/NC01/named-officer', {
      ...fields,
      step: 'change',
      agreedTo: 'x',
    });
    expect(back.body).toMatch(/<option value="4712" selected>/);
    expect(await app.rows(`select id from assignment where lower(during) = '2026-05-01'`)).toEqual([]);
  });

  it('warn of a withheld name, an absence without a deputy, and days without a lead', async () => {
    await app.rows(
      `insert into absence (force_id, id, officer_id, kind, during, recorded_at)
       select force_id, gen_random_uuid(), id, 'leave', '[2026-05-10,2026-06-01)', now() from officer where collar_number = '4713' returning id`,
    );
    const fields = { collarNumber: '4713', 'from-day': '01', 'from-month': '05', 'from-year': '2026' };
    const words = wordsOf(await post('/neighbourhoods/NC04/named-officer', fields));
    expect(words).toContain('name is withheld: the public page shows the team’s contact details');
    expect(words).toContain('The officer is absent from 10 May 2026 until 31 May 2026.');
    expect(words).toContain('The officer leads Neighbourhood NC03 too, from 1 July 2025.');
    // Withheld comes before absent: "its worst flaw decides".
    expect(words).toContain('Coverage then Unpublished from 1 May 2026 until further notice');
    expect(words).toContain(
      'Coverage will say that Neighbourhood NC04 is unpublished from 1 May 2026 until further notice.',
    );
    expect(words).toContain('Days without a lead from 10 April 2026 until 30 April 2026');
  });

  it('refuse an officer who has not joined or has left by then, with the day', async () => {
    await app.rows(
      `update officer set in_service = '[2026-06-01,2026-12-31)' where collar_number = '4715' returning id`,
    );
    const from = (day: string, month: string): Promise<Answer> =>
      post('/neighbourhoods/NC04/named-officer', {
        collarNumber: '4715',
        'from-day': day,
        'from-month': month,
        'from-year': '2026',
      });
    expect(wordsOf(await from('1', '5'))).toContain(
      'Officer 4715 joins on 1 June 2026; choose that day or a later one',
    );
    const last = await post('/neighbourhoods/NC04/named-officer', {
      collarNumber: '4715',
      'from-day': '1',
      'from-month': '1',
      'from-year': '2027',
    });
    expect(last.statusCode).toBe(400);
    expect(wordsOf(last)).toContain(
      'Officer 4715 leaves on 30 December 2026; choose that day or an earlier one',
    );
    expect(wordsOf(await from('1', '7'))).toContain('The officer leaves on 30 December 2026');
    await app.rows(`update officer set in_service = '(,)' where collar_number = '4715' returning id`);
  });

  it('show the check again when the assignments changed after it was shown', async () => {
    const fields = { collarNumber: '4716', 'from-day': '1', 'from-month': '5', 'from-year': '2026' };
    const late = await post('/neighbourhoods/NC03/named-officer', {
      ...fields,
      agreedTo: 'what-was-shown-before',
    });
    expect(late.statusCode).toBe(409);
    expect(wordsOf(late)).toContain('The assignments changed after you looked.');
    expect(wordsOf(late)).toContain('Check the new lead named officer');
  });

  it('replace a named officer from a date', async () => {
    const fields = { collarNumber: '4716', 'from-day': '01', 'from-month': '05', 'from-year': '2026' };
    const done = await agree('/neighbourhoods/NC01/named-officer', fields);
    expect([done.statusCode, done.headers['location']]).toEqual([303, '/neighbourhoods/NC01?done=replaced']);
    const words = wordsOf(await get('/neighbourhoods/NC01?done=replaced'));
    expect(words).toContain('Success The named officer has been replaced');
    expect(words).toContain('Lead named officer Flo Rai, Constable 4716 1 May 2026 Further notice Coming');
    expect(words).toContain('Lead named officer Ann Ward, Constable 4711 1 January 2026 30 April 2026 Now');
    const again = await post('/neighbourhoods/NC01/named-officer', fields);
    expect(again.headers['location']).toBe('/neighbourhoods/NC01?done=unchanged');
    const [entry] = await app.rows<{ actor_kind: string; request_id: string }>(
      `select actor_kind, request_id from audit_entry where subject_kind = 'assignment' and action = 'collect' order by id desc limit 1`,
    );
    expect(entry).toEqual({ actor_kind: 'person', request_id: expect.any(String) });
  });

  it('name an officer in a neighbourhood with a code that holds a space and a slash', async () => {
    const fields = { collarNumber: '4712', 'from-day': '11', 'from-month': '4', 'from-year': '2026' };
    const done = await agree('/neighbourhoods/NC%2002%2Fb/named-officer', fields);
    expect([done.statusCode, done.headers['location']]).toEqual([
      303,
      '/neighbourhoods/NC%2002%2Fb?done=replaced',
    ]);
  });
});

describe('Your Area', () => {
  let app: RegistryApp;
  beforeAll(async () => {
    app = await startRegistryApp();
    await seedRegistry(app);
  });
  afterAll(() => app.close());

  const get = (url: string): Promise<Answer> => app.ask({ url });

  it('leads from the force to the neighbourhood', async () => {
    expect((await get('/')).body).toContain('href="/your-area/leicestershire"');
    const list = await get('/your-area/leicestershire?q=belgrave');
    expect(wordsOf(list)).toContain('1 neighbourhood found for “belgrave”');
    expect(list.body).toContain('href="/your-area/leicestershire/NC01"');
    expect((await get('/your-area/leicestershire')).body).toContain(
      'href="/your-area/leicestershire/NC%2002%2Fb"',
    );
  });

  it('names the officers, with rank, and how to reach them', async () => {
    const answer = await get('/your-area/leicestershire/NC01');
    const words = wordsOf(answer);
    expect(words).toContain(
      'Your named officers Name Ann Ward Rank Constable Email ann@leics.example Telephone 101 ext. 4711',
    );
    expect(words).toContain('Name &lt;b&gt;Ed&lt;/b&gt; Quist');
    expect(answer.body).toContain('href="/your-area/leicestershire/NC01/contact"');
    expect(answer.body).toContain('href="mailto:nc01@leics.example"');
    expect(words).not.toContain('Ben Ng');
  });

  it('shows the team’s route only where the name is withheld', async () => {
    const words = wordsOf(await get('/your-area/leicestershire/NC03'));
    expect(words).toContain('whose name is not published');
    expect(words).not.toMatch(/Cy Ode|Sergeant|cy@/);
    expect(words).toContain('Telephone 101');
  });

  it('says that nobody is named, and still gives a way in', async () => {
    const answer = await get('/your-area/leicestershire/NC04');
    expect(wordsOf(answer)).toContain('There is no named officer for this neighbourhood just now.');
    expect(answer.body).toContain('/your-area/leicestershire/NC04/contact');
  });

  it('never shows a duty address, a team mailbox, a collar number or an inspector', async () => {
    for (const code of ['', '/NC01', '/NC%2002%2Fb', '/NC03', '/NC04']) {
      const { body, statusCode } = await get(`/your-area/leicestershire${code}`);
      expect(statusCode).toBe(200);
      expect(body).not.toMatch(/duty\.example|471[2-6]|Di Poe/);
    }
  });

  it.each([
    '/your-area/nowhere',
    '/your-area/nowhere/NC01',
    '/your-area/leicestershire/NC99',
    '/your-area/leicestershire/nc01',
    '/your-area/leicestershire/NC05',
  ])('answers 404 to %s', async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  });
});

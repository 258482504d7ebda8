import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { seedRegistry } from '../support/registry-story.js';
import { wordsOf } from '../support/words.js';

const from = (day: string): Record<string, string> => {
  const [year, month, number] = day.split('-') as [string, string, string];
  return { 'from-day': number, 'from-month': month, 'from-year': year };
};

describe('the workforce', () => {
  let app: RegistryApp;
  let admin: Record<string, string>;
  let body: Record<string, string>;
  beforeAll(async () => {
    app = await startRegistryApp('2026-04-10T09:00:00Z');
    await seedRegistry(app);
    admin = await app.signIn('force-admin');
    body = await app.signIn('local-policing-body');
    await app.rows(`update force set starts_on = '2026-01-01'`);
  });
  afterAll(() => app.close());

  const get = (url: string, headers = admin): Promise<Answer> => app.ask({ url, headers });
  const post = (url: string, fields: Record<string, string>): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers: admin });

  it('is counted on a day, today unless another is asked for', async () => {
    const words = wordsOf(await get('/workforce'));
    expect(words).toContain('on 10 April 2026, as on record');
    // Ann, Ed: constables; Ben: PCSO; Cy: sergeant; Di supervises. Flo's assignment is over.
    expect(words).toContain('PCSO 1 Not recorded Not recorded Not recorded Not recorded');
    expect(words).toContain('Constable 2 Not recorded');
    expect(words).toContain('All ranks 5');
    expect(words).toContain('Constable 2 0 0.0%');
    expect(words).toContain('No duty hours have been imported');
    expect(words).toContain('Nobody No officer leads on anti-social behaviour on this day.');
    expect(wordsOf(await get('/workforce?on=2026-03-31'))).toContain('Constable 3 Not recorded');
    expect(wordsOf(await get('/workforce?on-day=31&on-month=3&on-year=2026'))).toContain('on 31 March 2026');
    const wrong = await get('/workforce?on-day=31&on-month=2&on-year=2026');
    expect([wrong.statusCode, wordsOf(wrong)]).toEqual([
      400,
      expect.stringContaining('The day must be a real date'),
    ]);
  });

  it('stands against the posts of the day', async () => {
    const fields = { rank: 'constable', posts: '3', upliftTarget: '5', ...from('2026-04-01') };
    for (const wrong of [
      { ...fields, rank: 'king' },
      { ...fields, posts: '' },
      { ...fields, posts: '-1' },
      { ...fields, upliftTarget: 'x' },
      { ...fields, 'from-day': '' },
    ])
      expect((await post('/workforce/establishment', wrong)).statusCode).toBe(400);
    expect((await post('/workforce/establishment', fields)).headers['location']).toBe(
      '/workforce?done=posts',
    );
    await post('/workforce/establishment', {
      ...fields,
      posts: '4',
      upliftTarget: '',
      ...from('2026-05-01'),
    });
    expect(wordsOf(await get('/workforce'))).toContain('Constable 2 3 -1 5 -3');
    expect(wordsOf(await get('/workforce?on=2026-05-01'))).toContain('Constable 2 4 -2 Not recorded');
    expect(wordsOf(await get('/workforce/establishment'))).toContain(
      'Constable 3 5 1 April 2026 30 April 2026',
    );
    // The same first day again is a correction: nothing of the first is left.
    await post('/workforce/establishment', { ...fields, posts: '2' });
    expect(wordsOf(await get('/workforce/establishment'))).toContain(
      'Constable 2 5 1 April 2026 30 April 2026',
    );
    const kept = await app.rows<{ posts: number }>(
      `select (before ->> 'posts')::int as posts from registry_history where kind = 'establishment' and after is null`,
    );
    expect(kept).toEqual([{ posts: 3 }]);
  });

  it('has a lead on anti-social behaviour, and days without one', async () => {
    const name = (collarNumber: string, day: string): Promise<Answer> =>
      post('/workforce/asb-lead', { collarNumber, ...from(day) });
    expect(wordsOf(await name('9999', '2026-02-01'))).toContain(
      'No officer of the force has this collar number',
    );
    expect((await name('', '')).statusCode).toBe(400);
    expect((await name('4714', '2026-02-01')).headers['location']).toBe('/workforce?done=named');
    expect((await name('4714', '2026-03-01')).headers['location']).toBe('/workforce?done=unchanged');
    expect((await name('4713', '2026-04-01')).headers['location']).toBe('/workforce?done=named');
    const words = wordsOf(await get('/workforce'));
    expect(words).toContain('Name Cy Ode Rank Sergeant Since 1 April 2026 Email cy@leics.example');
    expect(words).toContain('Days without a lead From Until Days 1 January 2026 31 January 2026 31');
    expect(words).toContain('Di Poe, Inspector 1 February 2026 31 March 2026');
    expect(wordsOf(await get('/workforce?on=2026-03-31'))).toContain('Name Di Poe');
    const end = await post('/workforce/asb-lead/end', {
      'until-day': '5',
      'until-month': '4',
      'until-year': '2026',
    });
    expect(end.headers['location']).toBe('/workforce?done=ended');
    expect(wordsOf(await get('/workforce'))).toContain('6 April 2026 Goes on 5');
    await name('4713', '2026-04-06');
    const [{ n }] = (await app.rows<{ n: number }>(
      `select count(*) as n from audit_entry where subject_kind = 'force' and detail ->> 'post' is not null`,
    )) as [{ n: number }];
    expect(n).toBe(4);
  });

  it('refuses a lead who does not serve on the first day', async () => {
    await app.rows(`update officer set in_service = '[2026-02-01,)' where collar_number = '4716'`);
    const answer = await post('/workforce/asb-lead', { collarNumber: '4716', ...from('2026-01-31') });
    expect([answer.statusCode, wordsOf(answer)]).toEqual([
      400,
      expect.stringContaining('does not serve on 31 January 2026'),
    ]);
  });

  it('tells the local policing body counts, and of people only what is public', async () => {
    const page = await get('/workforce', body);
    expect(page.statusCode).toBe(200);
    expect(wordsOf(page)).toContain('Name Withheld Rank Sergeant');
    expect(page.body).not.toMatch(/Cy Ode|cy@leics|Di Poe|Ann Ward|asb-lead|establishment/);
    expect(wordsOf(await get('/workforce?on=2026-03-31', body))).toContain('Name Di Poe Rank Inspector');
  });

  it('flags a month strictly above 20 %, unrounded', async () => {
    await app.rows(
      `insert into duty_month (force_id, id, officer_id, month_on, rostered_hours, abstracted_hours)
       select 'leicestershire', gen_random_uuid(), o.id, v.month_on, 160, v.abstracted from officer o,
         (values (date '2026-02-01', 32.00), (date '2026-03-01', 32.01)) v (month_on, abstracted) where o.collar_number = '4711'`,
    );
    const words = wordsOf(await get('/workforce', body));
    expect(words).toContain('February 2026 160 32 20.0% Within');
    expect(words).toContain('March 2026 160 32.01 20.0% Above 20%');
    expect(words).toContain(
      'By rank, March 2026 Rank Hours rostered Hours abstracted Share Pledge Constable 160 32.01 20.0% Above 20%',
    );
  });

  it('is open to those who answer for it, and changed by the admin alone', async () => {
    for (const role of ['supervisor', 'auditor'] as const) {
      const headers = await app.signIn(role);
      expect((await get('/workforce', headers)).statusCode).toBe(200);
      expect((await get('/workforce/asb-lead', headers)).statusCode).toBe(403);
      expect((await get('/workforce/establishment', headers)).statusCode).toBe(403);
    }
    expect((await get('/workforce', await app.signIn('team'))).statusCode).toBe(403);
    expect((await get('/workforce/asb-lead')).statusCode).toBe(200);
  });

  it('is the same for machines', async () => {
    const read = await app.key(['reports:read']);
    const write = await app.key(['registry:write']);
    const ask = (on: string): Promise<Answer> =>
      app.ask({ url: `/api/v1/workforce?on=${on}`, headers: read });
    const answer = (await ask('2026-04-10')).json();
    expect(answer.tenure).toEqual([
      { rank: 'constable', officers: 2, twoYearsOrMore: 0, share: '0.0%' },
      { rank: 'pcso', officers: 1, twoYearsOrMore: 0, share: '0.0%' },
      { rank: 'sergeant', officers: 1, twoYearsOrMore: 0, share: '0.0%' },
    ]);
    expect((await ask('2028-01-01')).json().tenure[0]).toEqual({
      rank: 'constable',
      officers: 2,
      twoYearsOrMore: 2,
      share: '100.0%',
    });
    expect(answer.headcount).toContainEqual({ rank: 'constable', officers: 2, posts: 2, upliftTarget: 5 });
    expect(answer.abstraction.months[0]).toEqual({
      month: '2026-03',
      rank: null,
      hoursRostered: 160,
      hoursAbstracted: 32.01,
      share: '20.0%',
      abovePledge: true,
    });
    expect(answer.asbLead).toMatchObject({
      current: { collarNumber: '4713', nameWithheld: true, from: '2026-04-06', until: null },
      gaps: [{ from: '2026-01-01', until: '2026-01-31' }],
    });
    const post = (path: string, payload: object, headers = write): Promise<Answer> =>
      app.ask({ method: 'POST', url: `/api/v1/workforce/${path}`, payload, headers });
    expect((await post('asb-lead', { collarNumber: '4711', from: '2026-06-01' })).json()).toEqual({
      outcome: 'named',
    });
    expect((await post('establishment', { rank: 'pcso', posts: 2, from: '2026-01-01' })).statusCode).toBe(
      204,
    );
    expect((await post('establishment', { rank: 'pcso', posts: 1.5, from: '2026-01-01' })).statusCode).toBe(
      400,
    );
    expect((await post('asb-lead', { collarNumber: '4711', from: '2026-06-01' }, read)).statusCode).toBe(403);
    expect((await ask('yesterday')).statusCode).toBe(400);
  });
});

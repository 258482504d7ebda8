import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { Forces } from '../../src/registry/forces.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { wordsOf } from '../support/words.js';

/**
 * On 10 April 2026: Abbey's lead goes after the 20th; Bray's left after March; Cole's has leave from the 14th to 10 May;
 * Dale's has the name withheld and a deputy. Ward E1 is Abbey with a sliver of Bray, E2 is both, E3 nobody's.
 */
const STORY = `
insert into neighbourhood (force_id, id, code, name, during, form_enabled, created_at, updated_at)
select '${FORCE}', md5(c)::uuid, c, n, '[2020-01-01,)', true, now(), now()
from (values ('A 1/b', 'Abbey'), ('B', 'Bray'), ('C', '<b>Cole</b>'), ('D', 'Dale')) as v (c, n);
insert into officer (force_id, id, collar_number, name, rank, name_withheld, created_at, updated_at)
select '${FORCE}', md5(c)::uuid, c, n, 'constable', c = '4', now(), now()
from (values ('1', 'Ann Ward'), ('2', 'Ben Ng'), ('3', 'Cy Ode'), ('4', 'Di Poe'), ('5', 'Ed Quist')) as v (c, n);
insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
select '${FORCE}', gen_random_uuid(), md5(p)::uuid, md5(o)::uuid, r, d::daterange, now()
from (values ('A 1/b', '1', 'lead', '[2025-01-01,2026-04-20]'), ('B', '2', 'lead', '[2025-01-01,2026-03-31]'),
             ('C', '3', 'lead', '[2025-01-01,)'), ('D', '4', 'lead', '[2025-01-01,)'), ('D', '5', 'deputy', '[2025-01-01,)'))
  as v (p, o, r, d);
insert into absence (force_id, id, officer_id, kind, during, recorded_at)
values ('${FORCE}', gen_random_uuid(), md5('3')::uuid, 'leave', '[2026-04-14,2026-05-10]', now());
insert into ward (force_id, id, code, name, during, boundary, min_lng, min_lat, max_lng, max_lat, area_km2, created_at, updated_at)
select '${FORCE}', md5(c)::uuid, c, 'Ward ' || c, '[2020-01-01,)', '{}', 0, 0, 1, 1, 1, now(), now()
from (values ('E1'), ('E2'), ('E3')) as v (c);
insert into ward_share (force_id, id, ward_id, neighbourhood_id, share)
select '${FORCE}', gen_random_uuid(), md5(w)::uuid, md5(p)::uuid, s
from (values ('E1', 'A 1/b', 0.96), ('E1', 'B', 0.04), ('E2', 'A 1/b', 0.5), ('E2', 'B', 0.5)) as v (w, p, s);`;

let app: RegistryApp;
let machine: Record<string, string>;

beforeAll(async () => {
  app = await startRegistryApp('2026-04-10T09:00:00Z');
  for (const id of [FORCE, 'kent']) {
    const force = { id, name: id, startsOn: '2025-07-01' };
    await app.app.get(Forces).add(force, { kind: 'command', id: 'test' });
  }
  for (const statement of STORY.split(';')) if (statement.trim()) await app.rows(statement);
  machine = await app.key(['registry:read']);
});
afterAll(() => app.close());

const get = (url: string, headers: Record<string, string>): Promise<Answer> => app.ask({ url, headers });

describe('the page about coverage', () => {
  const words = async (when = ''): Promise<string> =>
    wordsOf(await get(`/coverage${when}`, await app.signIn('force-admin')));

  it("says today's figures by neighbourhood and by ward, with the national measure beside them", async () => {
    const text = await words();
    expect(text).toContain('On 10 April 2026.');
    expect(text).toContain('Neighbourhoods 3 of 4 75.0% 2 of 4 50.0%');
    expect(text).toContain('Council wards 1 of 3 33.3% 1 of 3 33.3%');
    expect(text).toContain('Covered 2 Deputy covering 1 Absent 0 Not contactable 0 Unpublished 0 Vacant 1');
    expect(text).toContain('Covered 1 Partly covered 1 Not covered 1');
  });

  it('finds every neighbourhood without cover now, in the next week and in the next month', async () => {
    const now = await words();
    expect(now).toContain('1 neighbourhood without cover on 10 April 2026.');
    expect(now).toContain('Bray (B) 1 April 2026 No end known Vacant');
    const week = await words('?when=week');
    expect(week).toContain('2 neighbourhoods without cover on any day from 11 April 2026 to 17 April 2026.');
    expect(week).toContain('Cole&lt;/b&gt; (C) 14 April 2026 10 May 2026 Absent');
    expect(await words('?when=month')).toContain(
      '3 neighbourhoods without cover on any day from 11 April 2026 to 10 May 2026.',
    );
  });

  it('lists what is coming, why and through whom, each linked to its neighbourhood', async () => {
    const page = await get('/coverage', await app.signIn('local-policing-body'));
    expect(wordsOf(page)).toMatch(
      /Cole\S* \(C\) 14 April 2026 10 May 2026 Absence begins Cy Ode, Constable Abbey \(A 1\/b\) 21 April 2026 No end known Assignment ends Ann Ward, Constable/,
    );
    expect(page.body).toContain('href="/neighbourhoods/A%201%2Fb"');
    expect(page.body).toContain('href="/neighbourhoods/B"');
    expect(page.body).not.toContain('<b>Cole');
    expect(page.body).toMatch(/<title>\s*Coverage/);
    expect(page.body.match(/<h1/g)).toHaveLength(1);
  });

  it('says the state on any day, past or ahead, as it is recorded today', async () => {
    const past = await words('?on=2026-03-31');
    expect(past).toContain('Coverage today On 31 March 2026.');
    expect(past).toContain('Neighbourhoods 4 of 4 100.0%');
    expect(past).toContain('Neighbourhoods by state on 31 March 2026');
    expect(past).toContain('0 neighbourhoods without cover on 31 March 2026.');
    expect(past).toContain('in the 90 days after 31 March 2026,');
    const ahead = await words('?on=2026-05-01');
    expect(ahead).toContain('Covered 0 Deputy covering 1 Absent 1 Not contactable 0 Unpublished 0 Vacant 2');
    const page = await get('/coverage?on=2026-05-01&when=week', await app.signIn('force-admin'));
    expect(page.body).toContain('href="/coverage?when=month&amp;on=2026-05-01#without-cover"');
    expect(wordsOf(page)).toContain('on any day from 2 May 2026 to 8 May 2026.');
    expect(await words('?on=2025-06-30')).toContain('There is nothing to count on 30 June 2025');
    expect(await words('?on=2026-04-10')).toContain('Neighbourhoods 3 of 4 75.0% 2 of 4 50.0%');
  });

  it.each([
    ['?on=2026-02-30', 'on must be a date such as 2026-03-29'],
    ['?when=never&when=week', 'when must be one of now, week, month'],
    ['?when=always', 'when must be one of now, week, month'],
    ['?day=2026-03-31', 'day is not a known field; remove it'],
  ])('says what is wrong with %s', async (query, message) => {
    const answer = await get(`/coverage${query}`, await app.signIn('force-admin'));
    expect([answer.statusCode, wordsOf(answer)]).toEqual([400, expect.stringContaining(message)]);
  });

  it('is for those who answer for the promise and those who hold them to it', async () => {
    for (const role of ['supervisor', 'force-admin', 'auditor', 'local-policing-body'] as const)
      expect((await get('/coverage', await app.signIn(role))).statusCode).toBe(200);
    expect((await get('/coverage', await app.signIn('team'))).statusCode).toBe(403);
    expect((await get('/coverage', {})).statusCode).toBe(303);
  });

  it('says so where there is nothing yet', async () => {
    const text = wordsOf(await get('/coverage', await app.signIn('force-admin', 'kent')));
    expect(text).toContain('There is nothing to count on 10 April 2026');
    expect(text).toContain('0 neighbourhoods without cover on 10 April 2026.');
    expect(text).toContain('No gap is coming, as known today.');
  });
});

type Json = Record<string, unknown> & { items: object[]; total: number; whole: Record<string, unknown> };

describe('GET /api/v1/coverage', () => {
  const read = async (query: string, headers = machine): Promise<{ status: number; json: Json }> => {
    const { statusCode, body } = await get(`/api/v1/coverage${query}`, headers);
    return { status: statusCode, json: JSON.parse(body) as Json };
  };

  it('answers for every neighbourhood over a period, with numerators and denominators', async () => {
    const { status, json } = await read('?from=2026-03-01&to=2026-04-30');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      from: '2026-03-01',
      to: '2026-04-30',
      by: 'neighbourhood',
      total: 4,
      pageSize: 200,
    });
    expect(json.items).toMatchObject(['C', 'A 1/b', 'B', 'D'].map((code) => ({ code })));
    expect(json.items[2]).toEqual({
      code: 'B',
      name: 'Bray',
      lastState: 'vacant',
      nationalOnLastDay: false,
      days: {
        covered: 31,
        'deputy-covering': 0,
        absent: 0,
        'not-contactable': 0,
        unpublished: 0,
        vacant: 30,
      },
      coverage: { numerator: 31, denominator: 61, percent: '50.8' },
      national: { numerator: 31, denominator: 61, percent: '50.8' },
      gaps: [{ from: '2026-04-01', to: '2026-04-30', days: 30, states: ['vacant'] }],
    });
    // Cole 44 and 17 absent, Abbey 51, Bray 31, Dale 61 by the deputy; nationally Cole 61, Abbey 51, Bray 31.
    expect(json.whole).toEqual({
      coverage: { numerator: 187, denominator: 244, percent: '76.6' },
      national: { numerator: 143, denominator: 244, percent: '58.6' },
      coverageOnLastDay: { numerator: 1, denominator: 4, percent: '25.0' },
      nationalOnLastDay: { numerator: 1, denominator: 4, percent: '25.0' },
    });
  });

  it('answers by ward, a page at a time, with the figures of the whole force on each', async () => {
    const { json } = await read('?from=2026-04-10&by=ward&pageSize=1&page=2');
    expect(json).toMatchObject({ from: '2026-04-10', to: '2026-04-10', total: 3, page: 2, pageSize: 1 });
    expect(json.items).toEqual([
      {
        code: 'E2',
        name: 'Ward E2',
        lastState: 'partly',
        nationalOnLastDay: false,
        days: { covered: 0, partly: 1, 'not-covered': 0 },
        coverage: { numerator: 0, denominator: 1, percent: '0.0' },
        national: { numerator: 0, denominator: 1, percent: '0.0' },
        gaps: [{ from: '2026-04-10', to: '2026-04-10', days: 1, states: ['partly'] }],
      },
    ]);
    expect(json.whole['coverageOnLastDay']).toEqual({ numerator: 1, denominator: 3, percent: '33.3' });
  });

  it('begins at the start date of the force, and is of today unless a day is given', async () => {
    expect((await read('?from=2025-06-01&to=2025-07-02')).json).toMatchObject({ from: '2025-07-01' });
    const before = (await read('?from=2025-01-01&to=2025-01-31')).json;
    expect(before).toMatchObject({ items: [], total: 0 });
    expect(before.whole['coverage']).toEqual({ numerator: 0, denominator: 0, percent: null });
    expect((await read('')).json).toMatchObject({ from: '2026-04-10', to: '2026-04-10' });
  });

  it('lists open and coming gaps', async () => {
    const { json } = await read('/gaps');
    expect(json).toMatchObject({ from: '2026-04-10', days: 90, total: 3 });
    expect(json.items).toEqual([
      {
        kind: 'open',
        code: 'B',
        name: 'Bray',
        from: '2026-04-01',
        to: null,
        states: ['vacant'],
        reason: null,
        collarNumber: null,
      },
      {
        kind: 'coming',
        code: 'C',
        name: '<b>Cole</b>',
        from: '2026-04-14',
        to: '2026-05-10',
        states: ['absent'],
        reason: 'absence-begins',
        collarNumber: '3',
      },
      {
        kind: 'coming',
        code: 'A 1/b',
        name: 'Abbey',
        from: '2026-04-21',
        to: null,
        states: ['vacant'],
        reason: 'assignment-ends',
        collarNumber: '1',
      },
    ]);
    expect((await read('/gaps?days=4')).json.total).toBe(2);
    expect((await read('/gaps?days=3')).json.total).toBe(1);
    const later = (await read('/gaps?from=2026-04-21&pageSize=1&page=2')).json;
    expect(later).toMatchObject({ total: 3, items: [{ kind: 'open', code: 'A 1/b', from: '2026-04-21' }] });
  });

  it.each([
    ['?from=2026-02-30', 'from'],
    ['?from=2026-04-02&to=2026-04-01', 'to'],
    ['?from=2020-01-01&to=2026-04-01', 'to'],
    ['?by=street', 'by'],
    ['?pageSize=201', 'pageSize'],
    ['?since=2026-01-01', 'since'],
    ['/gaps?days=0', 'days'],
    ['/gaps?days=a', 'days'],
  ])('refuses %s and says which field is at fault', async (query, field) => {
    const { status, json } = await read(query);
    expect(status).toBe(400);
    expect(JSON.stringify(json)).toContain(field);
  });

  it('needs the scope, and another force sees nothing of it', async () => {
    expect((await read('', await app.key(['reports:read']))).status).toBe(403);
    expect((await read('', {})).status).toBe(401);
    expect((await read('', await app.key(['registry:read'], 'kent'))).json).toMatchObject({
      total: 0,
      items: [],
    });
    expect((await read('/gaps', await app.key(['registry:read'], 'kent'))).json).toMatchObject({ total: 0 });
  });
});

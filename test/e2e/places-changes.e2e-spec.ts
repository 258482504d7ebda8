import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ForceDatabase } from '../../src/database/force-database.js';
import { NeighbourhoodQueries } from '../../src/registry/neighbourhood-queries.js';
import { formerNameHolds } from '../../src/registry/places/former-name-search.js';
import { remeasure } from '../../src/registry/places/remeasure.js';
import { nameChange } from '../../src/registry/changed-by.js';
import type { Answer } from '../support/access-app.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { ASSIGNMENT_HEADER, collection, csv, feature, OFFICER_HEADER } from '../support/registry-import.js';
import { wordsOf } from '../support/words.js';

let app: RegistryApp;
let admin: Record<string, string>;
let writer: Record<string, string>;

const get = (url: string, headers = admin): Promise<Answer> => app.ask({ url, headers });
const post = (url: string, fields: Record<string, string>, headers = admin): Promise<Answer> =>
  app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers });
const change = (code: string, payload: object, headers = writer): Promise<Answer> =>
  app.ask({
    method: 'POST',
    url: `/api/v1/neighbourhoods/${encodeURIComponent(code)}/changes`,
    payload,
    headers,
  });
const days = (prefix: string, [day, month, year]: [string, string, string]): Record<string, string> => ({
  [`${prefix}-day`]: day,
  [`${prefix}-month`]: month,
  [`${prefix}-year`]: year,
});
const duringOf = async (...codes: string[]): Promise<Record<string, string>> => {
  const rows = await app.rows<{ code: string; during: string }>(
    `select code, during from neighbourhood where code = any($1) order by code`,
    [codes],
  );
  return Object.fromEntries(rows.map(({ code, during }) => [code, during]));
};
const assignmentsOf = async (code: string): Promise<string[]> => {
  const rows = await app.rows<{ text: string }>(
    `select o.collar_number || ' ' || a.role || ' ' || a.during as text from assignment a
     join officer o on o.id = a.officer_id join neighbourhood n on n.id = a.neighbourhood_id
     where n.code = $1 order by o.collar_number, a.during`,
    [code],
  );
  return rows.map(({ text }) => text);
};

/** On 10 April 2026: four places in a row, two of them in a command area, and six officers. */
beforeAll(async () => {
  app = await startRegistryApp();
  await app.take(
    'neighbourhoods',
    collection(
      feature('P1', 0, { population: 100, email: 'p1@force.example', team_mailbox: 'p1-team@force.example' }),
      feature('P2', 1, { population: 200 }),
      feature('P3', 2),
      feature('P4', 3),
      feature('P5', 4),
    ),
  );
  await app.take(
    'officers',
    csv(
      OFFICER_HEADER,
      '1,Ann Ward,PC,ann@duty.example,,,',
      '2,Ben Ng,PCSO,ben@duty.example,,,',
      '3,Cy Ode,Sergeant,cy@duty.example,,,',
      '4,Di Poe,PC,di@duty.example,,,',
      '5,Ed Quist,Inspector,ed@duty.example,,,',
    ),
  );
  await app.take(
    'assignments',
    csv(
      ASSIGNMENT_HEADER,
      'P1,1,lead,2026-01-01,',
      'P1,2,team,2026-01-01,',
      'P2,2,deputy,2026-01-01,',
      'P2,4,lead,2026-01-01,',
      'P3,3,lead,2026-01-01,',
      'P4,4,team,2026-06-01,',
    ),
  );
  admin = await app.signIn('force-admin');
  writer = await app.key(['registry:read', 'registry:write']);
});
afterAll(() => app.close());

describe('a neighbourhood that is renamed', () => {
  it('keeps its former name with its last day, and is found by it', async () => {
    const answer = await change('P3', { kind: 'rename', name: 'Park', from: '2026-04-10' });
    expect([answer.statusCode, answer.json().outcome]).toEqual([200, 'changed']);
    expect(await app.rows(`select name, until_on from neighbourhood_former_name`)).toEqual([
      { name: 'Neighbourhood P3', until_on: '2026-04-09' },
    ]);
    const search = `select n.code, n.name from neighbourhood n where ${formerNameHolds('n', '$1')}`;
    expect(await app.rows(search, ['hood p3'])).toEqual([{ code: 'P3', name: 'Park' }]);
    const again = await change('P3', { kind: 'rename', name: 'Park', from: '2026-04-10' });
    expect(again.json().outcome).toBe('unchanged');
    expect(wordsOf(await get('/neighbourhoods/P3/change'))).toContain(
      'Called Neighbourhood P3 until 9 April 2026',
    );
  });

  it.each<[string, object, string, number, string[]]>([
    ['without a name', { kind: 'rename', from: '2026-04-10' }, 'P3', 400, ['rename needs name']],
    [
      'with what belongs to a merger',
      { kind: 'rename', name: 'X', from: '2026-04-10', others: ['P1'] },
      'P3',
      400,
      ['rename has no others; remove it'],
    ],
    [
      'ahead of time',
      { kind: 'rename', name: 'X', from: '2026-04-11' },
      'P3',
      400,
      ['The first day of the new name must be today or earlier; rename it on the day itself'],
    ],
    ['that is none', { kind: 'rename', name: 'X', from: '2026-04-10' }, 'P99', 404, []],
    [
      'by a change nobody knows',
      { kind: 'swap' },
      'P3',
      400,
      ['kind must be one of begin, rename, end, merge, split'],
    ],
    [
      'from no day',
      { kind: 'rename', name: 'X', from: '31/4/2026' },
      'P3',
      400,
      ['from must be a date such as 2026-03-29, in a year from 1900 to 2199'],
    ],
    [
      'with an unknown field',
      { kind: 'end', until: '2026-05-01', force: true },
      'P3',
      400,
      ['force is not a known field; remove it'],
    ],
    [
      'end and into',
      { kind: 'merge', from: '2026-05-01', into: [] },
      'P3',
      400,
      ['merge needs exactly one neighbourhood in into'],
    ],
  ])('is refused %s', async (_, body, code, status, messages) => {
    const answer = await change(code, body);
    expect(answer.statusCode).toBe(status);
    const errors = (answer.json().errors ?? []) as { message?: string; detail?: string }[];
    expect(errors.map(({ message, detail }) => message ?? detail)).toEqual(messages);
  });
});

describe('neighbourhoods that merge', () => {
  const merger = {
    kind: 'merge',
    from: '2026-05-01',
    others: ['P2'],
    into: [{ code: 'M1', name: 'Merged', lead: '1' }],
    carry: true,
  };

  it('say first what that does, and change nothing', async () => {
    const [before] = await app.rows('select count(*) as count from registry_history');
    const answer = await change('P1', { ...merger, preview: true });
    expect(answer.json()).toEqual({
      outcome: 'preview',
      consequences: [
        'Neighbourhood P1 (P1) ends on 30 April 2026.',
        'Neighbourhood P2 (P2) ends on 30 April 2026.',
        'Merged (M1) begins on 1 May 2026 with the contact details of P1.',
        'Its boundary is those of P1, P2 together.',
        'In P1 the assignment of officer 1, lead named officer, ends on 30 April 2026.',
        'In P1 the assignment of officer 2, team member, ends on 30 April 2026.',
        'In P2 the assignment of officer 2, deputy, ends on 30 April 2026.',
        'In P2 the assignment of officer 4, lead named officer, ends on 30 April 2026.',
        'Officer 1 is lead named officer of M1 from 1 May 2026.',
        'Officer 4 goes on in M1 as named officer from 1 May 2026.',
        'Officer 2 goes on in M1 as deputy from 1 May 2026.',
        'Contacts, their deadlines and figures of P1, P2 stay where they are; the officers of M1 see its open contacts and hear of them.',
      ],
      warnings: [],
    });
    expect(await app.rows('select count(*) as count from registry_history')).toEqual([before]);
  });

  it('end the day before and go on as one, in one transaction that is written down', async () => {
    const answer = await change('P1', merger);
    expect([answer.statusCode, answer.json().outcome]).toEqual([200, 'changed']);
    expect(await duringOf('P1', 'P2', 'M1')).toEqual({
      P1: '[2025-07-01,2026-05-01)',
      P2: '[2025-07-01,2026-05-01)',
      M1: '[2026-05-01,)',
    });
    expect(await assignmentsOf('P1')).toEqual([
      '1 lead [2026-01-01,2026-05-01)',
      '2 team [2026-01-01,2026-05-01)',
    ]);
    expect(await assignmentsOf('M1')).toEqual([
      '1 lead [2026-05-01,)',
      '2 deputy [2026-05-01,)',
      '4 named [2026-05-01,)',
    ]);
    const [merged] = await app.rows<object>(
      `select email, team_mailbox, population, round(area_km2::numeric, 2)::float8 as area, boundary ->> 'type' as type
       from neighbourhood where code = 'M1'`,
    );
    const [parts] = await app.rows<{ area: number }>(
      `select round(sum(area_km2)::numeric, 2)::float8 as area from neighbourhood where code in ('P1', 'P2')`,
    );
    expect(merged).toEqual({
      email: 'p1@force.example',
      team_mailbox: 'p1-team@force.example',
      population: 300,
      area: parts!.area,
      type: 'MultiPolygon',
    });
    const history = await app.rows<object>(
      `select distinct actor_kind from registry_history where kind in ('neighbourhood_succession', 'contact_route') and at >= '2026-04-10'`,
    );
    expect(history).toEqual([{ actor_kind: 'api-key' }, { actor_kind: 'command' }]);
    const audits = await app.rows<{ subject_kind: string; action: string; count: number }>(
      `select subject_kind, action, count(*) as count from audit_entry where actor_kind = 'api-key' and at >= '2026-04-10'
       and detail ->> 'kind' is distinct from 'rename' group by 1, 2 order by 1, 2`,
    );
    expect(audits).toEqual([
      { subject_kind: 'assignment', action: 'alter', count: 4 },
      { subject_kind: 'assignment', action: 'collect', count: 3 },
      { subject_kind: 'neighbourhood', action: 'alter', count: 4 },
      { subject_kind: 'neighbourhood', action: 'collect', count: 1 },
    ]);
  });

  it('change nothing the second time', async () => {
    const [before] = await app.rows('select count(*) as count from registry_history');
    expect((await change('P1', merger)).json().outcome).toBe('unchanged');
    expect(await app.rows('select count(*) as count from registry_history')).toEqual([before]);
  });

  it('are answered for by their successor once they have ended', async () => {
    const answering = async (code: string, on: string): Promise<string[]> => {
      const rows = await app.rows<{ code: string }>(
        `select n.code from neighbourhood o cross join lateral answering_for(o.force_id, o.id, $2::date) a (id)
         join neighbourhood n on n.id = a.id where o.code = $1 order by 1`,
        [code, on],
      );
      return rows.map((row) => row.code);
    };
    expect(await answering('P1', '2026-04-30')).toEqual(['P1']);
    expect(await answering('P1', '2026-05-01')).toEqual(['M1', 'P1']);
    expect(await answering('M1', '2026-05-01')).toEqual(['M1']);
    const answered = await app.rows<{ code: string }>(
      `select n.code from neighbourhood o cross join lateral answered_by(o.force_id, o.id, '2026-05-01') a (id)
       join neighbourhood n on n.id = a.id where o.code = 'M1' order by 1`,
    );
    expect(answered.map((row) => row.code)).toEqual(['M1', 'P1', 'P2']);
    const heard = await app.app.get(ForceDatabase).asSweeper((manager) =>
      manager.query<{ code: string }[]>(
        `select n.code from neighbourhood o cross join lateral answering_for(o.force_id, o.id, '2026-05-01') a (id)
         join neighbourhood n on n.force_id = o.force_id and n.id = a.id where o.code = 'P2' order by 1`,
      ),
    );
    expect(heard.map((row) => row.code)).toEqual(['M1', 'P2']);
  });

  it('hold their points until the day, and the successor from it', async () => {
    const at = async (on: string): Promise<string | undefined> =>
      app.app
        .get(ForceDatabase)
        .inForce(
          FORCE,
          async (manager) =>
            (await new NeighbourhoodQueries().placeByPoint(manager, FORCE, 52.005, -0.995, on))?.code,
        );
    expect([await at('2026-04-30'), await at('2026-05-01')]).toEqual(['P1', 'M1']);
  });

  it.each<[string, object, number, string]>([
    ['with one that is none', { others: ['P99'] }, 400, 'No neighbourhood of the force has the code P99'],
    [
      'with nobody',
      { others: [], into: [{ code: 'N', name: 'N' }] },
      400,
      'A merger needs at least one other neighbourhood',
    ],
    [
      'under a lead that nobody is',
      { into: [{ code: 'N', name: 'N', lead: '99' }] },
      400,
      'Lead of N: No officer of the force has this collar number; import the officer first',
    ],
    [
      'under an inspector',
      { into: [{ code: 'N', name: 'N', lead: '5' }] },
      400,
      'Lead of N: The rank Inspector cannot be lead named officer; choose a PCSO, Constable or Sergeant',
    ],
    [
      'into an unusable code',
      { into: [{ code: 'neighbourhoods', name: 'N' }] },
      400,
      'The code cannot be "neighbourhoods"',
    ],
    [
      'with one that has ended',
      { others: ['P1'], from: '2026-06-01' },
      400,
      'P1 ended on 30 April 2026; it cannot end again',
    ],
  ])('are refused %s', async (_, more, status, message) => {
    const answer = await change('P3', {
      ...merger,
      others: ['P4'],
      into: [{ code: 'N', name: 'N' }],
      ...more,
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.body).toContain(JSON.stringify(message).slice(1, -1));
    expect(await duringOf('P3', 'P4', 'N')).toEqual({ P3: '[2025-07-01,)', P4: '[2025-07-01,)' });
  });
});

describe('a neighbourhood that is changed on its page', () => {
  it('is split in three page loads, with what it does shown before', async () => {
    expect((await get('/neighbourhoods/P4/change')).statusCode).toBe(200);
    const typed = {
      kind: 'split',
      'split-into': 'P4\nS2, South, 3',
      'split-carry': 'yes',
      ...days('split-from', ['1', '5', '2026']),
    };
    const preview = await post('/neighbourhoods/P4/change', typed);
    const words = wordsOf(preview);
    expect(words).toContain('South (S2) begins on 1 May 2026 with the contact details of P4.');
    expect(words).toContain('Neighbourhood P4 (P4) goes on.');
    expect(words).toContain('Officer 4 goes on in S2 as team member from 1 June 2026.');
    expect(words).toContain('P4 has no lead named officer from 1 May 2026: name one.');
    const seen = /name="seen" value="(\w+)"/.exec(preview.body)![1]!;
    const edit = await post('/neighbourhoods/P4/change', { ...typed, seen, step: 'edit' });
    expect(edit.body).toContain('S2, South, 3</textarea>');
    const stale = await post('/neighbourhoods/P4/change', { ...typed, seen: 'other', step: 'save' });
    expect([stale.statusCode, wordsOf(stale).includes('nothing was saved')]).toEqual([409, true]);
    expect(await duringOf('S2')).toEqual({});
    const saved = await post('/neighbourhoods/P4/change', { ...typed, seen, step: 'save' });
    expect([saved.statusCode, saved.headers['location']]).toEqual([303, '/neighbourhoods/P4?done=changed']);
    expect(await duringOf('P4', 'S2')).toEqual({ P4: '[2025-07-01,)', S2: '[2026-05-01,)' });
    expect(await assignmentsOf('S2')).toEqual(['3 lead [2026-05-01,)', '4 team [2026-06-01,)']);
    expect(await assignmentsOf('P4')).toEqual(['4 team [2026-06-01,)']);
  });

  it('ends with its assignments, and says who hears of its contacts', async () => {
    const typed = { kind: 'end', ...days('end-until', ['31', '5', '2026']) };
    const preview = await post('/neighbourhoods/P4/change', typed);
    expect(wordsOf(preview)).toContain(
      'In P4 the assignment of officer 4, team member, planned from 1 June 2026, is taken out.',
    );
    expect(wordsOf(preview)).toContain('Nothing follows it.');
    const seen = /name="seen" value="(\w+)"/.exec(preview.body)![1]!;
    await post('/neighbourhoods/P4/change', { ...typed, seen, step: 'save' });
    expect(await duringOf('P4')).toEqual({ P4: '[2025-07-01,2026-06-01)' });
    expect(await assignmentsOf('P4')).toEqual([]);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['nothing', {}, ['Choose what happens to the neighbourhood']],
    [
      'a merger without anything',
      { kind: 'merge' },
      ['Enter the code of the neighbourhood they become', 'Enter the first day of the new order'],
    ],
    [
      'a name without a day',
      { kind: 'rename', 'rename-name': 'X', ...days('rename-from', ['31', '4', '2026']) },
      ['Enter a real date, such as 27 3 2026'],
    ],
    [
      'one part',
      { kind: 'split', 'split-into': 'N, North', ...days('split-from', ['1', '5', '2026']) },
      ['A split needs at least two neighbourhoods to go on as'],
    ],
    ['a field that is not there', { kind: 'end', role: 'x' }, ['role is not a known field; remove it']],
  ])('shows the form again for %s', async (_, typed, messages) => {
    const answer = await post('/neighbourhoods/P3/change', typed);
    expect(answer.statusCode).toBe(400);
    for (const message of messages) expect(wordsOf(answer)).toContain(message);
  });

  it('is closed to who may not', async () => {
    for (const role of ['team', 'supervisor', 'auditor', 'local-policing-body'] as const) {
      const headers = await app.signIn(role);
      expect((await get('/neighbourhoods/P3/change', headers)).statusCode).toBe(403);
      expect((await post('/neighbourhoods/P3/change', { kind: 'end' }, headers)).statusCode).toBe(403);
    }
    const reader = await app.key(['registry:read']);
    expect((await change('P3', { kind: 'end', until: '2026-05-01' }, reader)).statusCode).toBe(403);
    expect((await get('/neighbourhoods/P99/change')).statusCode).toBe(404);
  });
});

describe('a neighbourhood that begins', () => {
  it('is added on a page, once', async () => {
    const typed = { code: 'NEW 1', name: 'Newtown', ...days('from', ['1', '6', '2026']) };
    const done = await post('/places/new', typed);
    expect([done.statusCode, done.headers['location']]).toEqual([
      303,
      '/neighbourhoods/NEW%201?done=changed',
    ]);
    expect((await post('/places/new', typed)).headers['location']).toBe(
      '/neighbourhoods/NEW%201?done=unchanged',
    );
    const other = await post('/places/new', { ...typed, name: 'Another' });
    expect(other.statusCode).toBe(409);
    expect(wordsOf(other)).toContain('NEW 1 is a neighbourhood already');
    expect((await post('/places/new', {})).statusCode).toBe(400);
    expect((await post('/places/new', { ...typed, code: '..' })).statusCode).toBe(400);
  });
});

describe('boundaries that overlap', () => {
  it('are listed with their common area, the smaller one first, which wins a point of both', async () => {
    const wide = {
      type: 'Feature',
      properties: { code: 'WIDE', name: 'Wide' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-0.965, 52],
            [-0.9, 52],
            [-0.9, 52.01],
            [-0.965, 52.01],
            [-0.965, 52],
          ],
        ],
      },
    };
    await app.take('neighbourhoods', collection(wide));
    const [{ id }] = (await app.rows<{ id: string }>(`select id from neighbourhood where code = 'WIDE'`)) as [
      { id: string },
    ];
    await app.app.get(ForceDatabase).inForce(FORCE, async (manager) => {
      await nameChange(manager, { actor: { kind: 'command', id: 'test' } }, app.clock.now());
      await remeasure(manager, FORCE, [id]);
      const queries = new NeighbourhoodQueries();
      const place = (lng: number): Promise<string | undefined> =>
        queries.placeByPoint(manager, FORCE, 52.005, lng, '2026-04-10').then((found) => found?.code);
      expect([await place(-0.9551), await place(-0.91), await place(-0.9651)]).toEqual(['P5', 'WIDE', 'P4']);
    });
    const words = wordsOf(await get('/places/overlaps'));
    expect(words).toContain('2 overlaps on 10 April 2026, the largest first.');
    expect(words).toContain('Neighbourhood P5 (P5) Wide (WIDE) 0.76 km² 100.0%');
    expect(words).toContain('Neighbourhood P4 (P4) Wide (WIDE) 0.38 km² 50.0%');
    expect(words).not.toContain('P3');
    expect((await get('/places/overlaps', await app.signIn('local-policing-body'))).statusCode).toBe(200);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import {
  ASSIGNMENT_HEADER,
  collection,
  csv,
  feature,
  type ImportBrowser,
  importBrowser,
  OFFICER_HEADER,
  wordsOf,
} from '../support/registry-import.js';

const HEADER = `${ASSIGNMENT_HEADER},external_id`;
const PLACES = collection(feature('NC01'), feature('NC02', 1), feature('NC03', 2));
const OFFICERS = csv(
  OFFICER_HEADER,
  '4711,Ann Ward,PC,ann@force.example,,,',
  '4712,Bo Lee,PCSO,bo@force.example,,,',
  '4713,Cy Ode,Sergeant,cy@force.example,,,',
  '4714,Di Poe,Inspector,di@force.example,,,',
);

describe('a file of assignments with the ids of the force’s own', () => {
  let app: RegistryApp;
  let admin: ImportBrowser;
  let api: Record<string, string>;

  beforeAll(async () => {
    app = await startRegistryApp();
    for (const force of ['leicestershire', 'kent']) {
      await app.take('neighbourhoods', PLACES, force);
      await app.take('officers', OFFICERS, force);
    }
    admin = importBrowser(app.url, await app.signIn('force-admin'));
    api = await app.key(['registry:read', 'registry:write']);
  });
  afterAll(() => app.close());
  /** One without an id, one with. */
  beforeEach(async () => {
    await app.rows('delete from assignment');
    await app.take(
      'assignments',
      csv(HEADER, 'NC01,4711,lead,2025-07-01,,', 'NC02,4712,lead,2025-07-01,,A-2'),
    );
  });

  const stored = async (): Promise<string[]> =>
    (
      await app.rows<{ text: string }>(
        `select concat_ws(' ', n.code, o.collar_number, a.role, a.during, a.external_id) as text
           from assignment a join officer o on o.id = a.officer_id join neighbourhood n on n.id = a.neighbourhood_id
          order by n.code, lower(a.during), o.collar_number`,
      )
    ).map(({ text }) => text);
  const ids = async (): Promise<unknown> => app.rows('select id, external_id from assignment order by id');
  const preview = async (...rows: string[]): Promise<{ location: string; words: string }> => {
    const { location } = await admin.upload('assignments', csv(HEADER, ...rows));
    return { location, words: wordsOf((await admin.get(location)).html) };
  };
  const refusals = async (...rows: string[]): Promise<string> => {
    const { location } = await preview(...rows);
    return wordsOf((await admin.get(`${location}?show=refused`)).html).replace(/^.*What and why /, '');
  };

  it.each<[string, string, string, string]>([
    [
      'a last day',
      'NC02,4712,lead,2025-07-01,2026-06-30,A-2',
      'Ended until: 2026-06-30',
      '[2025-07-01,2026-07-01)',
    ],
    [
      'a first day',
      'NC02,4712,lead,2025-08-01,,A-2',
      'Changed from: 2025-07-01 → 2025-08-01',
      '[2025-08-01,)',
    ],
    ['a role', 'NC02,4712,named,2025-07-01,,A-2', 'Changed role: lead → named', 'named'],
    [
      'an officer',
      'NC02,4713,lead,2025-07-01,,A-2',
      'NC02 4713 lead (was NC02 4712 lead) Changed collar_number: 4712 → 4713',
      '4713',
    ],
    [
      'the neighbourhood, the role and the last day',
      'NC03,4712,named,2025-07-01,2026-06-30,A-2',
      'NC03 4712 named (was NC02 4712 lead) Changed neighbourhood_code: NC02 → NC03; role: lead → named; until: 2026-06-30',
      'NC03 4712 named [2025-07-01,2026-07-01)',
    ],
    [
      'the neighbourhood',
      'NC03,4712,lead,2025-07-01,,A-2',
      'Changed neighbourhood_code: NC02 → NC03',
      'NC03',
    ],
  ])('changes %s of the one that has the id, and again changes nothing', async (_, row, does, now) => {
    const before = await ids();
    const { location, words } = await preview(row);
    expect(words).toContain('Rows in the file 1 Added 0');
    expect(words).toContain(does);
    expect((await stored())[1]).toBe('NC02 4712 lead [2025-07-01,) A-2');
    await admin.post(`${location}/apply`);
    expect((await stored())[1]).toContain(now);
    expect(await ids()).toEqual(before);
    expect((await preview(row)).words).toContain('Nothing in this file would change anything.');

    await admin.post(`${location}/undo`);
    expect(wordsOf((await admin.get(location)).html)).toContain('Undone');
    expect((await stored())[1]).toBe('NC02 4712 lead [2025-07-01,) A-2');
    expect(await ids()).toEqual(before);
  });

  it('gives its id to the one that is recorded from the same day without any, and then knows it by that', async () => {
    const before = await ids();
    const row = 'NC01,4711,lead,2025-07-01,,=A-1';
    const { location, words } = await preview(row);
    expect(words).toContain('NC01 4711 lead Changed external_id: =A-1');
    await admin.post(`${location}/apply`);
    expect(await stored()).toEqual(['NC01 4711 lead [2025-07-01,) =A-1', 'NC02 4712 lead [2025-07-01,) A-2']);
    expect((await ids()) as object[]).toHaveLength((before as object[]).length);
    expect((await preview(row)).words).toContain('Nothing in this file would change anything.');
    // Without an id it is still known by what it is, and keeps the id.
    await app.take('assignments', csv(ASSIGNMENT_HEADER, 'NC01,4711,lead,2025-07-01,2026-05-31'));
    expect((await stored())[0]).toBe('NC01 4711 lead [2025-07-01,2026-06-01) =A-1');
  });

  it('lets two change places and hands over, and undoes both at once', async () => {
    await app.take(
      'assignments',
      csv(HEADER, 'NC01,4711,lead,2025-07-01,2026-03-31,A-1', 'NC01,4713,lead,2026-04-01,,A-3'),
    );
    const before = await stored();
    const { location, words } = await preview(
      'NC01,4713,lead,2025-07-01,2026-02-28,A-1',
      'NC01,4711,lead,2026-03-01,,A-3',
      'NC02,4712,lead,2025-07-01,2026-04-30,A-2',
      'NC02,4711,lead,2026-05-01,,',
    );
    expect(words).toContain('Added 1 Changed 2 Ended 1 The same already 0 Refused 0');
    await admin.post(`${location}/apply`);
    expect(await stored()).toEqual([
      'NC01 4713 lead [2025-07-01,2026-03-01) A-1',
      'NC01 4711 lead [2026-03-01,) A-3',
      'NC02 4712 lead [2025-07-01,2026-05-01) A-2',
      'NC02 4711 lead [2026-05-01,)',
    ]);
    await admin.post(`${location}/undo`);
    expect(wordsOf((await admin.get(location)).html)).toContain('Undone');
    expect(await stored()).toEqual(before);
  });

  it('says the same of an assignment as the API, whose versions go on', async () => {
    const put = (items: object[]): ReturnType<RegistryApp['ask']> =>
      app.ask({ method: 'PUT', url: '/api/v1/assignments', payload: { items }, headers: api });
    const one = {
      externalId: 'A-2',
      neighbourhood: 'NC02',
      collarNumber: '4713',
      role: 'lead',
      from: '2026-01-01',
    };
    expect((await put([one])).json()).toMatchObject({ changed: 1 });
    expect((await preview('NC02,4713,lead,2026-01-01,,A-2')).words).toContain('Nothing in this file');
    await app.take('assignments', csv(HEADER, 'NC02,4711,named,2026-02-01,2026-08-31,A-2'));
    const moved = { ...one, collarNumber: '4711', role: 'named', from: '2026-02-01', until: '2026-08-31' };
    expect((await put([moved])).json()).toMatchObject({ same: 1 });
    expect(await app.rows(`select version from assignment where external_id = 'A-2'`)).toEqual([
      { version: 3 },
    ]);
  });

  it('leaves the last day as it is recorded when the file has no column for it', async () => {
    await app.take('assignments', csv(HEADER, 'NC02,4712,lead,2025-07-01,2026-08-31,A-2'));
    const { location } = await admin.upload(
      'assignments',
      csv('Area,Collar,Role,Start,Ref', 'NC02,4713,named,2026-01-01,A-2', 'NC03,4711,lead,2026-09-01,A-9'),
    );
    const columns = ['neighbourhood_code', 'collar_number', 'role', 'from', 'external_id'];
    const chosen = Object.fromEntries(
      columns.map((column, position) => [`column-${column}`, String(position)]),
    );
    await admin.post(`${location}/columns`, chosen);
    await admin.post(`${location}/apply`);
    expect(await stored()).toEqual([
      'NC01 4711 lead [2025-07-01,)',
      'NC02 4713 named [2026-01-01,2026-09-01) A-2',
      'NC03 4711 lead [2026-09-01,) A-9',
    ]);
    const late = await admin.upload(
      'assignments',
      csv('Area,Collar,Role,Start,Ref', 'NC02,4713,named,2026-09-01,A-2'),
    );
    expect(wordsOf((await admin.get(late.location)).html)).toContain(
      'from: 2026-09-01 is after the last day that is recorded (2026-08-31); give until too',
    );
  });

  it('refuses what cannot be, by line', async () => {
    expect(
      await refusals(
        'NC03,4711,team,2026-01-01,,B-1',
        'NC03,4712,team,2026-01-01,,B-1',
        'NC02,4711,lead,2026-05-01,,B-2',
        'NC09,4711,lead,2026-05-01,,A-2',
        'NC03,4714,named,2026-05-01,,B-4',
        `NC03,4713,team,2026-05-01,,${'x'.repeat(101)}`,
        'NC01,4711,deputy,2026-05-01,,B-5',
      ),
    ).toBe(
      '3 – Refused external_id B-1 repeats line 2; remove one ' +
        '4 – Refused from: overlaps what is recorded: officer 4712 is lead named officer from 2025-07-01 until further notice; give that assignment its last day in the file too ' +
        '5 – Refused neighbourhood_code: NC09 is no neighbourhood of leicestershire; import the neighbourhoods first ' +
        '6 – Refused role: named cannot be a Inspector; a named officer is a PCSO, Constable or Sergeant ' +
        '7 – Refused external_id: is 101 characters long; at most 100 are allowed ' +
        '8 – Refused from: overlaps what is recorded: officer 4711 is lead named officer from 2025-07-01 until further notice; give that assignment its last day in the file too',
    );
    expect(await refusals('NC02,4711,deputy,2025-07-01,,A-2', 'NC02,4711,lead,2026-01-01,,B-6')).toBe(
      '3 – Refused from: overlaps line 2: a second role of the officer in the neighbourhood on the same days',
    );
  });

  it('knows nothing of another force’s ids', async () => {
    await app.take('assignments', csv(HEADER, 'NC01,4711,team,2026-01-01,,A-2'), 'kent');
    expect(await stored()).toEqual(['NC01 4711 lead [2025-07-01,)', 'NC02 4712 lead [2025-07-01,) A-2']);
  });
});

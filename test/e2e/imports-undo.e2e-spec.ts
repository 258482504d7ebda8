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

const TABLES = [
  'neighbourhood',
  'officer',
  'officer_rank',
  'officer_name_withheld',
  'contact_route',
  'assignment',
  'absence',
  'duty_month',
  'priority',
  'neighbourhood_event',
  'ward',
  'ward_share',
  'neighbourhood_overlap',
];
const OFFICERS = `${OFFICER_HEADER},joined_on,left_on,rank_from,external_id`;

describe('undoing an import', () => {
  let app: RegistryApp;
  let admin: ImportBrowser;

  beforeAll(async () => {
    app = await startRegistryApp();
    await app.take(
      'neighbourhoods',
      collection(feature('NC01'), feature('NC02', 1, { email: 'old@force.example' })),
    );
    await app.take(
      'officers',
      csv(
        OFFICER_HEADER,
        '4711,Ann Ward,PC,ann@force.example,ann@leics.example,101,',
        '4712,Bo Lee,PCSO,,,,yes',
        '4713,Cy Ode,PC,,,,',
      ),
    );
    await app.take(
      'assignments',
      csv(ASSIGNMENT_HEADER, 'NC01,4711,lead,2025-07-01,', 'NC02,4712,team,2025-07-01,'),
    );
    await app.take('wards', collection(feature('E05000001')));
  });
  afterAll(() => app.close());
  /** Each import has a day of its own, so that what is dated has days to be cut at; a session ends before. */
  const pass = async (days: number): Promise<void> => {
    app.clock.set(app.clock.now().plus({ days }));
    admin = importBrowser(app.url, await app.signIn('force-admin'));
  };
  beforeEach(() => pass(1));

  /** Every row as it stands, without what the database counts and what is worked out anew with a new id. */
  const everything = async (): Promise<unknown> =>
    Object.fromEntries(
      await Promise.all(
        TABLES.map(async (table) => {
          const own = ['ward_share', 'neighbourhood_overlap'].includes(table) ? `, 'id'` : '';
          const rows = await app.rows<{ row: object }>(
            `select to_jsonb(t) - array['version'${own}] as row from ${table} t order by to_jsonb(t) - array['version'${own}]`,
          );
          return [table, rows.map(({ row }) => row)];
        }),
      ),
    );

  const apply = async (kind: string, content: string, name = 'file.csv'): Promise<string> => {
    const { location } = await admin.upload(kind, content, name);
    await admin.post(`${location}/apply`);
    expect(wordsOf((await admin.get(location)).html)).toMatch(/^\S.* Applied /);
    return location;
  };
  const undo = async (location: string): Promise<string> => {
    expect((await admin.post(`${location}/undo`)).status).toBe(303);
    return wordsOf((await admin.get(location)).html);
  };

  it.each<[string, string]>([
    [
      'neighbourhoods',
      collection(
        feature('NC01', 0, { name: 'Another', telephone: '101', from: '2025-09-01' }),
        feature('NC02', 1.5, { email: 'new@force.example' }),
        feature('NC03', 2),
      ),
    ],
    ['wards', collection(feature('E05000001', 0.5), feature('E05000002', 1))],
    [
      'officers',
      csv(
        OFFICERS,
        '4711,Ann West,Sergeant,,,101 ext. 1,yes,2020-01-01,2027-01-01,2026-01-12,P1',
        '4712,Bo Lee,PC,bo@force.example,bo@leics.example,,no,,,,',
        '4714,Di Poe,PC,,di@leics.example,,yes,2024-01-01,,2024-01-01,P4',
      ),
    ],
    [
      'assignments',
      csv(ASSIGNMENT_HEADER, 'NC01,4711,lead,2025-07-01,2026-04-30', 'NC01,4713,lead,2026-05-01,'),
    ],
    [
      'absences',
      csv('collar_number,kind,from,until', '4711,sickness,2026-04-01,', '4713,leave,2026-04-01,2026-04-05'),
    ],
    ['duty-hours', csv('collar_number,month,rostered_hours,abstracted_hours', '4711,2026-03,152,12')],
    ['priorities', csv('neighbourhood_code,issue,issue_date,action,action_date', 'NC01,Theft,2026-03-01,,')],
    [
      'events',
      csv(
        'neighbourhood_code,type,title,address,description,starts,ends',
        'NC01,surgery,Surgery,Library,,2026-06-01 10:00,',
      ),
    ],
  ])('of %s leaves everything as it stood, and the file can be brought in again', async (kind, content) => {
    const before = await everything();
    const location = await apply(kind, content);
    const after = await everything();
    expect(after).not.toEqual(before);
    await pass(2);
    expect(await undo(location)).toMatch(/^\S.* Undone /);
    expect(await everything()).toEqual(before);
    const again = await apply(kind, content);
    expect(await undo(again)).toMatch(/^\S.* Undone /);
    expect(await everything()).toEqual(before);
  });

  it('is kept by who did it, and in the audit log by id', async () => {
    const location = await apply(
      'officers',
      csv(OFFICER_HEADER, '4720,Eve Ash,PC,,,,', '4713,Cy Oded,PC,,,,'),
    );
    await undo(location);
    const importId = location.split('/').at(-1)!;
    const entries = await app.rows(
      `select actor_kind, action, subject_kind, count(*)::int as entries from audit_entry
        where detail ->> 'undoes' = $1 group by 1, 2, 3 order by 2, 3`,
      [importId],
    );
    expect(entries).toEqual([
      { actor_kind: 'person', action: 'alter', subject_kind: 'import', entries: 1 },
      { actor_kind: 'person', action: 'alter', subject_kind: 'officer', entries: 1 },
      { actor_kind: 'person', action: 'erase', subject_kind: 'officer', entries: 1 },
    ]);
    // Each step names the request in which it was asked for, though a worker does it: the file, applying, undoing.
    const requests = await app.rows(
      `select e.action, e.subject_kind, count(*)::int as entries, count(distinct e.request_id)::int as requests
         from audit_entry e where $1 in (e.subject_id, e.detail ->> 'importId', e.detail ->> 'undoes')
          and e.actor_kind = 'person' and e.action <> 'consult' group by 1, 2 order by 1, 2`,
      [importId],
    );
    expect(requests).toEqual([
      { action: 'alter', subject_kind: 'import', entries: 1, requests: 1 },
      { action: 'alter', subject_kind: 'officer', entries: 2, requests: 2 },
      { action: 'collect', subject_kind: 'import', entries: 2, requests: 2 },
      { action: 'collect', subject_kind: 'officer', entries: 1, requests: 1 },
      { action: 'erase', subject_kind: 'officer', entries: 1, requests: 1 },
    ]);
    expect(
      await app.rows(
        `select distinct h.request_id is null as missing from registry_history h
          where h.kind = 'officer' and coalesce(h.after, h.before) ->> 'collar_number' = '4720'`,
      ),
    ).toEqual([{ missing: false }]);
    const kept = await app.rows(
      `select actor_kind, import_id is null as undoing, before ->> 'name' as before, after ->> 'name' as after
         from registry_history where kind = 'officer' and coalesce(after, before) ->> 'collar_number' = '4720' order by id`,
    );
    expect(kept).toEqual([
      { actor_kind: 'person', undoing: false, before: null, after: 'Eve Ash' },
      { actor_kind: 'person', undoing: true, before: 'Eve Ash', after: null },
    ]);
  });

  it('is refused while something depends on what it added, which is named', async () => {
    const location = await apply(
      'officers',
      csv(OFFICER_HEADER, '4730,Flo Kay,PC,,,,', '4731,Gus Lea,PC,,,,'),
    );
    const dependent = await apply(
      'absences',
      csv('collar_number,kind,from,until', '4730,leave,2026-04-01,2026-04-05', '4731,sickness,2026-04-01,'),
      'absences.csv',
    );
    const before = await everything();
    expect(await undo(location)).toContain(
      'Applied The import cannot be undone: 2 absences depend on officers that it added (4730, 4731). Remove these first.',
    );
    expect(await everything()).toEqual(before);
    expect(await undo(dependent)).toContain('Undone');
    expect(await undo(location)).toContain('Undone');
  });

  it('takes the tries of routes that it published with it', async () => {
    const officers = csv(OFFICER_HEADER, '4740,Hal Mee,PC,,hal@force.example,,');
    const places = collection(feature('NC09', 5, { email: 'nc09@force.example' }));
    for (const [kind, content, owner] of [
      ['officers', officers, 'officer'],
      ['neighbourhoods', places, 'neighbourhood'],
    ] as const) {
      const before = await everything();
      const location = await apply(kind, content);
      const added = `(select force_id, id from ${owner} where ${owner === 'officer' ? 'collar_number' : 'code'} in ('4740', 'NC09'))`;
      await app.rows(
        `insert into route_try (force_id, ${owner}_id, kind, address, next_at) select force_id, id, 'email', 'a@force.example', now() from ${added} a returning kind`,
      );
      await app.rows(
        `insert into route_check (force_id, ${owner}_id, kind, checked_at, checked_on, works, reason)
           select force_id, id, 'email', now(), '2026-04-20', false, 'no-mail-server' from ${added} a returning kind`,
      );
      await app.rows(
        `insert into route_failure (force_id, id, ${owner}_id, kind, during) select force_id, gen_random_uuid(), id, 'email', '[2026-04-20,)' from ${added} a returning kind`,
      );
      expect(await undo(location)).toContain('Undone');
      expect(await everything()).toEqual(before);
    }
    expect(await app.rows('select kind from route_check union all select kind from route_failure')).toEqual(
      [],
    );
  });

  it('is refused once a row it left was changed, by whom is named, and allowed again when that is undone', async () => {
    const location = await apply('officers', csv(OFFICER_HEADER, '4713,Cy Older,PC,,,,'), 'first.csv');
    const later = await apply('officers', csv(OFFICER_HEADER, '4713,Cy Oldest,PC,,,,'), 'second.csv');
    const before = await everything();
    expect(await undo(location)).toContain(
      'The import cannot be undone: 1 officer changed since (4713), among others by the import of second.csv. Undo what came later first, or correct the rows by hand.',
    );
    expect(await everything()).toEqual(before);
    expect(await undo(later)).toContain('Undone');
    expect(await undo(location)).toContain('Undone');
  });

  it('is refused once a date that follows from a row was changed by hand', async () => {
    const location = await apply('officers', csv(OFFICER_HEADER, '4740,Hal Moe,PC,,hal@leics.example,,'));
    await app.rows(`update contact_route set during = daterange('2026-01-01', null)
      where officer_id = (select id from officer where collar_number = '4740')`);
    expect(await undo(location)).toContain('1 contact route changed since (4740).');
  });
});

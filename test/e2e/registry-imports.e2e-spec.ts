import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { SettableClock } from '../../src/common/clock.js';
import {
  ASSIGNMENT_HEADER,
  collection,
  csv,
  feature,
  type ImportBench,
  importBench,
  OFFICER_HEADER,
} from '../support/registry-import.js';

const NOW = DateTime.fromISO('2026-04-10T09:00:00Z', { zone: 'utc' });

const NEIGHBOURHOODS = collection(
  feature('NC01'),
  feature('NC 02', 1, {
    name: "St Mary's, Belgrave",
    population: '12000',
    email: 'nc02@leics.example',
    extra: 1,
  }),
  feature('NC03', 2, { from: '2026-01-01', team_mailbox: 'nc03@force.example', extra: 2 }),
);
const OFFICERS = csv(
  OFFICER_HEADER,
  '4711,"Ward, Ann",PC,ann.ward@force.example,ann.ward@leics.example,101 ext. 4711,',
  '4712,"Ben ""Benny"" Ng",PCSO,,,,no',
  '4713,Cy Ode,Sergeant,cy.ode@force.example,,,yes',
  '4714,Di Poe,Inspector,di.poe@force.example,,,no',
);
const ASSIGNMENTS = csv(
  ASSIGNMENT_HEADER,
  'NC01,4711,lead,2025-07-01,',
  'NC01,4712,named,2025-07-01,2026-06-30',
  'NC 02,4712,lead,2025-07-01,2025-12-31',
  'NC 02,4713,lead,2026-01-01,',
  'NC 02,4714,supervisor,2026-01-01,',
);

describe('importing the registry', () => {
  let bench: ImportBench;

  beforeAll(async () => {
    bench = await importBench(new SettableClock(NOW));
  });
  afterAll(() => bench.close());

  const stored = async (): Promise<number[]> =>
    Object.values(
      (
        await bench.rows<Record<string, number>>(
          'leicestershire',
          `select (select count(*) from neighbourhood) n, (select count(*) from officer) o, (select count(*) from assignment) a`,
        )
      )[0]!,
    );

  it('keeps nothing of a dry run, not even the force', async () => {
    expect(await bench.take('neighbourhoods', NEIGHBOURHOODS, { dryRun: true })).toMatchObject({ added: 3 });
    expect(await stored()).toEqual([0, 0, 0]);
    expect(await bench.database.statement('f', 'select id from force')).toEqual([]);
  });

  it('registers one of the 43 forces with its first file', async () => {
    const outcome = await bench.take('neighbourhoods', NEIGHBOURHOODS);
    expect(outcome).toEqual({
      rows: 3,
      added: 3,
      changed: 0,
      unchanged: 0,
      columns: {},
      notes: [
        'Properties that nothing is done with: extra (2).',
        '3 new neighbourhoods have nobody assigned and count as vacant: 2 from 1 July 2025, 1 from 1 January 2026.',
      ],
      registeredForce: 'Leicestershire Police',
    });
    const rows = await bench.rows(
      'leicestershire',
      `select code, name, population, during::text, team_mailbox, round(area_km2::numeric, 2) as km2 from neighbourhood order by code`,
    );
    expect(rows).toEqual([
      {
        code: 'NC 02',
        name: "St Mary's, Belgrave",
        population: 12000,
        during: '[2025-07-01,)',
        team_mailbox: null,
        km2: 0.76,
      },
      {
        code: 'NC01',
        name: 'Neighbourhood NC01',
        population: null,
        during: '[2025-07-01,)',
        team_mailbox: null,
        km2: 0.76,
      },
      {
        code: 'NC03',
        name: 'Neighbourhood NC03',
        population: null,
        during: '[2026-01-01,)',
        team_mailbox: 'nc03@force.example',
        km2: 0.76,
      },
    ]);
  });

  it('takes officers, with commas, quotes, ranks as HR writes them', async () => {
    expect(await bench.take('officers', OFFICERS)).toMatchObject({
      rows: 4,
      added: 4,
      registeredForce: null,
    });
    expect(
      await bench.rows(
        'leicestershire',
        `select name, rank, name_withheld, duty_email from officer order by collar_number`,
      ),
    ).toEqual([
      { name: 'Ward, Ann', rank: 'constable', name_withheld: false, duty_email: 'ann.ward@force.example' },
      { name: 'Ben "Benny" Ng', rank: 'pcso', name_withheld: false, duty_email: null },
      { name: 'Cy Ode', rank: 'sergeant', name_withheld: true, duty_email: 'cy.ode@force.example' },
      { name: 'Di Poe', rank: 'inspector', name_withheld: false, duty_email: 'di.poe@force.example' },
    ]);
  });

  it('takes assignments, the last day included', async () => {
    expect(await bench.take('assignments', ASSIGNMENTS)).toMatchObject({
      added: 5,
      notes: ['1 named officers have their name withheld: they count as unpublished.'],
    });
    const rows = await bench.rows(
      'leicestershire',
      `select during::text from assignment where role = 'named'`,
    );
    expect(rows).toEqual([{ during: '[2025-07-01,2026-07-01)' }]);
  });

  it.each([
    ['neighbourhoods', NEIGHBOURHOODS, 3],
    ['officers', OFFICERS, 4],
    ['assignments', ASSIGNMENTS, 5],
  ] as const)('changes nothing when the same %s come again', async (kind, content, count) => {
    const [before] = await bench.rows<{ n: number }>('leicestershire', 'select count(*) n from audit_entry');
    expect(await bench.take(kind, content)).toMatchObject({ added: 0, changed: 0, unchanged: count });
    const crlf = Buffer.from(`\uFEFF${content.replaceAll('\n', kind === 'neighbourhoods' ? '\n' : '\r\n')}`);
    expect(await bench.take(kind, crlf)).toMatchObject({ added: 0, changed: 0, unchanged: count });
    expect(await bench.rows('leicestershire', 'select count(*) n from audit_entry')).toEqual([before]);
  });

  it('changes what differs, and says in the audit log which, by id alone', async () => {
    const changed = OFFICERS.replace('Ben ""Benny"" Ng', 'Ben Ng').replace(
      'Di Poe,Inspector',
      'Di Poe,Chief Inspector',
    );
    expect(await bench.take('officers', changed)).toMatchObject({ added: 0, changed: 2, unchanged: 2 });
    const entries = await bench.rows<{ subject: string; ids: boolean }>(
      'leicestershire',
      `select o.collar_number as subject, e.detail ?| array['name'] as names from audit_entry e
       join officer o on o.id::text = e.subject_id where action = 'alter' order by 1`,
    );
    expect(entries).toEqual([
      { subject: '4712', names: false },
      { subject: '4714', names: false },
    ]);
    expect(await bench.take('neighbourhoods', NEIGHBOURHOODS.replace('St Mary', 'Saint Mary'))).toMatchObject(
      { changed: 1, unchanged: 2 },
    );
  });

  it('keeps what a file of neighbourhoods does not name, and clears what it names as nothing', async () => {
    const of = (code: string): Promise<object[]> =>
      bench.rows(
        'leicestershire',
        `select name, population, email, telephone, web_url, team_mailbox, description, form_enabled, during::text
         from neighbourhood where code = '${code}'`,
      );
    const whole = feature('NC09', 8, {
      ...{ email: 'nc09@leics.example', telephone: '101', web_url: 'https://leics.example/nc09' },
      ...{ team_mailbox: 'nc09@force.example', description: 'The mill.', population: 900 },
    });
    await bench.take('neighbourhoods', collection(whole));
    await bench.rows(
      'leicestershire',
      `update neighbourhood set form_enabled = false where code = 'NC09' returning id`,
    );
    const [before] = await of('NC09');
    expect(before).toMatchObject({ email: 'nc09@leics.example', population: 900, form_enabled: false });

    const bare = await bench.take('neighbourhoods', collection(feature('NC09', 8, { name: 'The Mill' })));
    expect(bare).toMatchObject({ changed: 1, columns: { name: { changed: 1, cleared: 0 } }, notes: [] });
    expect(await of('NC09')).toEqual([{ ...before, name: 'The Mill' }]);
    expect(
      await bench.take('neighbourhoods', collection(feature('NC09', 8, { name: 'The Mill' }))),
    ).toMatchObject({ changed: 0, unchanged: 1, columns: {} });
    const cleared = await bench.take(
      'neighbourhoods',
      collection(
        feature('NC09', 8, { name: 'The Mill', telephone: null, description: ' ', population: null }),
      ),
    );
    const once = { changed: 1, cleared: 1 };
    expect(cleared.columns).toEqual({ telephone: once, description: once, population: once });
    expect(await of('NC09')).toEqual([
      { ...before, name: 'The Mill', telephone: null, description: null, population: null },
    ]);
  });

  it('keeps a first day of service, an id and a withheld name where a cell is blank', async () => {
    const header = `${OFFICER_HEADER},joined_on,left_on,external_id`;
    const of = (): Promise<object[]> =>
      bench.rows(
        'leicestershire',
        `select public_telephone, name_withheld, in_service::text, external_id from officer where collar_number = '4790'`,
      );
    await bench.take(
      'officers',
      csv(header, '4790,Ed Lowe,PC,ed@force.example,,101,yes,2019-03-01,2026-12-31,HR-90'),
    );
    const blank = await bench.take('officers', csv(header, '4790,Ed Lowe,PC,ed@force.example,,,,,,'));
    const once = { changed: 1, cleared: 1 };
    expect(blank.columns).toEqual({ public_telephone: once, left_on: once });
    expect(await of()).toEqual([
      {
        ...{ public_telephone: null, name_withheld: true },
        ...{ in_service: '[2019-03-01,)', external_id: 'HR-90' },
      },
    ]);
  });

  it('hands over when one row ends what the next begins', async () => {
    const handover = csv(
      ASSIGNMENT_HEADER,
      'NC01,4713,lead,2026-05-01,',
      'NC01,4711,lead,2025-07-01,2026-04-30',
    );
    expect(await bench.take('assignments', handover)).toMatchObject({ added: 1, changed: 1 });
  });

  const clashes: [string, string[], string[]][] = [
    [
      'a second lead',
      ['NC01,4712,lead,2027-01-01,'],
      [
        'line 2, from: overlaps what is recorded: officer 4713 is lead named officer from 2026-05-01 until further notice; give that assignment its last day in the file too',
      ],
    ],
    [
      'a second role',
      ['NC 02,4713,team,2026-02-01,'],
      [
        'line 2, from: overlaps what is recorded: officer 4713 is lead named officer from 2026-01-01 until further notice; give that assignment its last day in the file too',
      ],
    ],
    [
      'two leads in the file',
      ['NC03,4711,lead,2026-05-01,', 'NC03,4712,lead,2026-06-01,'],
      ['line 3, from: overlaps line 2: a second lead of the neighbourhood on the same days'],
    ],
    [
      'two roles in the file',
      ['NC03,4711,lead,2026-05-01,', 'NC03,4711,team,2026-06-01,'],
      ['line 3, from: overlaps line 2: a second role of the officer in the neighbourhood on the same days'],
    ],
    [
      'a row twice',
      ['NC03,4711,lead,2026-05-01,', 'NC03,4711,lead,2026-05-01,'],
      ['line 3: repeats line 2; remove one'],
    ],
    [
      'nobody and nowhere',
      ['NC99,9999,lead,2026-05-01,'],
      [
        'line 2, neighbourhood_code: NC99 is no neighbourhood of leicestershire; import the neighbourhoods first',
        'line 2, collar_number: 9999 is no officer of leicestershire; import the officers first',
      ],
    ],
    [
      'a code in another case',
      ['nc01,4711,team,2027-05-01,'],
      [
        'line 2, neighbourhood_code: nc01 is no neighbourhood of leicestershire; import the neighbourhoods first',
      ],
    ],
    [
      'a rank that may not be named',
      ['NC03,4714,named,2026-05-01,'],
      ['line 2, role: named cannot be a Chief Inspector; a named officer is a PCSO, Constable or Sergeant'],
    ],
    [
      'days before the neighbourhood began',
      ['NC03,4711,lead,2024-05-01,2024-12-31'],
      ['line 2, from: the neighbourhood does not exist then: it begins on 2026-01-01'],
    ],
    [
      'dates that are none',
      ['NC03,4711,lead,0000-05-01,9999-12-31'],
      [
        'line 2, from: "0000-05-01" is no date; write it like 2026-03-29, in a year from 1900 to 2199',
        'line 2, until: "9999-12-31" is no date; write it like 2026-03-29, in a year from 1900 to 2199',
      ],
    ],
  ];
  it.each(clashes)('refuses assignments with %s, by line, and applies nothing', async (_, lines, reasons) => {
    const before = await stored();
    expect(
      await bench.refusalOf(
        'assignments',
        csv(ASSIGNMENT_HEADER, ...lines, 'NC03,4711,lead,2025-09-01,2026-02-01'),
      ),
    ).toEqual(reasons);
    expect(await stored()).toEqual(before);
  });

  it('lets the database have the last word on overlaps', async () => {
    const sql = `insert into assignment select force_id, gen_random_uuid(), neighbourhood_id, (select id from officer where collar_number = '4712'), role, during, recorded_at
      from assignment where role = 'lead' limit 1`;
    await expect(bench.rows('leicestershire', sql)).rejects.toMatchObject({
      driverError: { code: '23P01', constraint: 'assignment_one_lead' },
    });
  });

  it('keeps forces apart: the same codes and numbers are others elsewhere', async () => {
    expect(await bench.take('neighbourhoods', NEIGHBOURHOODS, { force: 'kent' })).toMatchObject({
      added: 3,
      registeredForce: 'Kent Police',
    });
    expect(await bench.refusalOf('assignments', ASSIGNMENTS, 'kent')).toContain(
      'line 2, collar_number: 4711 is no officer of kent; import the officers first',
    );
    expect(await stored()).toEqual([4, 5, 6]);
  });

  it('refuses a force it does not know and says how to add it', async () => {
    expect(await bench.refusalOf('officers', OFFICERS, 'gotham')).toEqual([
      'There is no force "gotham". Add it first: npm run force -- add --id ID --name "NAME" --starts-on YYYY-MM-DD',
    ]);
  });

  it('takes 10,000 officers and their assignments', async () => {
    const numbers = Array.from({ length: 10_000 }, (_, i) => `9${String(i).padStart(5, '0')}`);
    const officers = csv(OFFICER_HEADER, ...numbers.map((n) => `${n},Officer ${n},PC,${n}@force.example,,,`));
    const assignments = csv(
      ASSIGNMENT_HEADER,
      ...numbers.map((n, i) => `NC0${1 + 2 * (i % 2)},${n},team,2026-05-01,`),
    );
    expect(await bench.take('officers', officers)).toMatchObject({ added: 10_000 });
    expect(await bench.take('assignments', assignments)).toMatchObject({ added: 10_000 });
    expect(await bench.take('assignments', assignments)).toMatchObject({ unchanged: 10_000 });
  });
});

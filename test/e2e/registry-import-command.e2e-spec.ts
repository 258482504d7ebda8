import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AppConfig, readAppConfig } from '../../src/config/app-config.js';
import { forceCommand } from '../../src/registry/force.command.js';
import { importCommand } from '../../src/registry/import/import.command.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres/test-database.js';
import { ASSIGNMENT_HEADER, collection, csv, feature, OFFICER_HEADER } from '../support/registry-import.js';

const KINDS = 'neighbourhoods, wards, officers, assignments, absences, duty-hours, priorities, events';

interface Run {
  code: number;
  out: string[];
  err: string[];
}

describe('the commands of the registry', () => {
  let folder: string;
  let test: TestDatabase;
  let config: AppConfig;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'npg-import-'));
    test = await createTestDatabase();
    config = readAppConfig({ DATABASE_URL: test.applicationUrl });
    writeFileSync(join(folder, 'n.geojson'), collection(feature('NC01'), feature('NC02', 1)));
    writeFileSync(join(folder, 'o.csv'), csv(OFFICER_HEADER, '4711,Ann Ward,PC,,,,', '4712,Bo Lee,PCSO,,,,'));
    writeFileSync(join(folder, 'a.csv'), csv(ASSIGNMENT_HEADER, 'NC01,4711,lead,2026-01-01,'));
    const bad = Array.from({ length: 150 }, (_, i) => `${i},Officer,King,,,,`);
    writeFileSync(join(folder, 'bad.csv'), csv(OFFICER_HEADER, ...bad));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await test.drop();
  });

  async function run(command: 'import' | 'force', ...args: string[]): Promise<Run> {
    const out: string[] = [];
    const err: string[] = [];
    const console = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
    const code =
      command === 'import'
        ? await importCommand(args, console, false, config)
        : await forceCommand(args, console, config);
    return { code, out, err };
  }
  const importFile = (kind: string, file: string, ...more: string[]): Promise<Run> =>
    run('import', kind, '--force', 'leicestershire', '--file', join(folder, file), ...more);

  it('imports, and the second time changes nothing and says so', async () => {
    expect(await importFile('neighbourhoods', 'n.geojson', '--dry-run')).toEqual({
      code: 0,
      out: [
        'Leicestershire Police would be registered as leicestershire.',
        'neighbourhoods of leicestershire from n.geojson: 2 rows, 2 would be added, 0 would be changed, 0 unchanged.',
        '2 new neighbourhoods have nobody assigned and count as vacant from 1 July 2025.',
        'This was a dry run: nothing was kept.',
      ],
      err: ['2 of 2 rows'],
    });
    expect(await importFile('neighbourhoods', 'n.geojson')).toMatchObject({
      code: 0,
      out: [
        'Leicestershire Police was registered as leicestershire.',
        'neighbourhoods of leicestershire from n.geojson: 2 rows, 2 added, 0 changed, 0 unchanged.',
        '2 new neighbourhoods have nobody assigned and count as vacant from 1 July 2025.',
      ],
    });
    expect(await importFile('neighbourhoods', 'n.geojson')).toMatchObject({
      code: 0,
      out: ['neighbourhoods of leicestershire from n.geojson: 2 rows, nothing changed.'],
    });
    expect(await importFile('officers', 'o.csv')).toMatchObject({ code: 0 });
    expect(await importFile('assignments', 'a.csv')).toMatchObject({ code: 0 });
  });

  it('reads a file by a mapping, remembers it, and leaves what it does not name as it is', async () => {
    const export60 = (rank: string): string => {
      const more = Array.from({ length: 57 }, (_, i) => `HR ${i}`);
      return csv(
        `Staff No,Known As,Grade,${more.join(',')}`,
        `4711,Ann Ward,${rank},${more.map(() => 'x').join(',')}`,
      );
    };
    writeFileSync(join(folder, 'hr.csv'), export60('Sergeant'));
    const unmapped = await importFile('officers', 'hr.csv');
    expect([unmapped.code, unmapped.err[0]]).toEqual([
      1,
      expect.stringMatching(/^line 1, collar_number: is missing/),
    ]);
    const map = 'Staff No=collar_number,Known As=name,Grade=rank';
    const mapped = await importFile('officers', 'hr.csv', '--map', map);
    expect(mapped).toMatchObject({ code: 0 });
    expect(mapped.out[0]).toBe(
      'officers of leicestershire from hr.csv: 1 rows, 0 added, 1 changed, 0 unchanged.',
    );
    expect(mapped.out[1]).toBe('Columns that changed, by rows: rank 1.');
    expect(mapped.out[2]).toMatch(/^Columns that nothing is done with: HR 0, HR 1, /);
    writeFileSync(join(folder, 'hr.csv'), export60('Constable'));
    expect(await importFile('officers', 'hr.csv')).toMatchObject({ code: 0, err: ['1 of 1 rows'] });
  });

  it('names the first hundred bad rows and counts the others', async () => {
    const { code, out, err } = await importFile('officers', 'bad.csv');
    expect(code).toBe(1);
    expect(out).toEqual([]);
    expect(err).toHaveLength(102);
    expect(err[0]).toMatch(/^line 2, rank: "King" is no rank/);
    expect(err.slice(-2)).toEqual(['and 50 more', 'Nothing was imported: the file has 150 problems.']);
  });

  it.each([
    ['no word', [], `Say what to import: ${KINDS}.`],
    ['an unknown word', ['boroughs'], `Say what to import: ${KINDS}.`],
    [
      'a mapping to no column of ours',
      ['officers', '--force', 'kent', '--file', 'o.csv', '--map', 'No=collar_number,Pay=salary'],
      '--map needs THEIRS=OURS, where OURS is one of: collar_number, name, rank, duty_email, public_email, public_telephone, name_withheld, joined_on, left_on, rank_from, external_id, force.',
    ],
    [
      'a mapping of a file without columns',
      ['wards', '--force', 'kent', '--file', 'w.geojson', '--map', 'a=code'],
      'A file of wards has no columns; leave --map out.',
    ],
    ['no force', ['officers', '--file', 'o.csv'], 'Say which force with --force ID.'],
    ['no file', ['officers', '--force', 'kent'], 'Say which file with --file F.'],
  ])('answers %s with how it is called', async (_, args, reason) => {
    const { code, err, out } = await run('import', ...args);
    expect([code, err]).toEqual([2, [reason]]);
    expect(out[0]).toMatch(
      /^Usage: npm run import -- KIND --force ID --file F \[--map THEIRS=OURS,…\] \[--dry-run\]/,
    );
  });

  it('answers an unknown option with how it is called', async () => {
    expect(await run('import', 'officers', '--forse', 'kent')).toMatchObject({ code: 2 });
  });

  it('says in one line that a file is not there, and that a force is not known', async () => {
    const missing = await importFile('officers', 'none.csv');
    expect(missing).toMatchObject({ code: 1, err: [`The file ${join(folder, 'none.csv')} does not exist.`] });
    const unknown = await run('import', 'officers', '--force', 'gotham', '--file', join(folder, 'o.csv'));
    expect(unknown).toMatchObject({
      code: 1,
      err: [expect.stringContaining('npm run force -- add --id ID')],
    });
  });

  it('adds a force, and lists all', async () => {
    expect(
      await run('force', 'add', '--id', 'gotham', '--name', 'Gotham Police', '--starts-on', '2026-01-01'),
    ).toEqual({
      code: 0,
      out: ['Gotham Police was registered as gotham; its figures begin on 2026-01-01.'],
      err: [],
    });
    expect((await run('force', 'list')).out).toEqual([
      'gotham\tGotham Police\t2026-01-01',
      'leicestershire\tLeicestershire Police\t2025-07-01',
    ]);
  });

  it('makes a key and a person', async () => {
    const made = await run(
      'force',
      'key',
      '--force',
      'leicestershire',
      '--name',
      'hub',
      '--scopes',
      'registry:read,contacts:write',
    );
    expect(made).toMatchObject({
      code: 0,
      err: [expect.stringMatching(/^It is good until the end of \d+ \w+ \d{4}\.$/)],
      out: [expect.stringMatching(/^\S{20,}$/)],
    });
    const person = [
      'person',
      '--force',
      'leicestershire',
      '--name',
      'Ann',
      '--role',
      'team',
      '--collar-number',
      '4711',
    ];
    expect(await run('force', ...person)).toMatchObject({
      code: 0,
      out: [expect.stringMatching(/may sign in to leicestershire as team\.$/)],
    });
  });

  it.each([
    [['add', '--id', 'Gotham', '--name', 'G', '--starts-on', '2026-01-01'], 1, /^id: The id must be/],
    [['add', '--id', 'gotham', '--name', 'G', '--starts-on', '2026-01-01'], 1, /already a force/],
    [['add', '--id', 'gotham2', '--name', 'G', '--starts-on', '1 May'], 1, /^startsOn: Give the first day/],
    [['add', '--id', 'gotham2'], 2, /^add needs --name\.$/],
    [['list', '--name', 'x'], 2, /^list has no --name\.$/],
    [['toString'], 2, /^Say what to do: list, add, key, person\.$/],
    [
      ['key', '--force', 'leicestershire', '--name', 'x', '--scopes', 'all'],
      1,
      /^scopes: Choose one or more/,
    ],
    [
      ['key', '--force', 'nowhere', '--name', 'x', '--scopes', 'registry:read'],
      1,
      /^There is no force "nowhere"/,
    ],
    [['person', '--force', 'leicestershire', '--name', 'x', '--role', 'boss'], 1, /^role: must be one of/],
    [
      ['person', '--force', 'leicestershire', '--name', 'x', '--role', 'team', '--email', 'x'],
      1,
      /^email: "x" is no e-mail/,
    ],
    [
      ['person', '--force', 'leicestershire', '--name', 'x', '--role', 'team', '--collar-number', '1'],
      1,
      /^collar-number: leicestershire has no officer 1/,
    ],
  ])('refuses force %j with %i', async (args, code, reason) => {
    const run_ = await run('force', ...args);
    expect(run_).toMatchObject({ code, err: [expect.stringMatching(reason), ...run_.err.slice(1)] });
  });

  it('says in one line that the database cannot be used', async () => {
    const unreachable = readAppConfig({ DATABASE_URL: 'postgres://u:p@127.0.0.1:4499/none' });
    const err: string[] = [];
    const args = ['officers', '--force', 'kent', '--file', join(folder, 'o.csv')];
    expect(
      await importCommand(args, { out: () => undefined, err: (line) => err.push(line) }, false, unreachable),
    ).toBe(1);
    expect(err).toEqual([expect.stringMatching(/^The database at 127\.0\.0\.1:4499 cannot be reached/)]);
  });
});

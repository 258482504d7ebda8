import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readAppConfig } from '../../src/config/app-config.js';
import { forceCommand } from '../../src/registry/force.command.js';
import { pullCommand } from '../../src/registry/police-uk-pull/pull.command.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres/test-database.js';
import { type National, QUICK, recordForce, startNational } from './police-uk-pull-server.js';

interface Run {
  code: number;
  out: string[];
  err: string[];
}

describe('npm run pull', () => {
  let test: TestDatabase;
  let national: National;

  beforeAll(async () => {
    test = await createTestDatabase();
    national = await startNational();
    recordForce(national, 'leicestershire', ['NC01', 'West End']);
  });
  afterAll(async () => {
    await national.close();
    await test.drop();
  });

  async function run(
    args: string[],
    environment: Record<string, string> = { POLICE_UK_URL: national.url },
  ): Promise<Run> {
    const [out, err]: [string[], string[]] = [[], []];
    const console = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
    const config = readAppConfig({ DATABASE_URL: test.applicationUrl, ...environment });
    return { code: await pullCommand(args, console, config, QUICK), out, err };
  }

  it('says how it is called and what is missing', async () => {
    expect(await run([])).toMatchObject({ code: 2, err: ['Say which force with --force ID.'] });
    expect((await run(['--force', 'x', '--all'])).code).toBe(2);
    expect(await run(['--force', 'leicestershire'], {})).toMatchObject({
      code: 1,
      err: ['Nothing is pulled until POLICE_UK_URL is set, for example to https://data.police.uk/api.'],
    });
    expect(await run(['--force', 'leicestershire'])).toMatchObject({
      code: 1,
      err: ['There is no force "leicestershire"; npm run force -- list shows which there are.'],
    });
    expect(() => readAppConfig({ POLICE_UK_URL: 'data.police.uk' })).toThrow(
      /POLICE_UK_URL must be an http or https address/,
    );
    expect(national.asked).toEqual([]);
  });

  it('prints the differences, applies them when told to, and then finds none', async () => {
    const quiet = { out: () => undefined, err: () => undefined };
    const config = readAppConfig({ DATABASE_URL: test.applicationUrl });
    const add = [
      'add',
      '--id',
      'leicestershire',
      '--name',
      'Leicestershire Police',
      '--starts-on',
      '2025-07-01',
    ];
    expect(await forceCommand(add, quiet, config)).toBe(0);

    const shown = await run(['--force', 'leicestershire']);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('Beat 1 (West End): new');
    expect(shown.out).toContain('  Description: “Around West End & the park.”');
    expect(shown.out.slice(-2)).toEqual([
      '2 new, 2 different, 0 the same, 0 only here, 0 cannot be taken, of leicestershire.',
      'Nothing was changed. Apply it with --apply, or on the page of the pull.',
    ]);
    expect(shown.err).toEqual(['2 of 2 neighbourhoods']);

    expect((await run(['--force', 'leicestershire', '--apply'])).out.at(-1)).toBe('All of it was applied.');
    const last = await run(['--force', 'leicestershire', '--apply']);
    expect(last.out.slice(-2)).toEqual([
      '0 new, 0 different, 4 the same, 0 only here, 0 cannot be taken, of leicestershire.',
      'Nothing differs, so nothing was changed.',
    ]);
  });

  it('fails with one line when the server does not answer', async () => {
    expect(
      await run(['--force', 'leicestershire'], { POLICE_UK_URL: 'http://127.0.0.1:9/api' }),
    ).toMatchObject({
      code: 1,
      err: [expect.stringContaining('could not be read (no connection')],
    });
  });
});

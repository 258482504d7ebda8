import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { ASSIGNMENT_HEADER, collection, csv, feature, OFFICER_HEADER } from '../support/registry-import.js';
import { wordsOf } from '../support/words.js';

/** What the public page says on 10 April 2026 of who stands in, by the states of coverage. */
describe('the deputy on the public page', () => {
  let app: RegistryApp;

  beforeAll(async () => {
    app = await startRegistryApp();
    const reachable = (code: string, at: number): object =>
      feature(code, at, { email: `${code.toLowerCase()}@leics.example` });
    await app.take('neighbourhoods', collection(reachable('FM01', 0), reachable('FM02', 1)));
    await app.take(
      'officers',
      csv(
        OFFICER_HEADER,
        '1,Lea Dahl,PC,,lea@leics.example,101,',
        '2,Dep Uty,PCSO,dep@duty.example,dep@leics.example,101 ext. 2,',
        '3,Sec Ond,PC,,sec@leics.example,,',
        '4,Ina Spector,Inspector,,ina@leics.example,,',
      ),
    );
    await app.take(
      'assignments',
      csv(
        ASSIGNMENT_HEADER,
        'FM01,1,lead,2026-01-01,',
        'FM01,2,deputy,2026-01-01,',
        'FM01,3,deputy,2026-01-01,',
        'FM01,4,deputy,2026-01-01,',
        'FM02,2,deputy,2026-01-01,',
      ),
    );
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await app.rows('delete from absence returning id');
    await app.rows('delete from officer_name_withheld returning id');
  });

  const officer = (collar: string): string => `(select id from officer where collar_number = '${collar}')`;
  const away = (collar: string, from: string, until: string): Promise<unknown> =>
    app.rows(
      `insert into absence (force_id, id, officer_id, kind, during, recorded_at)
         values ('${FORCE}', gen_random_uuid(), ${officer(collar)}, 'leave', daterange($1, $2::date + 1), now()) returning id`,
      [from, until],
    );
  const withhold = (collar: string): Promise<unknown> =>
    app.rows(
      `insert into officer_name_withheld (force_id, id, officer_id, during)
         values ('${FORCE}', gen_random_uuid(), ${officer(collar)}, '[2026-04-01,)') returning id`,
    );
  const page = async (code: string): Promise<string> =>
    wordsOf(await app.ask({ url: `/your-area/${FORCE}/${code}` }));

  it('is not shown while the named officer is there, or away for a time that does not count', async () => {
    expect(await page('FM01')).not.toMatch(/Who covers now|Dep Uty/);
    await away('1', '2026-04-06', '2026-04-19');
    expect(await page('FM01')).not.toMatch(/Who covers now|Dep Uty/);
  });

  it('covers with contact details while the named officer is away, who is not said to be', async () => {
    await away('1', '2026-04-01', '2026-05-31');
    await away('3', '2026-04-01', '2026-05-31');
    const words = await page('FM01');
    expect(words).toContain('Your named officer Name Lea Dahl');
    expect(words).toContain(
      'Who covers now This officer stands in for your named officer just now. ' +
        'Name Dep Uty Rank PCSO Email dep@leics.example Telephone 101 ext. 2 Contact the team',
    );
    // Neither the one who is away, nor the one whose rank covers nothing, nor a duty address.
    expect(words).not.toMatch(/Sec Ond|Ina Spector|duty|absent|away|leave|31 May/);
  });

  it('are several if several are there, and none whose name is withheld', async () => {
    await away('1', '2026-04-01', '2026-05-31');
    expect(await page('FM01')).toMatch(
      /These officers stand in for your named officer just now\. Name Dep Uty .* Name Sec Ond/,
    );
    await withhold('3');
    const words = await page('FM01');
    expect(words).toContain('This officer stands in');
    expect(words).not.toContain('Sec Ond');
  });

  it('covers a neighbourhood without a named officer, or with one whose name is withheld', async () => {
    expect(await page('FM02')).toContain(
      'There is no named officer for this neighbourhood just now. Contact the team below. ' +
        'Who covers now This officer covers the neighbourhood just now. Name Dep Uty',
    );
    await withhold('1');
    const words = await page('FM01');
    expect(words).toContain('whose name is not published. Contact the team below. Who covers now');
    expect(words).not.toContain('Lea Dahl');
    await withhold('2');
    expect(await page('FM02')).not.toMatch(/Who covers now|Dep Uty/);
  });

  it('stands among the people of the national interface in any case', async () => {
    const people = (await app.ask({ url: `/api/police-uk/${FORCE}/FM02/people` })).json();
    expect(people).toMatchObject([
      {
        name: 'Dep Uty',
        rank: 'PCSO',
        named_officer: false,
        contact_details: { email: 'dep@leics.example', telephone: '101 ext. 2' },
      },
    ]);
  });
});

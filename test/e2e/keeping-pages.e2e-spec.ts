import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { ASSIGNMENT_HEADER, collection, csv, feature, OFFICER_HEADER } from '../support/registry-import.js';
import { wordsOf } from '../support/words.js';

/** The pages on which a force admin keeps the registry right, on 10 April 2026. */
describe('keeping the registry right in the browser', () => {
  let app: RegistryApp;
  let admin: Record<string, string>;

  beforeAll(async () => {
    app = await startRegistryApp();
    const reachable = (code: string, at: number): object =>
      feature(code, at, { email: `${code.toLowerCase()}@leics.example` });
    const codes = ['FM01', 'FM02', 'FM03', 'FM04', 'FM/5'];
    await app.take('neighbourhoods', collection(...codes.map(reachable)));
    const officers = ['11', '12', '13', '14', '15'].map((collar) => `${collar},Officer ${collar},PC,,,,`);
    await app.take('officers', csv(OFFICER_HEADER, ...officers, '20,Ina Spector,Inspector,,,,'));
    await app.take(
      'assignments',
      csv(
        ASSIGNMENT_HEADER,
        'FM01,11,lead,2026-01-01,',
        'FM02,12,deputy,2026-01-01,',
        'FM03,13,lead,2026-01-01,2026-03-31',
        'FM04,14,lead,2026-01-01,',
        'FM/5,14,lead,2026-01-01,',
        'FM01,20,supervisor,2026-01-01,',
      ),
    );
    admin = await app.signIn('force-admin');
  });
  afterAll(() => app.close());

  const get = (url: string, headers = admin): Promise<Answer> => app.ask({ url, headers });
  const post = (url: string, fields: Record<string, string>, headers = admin): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers });
  const day = (prefix: string, text: string): Record<string, string> => {
    const [year = '', month = '', date = ''] = text.split('-');
    return { [`${prefix}-day`]: date, [`${prefix}-month`]: month, [`${prefix}-year`]: year };
  };
  const keyIn = ({ body }: Answer): string => /name="agreedTo" value="(\w+)"/.exec(body)![1]!;
  const versionIn = ({ body }: Answer): string => /name="version" value="(\d+)"/.exec(body)![1]!;
  /** The fields of the check page and its button, as a browser sends them. */
  const agree = (answer: Answer): Record<string, string> => ({
    ...Object.fromEntries(
      [...answer.body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
        ([, name, value]) => [name!, value!],
      ),
    ),
    step: 'save',
  });
  const count = async (table: string): Promise<number> => {
    const [found] = await app.rows<{ n: number }>(`select count(*)::int as n from ${table}`);
    return found!.n;
  };

  describe('assigning an officer', () => {
    const NEW = '/neighbourhoods/FM02/assignments/new';
    const deputy = { collarNumber: '15', role: 'deputy', ...day('from', '2026-05-01') };

    it('is offered on the neighbourhood’s page, but the lead on a page of its own', async () => {
      expect((await get('/neighbourhoods/FM02')).body).toContain(`href="${NEW}"`);
      const form = await get(NEW);
      expect(form.statusCode).toBe(200);
      expect(form.body).toContain('href="/neighbourhoods/FM02/named-officer"');
      expect(form.body).not.toContain('value="lead"');
      expect((await get('/neighbourhoods/FM99/assignments/new')).statusCode).toBe(404);
    });

    it.each<[string, Record<string, string>, string]>([
      ['nobody', { role: 'team', ...day('from', '2026-05-01') }, 'Choose an officer'],
      ['no role', { collarNumber: '15', ...day('from', '2026-05-01') }, 'Choose the role'],
      ['the lead', { ...deputy, role: 'lead' }, 'Choose the role'],
      ['no first day', { collarNumber: '15', role: 'team' }, 'Enter the first day'],
      ['no real day', { ...deputy, ...day('from', '2026-02-30') }, 'must be a real date'],
      [
        'days in the wrong order',
        { ...deputy, ...day('until', '2026-04-30') },
        'The last day must not be before the first',
      ],
      [
        'somebody unknown',
        { ...deputy, collarNumber: '99' },
        'No officer of the force has this collar number',
      ],
      [
        'a rank that may not be named',
        { ...deputy, collarNumber: '20', role: 'named' },
        'The rank Inspector cannot be named officer',
      ],
      ['an unknown field', { ...deputy, x: '1' }, 'x is not a known field'],
    ])('shows the form again for %s', async (_, fields, message) => {
      const answer = await post(NEW, fields);
      expect([answer.statusCode, answer.body.includes('<title>Error: ')]).toEqual([400, true]);
      expect(wordsOf(answer)).toContain(message);
    });

    it('says what coverage will say, stores nothing before it is agreed to, and then does', async () => {
      const before = await count('assignment');
      const named = { ...deputy, role: 'named', ...day('until', '2026-05-31') };
      const check = await post(NEW, named);
      expect(check.statusCode).toBe(200);
      expect(wordsOf(check)).toContain(
        'Officer Officer 15, Constable, 15 Role Named officer Days From 1 May 2026 until 31 May 2026 ' +
          'Coverage then Covered from 1 May 2026 until 31 May 2026',
      );
      // Alerts for him go to nobody, as the API says.
      expect(wordsOf(check)).toContain('The officer has no duty email');
      expect(await count('assignment')).toBe(before);
      const back = await post(NEW, { ...agree(check), step: 'change' });
      expect(back.body).toMatch(/<option value="15" selected>/);
      const other = await post(NEW, { ...named, ...day('until', '2026-06-30'), agreedTo: keyIn(check) });
      expect(other.statusCode).toBe(409);
      expect(wordsOf(other)).toContain('Check what happens now');
      const done = await post(NEW, agree(check));
      expect([done.statusCode, done.headers['location']]).toEqual([
        303,
        '/neighbourhoods/FM02?done=assigned',
      ]);
      const page = wordsOf(await get('/neighbourhoods/FM02?done=assigned'));
      expect(page).toContain('The officer has been assigned');
      expect(page).toContain(
        'Named officer Officer 15, Constable 15 1 May 2026 31 May 2026 Coming End the role of 15',
      );
      const audit = await app.rows(
        `select action from audit_entry where subject_kind = 'assignment' order by at desc, id desc limit 1`,
      );
      expect(audit).toEqual([{ action: 'collect' }]);
    });

    it('says of a role for which coverage does not ask that nothing changes, and who is in the way', async () => {
      const team = { collarNumber: '13', role: 'team', ...day('from', '2026-05-01') };
      expect(wordsOf(await post(NEW, team))).toContain(
        'Coverage then Does not change: coverage does not ask for this role',
      );
      const again = await post(NEW, deputy);
      expect(again.statusCode).toBe(409);
      expect(wordsOf(again)).toContain(
        'Officer 15 is named officer of FM02 from 1 May 2026 until 31 May 2026.',
      );
    });
  });

  describe('ending an assignment', () => {
    const endOf = async (code: string, collar: string): Promise<string> => {
      const rows = await app.rows<{ id: string }>(
        `select a.id from assignment a join officer o on o.id = a.officer_id join neighbourhood n on n.id = a.neighbourhood_id
          where n.code = $1 and o.collar_number = $2`,
        [code, collar],
      );
      return `/neighbourhoods/${encodeURIComponent(code)}/assignments/${rows[0]!.id}/end`;
    };

    it('is offered for what is not over', async () => {
      const { body } = await get('/neighbourhoods/FM01');
      expect(body).toContain(`href="${await endOf('FM01', '11')}"`);
      expect((await get('/neighbourhoods/FM03')).body).not.toContain('/end"');
      const form = await get(await endOf('FM01', '11'));
      expect(wordsOf(form)).toContain('Recorded now From 1 January 2026 until further notice');
      expect(wordsOf(form)).toContain('replace the lead named officer instead');
      const elsewhere = (await endOf('FM01', '11')).replace('FM01', 'FM02');
      expect((await get(elsewhere)).statusCode).toBe(404);
    });

    it('says which days coverage loses, and saves them on the third page', async () => {
      const url = await endOf('FM01', '11');
      const fields = { version: versionIn(await get(url)), ...day('until', '2026-04-30') };
      expect(wordsOf(await post(url, { version: fields.version }))).toContain('Enter the last day');
      const early = await post(url, { ...fields, ...day('until', '2025-12-31') });
      expect([early.statusCode, wordsOf(early).includes('The assignment began on 1 January 2026')]).toEqual([
        400,
        true,
      ]);
      const check = await post(url, fields);
      expect(check.statusCode).toBe(200);
      expect(wordsOf(check)).toContain(
        'Coverage will say that Neighbourhood FM01 is vacant from 1 May 2026 until further notice.',
      );
      expect(wordsOf(check)).toContain('Last day 30 April 2026');
      expect(await app.rows(`select id from assignment where upper(during) = '2026-05-01'`)).toEqual([]);
      const done = await post(url, agree(check));
      expect([done.statusCode, done.headers['location']]).toEqual([303, '/neighbourhoods/FM01?done=ended']);
      expect(wordsOf(await get('/neighbourhoods/FM01?done=ended'))).toContain('The last day has been saved');
      const late = await post(url, { ...fields, ...day('until', '2026-05-31') });
      expect(late.statusCode).toBe(409);
      expect(wordsOf(late)).toContain('Last day 30 April 2026 31 05 2026');
      expect((await post(url, { ...agree(check), version: '' })).statusCode).toBe(409);
      const mine = await post(url, { ...day('until', '2026-05-31'), version: versionIn(late) });
      expect(wordsOf(mine)).toContain('Coverage Loses no day');
      expect((await post(url, agree(mine))).statusCode).toBe(303);
    });

    it('says of a supervisor that coverage does not ask', async () => {
      const url = await endOf('FM01', '20');
      const check = await post(url, { version: versionIn(await get(url)), ...day('until', '2026-04-30') });
      expect(wordsOf(check)).toContain('Does not change: coverage does not ask for this role');
    });
  });

  describe('changing contact details', () => {
    const URL = '/neighbourhoods/FM%2F5/details';
    const fields = {
      ...{
        email: 'fm/5@leics.example',
        telephone: '101',
        webUrl: 'https://leics.example/5',
        formEnabled: 'yes',
      },
      ...{ teamMailbox: 'five@duty.example', description: 'Five streets.', population: '12,400' },
    };

    it('saves at once what costs coverage nothing', async () => {
      expect((await get('/neighbourhoods/FM%2F5')).body).toContain(`href="${URL}"`);
      const version = versionIn(await get(URL));
      const done = await post(URL, { ...fields, version });
      expect([done.statusCode, done.headers['location']]).toEqual([
        303,
        '/neighbourhoods/FM%2F5?done=changed',
      ]);
      const words = wordsOf(await get('/neighbourhoods/FM%2F5'));
      expect(words).toContain('Description Five streets. Population 12,400');
      expect(words).toContain('Web page https://leics.example/5');
      expect(words).toContain('Team mailbox five@duty.example');
    });

    it.each<[string, Record<string, string>, string]>([
      ['no address', { email: 'five' }, 'is no e-mail address'],
      ['no number', { telephone: 'ring us' }, 'is no telephone number'],
      ['no web address', { webUrl: 'javascript:alert(1)' }, 'is no web address'],
      ['no mailbox', { teamMailbox: 'x@' }, 'is no e-mail address'],
      ['no people', { population: 'many' }, 'The population must be a whole number'],
      ['no word of the form', { formEnabled: '' }, 'Choose whether the contact form is open'],
      ['an unknown field', { x: '1' }, 'x is not a known field'],
    ])('shows the form again for %s', async (_, more, message) => {
      const answer = await post(URL, { ...fields, version: versionIn(await get(URL)), ...more });
      expect(answer.statusCode).toBe(400);
      expect(wordsOf(answer)).toContain(message);
    });

    it('shows both versions to whoever comes second', async () => {
      const late = await post(URL, { ...fields, telephone: '102', version: '1' });
      expect(late.statusCode).toBe(409);
      expect(wordsOf(late)).toContain('Telephone 101 102');
      expect(late.body).toContain('Save my version');
      expect((await post(URL, fields)).statusCode).toBe(409);
      const mine = await post(URL, { ...fields, telephone: '102', version: versionIn(late) });
      expect(mine.statusCode).toBe(303);
    });

    it('asks first when nobody could be reached online any more', async () => {
      const version = versionIn(await get(URL));
      const silent = { ...fields, email: '', webUrl: '', formEnabled: 'no', version };
      const check = await post(URL, silent);
      expect(check.statusCode).toBe(200);
      expect(wordsOf(check)).toContain(
        'Coverage will say that Neighbourhood FM/5 is not contactable from 10 April 2026 until further notice.',
      );
      expect(wordsOf(check)).toContain('Contact form Switched off, before: Open to the public');
      expect(versionIn(await get(URL))).toBe(version);
      expect((await post(URL, { ...agree(check), step: 'change' })).body).toContain('value="no" checked');
      expect((await post(URL, agree(check))).statusCode).toBe(303);
      expect(wordsOf(await get('/neighbourhoods/FM%2F5'))).toContain('Contact form Switched off');
    });
  });

  describe('adding an officer', () => {
    const NEW = '/officers/new';
    const officer = { collarNumber: '30', name: 'Jo New', rank: 'constable', withheld: 'no' };

    it('is offered beside the list, and asks for what a machine must send', async () => {
      expect((await get('/officers')).body).toContain(`href="${NEW}"`);
      const words = wordsOf(await post(NEW, {}));
      for (const message of ['Enter the collar number', 'Enter the name', 'Choose the rank'])
        expect(words).toContain(message);
      const wrong = wordsOf(
        await post(NEW, {
          ...{ ...officer, name: 'a\u200bb', dutyEmail: 'x', publicEmail: 'y', publicTelephone: 'z' },
          ...day('serviceFrom', '2026-02-30'),
        }),
      );
      expect(wrong).toContain('The first day of service must be a real date');
      expect(wrong).toContain('is no telephone number');
      expect(wrong).toContain('The name ');
    });

    it('adds an officer who may be assigned then', async () => {
      const done = await post(NEW, {
        ...{ ...officer, dutyEmail: 'jo@duty.example', publicEmail: 'jo@leics.example' },
        ...{ publicTelephone: '101', withheld: 'yes' },
        ...day('serviceFrom', '2026-04-01'),
      });
      expect([done.statusCode, done.headers['location']]).toEqual([303, '/officers/30?done=added']);
      const words = wordsOf(await get('/officers/30?done=added'));
      expect(words).toContain('The officer has been added');
      expect(words).toContain('Service from 1 April 2026 Name withheld Always');
      expect(words).toContain('Duty email jo@duty.example');
      expect((await get('/neighbourhoods/FM02/assignments/new')).body).toContain('<option value="30">');
    });

    it('changes nobody who is there', async () => {
      const answer = await post(NEW, { ...officer, name: 'Somebody Else' });
      expect(answer.statusCode).toBe(409);
      expect(wordsOf(answer)).toContain('Officer 30 is in the registry already');
      expect(wordsOf(await get('/officers/30'))).toContain('Jo New');
    });
  });

  it('a rank that costs coverage is shown before it is saved', async () => {
    const url = '/officers/14/change';
    const form = await get(url);
    const fields = { version: versionIn(form), name: 'Officer 14', withheld: 'no' };
    const rank = { rank: 'inspector', ...day('rankFrom', '2026-06-01') };
    const check = await post(url, { ...fields, ...rank });
    expect(check.statusCode).toBe(200);
    expect(wordsOf(check)).toContain('Rank Inspector from 1 June 2026');
    expect(wordsOf(check)).toContain(
      'Coverage will say that Neighbourhood FM04 is vacant from 1 June 2026 until further notice.',
    );
    expect(versionIn(await get(url))).toBe(fields.version);
    expect((await post(url, { ...agree(check), agreedTo: 'other' })).statusCode).toBe(409);
    expect((await post(url, agree(check))).headers['location']).toBe('/officers/14?done=changed');
    // What loses nothing is saved at once.
    const harmless = {
      ...fields,
      version: versionIn(await get(url)),
      rank: 'constable',
      name: 'Officer XIV',
    };
    expect((await post(url, harmless)).statusCode).toBe(303);
    const withheld = { ...harmless, version: versionIn(await get(url)), withheld: 'yes' };
    expect(wordsOf(await post(url, withheld))).toContain(
      'Coverage will say that Neighbourhood FM04 is unpublished from 10 April 2026 until 31 May 2026.',
    );
    const leaving = { ...harmless, version: withheld.version, ...day('serviceUntil', '2026-05-15') };
    expect(wordsOf(await post(url, leaving))).toContain(
      'Coverage will say that Neighbourhood FM04 is vacant from 16 May 2026 until 31 May 2026.',
    );
  });

  it('an absence that grows over the days that count is shown before it is saved', async () => {
    const leave = { kind: 'leave', ...day('from', '2026-05-01') };
    const first = await post('/officers/12/absences/new', { ...leave, ...day('until', '2026-05-10') });
    await post('/officers/12/absences/new', agree(first));
    const [{ id }] = (await app.rows<{ id: string }>('select id from absence')) as [{ id: string }];
    const url = `/officers/12/absences/${id}`;
    const version = versionIn(await get(url));
    const check = await post(url, { ...leave, ...day('until', '2026-06-14'), version });
    expect(check.statusCode).toBe(200);
    // In May officer 15 is named there.
    expect(wordsOf(check)).toContain(
      'Coverage will say that Neighbourhood FM02 is absent from 1 June 2026 until 14 June 2026.',
    );
    expect(wordsOf(check)).toContain('Recorded now Leave from 1 May 2026 until 10 May 2026');
    expect(versionIn(await get(url))).toBe(version);
    expect((await post(url, { ...agree(check), step: 'change' })).body).toContain('value="14"');
    expect((await post(url, agree(check))).headers['location']).toBe('/officers/12?done=absence-changed');
    const shorter = { ...leave, ...day('until', '2026-06-10'), version: versionIn(await get(url)) };
    expect((await post(url, shorter)).statusCode).toBe(303);
    const removed = await post(`${url}/remove`, { version: versionIn(await get(url)) });
    expect(removed.headers['location']).toBe('/officers/12?done=absence-removed');
  });

  it('a handover from a day past tells of the days since the last lead', async () => {
    const lead = (from: string): Promise<Answer> =>
      post('/neighbourhoods/FM03/named-officer', { collarNumber: '15', ...day('from', from) });
    expect(wordsOf(await lead('2026-04-05'))).toContain(
      'Days without a lead from 1 April 2026 until 4 April 2026',
    );
    expect(wordsOf(await lead('2026-04-01'))).toContain('Days without a lead None');
    expect(wordsOf(await lead('2026-04-12'))).toContain(
      'Days without a lead from 10 April 2026 until 11 April 2026',
    );
  });

  it('is closed to everybody but force administrators', async () => {
    const [{ id }] = (await app.rows<{ id: string }>('select id from assignment limit 1')) as [
      { id: string },
    ];
    const pages = [
      '/neighbourhoods/FM01/assignments/new',
      `/neighbourhoods/FM01/assignments/${id}/end`,
      '/neighbourhoods/FM01/details',
      '/officers/new',
    ];
    for (const role of ['team', 'supervisor', 'auditor', 'local-policing-body'] as const) {
      const headers = await app.signIn(role);
      for (const url of pages) {
        expect([role, url, (await get(url, headers)).statusCode]).toEqual([role, url, 403]);
        expect([role, url, (await post(url, {}, headers)).statusCode]).toEqual([role, url, 403]);
      }
      const { body } = await get('/neighbourhoods/FM01', headers);
      expect(body).not.toMatch(/\/(end|details|assignments\/new)"/);
    }
    expect((await get('/officers', await app.signIn('supervisor'))).body).not.toContain('/officers/new');
  });
});

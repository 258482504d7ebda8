import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { seedRegistry } from '../support/registry-story.js';
import { wordsOf } from '../support/words.js';

describe('putting an officer on leave', () => {
  let app: RegistryApp;
  let admin: Record<string, string>;

  beforeAll(async () => {
    app = await startRegistryApp();
    await seedRegistry(app);
    admin = await app.signIn('force-admin');
  });
  afterAll(() => app.close());

  const get = (url: string, headers = admin): Promise<Answer> => app.ask({ url, headers });
  const post = (url: string, fields: Record<string, string>, headers = admin): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers });
  const days = (prefix: string, day: string): Record<string, string> => {
    const [year = '', month = '', date = ''] = day.split('-');
    return { [`${prefix}-day`]: date, [`${prefix}-month`]: month, [`${prefix}-year`]: year };
  };
  const NEW = '/officers/4711/absences/new';
  let deputyField = '';

  it('asks why, when, and who stands in where the officer is named', async () => {
    const form = await get(NEW);
    expect(form.statusCode).toBe(200);
    const words = wordsOf(form);
    expect(words).toContain("Deputy in St Mary's, Belgrave");
    deputyField = /name="(deputy-[0-9a-f-]{36})"/.exec(form.body)![1]!;
    const free = wordsOf(await get('/officers/4714/absences/new'));
    expect(free).toContain('The officer is named in no neighbourhood');
    expect((await get('/officers/9999/absences/new')).statusCode).toBe(404);
  });

  it.each<[string, Record<string, string>, string]>([
    ['nothing', {}, 'Choose why the officer is away'],
    ['no first day', { kind: 'leave' }, 'Enter the first day'],
    [
      'a last day before the first',
      { kind: 'leave', ...days('from', '2026-05-02'), ...days('until', '2026-05-01') },
      'The last day must not be before the first',
    ],
    [
      'an abstraction without hours',
      { kind: 'abstraction', ...days('from', '2026-05-02') },
      'Give the hours of the abstraction',
    ],
    ['an unknown field', { kind: 'leave', ...days('from', '2026-05-02'), x: '1' }, 'x is not a known field'],
  ])('shows the form again for %s', async (_, fields, message) => {
    const answer = await post(NEW, fields);
    expect(answer.statusCode).toBe(400);
    expect(wordsOf(answer)).toContain(message);
    expect(answer.body).toContain('<title>Error: ');
  });

  it('says on the second page what coverage will say, and stores nothing yet', async () => {
    // 4715 is named in NC01 too, and 4712 is deputy: the neighbourhood is covered whatever happens.
    const covered = await post(NEW, {
      kind: 'leave',
      ...days('from', '2026-05-01'),
      ...days('until', '2026-05-31'),
    });
    expect(covered.statusCode).toBe(200);
    expect(wordsOf(covered)).toContain(
      "Coverage of St Mary's, Belgrave Does not change. Covered from 1 May 2026 until 31 May 2026",
    );
    const alone = await post('/officers/4713/absences/new', {
      kind: 'sickness',
      ...days('from', '2026-05-01'),
    });
    // 4713's name is withheld: NC03 is unpublished, and being away makes it no worse.
    expect(wordsOf(alone)).toContain(
      'Coverage of Neighbourhood NC03 Does not change. Unpublished from 1 May 2026 until further notice',
    );
    const short = await post('/officers/4713/absences/new', {
      kind: 'leave',
      ...days('from', '2026-05-01'),
      ...days('until', '2026-05-14'),
    });
    expect(wordsOf(short)).toContain(
      'Does not change: hours, and absences shorter than 15 consecutive days, do not count. Unpublished',
    );
    expect(await app.rows('select id from absence')).toEqual([]);
    expect(await app.rows(`select id from registry_history where kind = 'absence'`)).toEqual([]);
  });

  it('saves on the third what was agreed to, and the neighbourhood says so beside the name', async () => {
    const url = '/officers/4713/absences/new';
    const field = /name="(deputy-[0-9a-f-]{36})"/.exec((await get(url)).body)![1]!;
    const fields = {
      kind: 'leave',
      ...days('from', '2026-04-10'),
      ...days('until', '2026-05-31'),
      [field]: '4712',
    };
    const check = await post(url, fields);
    expect(wordsOf(check)).toContain(
      'Deputy in Neighbourhood NC03 Ben Ng, from 10 April 2026 until 31 May 2026',
    );
    expect(wordsOf(check)).toContain(
      'Coverage of Neighbourhood NC03 Deputy covering from 10 April 2026 until 31 May 2026',
    );
    const agreedTo = /name="agreedTo" value="(\w+)"/.exec(check.body)![1]!;
    const back = await post(url, { ...fields, agreedTo, step: 'change' });
    expect(back.body).toMatch(/<option value="4712" selected>/);
    const stale = await post(url, { ...fields, agreedTo: 'somethingelse', step: 'save' });
    expect(stale.statusCode).toBe(409);
    const done = await post(url, { ...fields, agreedTo, step: 'save' });
    expect([done.statusCode, done.headers['location']]).toEqual([303, '/officers/4713?done=absent']);
    expect(wordsOf(await get('/officers/4713?done=absent'))).toContain('The absence has been recorded');
    expect(wordsOf(await get('/neighbourhoods/NC03'))).toContain(
      'Cy Ode, Sergeant (name withheld from the public) (absent until 31 May 2026)',
    );
    expect(wordsOf(await get('/neighbourhoods/NC03'))).toContain('Deputy Ben Ng, PCSO');
    expect(wordsOf(await get('/officers'))).toContain('Absent until 31 May 2026');
    const twice = await post(url, { ...fields, agreedTo, step: 'save' });
    expect(twice.statusCode).toBe(409);
    expect(wordsOf(twice)).toContain('The officer is away then already');
    expect(deputyField).not.toBe('');
  });

  it('corrects, ends and removes an absence, and shows both versions when somebody was quicker', async () => {
    const [{ id }] = (await app.rows<{ id: string }>(`select id from absence`)) as [{ id: string }];
    const url = `/officers/4713/absences/${id}`;
    const form = await get(url);
    expect(form.body).toContain('name="version" value="1"');
    const fields = {
      version: '1',
      kind: 'sickness',
      ...days('from', '2026-04-10'),
      ...days('until', '2026-05-20'),
    };
    expect((await post(url, fields)).headers['location']).toBe('/officers/4713?done=absence-changed');
    const late = await post(url, { ...fields, ...days('until', '2026-05-25') });
    expect(late.statusCode).toBe(409);
    expect(wordsOf(late)).toContain('Last day 20 5 2026 25 05 2026');
    expect(late.body).toContain('name="version" value="2"');
    expect((await post(`${url}/remove`, { version: '1' })).statusCode).toBe(409);
    // Without the version that was seen nothing is overwritten.
    for (const version of [undefined, 'new', '']) {
      const sent = version === undefined ? {} : { version };
      const { version: _seen, ...unseen } = fields;
      expect((await post(url, { ...unseen, ...sent })).statusCode).toBe(409);
      expect((await post(`${url}/remove`, sent)).statusCode).toBe(409);
    }
    expect((await post(`${url}/remove`, { version: '2' })).headers['location']).toBe(
      '/officers/4713?done=absence-removed',
    );
    expect((await get(url)).statusCode).toBe(404);
    const words = wordsOf(await get('/officers/4713'));
    expect(words).toContain(
      'Absence Leave, from 10 April 2026 until 31 May 2026 Sickness, from 10 April 2026 until 20 May 2026',
    );
    expect(words).toContain('Absence Sickness, from 10 April 2026 until 20 May 2026 Nothing');
  });

  it('is closed to everybody but force administrators', async () => {
    for (const role of ['team', 'supervisor', 'auditor', 'local-policing-body'] as const) {
      const headers = await app.signIn(role);
      expect((await get(NEW, headers)).statusCode).toBe(403);
      expect((await post(NEW, { kind: 'leave' }, headers)).statusCode).toBe(403);
    }
  });
});

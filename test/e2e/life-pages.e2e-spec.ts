import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { People } from '../../src/access/people.js';
import { Sessions } from '../../src/access/sessions.js';
import type { Answer } from '../support/access-app.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { seedRegistry } from '../support/registry-story.js';
import { wordsOf } from '../support/words.js';

const date = (prefix: string, day: string): Record<string, string> => {
  const [year, month, number] = day.split('-') as [string, string, string];
  return { [`${prefix}-day`]: number, [`${prefix}-month`]: month, [`${prefix}-year`]: year };
};

describe('the life of a neighbourhood', () => {
  let app: RegistryApp;
  let admin: Record<string, string>;
  /** Ann Ward, lead of NC01 and of nothing else. */
  let ward: Record<string, string>;
  let wardId: string;
  /** So many days on, by when everybody has to sign in again. */
  const move = async (days: number): Promise<void> => {
    app.clock.set(app.clock.now().plus({ days }));
    admin = await app.signIn('force-admin');
    ward = { cookie: `npg-session=${await app.app.get(Sessions).start(FORCE, wardId)}` };
  };

  beforeAll(async () => {
    app = await startRegistryApp('2026-04-10T09:00:00Z');
    await seedRegistry(app);
    const [officer] = await app.rows<{ id: string }>(`select id from officer where collar_number = '4711'`);
    const person = { name: 'Ann Ward', role: 'team' as const, officerId: officer!.id };
    wardId = await app.app.get(People).add(FORCE, person, { kind: 'command', id: 'test' });
    await move(0);
  });
  afterAll(() => app.close());

  const get = (url: string, headers = admin): Promise<Answer> => app.ask({ url, headers });
  const post = (url: string, fields: Record<string, string>, headers = admin): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers });
  const idIn = async (kind: string, code = 'NC01'): Promise<string> => {
    const { body } = await get(`/neighbourhoods/${encodeURIComponent(code)}/life`);
    return new RegExp(`life/${kind}/([0-9a-f-]{36})`).exec(body)![1]!;
  };

  it('begins with nothing, and says so', async () => {
    const words = wordsOf(await get('/neighbourhoods/NC01/life'));
    expect(words).toContain('Needs a review No review is recorded.');
    expect(words).toContain('There are no priorities just now.');
    expect(words).toContain('No event is coming.');
  });

  it('lets its own team add a priority, which is a review of the day of its issue', async () => {
    const done = await post(
      '/neighbourhoods/NC01/life/priorities/new',
      { issue: 'Speeding on Abbey Lane', ...date('issuedOn', '2026-03-29') },
      ward,
    );
    expect([done.statusCode, done.headers['location']]).toEqual([
      303,
      '/neighbourhoods/NC01/life?done=priority-added',
    ]);
    const words = wordsOf(await get(done.headers['location']!, ward));
    expect(words).toContain('The priority has been added');
    expect(words).toContain('Since 29 March 2026');
    expect(words).toContain('Issue Speeding on Abbey Lane Action None yet');
    expect(words).toContain(
      'Current Last reviewed on 29 March 2026. The next review is due before 30 June 2026.',
    );
  });

  it('keeps the instant of a local day over the change of the clocks', async () => {
    const [row] = await app.rows<{ utc: string }>(
      `select to_char(issue_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as utc from priority`,
    );
    expect(row!.utc).toBe('2026-03-29 00:00');
  });

  it('changes the action and lets the priority end, with both versions and who it was in the history', async () => {
    const url = `/neighbourhoods/NC01/life/priorities/${await idIn('priorities')}`;
    const form = await get(url, ward);
    expect(form.body).toContain('name="version" value="1"');
    const fields = { issue: 'Speeding on Abbey Lane', ...date('issuedOn', '2026-03-29') };
    const noDay = await post(
      url,
      { ...fields, action: 'A camera', ...date('actionOn', '2026-03-01'), version: '1' },
      ward,
    );
    expect(noDay.statusCode).toBe(400);
    expect(wordsOf(noDay)).toContain('The day of the action must not be before that of the issue');
    const done = await post(url, { ...fields, action: 'A camera', version: '1' }, ward);
    expect([done.statusCode, wordsOf(done)]).toEqual([
      400,
      expect.stringContaining('Give the day of the action'),
    ]);
    const saved = await post(
      url,
      { ...fields, action: 'A camera', ...date('actionOn', '2026-04-09'), version: '1' },
      ward,
    );
    expect(saved.headers['location']).toBe('/neighbourhoods/NC01/life?done=priority-changed');
    const history = await app.rows<{
      before: { action: string | null };
      after: { action: string };
      actor_kind: string;
    }>(
      `select before, after, actor_kind from registry_history where kind = 'priority' order by id desc limit 1`,
    );
    expect(history[0]).toMatchObject({
      before: { action: null },
      after: { action: 'A camera' },
      actor_kind: 'person',
    });
    const ended = {
      ...fields,
      action: 'A camera',
      ...date('actionOn', '2026-04-09'),
      ...date('endedOn', '2026-04-10'),
      version: '2',
    };
    await post(url, ended, ward);
    const words = wordsOf(await get('/neighbourhoods/NC01/life', ward));
    expect(words).toContain('There are no priorities just now.');
    expect(words).toContain('Priorities that have ended');
  });

  it('shows both versions to whoever saves second, and overwrites nothing', async () => {
    const url = `/neighbourhoods/NC01/life/priorities/${await idIn('priorities')}`;
    const second = await post(url, { issue: 'Parking', ...date('issuedOn', '2026-04-01'), version: '1' });
    expect(second.statusCode).toBe(409);
    expect(wordsOf(second)).toContain('What is recorded now Issue Speeding on Abbey Lane');
    expect(second.body).toContain('>Parking</textarea>');
    expect(second.body).toContain('name="version" value="3"');
    const again = await post(url, { issue: 'Parking', ...date('issuedOn', '2026-04-01'), version: '3' });
    expect(again.statusCode).toBe(303);
  });

  it('records a review once a day', async () => {
    await move(1);
    const first = await post('/neighbourhoods/NC01/life/reviewed', {}, ward);
    const second = await post('/neighbourhoods/NC01/life/reviewed', {}, ward);
    expect([first, second].map(({ headers }) => headers['location'])).toEqual([
      '/neighbourhoods/NC01/life?done=reviewed',
      '/neighbourhoods/NC01/life?done=reviewed-before',
    ]);
    const days = await app.rows<{ day: string }>(
      `select reviewed_on as day from priority_review order by reviewed_on`,
    );
    expect(days).toEqual([{ day: '2026-04-11' }]);
    await move(-1);
  });

  const meeting = {
    type: 'beat-meeting',
    title: 'Abbey beat meeting',
    address: 'The library',
    startTime: '7pm',
    endTime: '8:30pm',
    ...date('startsAt', '2026-04-20'),
  };

  it('takes an event, counts who came once it has begun, and not before', async () => {
    expect((await post('/neighbourhoods/NC01/life/events/new', meeting, ward)).statusCode).toBe(303);
    const url = `/neighbourhoods/NC01/life/events/${await idIn('events')}`;
    const early = await post(url, { ...meeting, attended: '12', volunteers: '', version: '1' }, ward);
    expect([early.statusCode, wordsOf(early)]).toEqual([
      400,
      expect.stringContaining('say who came afterwards'),
    ]);
    await move(11);
    const late = await post(url, { ...meeting, attended: '12', volunteers: '3', version: '1' }, ward);
    expect(late.headers['location']).toBe('/neighbourhoods/NC01/life?done=event-changed');
    expect(wordsOf(await get('/neighbourhoods/NC01/life'))).toContain(
      '20 Apr 2026, 7pm Abbey beat meeting Beat meeting 12 3',
    );
    await move(-11);
    const [row] = await app.rows<{ start: string; ended: string }>(
      `select to_char(starts_at at time zone 'UTC', 'HH24:MI') as start, to_char(ends_at at time zone 'UTC', 'HH24:MI') as ended from neighbourhood_event`,
    );
    expect(row).toEqual({ start: '18:00', ended: '19:30' });
  });

  it('asks which hour is meant when the clocks go back, and reads it back the same', async () => {
    const walk = {
      ...meeting,
      type: 'patch-walk',
      title: 'Night walk',
      ...date('startsAt', '2026-10-25'),
      endTime: '',
    };
    const asked = await post('/neighbourhoods/NC03/life/events/new', { ...walk, startTime: '1:30am' });
    expect([asked.statusCode, wordsOf(asked)]).toEqual([
      400,
      expect.stringContaining('this time came twice'),
    ]);
    expect(
      (await post('/neighbourhoods/NC03/life/events/new', { ...walk, startTime: '1:30am GMT' })).statusCode,
    ).toBe(303);
    const { body } = await get(`/neighbourhoods/NC03/life/events/${await idIn('events', 'NC03')}`);
    expect(body).toMatch(/name="startTime"[^>]*value="01:30 GMT"/);
  });

  it('cancels an event and lets it take place after all', async () => {
    const url = `/neighbourhoods/NC03/life/events/${await idIn('events', 'NC03')}`;
    expect((await post(`${url}/cancel`, { version: '1' })).headers['location']).toContain('event-cancelled');
    expect(wordsOf(await get('/neighbourhoods/NC03/life'))).toContain('Night walk Patch walk Cancelled');
    expect((await post(`${url}/cancel`, { version: '1' })).statusCode).toBe(409);
    expect((await post(`${url}/reinstate`, { version: '2' })).headers['location']).toContain(
      'event-reinstated',
    );
  });

  it.each<[string, Record<string, string>, string[]]>([
    [
      'events',
      {},
      ['Choose what it is', 'Enter a title', 'Enter where it is', 'Enter a real date, such as 27 3 2026'],
    ],
    ['events', { ...meeting, endTime: '6pm' }, ['The end must not be before the start']],
    [
      'events',
      { ...meeting, endTime: '', ...date('endsAt', '2026-04-21') },
      ['Enter the time at which it ends'],
    ],
    ['events', { ...meeting, email: 'nobody' }, ['is no e-mail address']],
    ['priorities', {}, ['Enter what the issue is', 'Enter the day of the issue']],
    ['priorities', { issue: 'x', ...date('issuedOn', '2026-04-11') }, ['must not be after today']],
    [
      'priorities',
      { issue: 'x', ...date('issuedOn', '2026-02-30') },
      ['The day of the issue must be a real date'],
    ],
    ['places', {}, ['Enter the name of the place', 'Enter the address']],
    [
      'places',
      { name: 'A', address: 'B', latitude: '52.6' },
      ['Give both latitude and longitude, or neither'],
    ],
    [
      'places',
      { name: 'A', address: 'B', latitude: '91', longitude: '0' },
      ['Enter the latitude in degrees'],
    ],
    ['links', {}, ['Choose what the link is', 'Enter a title', 'Enter the address of the page']],
    [
      'links',
      { kind: 'funding', title: 'A', url: 'https://a.example' },
      ['Give the first day of the project'],
    ],
    ['links', { kind: 'link', title: 'A', url: 'javascript:alert(1)' }, ['is no web address']],
    [
      'links',
      {
        kind: 'link',
        title: 'A',
        url: 'https://a.example',
        ...date('from', '2026-04-02'),
        ...date('until', '2026-04-01'),
      },
      ['The last day must not be before the first'],
    ],
    ['places', { name: 'A', address: 'B', secret: '1' }, ['secret is not a known field; remove it']],
  ])('shows the form of %s again for %j', async (kind, fields, messages) => {
    const answer = await post(`/neighbourhoods/NC01/life/${kind}/new`, fields);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('<title>Error: ');
    for (const message of messages) expect(wordsOf(answer)).toContain(message);
  });

  it('keeps places and links, and removes what was entered by mistake', async () => {
    const place = {
      name: 'Abbey station',
      type: 'station',
      address: '1 Abbey Lane',
      postcode: 'LE1 1AA',
      latitude: '52.6',
      longitude: '-1.1',
    };
    expect((await post('/neighbourhoods/NC01/life/places/new', place, ward)).statusCode).toBe(303);
    const link = {
      kind: 'prevention-project',
      title: 'Bike marking',
      url: 'https://leics.example/bikes',
      ...date('from', '2026-04-01'),
    };
    expect((await post('/neighbourhoods/NC01/life/links/new', link, ward)).statusCode).toBe(303);
    const words = wordsOf(await get('/neighbourhoods/NC01/life'));
    expect(words).toContain('Abbey station station 1 Abbey Lane, LE1 1AA');
    expect(words).toContain('Prevention project Bike marking From 1 April 2026');
    for (const kind of ['places', 'links']) {
      const url = `/neighbourhoods/NC01/life/${kind}/${await idIn(kind)}`;
      expect((await get(url, ward)).statusCode).toBe(200);
      expect((await post(`${url}/remove`, { version: '7' }, ward)).statusCode).toBe(409);
      expect((await post(`${url}/remove`, { version: '1' }, ward)).statusCode).toBe(303);
      expect((await get(url, ward)).statusCode).toBe(404);
    }
  });

  it('is changed by nobody else', async () => {
    const fields = { issue: 'x', ...date('issuedOn', '2026-04-01') };
    for (const url of ['/neighbourhoods/NC03/life/priorities/new', '/neighbourhoods/NC03/life/reviewed'])
      expect((await post(url, fields, ward)).statusCode).toBe(403);
    expect((await get('/neighbourhoods/NC03/life/priorities/new', ward)).statusCode).toBe(403);
    expect(wordsOf(await get('/neighbourhoods/NC03/life', ward))).not.toContain('Add a priority');
    for (const role of ['auditor', 'local-policing-body'] as const) {
      const headers = await app.signIn(role);
      expect((await get('/neighbourhoods/NC01/life', headers)).statusCode).toBe(200);
      expect((await post('/neighbourhoods/NC01/life/priorities/new', fields, headers)).statusCode).toBe(403);
    }
    expect(
      (await post('/neighbourhoods/NC01/life/priorities/new', fields, await app.signIn('supervisor')))
        .statusCode,
    ).toBe(403);
    expect((await get('/neighbourhoods/NC99/life')).statusCode).toBe(404);
    expect((await get('/neighbourhoods/NC01/life/hobbies/new')).statusCode).toBe(404);
  });

  it('writes audit rows that hold ids only', async () => {
    const rows = await app.rows<{ detail: object }>(
      `select detail from audit_entry where subject_kind = 'neighbourhood' and detail ?| array['priority', 'neighbourhood_event', 'place', 'link']`,
    );
    expect(rows.length).toBeGreaterThan(8);
    expect(JSON.stringify(rows)).not.toMatch(/Abbey|Parking|Night|Bike/);
  });

  it('lists whose priorities are current, the longest ago first', async () => {
    const words = wordsOf(await get('/priorities'));
    expect(words).toContain(
      '1 of 4 neighbourhoods have reviewed their priorities within three calendar months, by 10 April 2026.',
    );
    expect(words).toContain('NC03 (NC03) Never 0 Needs a review');
    expect(words).toMatch(/Never.*Belgrave \(NC01\) 1 April 2026 1 Current/);
    expect(wordsOf(await get('/priorities?on=2026-08-31'))).toContain('0 of 5 neighbourhoods');
  });
});

describe('the page of the force', () => {
  let app: RegistryApp;
  let admin: Record<string, string>;
  beforeAll(async () => {
    app = await startRegistryApp();
    await seedRegistry(app);
    admin = await app.signIn('force-admin');
  });
  afterAll(() => app.close());

  const get = (url: string, headers = admin): Promise<Answer> => app.ask({ url, headers });
  const post = (url: string, fields: Record<string, string>): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers: admin });
  const version = async (): Promise<string> =>
    /name="version" value="(\d+)"/.exec((await get('/force/about')).body)![1]!;

  it('describes the force', async () => {
    const wrong = await post('/force/about', { description: '', websiteUrl: 'leics', telephone: 'none' });
    expect([wrong.statusCode, wordsOf(wrong)]).toEqual([400, expect.stringContaining('is no web address')]);
    const about = {
      description: 'Two cities and a county.',
      websiteUrl: 'https://leics.example',
      telephone: '101',
      version: await version(),
    };
    expect((await post('/force/about', about)).headers['location']).toBe('/force?done=described');
    expect(wordsOf(await get('/force'))).toContain(
      'Description Two cities and a county. Website https://leics.example Telephone 101',
    );
  });

  it('keeps ways to follow it in their order, each once', async () => {
    const method = { type: 'newsletter', title: 'Neighbourhood Link', url: 'https://leics.example/news' };
    expect((await post('/force/engagement-methods/new', {})).statusCode).toBe(400);
    await post('/force/engagement-methods/new', { ...method, type: 'rss', title: 'Feed' });
    await post('/force/engagement-methods/new', method);
    await post('/force/engagement-methods/new', { ...method, title: 'Link', description: 'Weekly' });
    const stored = async () =>
      (await app.rows<{ m: object[] }>(`select engagement_methods as m from force`))[0]!.m;
    expect(await stored()).toEqual([
      { type: 'rss', title: 'Feed', url: method.url, description: null },
      { type: 'newsletter', title: 'Link', url: method.url, description: 'Weekly' },
    ]);
    const rss = { type: 'rss', url: method.url, version: await version() };
    await post('/force/engagement-methods/remove', rss);
    expect(await stored()).toHaveLength(1);
  });

  it('keeps the senior officers in their places', async () => {
    const chief = { name: 'Val Eze', rank: 'Chief Constable', place: '1', email: 'chief@leics.example' };
    expect((await post('/force/senior-officers/new', { ...chief, place: 'first' })).statusCode).toBe(400);
    expect(
      (await post('/force/senior-officers/new', { name: 'Jo Oakes', rank: 'Deputy', place: '2' })).statusCode,
    ).toBe(303);
    expect((await post('/force/senior-officers/new', chief)).statusCode).toBe(303);
    const page = await get('/force');
    expect(wordsOf(page)).toMatch(/Val Eze Chief Constable chief@leics.example.*Jo Oakes Deputy/);
    const url = /\/force\/senior-officers\/[0-9a-f-]{36}/.exec(page.body)![0];
    expect((await get(url)).statusCode).toBe(200);
    expect((await post(url, { ...chief, bio: 'Since 2024.', version: '1' })).statusCode).toBe(303);
    const second = await post(url, { ...chief, bio: 'Since 2023.', version: '1' });
    expect([second.statusCode, wordsOf(second)]).toEqual([409, expect.stringContaining('About Since 2024.')]);
    for (const seen of [{ version: '1' }, {}, { version: 'x' }] as Record<string, string>[]) {
      const kept = await post(`${url}/remove`, seen);
      expect([kept.statusCode, wordsOf(kept)]).toEqual([409, expect.stringContaining('Since 2024.')]);
      expect((await post(url, { ...chief, bio: 'Blind.', ...seen })).statusCode).toBe(409);
    }
    expect((await post(`${url}/remove`, { version: '2' })).statusCode).toBe(303);
    expect(wordsOf(await get('/force'))).not.toContain('Val Eze');
  });

  it('is the admin’s alone', async () => {
    for (const role of ['team', 'supervisor', 'auditor', 'local-policing-body'] as const)
      expect((await get('/force', await app.signIn(role))).statusCode).toBe(403);
  });
});

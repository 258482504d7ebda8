import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NationalClient } from '../support/national-client.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { collection, feature } from '../support/registry-import.js';
import { seedRegistry } from '../support/registry-story.js';

/** Noon of 10 April 2026, in London. */
const NOW = '2026-04-10T11:00:00Z';

describe('the national interface, read by a client of it', () => {
  let app: RegistryApp;
  let client: NationalClient;
  const id = (code: string): string =>
    `(select id from neighbourhood where force_id = '${FORCE}' and code = '${code}')`;

  beforeAll(async () => {
    app = await startRegistryApp(NOW);
    client = new NationalClient(`${app.url}/api/police-uk/`);
    await seedRegistry(app);
    for (const statement of [
      `update force set website_url = 'https://leics.example', telephone = '101', description = 'The force.',
         engagement_methods = '[{"type":"facebook","title":"Facebook","url":"https://social.example/leics"}, {"type":"telephone"}, 7]'`,
      `insert into senior_officer (force_id, id, place, name, rank, bio, email) values
         ('${FORCE}', gen_random_uuid(), 2, 'Bea Two', 'Deputy Chief Constable', null, null),
         ('${FORCE}', gen_random_uuid(), 1, 'Al One', 'Chief Constable', 'In the force since 1999.', 'chief@leics.example')`,
      `insert into contact_route (force_id, id, neighbourhood_id, kind, value, during) values
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'facebook', 'https://social.example/nc01', '(,)'),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'twitter', 'https://old.example/nc01', '(,2026-04-10)'),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'blog', 'https://new.example/nc01', '[2026-04-11,)')`,
      `insert into place (force_id, id, neighbourhood_id, type, name, address, postcode, telephone, description, latitude, longitude) values
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'station', 'Abbey station', E'1 Abbey Road\\n, Leicester', 'LE4 0AA', '101', 'Open on weekdays', 52.005, 0.00005),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, null, 'Library', 'High Street', '', null, null, null, null)`,
      `insert into link (force_id, id, neighbourhood_id, kind, title, url, description, during) values
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'link', 'The council', 'https://council.example/', null, '(,)'),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'funding', 'A fund', 'https://fund.example/', 'Apply', '[2026-04-01,2026-04-11)'),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'funding', 'A fund that closed', 'https://fund.example/', null, '[2026-03-01,2026-04-10)')`,
      `insert into priority (force_id, id, neighbourhood_id, issue, issue_at, action, action_at, ended_on) values
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'Parking', '2026-01-15T09:30:00Z', null, null, null),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, '<script>alert(1)</script> & noise', '2026-04-01T08:00:00.123Z', 'Patrols', '2026-04-02T23:30:00Z', '2026-04-11'),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'Over', '2026-02-01T09:00:00Z', null, null, '2026-04-10')`,
      `insert into neighbourhood_event (force_id, id, neighbourhood_id, type, title, address, starts_at, ends_at, email, cancelled) values
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'surgery', 'Later', 'Library', '2026-10-25T01:30:00Z', null, null, false),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'beat-meeting', 'Now', 'Hall', '2026-04-10T11:00:00Z', '2026-04-10T12:00:00Z', 'hall@leics.example', false),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'beat-meeting', 'Begun', 'Hall', '2026-04-10T10:59:59.999Z', '2026-04-10T12:00:00Z', null, false),
         ('${FORCE}', gen_random_uuid(), ${id('NC01')}, 'patch-walk', 'Called off', 'Park', '2026-05-01T11:00:00Z', null, null, true)`,
      `insert into force (id, name, starts_on, created_at) values ('leicestershire', 'x', '2026-01-01', now()) on conflict do nothing`,
    ])
      await app.rows(statement);
  });
  afterAll(() => app.close());

  it('lists the forces and how one presents itself', async () => {
    expect(await client.forces()).toEqual([{ id: FORCE, name: expect.any(String) }]);
    expect(await client.force(FORCE)).toEqual({
      id: FORCE,
      name: expect.any(String),
      url: 'https://leics.example',
      telephone: '101',
      description: 'The force.',
      engagementMethods: [
        { type: 'facebook', title: 'Facebook', url: 'https://social.example/leics', description: null },
        { type: 'telephone', title: '', url: '', description: null },
        { type: '', title: '', url: '', description: null },
      ],
    });
    expect(await client.seniorOfficers(FORCE)).toEqual([
      {
        name: 'Al One',
        rank: 'Chief Constable',
        bio: 'In the force since 1999.',
        contactDetails: { email: 'chief@leics.example' },
      },
      { name: 'Bea Two', rank: 'Deputy Chief Constable', bio: null, contactDetails: {} },
    ]);
  });

  it('lists the neighbourhoods of today, not one that begins in June', async () => {
    expect(await client.neighbourhoods(FORCE)).toEqual([
      { id: 'NC 02/b', name: 'Neighbourhood NC 02/b' },
      { id: 'NC03', name: 'Neighbourhood NC03' },
      { id: 'NC04', name: 'Neighbourhood NC04' },
      { id: 'NC01', name: "St Mary's, Belgrave" },
    ]);
  });

  it('tells of a neighbourhood with everything, and of one with next to nothing', async () => {
    expect(await client.neighbourhood(FORCE, 'NC01')).toEqual({
      id: 'NC01',
      name: "St Mary's, Belgrave",
      description: 'The streets around the abbey.',
      population: 12_400,
      urlForce: 'https://leics.example/nc01',
      centre: [52.005, -0.995],
      contactDetails: {
        email: 'nc01@leics.example',
        telephone: '101 ext. 1',
        web: 'https://leics.example/nc01',
        facebook: 'https://social.example/nc01',
      },
      links: [
        { title: 'A fund', url: 'https://fund.example/', description: 'Apply' },
        { title: 'The council', url: 'https://council.example/', description: null },
      ],
      locations: [
        {
          type: 'station',
          name: 'Abbey station',
          address: '1 Abbey Road\n, Leicester',
          postcode: 'LE4 0AA',
          telephone: '101',
          description: 'Open on weekdays',
          latitude: 52.005,
          longitude: 0.00005,
        },
        {
          type: null,
          name: 'Library',
          address: 'High Street',
          postcode: '',
          description: null,
          latitude: null,
          longitude: null,
        },
      ],
    });
    expect(await client.neighbourhood(FORCE, 'NC04')).toMatchObject({
      description: null,
      population: 0,
      urlForce: 'https://leics.example',
      contactDetails: {},
      links: [],
      locations: [],
    });
  });

  it('gives the address of our own form where it is known and the form is open', async () => {
    const routes = async (): Promise<Record<string, string>> => {
      const [row] = await app.rows<{ answer: string }>(
        `select public_neighbourhood('${FORCE}', 'NC03', '2026-04-10', 'https://npg.example/form') as answer`,
      );
      return (JSON.parse(row!.answer) as { contact_details: Record<string, string> }).contact_details;
    };
    expect(await routes()).toEqual({ telephone: '101', 'e-messaging': 'https://npg.example/form' });
    await app.rows(`update neighbourhood set form_enabled = false where code = 'NC03'`);
    expect(await routes()).toEqual({ telephone: '101' });
    await app.rows(`update neighbourhood set form_enabled = true where code = 'NC03'`);
  });

  it('names who serves a neighbourhood, by rank, with their public routes alone and the named officers marked', async () => {
    expect(await client.people(FORCE, 'NC01')).toEqual([
      {
        name: 'Ann Ward',
        rank: 'PC',
        bio: null,
        contactDetails: { email: 'ann@leics.example', telephone: '101 ext. 4711' },
      },
      { name: '<b>Ed</b> Quist', rank: 'PC', bio: null, contactDetails: {} },
      { name: 'Ben Ng', rank: 'PCSO', bio: null, contactDetails: {} },
      { name: 'Di Poe', rank: 'Inspector', bio: null, contactDetails: {} },
    ]);
    const { body } = await app.ask({ url: `/api/police-uk/${FORCE}/NC01/people` });
    expect(JSON.parse(body).map((person: { named_officer: boolean }) => person.named_officer)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('names nobody whose name is withheld, by either record, whose service is over, or who was there until yesterday', async () => {
    expect(await client.people(FORCE, 'NC03')).toEqual([]);
    expect(await client.people(FORCE, 'NC04')).toEqual([]);
    await app.rows(
      `insert into officer_name_withheld (force_id, id, officer_id, during)
       select force_id, gen_random_uuid(), id, '[2026-04-10,2026-04-11)' from officer where collar_number = '4711'`,
    );
    await app.rows(`update officer set in_service = '(,2026-04-10)' where collar_number = '4715'`);
    expect((await client.people(FORCE, 'NC01')).map(({ name }) => name)).toEqual(['Ben Ng', 'Di Poe']);
    await app.rows(`delete from officer_name_withheld where during = '[2026-04-10,2026-04-11)'`);
    await app.rows(`update officer set in_service = '(,)' where collar_number = '4715'`);
  });

  it('lists present priorities with hyphens, in local time without a zone, in plain text', async () => {
    expect(await client.priorities(FORCE, 'NC01')).toEqual([
      {
        issue: '<script>alert(1)</script> & noise',
        issueDate: '2026-04-01T09:00:00',
        action: 'Patrols',
        actionDate: '2026-04-03T00:30:00',
      },
      { issue: 'Parking', issueDate: '2026-01-15T09:30:00', action: null, actionDate: null },
    ]);
  });

  it('lists events that are yet to begin, the next first', async () => {
    expect(await client.events(FORCE, 'NC01')).toEqual([
      {
        title: 'Now',
        type: 'beat-meeting',
        address: 'Hall',
        description: null,
        startDate: '2026-04-10T12:00:00',
        endDate: '2026-04-10T13:00:00',
        contactDetails: { email: 'hall@leics.example' },
      },
      {
        title: 'Later',
        type: 'surgery',
        address: 'Library',
        description: null,
        startDate: '2026-10-25T01:30:00',
        endDate: null,
        contactDetails: {},
      },
    ]);
  });

  it('draws a boundary with its first point last, and locates points in it', async () => {
    const boundary = await client.boundary(FORCE, 'NC01');
    expect(boundary).toHaveLength(5);
    expect(boundary[0]).toEqual(boundary[4]);
    expect(boundary[0]).toEqual([52, -1]);
    expect(await client.locate(52.005, -0.995)).toEqual({ force: FORCE, neighbourhood: 'NC01' });
    expect(await client.locate(52.005, -0.985)).toEqual({ force: FORCE, neighbourhood: 'NC 02/b' });
    expect(await client.locate(52.005, -0.955)).toBeNull();
    expect(await client.locate(50, 0)).toBeNull();
  });

  it('never says an address for duty, a team mailbox, a collar number or a withheld name', async () => {
    for (const path of [
      'forces',
      `forces/${FORCE}`,
      `forces/${FORCE}/people`,
      ...['NC01', 'NC%2002%2Fb', 'NC03', 'NC04'].flatMap((code) =>
        ['', '/people', '/events', '/priorities', '/boundary'].map((rest) => `${FORCE}/${code}${rest}`),
      ),
    ]) {
      const { statusCode, body } = await app.ask({ url: `/api/police-uk/${path}` });
      expect([path, statusCode]).toEqual([path, 200]);
      expect(body).not.toMatch(/duty\.example|"471[1-6]"|Cy Ode/);
    }
  });

  it('knows islands by the largest, a boundary of 2,000 points, and one without any', async () => {
    const circle = Array.from({ length: 2_000 }, (_, k) => [
      -2 + 0.1 * Math.cos((2 * Math.PI * k) / 2_000),
      53 + 0.1 * Math.sin((2 * Math.PI * k) / 2_000),
    ]);
    const square = (west: number, side: number) => [
      [west, 54],
      [west + side, 54],
      [west + side, 54 + side],
      [west, 54 + side],
      [west, 54],
    ];
    const shape = (code: string, geometry: object): object => ({ ...feature(code), geometry });
    await app.take(
      'neighbourhoods',
      collection(
        shape('ROUND', { type: 'Polygon', coordinates: [[...circle, circle[0]]] }),
        shape('ISLES', { type: 'MultiPolygon', coordinates: [[square(-3, 0.1)], [square(-2.5, 0.2)]] }),
      ),
    );
    expect(await client.boundary(FORCE, 'ROUND')).toHaveLength(2_001);
    expect((await client.boundary(FORCE, 'ISLES'))[0]).toEqual([54, -2.5]);
    expect(await client.locate(54.05, -2.95)).toEqual({ force: FORCE, neighbourhood: 'ISLES' });
    await app.rows(
      `update neighbourhood set boundary = null, min_lng = null, min_lat = null, max_lng = null, max_lat = null,
         centre_lng = null, centre_lat = null where code = 'ROUND'`,
    );
    expect(await client.boundary(FORCE, 'ROUND')).toEqual([]);
    const { body } = await app.ask({ url: `/api/police-uk/${FORCE}/ROUND` });
    expect(JSON.parse(body).centre).toEqual({ latitude: null, longitude: null });
  });
});

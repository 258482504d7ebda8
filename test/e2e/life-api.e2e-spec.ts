import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stalePriorities } from '../../src/registry/life/priority-reviews.query.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import type { Answer } from '../support/access-app.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { seedRegistry } from '../support/registry-story.js';

describe('the life of a neighbourhood, for machines', () => {
  let app: RegistryApp;
  let write: Record<string, string>;
  let read: Record<string, string>;
  beforeAll(async () => {
    app = await startRegistryApp('2026-04-10T09:00:00Z');
    await seedRegistry(app);
    write = await app.key(['registry:read', 'registry:write']);
    read = await app.key(['registry:read']);
  });
  afterAll(() => app.close());

  const at = (path: string): string => `/api/v1/neighbourhoods/NC01/${path}`;
  const call = (method: string, path: string, payload?: object, headers: object = {}): Promise<Answer> =>
    app.ask({ method, url: at(path), ...(payload && { payload }), headers: { ...write, ...headers } });

  const KINDS: [kind: string, given: object, change: object, stored: object][] = [
    [
      'priorities',
      { issue: 'Speeding', issuedOn: '2026-03-01' },
      { action: 'A camera' },
      {
        issue: 'Speeding',
        issuedOn: '2026-03-01',
        action: 'A camera',
        actionOn: '2026-04-10',
        endedOn: null,
      },
    ],
    [
      'events',
      { type: 'surgery', title: 'Surgery', address: 'Library', startsAt: '2026-04-01T18:00:00+01:00' },
      { attended: 4, volunteers: 0, endsAt: '2026-04-01T19:00:00+01:00' },
      {
        type: 'surgery',
        startsAt: '2026-04-01T17:00:00.000Z',
        endsAt: '2026-04-01T18:00:00.000Z',
        attended: 4,
        volunteers: 0,
        cancelled: false,
      },
    ],
    [
      'places',
      { name: 'Station', address: 'Abbey Lane', latitude: 52.5, longitude: -1 },
      { telephone: '101', postcode: 'LE1 1AA' },
      { name: 'Station', type: null, postcode: 'LE1 1AA', telephone: '101', latitude: 52.5, longitude: -1 },
    ],
    [
      'links',
      {
        kind: 'funding',
        title: 'Fund',
        url: 'https://fund.example',
        from: '2026-04-01',
        until: '2026-06-30',
      },
      { until: null },
      { kind: 'funding', from: '2026-04-01', until: null },
    ],
  ];

  it.each(KINDS)('adds, reads, changes and removes %s', async (kind, given, change, stored) => {
    const added = await call('POST', kind, given);
    expect([added.statusCode, added.headers['etag']]).toEqual([201, '"1"']);
    const { id } = added.json();
    const found = await app.ask({ url: at(`${kind}/${id}`), headers: read });
    expect([found.statusCode, found.headers['etag'], found.json()]).toEqual([
      200,
      expect.stringMatching(/^"1-/),
      added.json(),
    ]);

    expect((await call('PATCH', `${kind}/${id}`, change)).statusCode).toBe(428);
    const changed = await call('PATCH', `${kind}/${id}`, change, { 'if-match': '"1"' });
    expect([changed.statusCode, changed.headers['etag']]).toEqual([200, '"2"']);
    expect(changed.json()).toMatchObject({ id, version: 2, ...stored });

    const late = await call('PATCH', `${kind}/${id}`, change, { 'if-match': '"1"' });
    expect(late.statusCode).toBe(412);
    expect(late.json()).toMatchObject({
      yours: { etag: '"1"', sent: change },
      current: { etag: '"2"', record: stored },
    });
    expect((await call('DELETE', `${kind}/${id}`, undefined, { 'if-match': '"1"' })).statusCode).toBe(412);

    const list = await app.ask({ url: at(kind), headers: read });
    expect(list.json().items).toEqual([changed.json()]);
    expect((await call('DELETE', `${kind}/${id}`, undefined, { 'if-match': '"2"' })).statusCode).toBe(204);
    expect((await call('GET', `${kind}/${id}`)).statusCode).toBe(404);
    const kept = await app.rows<{ ops: number }>(
      `select count(*) as ops from registry_history where row_id = $1 and actor_kind = 'api-key'`,
      [id],
    );
    expect(kept).toEqual([{ ops: 3 }]);
  });

  it.each<[string, object, string]>([
    ['priorities', { issuedOn: '2026-03-01' }, 'issue'],
    ['priorities', { issue: 'x', issuedOn: '2026-04-11' }, 'issuedOn'],
    ['priorities', { issue: 'x', issuedOn: '2026-03-01', action: 'y' }, 'actionOn'],
    ['priorities', { issue: 'x', issuedOn: '2026-03-01', actionOn: '2026-03-02' }, 'action'],
    ['priorities', { issue: 'x', issuedOn: '2026-03-01', endedOn: '2026-02-01' }, 'endedOn'],
    ['priorities', { issue: 'x', issuedOn: '2026-03-01', colour: 'red' }, 'colour'],
    ['events', { type: 'party', title: 'x', address: 'y', startsAt: '2026-04-01T18:00:00Z' }, 'type'],
    ['events', { type: 'other', title: 'x', address: 'y', startsAt: '2026-04-01T18:00:00' }, 'startsAt'],
    [
      'events',
      { type: 'other', title: 'x', address: 'y', startsAt: '2026-05-01T18:00:00Z', attended: 1 },
      'attended',
    ],
    ['places', { name: 'x', address: 'y', latitude: 91, longitude: 0 }, 'latitude'],
    ['places', { name: 'x', address: 'y', latitude: 52 }, 'longitude'],
    ['links', { kind: 'link', title: 'x', url: 'ftp://x.example' }, 'url'],
    ['links', { kind: 'link', title: 'x\u202ey', url: 'https://x.example' }, 'title'],
    ['events', { type: 'other', title: 'x\u200by', address: 'y', startsAt: '2026-05-01T18:00:00Z' }, 'title'],
    ['places', { name: 'x\ufeffy', address: 'y' }, 'name'],
    ['places', { name: 'x', address: 'y\u200f' }, 'address'],
    ['priorities', { issue: 'x\u202ey', issuedOn: '2026-03-01' }, 'issue'],
    ['links', { kind: 'prevention-project', title: 'x', url: 'https://x.example' }, 'from'],
  ])('refuses for %s %j', async (kind, payload, field) => {
    const answer = await call('POST', kind, payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors.map((each: { field: string }) => each.field)).toContain(field);
  });

  it('has a priority of one day once, also of two who send it at once', async () => {
    const litter = { issue: 'Litter\nby the canal', issuedOn: '2026-03-05' };
    const both = await Promise.all([call('POST', 'priorities', litter), call('POST', 'priorities', litter)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
    const refused = both.find(({ statusCode }) => statusCode === 409)!;
    expect(refused.json().errors).toEqual([
      { field: 'issue', message: 'The neighbourhood has this priority of this day already; change that one' },
    ]);
    const other = await call('POST', 'priorities', { ...litter, issuedOn: '2026-03-06' });
    expect(other.statusCode).toBe(201);
    const path = `priorities/${other.json().id}`;
    const any = { 'if-match': '*' };
    expect((await call('PATCH', path, { issuedOn: '2026-03-05' }, any)).statusCode).toBe(409);
    expect((await call('PATCH', path, { endedOn: '2026-04-01' }, any)).statusCode).toBe(200);
  });

  it('lets nothing go missing that a record needs', async () => {
    const { id } = (await call('POST', 'priorities', { issue: 'Speeding', issuedOn: '2026-03-01' })).json();
    const answer = await call('PATCH', `priorities/${id}`, { issue: null }, { 'if-match': '*' });
    expect([answer.statusCode, answer.json().errors[0].field]).toEqual([400, 'issue']);
    const same = await call('PATCH', `priorities/${id}`, {}, { 'if-match': '*' });
    expect([same.statusCode, same.json().version]).toEqual([200, 1]);
  });

  it('needs the scope, and the neighbourhood', async () => {
    const payload = { issue: 'Speeding', issuedOn: '2026-03-01' };
    expect(
      (await app.ask({ method: 'POST', url: at('priorities'), payload, headers: read })).statusCode,
    ).toBe(403);
    expect((await app.ask({ url: '/api/v1/neighbourhoods/NC99/events', headers: read })).statusCode).toBe(
      404,
    );
    expect((await app.ask({ url: at('events/not-an-id'), headers: read })).statusCode).toBe(400);
  });

  it('records reviews, and knows whose priorities are stale', async () => {
    const codes = (onDay: string): Promise<string[]> =>
      app.app.get(ForceDatabase).inForce(FORCE, async (manager) => {
        const stale = await stalePriorities(manager, FORCE, onDay);
        return stale.map(({ code }) => code);
      });
    const url = '/api/v1/neighbourhoods/NC03/priorities';
    expect((await app.ask({ url, headers: read })).json()).toEqual({
      items: [],
      reviewedOn: null,
      current: false,
    });
    for (const _ of ['first', 'second']) {
      const answer = await app.ask({ method: 'POST', url: `${url}/reviewed`, headers: write });
      expect([answer.statusCode, answer.json()]).toEqual([200, { reviewedOn: '2026-04-10' }]);
    }
    expect((await app.ask({ url, headers: read })).json()).toMatchObject({
      reviewedOn: '2026-04-10',
      current: true,
    });
    expect(await codes('2026-04-09')).toContain('NC03');
    expect(await codes('2026-04-10')).toEqual(['NC 02/b', 'NC04']);
    expect(await codes('2026-07-10')).not.toContain('NC03');
    expect(await codes('2026-07-11')).toContain('NC03');
    expect(
      (
        await app.rows<{ n: number }>(
          `select count(*) as n from priority_review where reviewed_on = '2026-04-10'`,
        )
      )[0]!.n,
    ).toBe(1);
  });

  it('counts an issue that was set, or an action, as a review of its day', async () => {
    const [{ id }] = (await app.rows<{ id: string }>(`select id from neighbourhood where code = 'NC04'`)) as [
      { id: string },
    ];
    await app.rows(
      `insert into priority (force_id, id, neighbourhood_id, issue, issue_at, action, action_at)
       values ('leicestershire', gen_random_uuid(), $1, 'x', '2025-06-01T00:00Z', 'y', '2026-01-09T23:59:59Z')`,
      [id],
    );
    const reviewed = async (onDay: string): Promise<boolean> =>
      app.app.get(ForceDatabase).inForce(FORCE, async (manager) => {
        const stale = await stalePriorities(manager, FORCE, onDay);
        return !stale.some(({ code }) => code === 'NC04');
      });
    expect([
      await reviewed('2026-04-09'),
      await reviewed('2026-04-10'),
      await reviewed('2025-09-01'),
    ]).toEqual([true, false, true]);
  });

  it('counts no correction, and an action by its own day', async () => {
    const url = '/api/v1/neighbourhoods/NC04/priorities';
    const known = async (): Promise<{ reviewedOn: string; items: { id: string; actionOn: string }[] }> =>
      (await app.ask({ url, headers: read })).json();
    const { items } = await known();
    const alter = (payload: object): ReturnType<typeof app.ask> =>
      app.ask({
        ...{ method: 'PATCH', url: `${url}/${items[0]!.id}`, payload },
        headers: { ...write, 'if-match': '*' },
      });
    for (const correction of [
      { issue: 'Speeding' },
      { action: 'A camera' },
      { endedOn: '2026-04-30' },
      { endedOn: null },
    ]) {
      expect((await alter(correction)).statusCode).toBe(200);
      expect(await known()).toMatchObject({ reviewedOn: '2026-01-09', items: [{ actionOn: '2026-01-09' }] });
    }
    await alter({ action: 'Two cameras', actionOn: '2026-02-01' });
    expect((await known()).reviewedOn).toBe('2026-02-01');
    await alter({ actionOn: '2026-01-09' });
    expect((await known()).reviewedOn).toBe('2026-01-09');
  });

  it('counts them on a day, and lists those that are not', async () => {
    const answer = await app.ask({ url: '/api/v1/priorities-current?on=2026-04-10', headers: read });
    expect(answer.json()).toEqual({
      on: '2026-04-10',
      since: '2026-01-10',
      current: 2,
      neighbourhoods: 4,
      stale: [
        { neighbourhood: 'NC 02/b', name: 'Neighbourhood NC 02/b', reviewedOn: null, priorities: 0 },
        { neighbourhood: 'NC04', name: expect.any(String), reviewedOn: '2026-01-09', priorities: 1 },
      ],
    });
    expect((await app.ask({ url: '/api/v1/priorities-current?on=today', headers: read })).statusCode).toBe(
      400,
    );
  });
});

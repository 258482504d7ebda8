import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ForceDatabase } from '../../src/database/force-database.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { collection, feature } from '../support/registry-import.js';
import { seedRegistry } from '../support/registry-story.js';

const OTHER = 'derbyshire';
const CODES = ['NC01', 'NC%2002%2Fb', 'NC03', 'NC99', 'nc01'];

describe('the national interface, asked alone and by many at once', () => {
  let app: RegistryApp;
  const database = (): ForceDatabase => app.app.get(ForceDatabase, { strict: false });
  beforeAll(async () => {
    app = await startRegistryApp('2026-04-10T11:00:00Z');
    await seedRegistry(app);
    await app.take('neighbourhoods', collection(feature('NC01', 300, { name: 'Another' })), OTHER);
    for (const force of [FORCE, OTHER])
      await database().inForce(force, async (manager) => {
        await manager.query(
          `insert into priority (force_id, id, neighbourhood_id, issue, issue_at)
             select force_id, gen_random_uuid(), id, 'Issue of ' || name, '2026-01-15T09:30:00Z' from neighbourhood`,
        );
        await manager.query(
          `insert into neighbourhood_event (force_id, id, neighbourhood_id, type, title, address, starts_at)
             select force_id, gen_random_uuid(), id, 'surgery', 'Surgery of ' || name, 'Hall', '2026-05-01T09:00:00Z' from neighbourhood`,
        );
        await manager.query(
          `insert into senior_officer (force_id, id, place, name, rank)
             values ($1, gen_random_uuid(), 1, 'Chief of ' || $1, 'Chief Constable')`,
          [force],
        );
      });
  });
  afterAll(() => app.close());

  const answerTo = async (path: string): Promise<[string, number, string]> => {
    const { statusCode, body } = await app.ask({ url: `/api/police-uk/${path}` });
    return [path, statusCode, body];
  };

  const ofNeighbourhoods = (rest: string): string[] =>
    [FORCE, OTHER, 'nowhere'].flatMap((force) => CODES.map((code) => `${force}/${code}${rest}`));

  it.each<[string, string[], number]>([
    ['forces', [FORCE, OTHER, 'nowhere', 'Derbyshire'].map((force) => `forces/${force}`), 2],
    ['senior officers', [FORCE, OTHER, 'nowhere'].map((force) => `forces/${force}/people`), 2],
    ['neighbourhoods', [FORCE, OTHER, 'nowhere'].map((force) => `${force}/neighbourhoods`), 2],
    ['a neighbourhood', ofNeighbourhoods(''), 4],
    ['its people', ofNeighbourhoods('/people'), 4],
    ['its priorities', ofNeighbourhoods('/priorities'), 4],
    ['its events', ofNeighbourhoods('/events'), 4],
    ['its boundary', ofNeighbourhoods('/boundary'), 4],
    [
      'the neighbourhood of a point',
      ['-0.995', '-0.985', '-0.975', '-0.945', '2.005', '9.005'].map(
        (lng) => `locate-neighbourhood?q=52.005,${lng}`,
      ),
      4,
    ],
  ])('tells the same of %s', async (_, paths, found) => {
    const alone: [string, number, string][] = [];
    for (const path of paths) alone.push(await answerTo(path));
    const bodies = alone.filter(([, status]) => status === 200).map(([, , body]) => body);
    expect(bodies.length).toBeGreaterThanOrEqual(found);
    expect(new Set(bodies).size).toBeGreaterThan(1);
    const asked = [...paths, ...paths, ...paths];
    expect(await Promise.all(asked.map(answerTo))).toEqual([...alone, ...alone, ...alone]);
  });

  it('answers after a statement that failed and after a connection that was cut', async () => {
    const day = (value: string) => database().texts('spec-day', 'select $1::date::text', [value]);
    await expect(day('no day')).rejects.toThrow('invalid input syntax for type date');
    expect(await Promise.all(['2026-04-10', '2026-04-11'].map(day))).toEqual([
      ['2026-04-10'],
      ['2026-04-11'],
    ]);
    const cut = database().texts('spec-cut', 'select pg_terminate_backend(pg_backend_pid())::text');
    await expect(cut).rejects.toThrow(/terminat/i);
    const texts = ['NC 02/b', null, '', '{"ŵ", \\}'];
    const list = () => database().texts('spec-list', 'select unnest($1::text[])', [texts]);
    expect(await Promise.all(Array.from({ length: 8 }, list))).toEqual(
      Array.from({ length: 8 }, () => texts),
    );
    expect(await database().texts('spec-none', 'select $1 where false', ['x'])).toEqual([]);
    expect((await answerTo(`${FORCE}/NC03`))[1]).toBe(200);
  });
});

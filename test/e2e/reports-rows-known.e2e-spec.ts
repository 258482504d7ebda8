import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IssuingWorld } from './reports-issued-world.js';

const OF = 'from=2026-09-01&to=2026-09-30';
const FIGURES = [
  `/api/v1/reports/compliance?${OF}`,
  `/api/v1/reports/compliance.csv?${OF}`,
  `/api/v1/reports/series?${OF}`,
  `/api/v1/reports/rows?measure=share-met&${OF}`,
];
const DEFINITIONS = ['/api/v1/reports/dictionary', '/api/v1/reports/dictionary.csv'];

let town: IssuingWorld;

beforeAll(async () => {
  town = await IssuingWorld.open();
});
afterAll(() => town.close());

const readings = async (): Promise<number> => {
  const { rows } = await town.house.admin.query<{ count: number }>(
    `select count(*)::int as count from audit_entry where action = 'disclose' and subject_kind = 'report'`,
  );
  return rows[0]!.count;
};
const tagOf = async (url: string): Promise<string> => {
  const { statusCode, headers } = await town.machine(url);
  expect([url, statusCode]).toEqual([url, 200]);
  return headers['etag'] as string;
};

describe('figures that are the same', () => {
  it.each([...FIGURES, ...DEFINITIONS])('are answered 304 a minute later: %s', async (url) => {
    const tag = await tagOf(url);
    expect(tag).toMatch(/^(W\/)?"[\w.-]{20,}"$/);
    town.house.clock.set(town.house.clock.now().plus({ minutes: 1 }));
    const before = await readings();
    const again = await town.machine(url, { 'if-none-match': tag });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', tag]);
    expect(again.headers['cache-control']).toBe(url.includes('/rows') ? 'no-store' : 'private, no-cache');
    // "Reads count": whoever is told that nothing changed has read the figures.
    expect(await readings()).toBe(before + (DEFINITIONS.includes(url) ? 0 : 1));
    const other = await town.machine(url, { 'if-none-match': '"another"' });
    expect([other.statusCode, other.headers['etag'], other.body.length > 100]).toEqual([200, tag, true]);
  });

  it('are told apart by measure, period and reader', async () => {
    const tags = await Promise.all([...FIGURES, ...DEFINITIONS].map(tagOf));
    expect(new Set(tags).size).toBe(tags.length);
    expect(await tagOf(FIGURES[3]!.replace('share-met', 'clocks-met'))).not.toBe(tags[3]);
  });
});

describe('figures that changed', () => {
  it('are answered whole, with another tag', async () => {
    const before = await Promise.all(FIGURES.map(tagOf));
    await town.house.admin.query(
      `update clock set stopped_at = started_at + interval '1 hour', stopped_recorded_at = stopped_at where id = $1`,
      [town.clockIds[1]],
    );
    for (const [index, url] of FIGURES.entries()) {
      const answer = await town.machine(url, { 'if-none-match': before[index]! });
      expect([url, answer.statusCode]).toEqual([url, 200]);
      expect([url, answer.headers['etag'] === before[index]]).toEqual([url, false]);
    }
    for (const url of DEFINITIONS)
      expect((await town.machine(url, { 'if-none-match': await tagOf(url) })).statusCode).toBe(304);
  });

  it('and an error has no tag', async () => {
    const { statusCode, headers } = await town.machine('/api/v1/reports/rows?measure=nothing');
    expect([statusCode, headers['etag']]).toEqual([400, undefined]);
  });
});

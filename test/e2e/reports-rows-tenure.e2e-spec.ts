import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/access/principal.js';
import { FORCE, IssuingWorld } from './reports-issued-world.js';

const SEPTEMBER = 'from=2026-09-01&to=2026-09-30';
const ADDRESS = `/reports/rows?measure=tenure-pcso&${SEPTEMBER}`;

let town: IssuingWorld;

beforeAll(async () => {
  town = await IssuingWorld.open();
  const id = await town.world.neighbourhood(FORCE, 'N9');
  // On 30 September 2026: five for five years to the day, five a day less; five for under a year, and one for 18 months.
  const begun = { '2021-09-30': 5, '2021-10-01': 5, '2025-10-01': 5, '2025-03-01': 1 };
  for (const [day, count] of Object.entries(begun))
    for (let at = 0; at < count; at += 1)
      await town.world.assign(FORCE, id, `[${day},)`, { rank: 'pcso', role: 'deputy' });
});
afterAll(() => town.close());

/** The cells of each row but its number, and the heads. */
async function cellsOf(role: Role, url: string): Promise<{ heads: string[]; rows: string[] }> {
  const { body } = await town.get(role, url);
  const cells = (html: string): string[] =>
    [...html.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
      cell!.replace(/<[^>]+>/g, '').trim(),
    );
  const [heads, ...rows] = [...body.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) => cells(row!));
  return { heads: heads!, rows: rows.map((row) => row.slice(1).join(', ')) };
}

const times = (count: number, text: string): string[] => Array.from({ length: count }, () => text);

describe('the officers behind a figure of tenure', () => {
  it('are bands of years to whoever sees no officers, where no band is of a few', async () => {
    for (const role of ['local-policing-body', 'auditor'] as const) {
      const { heads, rows } = await cellsOf(role, ADDRESS);
      expect(heads).toEqual([
        'Row',
        'Time in neighbourhood teams, in bands of at least 5 officers',
        'Counted',
      ]);
      expect(rows).toEqual([
        ...times(5, '5 years or more, Yes'),
        ...times(5, '2 years to under 5 years, Yes'),
        // One officer alone is between one year and two: so none of the six is told apart.
        ...times(6, 'Under 2 years, No'),
      ]);
    }
  });

  it('are no more than the figure says in a part of the force', async () => {
    const { rows } = await cellsOf('local-policing-body', `${ADDRESS}&part=neighbourhood:N9`);
    expect(rows).toEqual([...times(10, '2 years or more, Yes'), ...times(6, 'Under 2 years, No')]);
  });

  it('are the officers themselves, since when, to the force', async () => {
    const { heads, rows } = await cellsOf('force-admin', ADDRESS);
    expect(heads).toContain('In teams since');
    expect(heads).not.toContain('Time in neighbourhood teams, in bands of at least 5 officers');
    expect(rows[0]).toContain('30 September 2021');
  });

  it('stand in the file and the API as on the page', async () => {
    const csv = (await town.get('local-policing-body', ADDRESS.replace('rows?', 'rows.csv?'))).body;
    expect(csv.match(/5 years or more/g)).toHaveLength(5);
    expect(csv).not.toContain('2021');
    const { items } = (await town.machine(`/api/v1${ADDRESS}`)).json() as { items: { values: object }[] };
    expect(items.at(-1)!.values).toEqual({ band: 'Under 2 years' });
  });
});

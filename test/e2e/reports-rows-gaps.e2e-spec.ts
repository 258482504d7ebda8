import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { ComplianceReport } from '../../src/reports/compliance-report.js';
import { FORCE, IssuingWorld } from './reports-issued-world.js';

const OCTOBER = 'from=2026-10-01&to=2026-10-25';

let town: IssuingWorld;

beforeAll(async () => {
  town = await IssuingWorld.open();
  // N1 has had nobody since 11 September; this one since the first day of the period, and its name comes first.
  const third = await town.world.neighbourhood(FORCE, 'N3', { name: 'Abbot' });
  await town.world.assign(FORCE, third, '[2026-01-01,2026-10-01)');
});
afterAll(() => town.close());

const pageOf = async (url: string): Promise<string> => (await town.get('local-policing-body', url)).body;

describe('a gap that was there before the period began', () => {
  it('is as long as it is, in the figures and in the list', async () => {
    const { body } = await town.machine(`/api/v1/reports/compliance?${OCTOBER}`);
    const { gaps, figures } = JSON.parse(body) as ComplianceReport;
    const days = { toOn: '2026-10-25', fromOn: '2026-10-01', days: 25 };
    expect(gaps).toMatchObject([
      { neighbourhood: 'N3', ...days, sinceOn: '2026-10-01', daysInAll: 25 },
      { neighbourhood: 'N1', ...days, sinceOn: '2026-09-11', daysInAll: 45 },
    ]);
    const longest = figures.filter(({ measure }) => measure === 'longest-gap');
    expect(longest.map(({ neighbourhood, value }) => [neighbourhood, value])).toEqual([
      [null, 45],
      ['N3', 25],
      ['N2', 0],
      ['N1', 45],
    ]);
    // On the last of the 25 days before, the same gap had lasted 20 days.
    expect(longest[0]!.previous).toMatchObject({ shown: '20' });
    expect(longest[0]!.change).toBe('+25');
  });

  it('comes first in the table, with days and dates as plain values in its file', async () => {
    const csv = (await town.get('auditor', `/reports/compliance/gaps.csv?${OCTOBER}`)).body;
    const rows = parse(csv, { columns: true }) as Record<string, string>[];
    expect(rows).toMatchObject([
      {
        Neighbourhood: expect.stringContaining('(N1)') as unknown,
        'First day': '11 September 2026',
        'First day (plain date)': '2026-09-11',
        'Last day in the period (plain date)': '2026-10-25',
        Length: '45 days',
        'Length (plain number)': '45',
        'Within the period': '25 days',
        'Within the period (plain number)': '25',
      },
      { Neighbourhood: 'Abbot (N3)', 'First day (plain date)': '2026-10-01', 'Length (plain number)': '25' },
    ]);
  });

  it('opens with both lengths, and the longest is marked', async () => {
    const page = await pageOf(`/reports/rows?measure=longest-gap&${OCTOBER}`);
    const rows = [...page.matchAll(/<tr class="govuk-table__row">(.*?)<\/tr>/gs)].map(([, row]) =>
      row!.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '),
    );
    expect(rows[0]).toMatch(/Since.*To, in the period.*Days.*Days within the period/s);
    expect(rows.filter((row) => row.includes('The figure'))).toEqual([
      expect.stringMatching(/11 September 2026.*25 October 2026.*45 days.*25 days/s),
    ]);
  });
});

describe('the figures of months and of the period before', () => {
  const LINK = /<a href="((?:\/reports\/)?r\/([^/"]+)\/([^"]+))">(.*?)<\/a>/g;
  const opened = async (path: string): Promise<string> => {
    const page = await pageOf(path.startsWith('/') ? path : `/reports/${path}`);
    const [, figure = ''] = /Figure(?: of now)?\s*<\/dt>\s*<dd[^>]*>\s*(.*?)\s*<\/dd>/s.exec(page) ?? [];
    return figure.replace(/ \(.*\)$/, '');
  };

  it('are led to rows that give the same figure', async () => {
    const page = await pageOf('/reports/compliance?from=2026-09-01&to=2026-09-30');
    const links = [...page.matchAll(LINK)].map(([, href, period, of, text]) => ({ href, period, of, text }));
    const others = links.filter(({ period }) => period !== '2026-09');
    expect(new Set(others.map(({ period }) => period)).size).toBeGreaterThan(3);
    expect(others.length).toBeGreaterThan(60);
    for (const { href, text } of others.filter((_, at) => at % 3 === 0))
      expect([href, await opened(href!)]).toEqual([href, text]);
  });

  it('of an issued report too', async () => {
    const id = await town.issue(await town.draft());
    const links = [...(await pageOf(`/reports/issued/${id}`)).matchAll(LINK)];
    const of = links.map(([, href]) => href!);
    expect(of).toContain('/reports/r/2026-08/share-met');
    expect(of).toContain(`/reports/r/2026-09/gaps/n/N1?report=${id}#rows`);
    for (const [, href, , , text] of links.filter(([, , period], at) => period !== '2026-09' && at % 7 === 0))
      expect([href, await opened(href!)]).toEqual([href, text]);
  });
});

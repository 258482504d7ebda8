import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplianceReport } from '../../src/reports/compliance-report.js';
import { documentOf } from '../../src/reports/document/document-of.js';
import { tablesOf } from '../../src/reports/formats/report-content.js';
import { ReportsWorld } from './reports-world.js';

const FORCE = 'fenmarch';

let world: ReportsWorld;

beforeAll(async () => {
  world = await ReportsWorld.open();
  await world.force(FORCE);
  const ids: string[] = [];
  for (const code of ['N1', 'N2', 'N3']) ids.push(await world.neighbourhood(FORCE, code));
  await world.assign(FORCE, ids[0]!, '[2025-07-01,)');
  const { rows } = await world.admin.query<{ id: string }>(`select id from officer limit 1`);
  const hours = { force_id: FORCE, officer_id: rows[0]!.id, version: 1, rostered_hours: 160 };
  // June is before the figures begin; of October nothing was imported.
  const abstracted = {
    '2025-06': 8,
    '2025-07': 16,
    '2025-08': 32,
    '2025-09': 40,
    '2025-11': 16,
    '2025-12': 24,
  };
  await world.insert(
    'duty_month',
    Object.entries(abstracted).map(([month, abstracted_hours]) => ({
      ...{ ...hours, id: randomUUID(), month_on: `${month}-01`, abstracted_hours },
    })),
  );
  const review = (at: number, reviewed_on: string): object => ({
    ...{ force_id: FORCE, id: randomUUID(), neighbourhood_id: ids[at], reviewed_on, version: 1 },
  });
  await world.insert('priority_review', [
    review(0, '2025-10-01'),
    review(1, '2025-09-29'),
    review(1, '2025-03-01'),
    review(1, '2026-02-01'),
  ]);
});
afterAll(() => world.close());

const reportOf = (from: string, to: string, part?: string): Promise<ComplianceReport> =>
  world.reports.complianceReport(FORCE, from, to, part);

describe('abstraction of a month', () => {
  it.each<[string, string, string, [string, string | undefined, string | null | undefined][]]>([
    ['is compared with the month before the period', '2025-12-01', '2025-12-31', [['15.0', '10.0', '+5.0']]],
    [
      'not with one before the figures begin, nor across a month without hours',
      '2025-07-01',
      '2025-12-31',
      [
        ['10.0', undefined, null],
        ['20.0', '10.0', '+10.0'],
        ['25.0', '20.0', '+5.0'],
        ['10.0', undefined, null],
        ['15.0', '10.0', '+5.0'],
      ],
    ],
    ['with the month that a period begins within', '2025-08-20', '2025-09-30', [['25.0', '20.0', '+5.0']]],
    ['before the figures begin is not counted at all', '2025-06-01', '2025-06-30', []],
  ])('%s', async (_what, from, to, expected) => {
    const { abstractionMonths } = await reportOf(from, to);
    expect(abstractionMonths!.map(({ shown, previous, change }) => [shown, previous?.shown, change])).toEqual(
      expected,
    );
  });
});

describe('priorities that are not current', () => {
  it('have the last review by the last day that is counted, of the part that is reported on', async () => {
    const whole = await reportOf('2025-12-01', '2025-12-31');
    expect(whole.stalePriorities).toEqual([
      { neighbourhood: 'N2', reviewedOn: '2025-09-29' },
      { neighbourhood: 'N3', reviewedOn: null },
    ]);
    expect((await reportOf('2025-12-01', '2025-12-31', 'neighbourhood:N3')).stalePriorities).toEqual([
      { neighbourhood: 'N3', reviewedOn: null },
    ]);
    expect((await reportOf('2025-06-01', '2025-06-30')).stalePriorities).toEqual([]);
    const table = tablesOf(documentOf(whole, { charts: [] })).find(
      ({ id }) => id === 'exceptions-priorities',
    )!;
    expect(table.rows.map((row) => row.slice(1, 3).map(({ text }) => text))).toEqual([
      [
        'Priorities were not reviewed in the 3 months before the last day; the last review was on 29 September 2025',
        '29 September 2025',
      ],
      [
        'Priorities were not reviewed in the 3 months before the last day; no review is on record',
        'no review on record',
      ],
    ]);
  });
});

describe('a period before the figures of the force begin', () => {
  it('says of nothing that all was well', async () => {
    const report = await reportOf('2025-05-01', '2025-05-31');
    const tables = tablesOf(documentOf(report, { charts: [] }));
    const none = tables.filter(({ id }) => id.startsWith('exceptions-')).map((table) => table.none);
    expect(none).toEqual([
      'No query was due.',
      'No day of any neighbourhood was counted, so there is nothing to say of cover.',
      'No contact route was tried in this period: whether they work is not known.',
      'No neighbourhood existed on the last day, so there are no priorities to be current.',
    ]);
    const [first] = tables.find(({ id }) => id === 'answers')!.rows;
    expect(first![1]!.text).toMatch(/^Nothing was promised/);
  });
});

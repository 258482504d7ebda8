import { describe, expect, it } from '@jest/globals';
import { keptWith, madeReport } from '../../../test/support/made-report.js';
import { figureKey, withUnit } from '../figure-words.js';
import { documentOf } from './document-of.js';
import { sentence } from './document-cells.js';
import type { DocumentCell, DocumentChart, DocumentTable, ReportDocument } from './report-document.js';

const chart = (id: string, table: string): DocumentChart => ({
  id,
  title: id,
  alternative: id,
  svg: '<svg></svg>',
  width: 1,
  height: 1,
  table,
});
const tablesOf = ({ sections }: ReportDocument): DocumentTable[] =>
  sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : [])));
const tableOf = (document: ReportDocument, id: string): DocumentTable =>
  tablesOf(document).find((each) => each.id === id)!;
const cellsOf = (document: ReportDocument): DocumentCell[] =>
  tablesOf(document).flatMap(({ rows }) => rows.flat());
const textsOf = ({ rows }: DocumentTable): string[][] =>
  rows.map((row) => row.map(({ text }) => text.replaceAll('\u00a0', ' ')));

describe('the document of a report', () => {
  const report = madeReport();
  const document = documentOf(report, {
    charts: [chart('share-met-trend', 'months'), chart('map', 'neighbourhoods')],
    notes: ['Missed, Whole force: was 3, is now 4'],
  });

  it('has its sections in the order in which the questions are asked', () => {
    expect(document.sections.map(({ id, detail }) => (detail ? `(${id})` : id))).toEqual([
      ...['headline', 'exceptions', 'trends', 'neighbourhoods', 'map'],
      ...['(response)', '(coverage)', '(wards)', '(scope)', '(alerts)', '(workforce)', '(data)'],
      ...['notes', '(definitions)'],
    ]);
  });

  it('names every table and every section once, and every column of a table once', () => {
    const tables = tablesOf(document);
    for (const ids of [
      tables.map(({ id }) => id),
      document.sections.map(({ id }) => id),
      ...tables.map(({ columns }) => columns.map(({ id }) => id)),
    ]) {
      expect(new Set(ids).size).toBe(ids.length);
    }
    for (const { rows, columns } of tables) {
      for (const row of rows) expect(row).toHaveLength(columns.length);
    }
  });

  it.each([
    ['made now', report],
    ['kept with definitions 1.0', keptWith('1.0')],
    ['kept with definitions 2.0', keptWith('2.0')],
    ['kept with definitions 3.0', keptWith('3.0')],
  ])('prints every figure of a report %s, as the model says it', (_when, source) => {
    const units = new Map(source.definitions.map(({ measure, unit }) => [measure, unit]));
    const expected = new Map(
      source.figures.map((figure) => {
        const unit = units.get(figure.measure)!;
        const text = unit === 'state' ? sentence(figure.shown) : withUnit(unit, figure.shown);
        return [figureKey(figure), { text, value: figure.value ?? undefined }];
      }),
    );
    const printed = cellsOf(documentOf(source, { charts: [] })).filter(({ figure }) => figure);
    expect([...new Set(printed.map(({ figure }) => figure))].sort()).toEqual([...expected.keys()].sort());
    for (const { figure, text, value } of printed) {
      expect([figure, { text, value }]).toEqual([figure, expected.get(figure!)]);
    }
  });

  it('gives no percentage without its number and its change', () => {
    for (const { columns } of tablesOf(document)) {
      const ids = columns.map(({ id }) => id);
      for (const { measure, unit } of report.definitions) {
        if (unit !== 'percent' || !ids.includes(measure)) continue;
        expect(ids).toEqual(expect.arrayContaining([`${measure}-of`, `${measure}-change`]));
      }
    }
    expect(tableOf(document, 'response').columns.map(({ id }) => id)).toEqual([
      ...['measure', 'figure', 'numerator', 'denominator', 'previous', 'previous-of', 'change'],
    ]);
  });

  it('says of an exception since when, and what the force says to it', () => {
    const said = documentOf(report, {
      charts: [],
      comments: { 'gap:N2:2026-03-04': 'Two officers were ill.' },
    });
    expect(textsOf(tableOf(said, 'exceptions-gaps'))).toEqual([
      [
        'Place N1 <b> (N1)',
        'No cover (vacant) for 31 days, from 1 March 2026 or earlier to 31 March 2026, the last day counted',
        '1 March 2026 or earlier',
        '',
      ],
      [
        'Place N2 <b> (N2)',
        'No cover (absent) for 2 days, from 4 March 2026 to 5 March 2026',
        '4 March 2026',
        'Two officers were ill.',
      ],
    ]);
  });

  const half = { numerator: 1, denominator: 2, value: 50, shown: '50.0' };
  const more = { numerator: 3, denominator: 4, value: 75, shown: '75.0' };

  it.each([
    ['that it knows', { previous: { ...half, value: undefined }, change: '-10.0' }, '−10.0 points'],
    ['that there is none to give', { previous: null, change: null }, '–'],
    ['not, if it was kept before it knew', {}, '–'],
  ])('shows the first month with the change %s', (_which, first, words) => {
    const points = [
      { fromOn: '2026-01-01', toOn: '2026-01-31', ...half, ...first },
      { fromOn: '2026-02-01', toOn: '2026-02-28', ...more, ...('change' in first && { change: '+25.0' }) },
    ];
    const changed = madeReport({ series: [{ measure: 'share-met', points }] });
    expect(textsOf(tableOf(documentOf(changed, { charts: [] }), 'months'))).toEqual([
      ['January 2026', '50.0%', '1 of 2', words],
      ['February 2026', '75.0%', '3 of 4', '+25.0 points'],
    ]);
  });

  it.each([
    ['2026-03-01', '2026-03-31', ''],
    ['2026-03-29', '2026-03-29', ' (whole calendar months, not only 29 March 2026)'],
    ['2026-03-01', '2026-03-15', ' (whole calendar months, not only 1 March 2026 to 15 March 2026)'],
  ])('says of the months beside %s to %s what they are', (fromOn, toOn, words) => {
    const made = documentOf(madeReport({ period: { fromOn, toOn } }), { charts: [] });
    expect(tableOf(made, 'months').caption).toBe(`Month by month${words}`);
  });

  it('puts charts where their table is, and what changed since the last report into the notes', () => {
    const charts = document.sections.flatMap(({ id, blocks }) =>
      blocks.flatMap((block) => (block.kind === 'chart' ? [`${id}: ${block.chart.id}`] : [])),
    );
    expect(charts).toEqual(['trends: share-met-trend', 'map: map']);
    expect(JSON.stringify(document.sections.find(({ id }) => id === 'notes'))).toContain('was 3, is now 4');
  });

  it('of a part of the force says which, in the period and in the name of its files', () => {
    const part = { kind: 'command-area', code: 'A1', name: 'West' } as const;
    expect(documentOf(madeReport({ part }), { charts: [], version: 'version-2' })).toMatchObject({
      period: 'March 2026, command area West (A1)',
      version: 'Version 2, replaces version 1',
      fileStem: 'compliance-fenmarch-command-area-A1-2026-03-01-to-2026-03-31-version-2',
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import { documentOf } from '../document/document-of.js';
import type { DocumentCell, DocumentTable, ReportDocument } from '../document/report-document.js';
import { tablesOf } from '../formats/report-content.js';
import { pageFragment } from '../issued/issued-html.js';
import { linkedPrinted } from './linked-printed.js';
import { linkedDocument } from './linked-tables.js';

const ID = '0198c0de-0000-7000-8000-000000000001';
const report = madeReport({
  gaps: [
    {
      ...{ neighbourhood: 'N1', fromOn: '2026-03-01', toOn: '2026-03-31', days: 31, states: ['vacant'] },
      ...{ sinceOn: '2025-07-01', daysInAll: 274 },
    },
  ],
  abstractionMonths: [
    {
      fromOn: '2026-03-01',
      toOn: '2026-03-31',
      numerator: 10,
      denominator: 100,
      shown: '10.0',
      above: false,
    },
  ],
});
const document = documentOf(report, { charts: [] });

const table = (of: ReportDocument, id: string): DocumentTable => tablesOf(of).find((each) => each.id === id)!;
const cell = (of: DocumentTable, column: string, row = 0): DocumentCell =>
  of.rows[row]![of.columns.findIndex(({ id }) => id === column)]!;

describe('the cells of a report that are no figures of its own period', () => {
  const linked = linkedDocument(document, report);

  it('of a month lead to the rows of that month', () => {
    const months = table(linked, 'months');
    expect(cell(months, 'share-met').href).toBe('r/2026-01/share-met');
    expect(cell(months, 'clocks-missed', 1).href).toBe('r/2026-02/clocks-missed');
    // The number and the change of a share belong to it, and the month is no figure.
    for (const column of ['month', 'share-met-of', 'share-met-change'])
      expect(cell(months, column).href).toBeUndefined();
    expect(cell(table(linked, 'abstraction-months'), 'abstraction').href).toBe('r/2026-03/abstraction');
  });

  it('of the period before lead to the rows of that', () => {
    const response = table(linked, 'response');
    const at = response.rows.findIndex(([measure]) => measure!.text === 'Queries due');
    expect(at).toBeGreaterThan(-1);
    expect(cell(response, 'previous', at).href).toBe('r/2026-02/clocks-due');
    // The figure itself is led to its rows where the page is written.
    expect(cell(response, 'figure', at).href).toBeUndefined();
  });

  it('of the headline lead what was before to the rows of the period before', () => {
    const [headline] = linked.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'headline' ? [block] : [])),
    );
    expect(headline!.items[0]).toMatchObject({ beforeHref: 'r/2026-02/share-met' });
  });

  it('of the whole lead the name of a measure to its months, if it has any', () => {
    const response = table(linked, 'response');
    const at = response.rows.findIndex(([measure]) => measure!.text === 'Queries due');
    expect(cell(response, 'measure', at).href).toBe(
      'series?measure=clocks-due&from=2026-03-01&to=2026-03-31',
    );
    const scope = table(linked, 'scope');
    const open = scope.rows.findIndex(([measure]) => measure!.plain === 'not-yet-due');
    expect(open).toBeGreaterThan(-1);
    expect(cell(scope, 'measure', open).href).toBeUndefined();
  });

  it('of a gap lead to the gaps of its neighbourhood, with the report that does not change', () => {
    expect(cell(table(linked, 'gaps'), 'days-in-all').href).toBe('r/2026-03/gaps/n/N1#rows');
    expect(cell(table(linked, 'exceptions-gaps'), 'since').href).toBe('r/2026-03/gaps/n/N1#rows');
    expect(cell(table(linked, 'coming-gaps'), 'from').href).toBe('r/2026-03/coming-gaps/n/N3#rows');
    const kept = linkedDocument(document, report, ID);
    expect(cell(table(kept, 'gaps'), 'days').href).toBe(`r/2026-03/gaps/n/N1?report=${ID}#rows`);
    expect(cell(table(kept, 'months'), 'share-met').href).toBe('r/2026-01/share-met');
  });

  it('of priorities that are not current lead to the last review of their neighbourhood', () => {
    const stale = madeReport({
      figures: report.figures.map((figure) =>
        figure.measure === 'priorities-current' && figure.neighbourhood
          ? { ...figure, numerator: 0, denominator: 1 }
          : figure,
      ),
      stalePriorities: [
        { neighbourhood: 'N1', reviewedOn: '2025-11-30' },
        { neighbourhood: 'N2', reviewedOn: null },
      ],
    });
    const laidOut = linkedDocument(documentOf(stale, { charts: [] }), stale);
    const priorities = table(laidOut, 'exceptions-priorities');
    expect(priorities.columns.map(({ title }) => title)).toContain('Last reviewed');
    expect([0, 1].map((row) => cell(priorities, 'since', row))).toEqual([
      {
        text: '30 November 2025',
        plain: '2025-11-30',
        href: 'r/2026-03/priorities-current/n/N1#rows',
      },
      { text: 'no review on record', href: 'r/2026-03/priorities-current/n/N2#rows' },
    ]);
  });

  it('of a part of the force say which', () => {
    const part = { kind: 'command-area', code: 'WEST & X', name: 'West' } as const;
    const ofPart = linkedDocument(document, { ...report, part }, ID);
    const asked = '?part=command-area%3AWEST%20%26%20X';
    expect(cell(table(ofPart, 'months'), 'share-met').href).toBe(`r/2026-01/share-met${asked}`);
    expect(cell(table(ofPart, 'gaps'), 'days').href).toBe(`r/2026-03/gaps/n/N1${asked}&report=${ID}#rows`);
  });

  it('stand in the other formats as before: nothing but links is added', () => {
    const unlinked = JSON.parse(
      JSON.stringify(linked).replaceAll(/,"(href|beforeHref)":"(r\/|series\?)[^"]*"/g, ''),
    ) as object;
    expect(unlinked).toEqual(JSON.parse(JSON.stringify(document)));
  });
});

const withoutLinks = (html: string): string =>
  html.replaceAll(/<a (?:class="[^"]*" )?href="\/reports\/[^"]*">(.*?)<\/a>/g, '$1');

describe('a report as it was printed', () => {
  const printed = pageFragment(document);

  it('is linked in the same places, and is the same byte for byte without the links', () => {
    const linked = linkedPrinted(printed, document, report, ID);
    for (const href of ['2026-01/share-met', '2026-02/clocks-due', `2026-03/gaps/n/N1?report=${ID}#rows`])
      expect(linked).toContain(`<a href="/reports/r/${href}">`);
    expect(withoutLinks(linked)).toBe(printed);
  });

  it('of before, with what the force says as a last cell of its row, is linked there too', () => {
    const said = '<td class="app-words">Two officers left.</td></tr>';
    const [, row] = /id="table-exceptions-gaps"[^]*?<tbody>\n(.*<\/tr>)/.exec(printed)!;
    const old = printed.replace(row!, row!.replace('</tr>', said));
    const comments = { 'gap:N1:2026-03-01': 'Two officers left.' };
    const linked = linkedPrinted(old, documentOf(report, { charts: [], comments }), report, ID);
    const href = `/reports/r/2026-03/gaps/n/N1?report=${ID}#rows`;
    expect(linked).toContain(`<a href="${href}">1 July 2025</a></td>${said}`);
    expect(withoutLinks(linked)).toBe(old);
  });

  it('has what a figure of the headline was led to the period before', () => {
    const linked = linkedPrinted(printed, document, report, ID);
    const address = '/reports/r/2026-02/share-met';
    expect(linked).toContain(`from <a class="govuk-link app-figure-link" href="${address}">`);
    // The month before and the period before stand in tables too.
    expect(linked.split(`href="${address}"`).length - 1).toBe(3);
  });

  it('has a figure of the headline that reads as before led to its own rows, and what it was to those', () => {
    const [same] = report.figures.filter(({ measure }) => measure === 'share-met');
    const { shown, numerator, denominator } = same!;
    const unchanged = madeReport({
      figures: report.figures.map((figure) =>
        figure === same ? { ...figure, previous: { shown, numerator, denominator }, change: '0.0' } : figure,
      ),
    });
    const laidOut = documentOf(unchanged, { charts: [] });
    const linked = linkedPrinted(pageFragment(laidOut), laidOut, unchanged, ID);
    expect(linked).toContain(` data-figure="share-met - -">${shown}%</dd>`);
    expect(linked).toContain(`href="/reports/r/2026-02/share-met">${shown}%</a></dd>`);
  });

  it('before a table had all of its columns, is linked where it has them', () => {
    const [none] = table(document, 'abstraction-months').rows[0]!.slice(3);
    const older = printed
      .replace('<th scope="col">Change from the month before</th>', '')
      .replace(`<td>${none!.text}</td>`, '');
    expect(older).not.toBe(printed);
    const linked = linkedPrinted(older, document, report, ID);
    expect(linked).toContain('<a href="/reports/r/2026-03/abstraction">');
    expect(withoutLinks(linked)).toBe(older);
  });

  it('by an older version, with rows that are laid out otherwise, stays as it is there', () => {
    const older = printed.replaceAll('<td', '<td data-older');
    const linked = linkedPrinted(older, document, report, ID);
    expect(linked.slice(linked.indexOf('<table'))).toBe(older.slice(older.indexOf('<table')));
    expect(withoutLinks(linked)).toBe(older);
  });
});

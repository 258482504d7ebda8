import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import { renderTemplate } from '../../web/templates.js';
import { documentOf } from './document-of.js';
import { documentView, type RowsOf } from './document.view.js';
import type { ReportDocument } from './report-document.js';

const places = (count: number): { code: string; name: string }[] =>
  Array.from({ length: count }, (_, at) => ({ code: `N${at + 1}`, name: 'Place' }));
const htmlOf = (document: ReportDocument, rowsOf?: RowsOf): string =>
  renderTemplate('partials/reports/document', documentView(document, rowsOf)).replaceAll('&#x3D;', '=');

describe('a document as a page', () => {
  const full = madeReport();
  const nothing = { numerator: null, denominator: null, value: 0, shown: '0' };
  const document = documentOf(
    madeReport({
      figures: full.figures.map((figure) =>
        figure.measure === 'clocks-missed' && figure.neighbourhood === 'N2'
          ? { ...figure, ...nothing }
          : figure,
      ),
    }),
    { charts: [] },
  );

  it('has the answers on top, then the contents of what follows', () => {
    const html = htmlOf(document);
    expect(html.indexOf('id="headline"')).toBeLessThan(html.indexOf('Contents of the report'));
    expect(html.indexOf('Contents of the report')).toBeLessThan(html.indexOf('id="exceptions"'));
    expect(html).not.toContain('href="#headline"');
    expect(html).toContain('href="#response"');
  });

  it('folds the detail, and of a long table all but its first rows', () => {
    const report = madeReport({ neighbourhoods: places(40) });
    const html = htmlOf(documentOf(report, { charts: [] }));
    expect(html).toContain(
      'Neighbourhoods, worst first by the lower of answered in time and days covered: the first 10 of 40',
    );
    expect(html).toContain('Show the other 30 of 40');
    expect(html).toMatch(/<details[^>]*>\s*<summary[^>]*><h2[^>]*>Answers within 72 hours/);
    expect(html).not.toMatch(/<details[^>]* open/);
    expect(html).toContain('aria-label="Response by neighbourhood, worst first"');
  });

  it('leads to the rows of a figure only if there is an address, from a count of nothing too', () => {
    const zero = document.sections
      .flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'table' ? block.table.rows.flat() : [])),
      )
      .filter(({ figure, text }) => figure && text === '0');
    const html = htmlOf(document, (figure) => `/rows/${figure.replaceAll(' ', '_')}`);
    expect(html).toContain('<td><a href="/rows/share-met_-_-">');
    expect(zero.length).toBeGreaterThan(0);
    for (const { figure } of zero) expect(html).toContain(`href="/rows/${figure!.replaceAll(' ', '_')}"`);
    expect(html).toMatch(/<a href="[^"]*state-last-day_N1_-"><strong class="govuk-tag/);
    expect(htmlOf(document)).not.toContain('<a href="/');
    expect(htmlOf(document)).toContain('<td data-figure="share-met - -">');
  });

  it('escapes every text', () => {
    expect(htmlOf(document)).toContain('Place N1 &lt;b&gt; (N1)');
    expect(htmlOf(document)).not.toContain('<b>');
  });

  it('says of ten thousand cells nothing that the table can say for all of them', () => {
    const html = htmlOf(document, (figure) => `/rows?${figure.replaceAll(' ', '_')}`);
    expect(html).toMatch(/<tr><th scope="row">[^<]*<\/th><td><a href="[^"]*">[^<]*<\/a>/);
    expect(html).toMatch(/<td>\d+ of \d+<\/td>/);
    for (const [, more] of html.matchAll(/<(?:td|tr|th scope="row")([^>]*)>/g))
      expect(more).toMatch(/^(?: class="app-words")?(?: data-figure="[^"]*")?$/);
  });

  it('writes addresses as they are, and as nothing but addresses', () => {
    const rendered = renderTemplate(
      'partials/reports/document',
      documentView(document, () => '/rows?a=1&b="><script>'),
    );
    expect(rendered).toContain('<a href="/rows?a=1&amp;b=&quot;&gt;&lt;script&gt;">');
    expect(rendered).not.toContain('<script>');
  });
});

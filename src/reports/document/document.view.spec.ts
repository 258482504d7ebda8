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
  const document = documentOf(madeReport(), { charts: [] });

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
    expect(html).toContain('Neighbourhoods, worst first: the first 10 of 40');
    expect(html).toContain('Show the other 30 of 40');
    expect(html).toMatch(/<details[^>]*>\s*<summary[^>]*><h2[^>]*>Answers within 72 hours/);
    expect(html).not.toMatch(/<details[^>]* open/);
    expect(html).toContain('aria-label="Response by neighbourhood, worst first"');
  });

  it('leads to the rows of a figure only if there is an address, and never from a count of nothing', () => {
    const zero = document.sections
      .flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'table' ? block.table.rows.flat() : [])),
      )
      .filter(({ figure, text }) => figure && text === '0');
    const html = htmlOf(document, (figure) => `/rows/${figure.replaceAll(' ', '_')}`);
    expect(html).toContain(
      'data-figure="share-met - -"><a class="govuk-link app-figure-link" href="/rows/share-met_-_-">',
    );
    for (const { figure } of zero) expect(html).not.toContain(`href="/rows/${figure!.replaceAll(' ', '_')}"`);
    expect(htmlOf(document)).not.toContain('app-figure-link');
  });

  it('escapes every text', () => {
    expect(htmlOf(document)).toContain('Place N1 &lt;b&gt; (N1)');
    expect(htmlOf(document)).not.toContain('<b>');
  });
});

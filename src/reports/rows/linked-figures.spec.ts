import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import { documentOf } from '../document/document-of.js';
import { figureKey } from '../figure-words.js';
import { pageFragment } from '../issued/issued-html.js';
import { linkedFigures } from './linked-figures.js';
import { canOpen } from './openable.js';

const ID = '0198c0de-0000-7000-8000-000000000001';
const LINK = /<a class="govuk-link app-figure-link" href="([^"]*)">(.*?)<\/a>/g;

describe('the figures of a report as it was printed', () => {
  const report = madeReport();
  const printed = pageFragment(documentOf(report, { charts: [], version: 'version-1' }));
  const linked = linkedFigures(printed, report, ID);

  it('lead to the rows of their measure, spot and period, and say which report they are of', () => {
    const links = [...linked.matchAll(LINK)].map(
      ([, href]) => new URL(href!.replaceAll('&amp;', '&'), 'http://x'),
    );
    const marks = [...printed.matchAll(/ data-figure="([^" ]*)/g)].filter(([, measure]) => canOpen(measure!));
    expect(links.length).toBe(marks.length);
    expect(links.length).toBeGreaterThan(300);
    for (const { pathname, searchParams: query } of links) {
      expect(pathname).toBe('/reports/rows');
      expect(canOpen(query.get('measure')!)).toBe(true);
      expect([query.get('from'), query.get('to'), query.get('report')]).toEqual([
        report.period.fromOn,
        report.period.toOn,
        ID,
      ]);
    }
    const keys = new Set(report.figures.map((figure) => figureKey(figure)));
    const found = links.map(({ searchParams: query }) =>
      figureKey({
        measure: query.get('measure')!,
        neighbourhood: query.get('neighbourhood'),
        channel: query.get('channel'),
        ward: query.get('ward'),
        commandArea: query.get('commandArea'),
        weekday: query.get('weekday') === null ? null : Number(query.get('weekday')),
      }),
    );
    expect(found.filter((key) => !keys.has(key))).toEqual([]);
  });

  it('are the same byte for byte without the links', () => {
    expect(linked).not.toBe(printed);
    expect(linked.replace(LINK, '$2')).toBe(printed);
  });

  it('that this version knows no rows of stay as they are', () => {
    const unknown = ' data-figure="measure-of-before - -">4<';
    expect(linkedFigures(unknown, report, ID)).toBe(unknown);
  });
});

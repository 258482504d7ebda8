import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { parse } from 'yaml';
import { englishTexts, markedTexts, strangeWords } from '../../../test/e2e/public-marked.js';
import { HEADLINE } from '../../reports/document/headline.js';
import {
  type PublicFigure,
  type PublishedHeadline,
  publishedHeadline,
} from '../../reports/headline/public-headline.js';
import { specimenReport } from '../../reports/dictionary/specimen.js';
import { readCatalogues } from '../../web/public-catalogue.js';
import { PublicLanguages } from '../../web/public-texts.js';
import { headlineView } from './headline.view.js';

const texts = new PublicLanguages().choose({});
const SHA256 = 'ab'.repeat(32);
const headline = publishedHeadline({
  ...{ id: 'a', version: 2, sha256: SHA256 },
  issuedAt: DateTime.fromISO('2026-04-10T13:05:00Z'),
  report: specimenReport(),
});

interface Shown {
  title: string;
  value: string;
  summary: { rows: { key: { text: string }; value: { text: string } }[] };
}

/** What the page says of one figure. */
function shown(changes: Partial<PublicFigure>): { value: string; rows: Record<string, string> } {
  const figure = { ...headline.figures.find(({ measure }) => measure === changes.measure)!, ...changes };
  const { figures } = headlineView(texts, { ...headline, figures: [figure] }) as { figures: [Shown] };
  const [{ value, summary }] = figures;
  return { value, rows: Object.fromEntries(summary.rows.map((row) => [row.key.text, row.value.text])) };
}

/** Every text of a model, but for the names of classes and the name of the force. */
function textsIn(value: unknown, forceName: string): string[] {
  if (typeof value === 'string') return [value.replaceAll(` ${forceName} `, ' ')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'classes' ? [] : textsIn(inner, forceName),
  );
}

describe('the public page of the headline figures', () => {
  it('has every figure of the report’s own headline, each in words of the catalogue', () => {
    const { figures } = headlineView(texts, headline) as { figures: Shown[] };
    expect(headline.figures.map(({ measure }) => measure)).toEqual(HEADLINE.map(({ measure }) => measure));
    expect(figures).toHaveLength(HEADLINE.length);
    for (const { title } of figures) expect(texts.holds(title)).toBe(true);
  });

  it.each<[string, Partial<PublicFigure>, string, Record<string, string>]>([
    [
      'a share with what it is of and its change',
      {
        ...{ measure: 'share-met', shown: '98.4', numerator: 187, denominator: 190, change: '+3.4' },
        previous: { shown: '95.0', numerator: 190, denominator: 200 },
      },
      '98.4%',
      {
        'Answered in time': '187',
        'Answers due': '190',
        'In the period before': '95.0% (190 of 200)',
        Change: '+3.4 percentage points',
      },
    ],
    [
      'a share that fell',
      {
        ...{ measure: 'coverage-days', shown: '0.0', numerator: 0, denominator: 31, change: '-100.0' },
        previous: { shown: '100.0', numerator: 28, denominator: 28 },
      },
      '0.0%',
      {
        'Days with an officer': '0',
        'Days of all neighbourhoods': '31',
        'In the period before': '100.0% (28 of 28)',
        Change: '−100.0 percentage points',
      },
    ],
    [
      'none due, with nothing before it',
      { measure: 'share-met', shown: 'none due', numerator: 0, denominator: 0, previous: null, change: null },
      'none due',
      { 'Answered in time': '0', 'Answers due': '0' },
    ],
    [
      'a time that did not change',
      {
        ...{ measure: 'median-minutes', shown: '61', numerator: null, denominator: 7, change: '0' },
        previous: { shown: '61', numerator: null, denominator: 9 },
      },
      '1 hour 1 minute',
      { 'Answers due': '7', 'In the period before': '1 hour 1 minute', Change: 'no change' },
    ],
    [
      'a time that grew',
      {
        ...{ measure: 'median-minutes', shown: '4321', numerator: null, denominator: 7, change: '+120' },
        previous: { shown: '4201', numerator: null, denominator: 9 },
      },
      '72 hours 1 minute',
      { 'Answers due': '7', 'In the period before': '70 hours 1 minute', Change: '+2 hours' },
    ],
    [
      'a time that there is not',
      {
        ...{ measure: 'median-minutes', shown: 'not yet answered', numerator: null, denominator: 7 },
        ...{ previous: { shown: 'none due', numerator: null, denominator: 0 }, change: null },
      },
      'not yet answered',
      { 'Answers due': '7', 'In the period before': 'none due' },
    ],
  ])('says %s', (_, figure, value, rows) => {
    expect(shown(figure)).toEqual({ value, rows });
  });

  it('is said in another language without a word of English', () => {
    const cy: unknown = parse(markedTexts('cy'));
    const marked = new PublicLanguages(readCatalogues({ en: englishTexts(), cy })).choose({ asked: 'cy' });
    const words = headline.figures.map((figure) => ({ ...figure, shown: 'none due' }));
    for (const figures of [headline.figures, words]) {
      const model = headlineView(marked, { ...headline, figures }) as Record<string, unknown>;
      const said = textsIn(
        [model['period'], model['compared'], model['figures'], model['about']],
        headline.force.name,
      );
      expect(strangeWords(said.join(' '), 'cy')).toEqual([]);
    }
  });

  it('says of which report the figures are, and where it is checked', () => {
    const model = headlineView(texts, headline) as Record<string, unknown>;
    expect(model['period']).toBe('These are the headline figures of A from 1 March 2026 to 31 March 2026.');
    expect(model['compared']).toBe('They are compared with 1 February 2026 to 28 February 2026.');
    expect(JSON.stringify(model['about'])).toContain('Friday 10 April 2026 at 2:05pm BST');
    expect(JSON.stringify(model['about'])).toContain(SHA256);
    expect(model['check']).toMatchObject({ href: '/report-signing-keys' });
    const first: PublishedHeadline = { ...headline, precedingPeriod: null };
    expect(headlineView(texts, first)).toMatchObject({
      compared: 'There is nothing to compare them with, because the figures begin on 1 July 2025.',
    });
  });

  it('holds figures of the whole force alone', () => {
    expect(Object.keys(headline)).toEqual([
      ...['force', 'period', 'precedingPeriod', 'zone', 'issued', 'figures'],
    ]);
    for (const figure of headline.figures)
      expect(Object.keys(figure).sort()).toEqual([
        'change',
        'definition',
        'denominator',
        'measure',
        'numerator',
        'previous',
        'shown',
        'title',
        'unit',
      ]);
  });
});

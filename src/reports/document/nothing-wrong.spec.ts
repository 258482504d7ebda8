import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import type { ComplianceReport } from '../compliance-report.js';
import { EXCEPTION_KINDS, type ExceptionKind } from '../domain/exceptions.js';
import { answersTable } from './answers.js';
import { DocumentCells } from './document-cells.js';
import { documentOf } from './document-of.js';
import { nothingWrong, untriedWords } from './nothing-wrong.js';

/** `measure`, or `measure N1`: numerator and denominator. */
type Counts = Readonly<Record<string, readonly [number, number]>>;

const base = madeReport();
const without = (counts: Counts): ComplianceReport =>
  madeReport({
    gaps: [],
    series: [],
    figures: base.figures.map((figure) => {
      const { measure, neighbourhood, channel, ward, commandArea, weekday } = figure;
      if (channel ?? ward ?? commandArea ?? weekday) return figure;
      const own = counts[neighbourhood ? `${measure} ${neighbourhood}` : measure];
      return own ? { ...figure, numerator: own[0], denominator: own[1] } : figure;
    }),
  });

/** "Nothing to count" is no good news, and good news says of how much. */
describe('what is said of a kind of exception that has no line', () => {
  it.each<[ExceptionKind, Counts, string]>([
    ['missed', { 'share-met': [0, 0] }, 'No query was due.'],
    ['missed', { 'share-met': [1, 1] }, 'No query was missed: 1 was due.'],
    ['missed', { 'share-met': [8, 8] }, 'No query was missed: 8 were due.'],
    [
      'gap',
      { 'coverage-days': [0, 0] },
      'No day of any neighbourhood was counted, so there is nothing to say of cover.',
    ],
    [
      'gap',
      { 'coverage-days': [62, 62] },
      'Every neighbourhood was covered on every day that was counted: 62 neighbourhood-days.',
    ],
    [
      'route',
      { 'route-days-failed': [0, 0] },
      'No contact route was tried in this period: whether they work is not known.',
    ],
    [
      'route',
      { 'route-days-failed': [0, 1] },
      'No published contact route failed for a whole day on which it was tried: 1 such day.',
    ],
    [
      'priority',
      { 'priorities-current': [0, 0] },
      'No neighbourhood existed on the last day, so there are no priorities to be current.',
    ],
    [
      'priority',
      { 'priorities-current': [3, 3] },
      'The priorities of every neighbourhood that existed on the last day are current: 3 of 3.',
    ],
  ])('%s of %j: %s', (kind, counts, words) => {
    expect(nothingWrong(kind, new DocumentCells(without(counts)))).toBe(words);
  });
});

const DAYS: Counts = {
  'coverage-days': [93, 93],
  'coverage-days N1': [31, 31],
  'coverage-days N2': [31, 31],
  'coverage-days N3': [31, 31],
};

describe('routes that nobody tried though coverage rests on them', () => {
  it.each<[string, Counts, string | null]>([
    [
      'none at all',
      { ...DAYS, 'route-days-failed': [0, 0] },
      'No contact route was tried in this period. Coverage takes a published route to work unless tries of it failed, so nobody has checked that those it rests on work.',
    ],
    [
      'none in two neighbourhoods',
      {
        ...DAYS,
        'route-days-failed': [0, 9],
        'route-days-failed N1': [0, 9],
        'route-days-failed N2': [0, 0],
        'route-days-failed N3': [0, 0],
      },
      'In 2 of 3 neighbourhoods no contact route of the neighbourhood was tried. Coverage takes a published route to work unless tries of it failed, so nobody has checked those there.',
    ],
    [
      'none in a neighbourhood of which no day was counted',
      {
        ...DAYS,
        'coverage-days N3': [0, 0],
        'route-days-failed': [0, 9],
        'route-days-failed N1': [0, 4],
        'route-days-failed N2': [0, 5],
        'route-days-failed N3': [0, 0],
      },
      null,
    ],
    ['none, and no day of cover was counted', { 'coverage-days': [0, 0], 'route-days-failed': [0, 0] }, null],
  ])('%s', (_which, counts, words) => {
    const report = without(counts);
    const cells = new DocumentCells(report);
    expect(untriedWords(report, cells)).toBe(words);
    const notes = JSON.stringify(
      documentOf(report, { charts: [] }).sections.find(({ id }) => id === 'notes'),
    );
    const [, trust] = answersTable(report, cells).rows.at(-1)!;
    for (const said of [notes, trust!.text]) {
      if (words) expect(said).toContain(words);
      else expect(said).not.toContain('no contact route');
    }
  });

  it('are not spoken of by a report that was kept before tries were counted', () => {
    const report = madeReport({
      figures: base.figures.filter(({ measure }) => measure !== 'route-days-failed'),
    });
    expect(untriedWords(report, new DocumentCells(report))).toBeNull();
  });
});

/** A period before the figures of the force begin has nothing: nowhere may it read as if all were well. */
describe('a report of nothing', () => {
  const report = madeReport({
    precedingPeriod: null,
    coverageOn: null,
    neighbourhoods: [],
    gaps: [],
    comingGaps: [],
    figures: base.figures
      .filter(({ neighbourhood, ward, commandArea }) => !neighbourhood && !ward && !commandArea)
      .map((figure) => ({
        ...figure,
        ...(figure.denominator === null
          ? { value: 0, shown: '0' }
          : { numerator: 0, denominator: 0, value: null, shown: 'none due' }),
      })),
  });
  const { sections } = documentOf(report, { charts: [] });
  const tables = sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : [])),
  );

  it('says so of every kind of exception, and of the gaps', () => {
    const said = tables
      .filter(({ id }) => id.startsWith('exceptions-') || id === 'gaps')
      .map(({ none }) => none);
    expect(said).toEqual([
      ...EXCEPTION_KINDS.map((kind) => nothingWrong(kind, new DocumentCells(report))),
      'No day of any neighbourhood was counted, so there is nothing to say of cover.',
    ]);
    for (const words of said) expect(words).toMatch(/^No (query was due|day|contact route|neighbourhood)/);
  });

  it('says so in the answers', () => {
    const answers = tables.find(({ id }) => id === 'answers')!.rows.map(([, answer]) => answer!.text);
    expect(answers.slice(0, 4)).toEqual([
      'Nothing was promised: no query was due, and no neighbourhood existed on the last day.',
      'No query was due. No neighbourhood existed on the last day.',
      'No neighbourhood existed on the last day, so no gap could be open.',
      'It cannot be said: there is no preceding period to compare with.',
    ]);
    expect(answers[4]).toContain('No query was due, so there is no entry of an answer to doubt.');
  });
});

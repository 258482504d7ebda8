import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import type { ReportFigure } from '../compliance-report.js';
import type { Unit } from '../measures/measure.js';
import { changeText } from './kept-figure.view.js';

const report = madeReport();
const previous = { numerator: 57, denominator: 60, shown: '95.0' };
const figure = (changed: Partial<ReportFigure>): ReportFigure => ({ ...report.figures[0]!, ...changed });

describe('how an opened figure moved from the preceding period', () => {
  it.each<[string, Unit, Partial<ReportFigure>, object, string | null]>([
    [
      'a share',
      'percent',
      { previous, change: '+3.4' },
      {},
      '+3.4 points, from 95.0% (57 of 60) in February 2026',
    ],
    [
      'a share of a period that is not over',
      'percent',
      { previous, change: '+3.4' },
      { cutOffAt: '2026-03-20T10:00:00.000Z' },
      '+3.4 points, from 95.0% (57 of 60) in the whole of February 2026',
    ],
    [
      'a share of which nothing was due before',
      'percent',
      { previous: { numerator: 0, denominator: 0, shown: 'none due' }, change: null },
      {},
      'Before: none due (0 of 0) in February 2026',
    ],
    [
      'a time',
      'minutes',
      { previous: { numerator: null, denominator: 60, shown: '90' }, change: '-30' },
      {},
      '−30 min, from 1 h 30 min (of 60) in February 2026',
    ],
    [
      'a state',
      'state',
      { previous: { numerator: null, denominator: null, shown: 'vacant' }, change: null },
      {},
      'Before: vacant in February 2026',
    ],
    [
      'one without a preceding period',
      'percent',
      { previous: null, change: null },
      { precedingPeriod: null },
      null,
    ],
  ])('%s', (_which, unit, changed, compared, words) => {
    const text = changeText(unit, figure(changed), { ...report, ...compared });
    expect(text?.replaceAll('\u00a0', ' ') ?? null).toBe(words);
  });
});

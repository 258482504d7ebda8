import { describe, expect, it } from '@jest/globals';
import { definition, figure, report } from '../../../test/support/two-reports.js';
import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import type { ReportGap } from '../report-gaps.js';
import { differencesBetween, recountedDifferences } from './differences.js';

const definitions = [
  definition('share-met', 'Share met', 'percent'),
  definition('not-answered', 'Not answered', 'count'),
  definition('not-yet-due', 'Not yet due', 'count'),
];
const count = (measure: string, value: number, spot: Partial<ReportFigure> = {}): ReportFigure =>
  figure({ measure, numerator: null, denominator: null, value, shown: String(value), ...spot });
const versions = <Each extends ReportFigure[][]>(...each: Each): { [I in keyof Each]: ComplianceReport } =>
  each.map((figures) => report({ definitions, figures })) as { [I in keyof Each]: ComplianceReport };

describe('what the record of today cannot say of a past moment', () => {
  it('is listed apart, and counted among what changed', () => {
    const { changes, unsayable, tally } = recountedDifferences(
      ...versions(
        [figure(), count('not-answered', 3), count('not-yet-due', 4)],
        [figure(), count('not-answered', 1), count('not-yet-due', 9)],
      ),
    );
    expect(changes).toEqual([]);
    expect(unsayable.map(({ title, was, is }) => [title, was, is])).toEqual([
      ['Not yet due', '4', '9'],
      ['Not answered', '3', '1'],
    ]);
    expect(tally).toMatchObject({ figures: 3, changed: 2, byTime: 0, leftOut: 0 });
  });

  it('is not told apart where the response is another: all of it is listed', () => {
    const { changes, unsayable } = recountedDifferences(
      ...versions(
        [figure(), count('not-answered', 3)],
        [figure({ numerator: 187, shown: '98.9' }), count('not-answered', 2)],
      ),
    );
    expect(changes.map(({ title }) => title)).toEqual(['Share met', 'Not answered']);
    expect(unsayable).toEqual([]);
  });

  it('is told place by place', () => {
    const abbey = { neighbourhood: 'NC04' };
    const { changes, unsayable } = recountedDifferences(
      ...versions(
        [figure(), figure(abbey), count('not-answered', 3), count('not-answered', 2, abbey)],
        [
          ...[figure(), figure({ ...abbey, numerator: 1 })],
          ...[count('not-answered', 1), count('not-answered', 1, abbey)],
        ],
      ),
    );
    expect(changes.map(({ title, place }) => [title, place])).toEqual([
      ['Share met', 'Abbey (NC04)'],
      ['Not answered', 'Abbey (NC04)'],
    ]);
    expect(unsayable.map(({ title, place }) => [title, place])).toEqual([['Not answered', 'Whole force']]);
  });

  it('is nothing where only one of them has a row in which there is nothing to count', () => {
    const channel = { channel: 'email' };
    const none = figure({ ...channel, numerator: 0, denominator: 0, value: null, shown: 'none due' });
    const { changes, byTime } = differencesBetween(
      ...versions([figure()], [figure(), none, count('not-answered', 0, channel)]),
    );
    expect([changes, byTime]).toEqual([[], []]);
  });
});

describe('how much differs', () => {
  it('is counted: figures, neighbourhoods, gaps and definitions', () => {
    const gap: ReportGap = {
      ...{ neighbourhood: 'NC05', fromOn: '2026-03-02', toOn: '2026-03-04', days: 3, states: ['vacant'] },
    };
    const is = report({
      gaps: [gap],
      definitionsVersion: '5.0',
      figures: [figure({ numerator: 1 }), figure({ neighbourhood: 'NC04' })],
    });
    expect(differencesBetween(report(), is).tally).toEqual({
      ...{ figures: 2, changed: 2, neighbourhoods: 2, gaps: 1, definitions: 1, byTime: 0, leftOut: 0 },
      ...{ preceding: 0, months: 0, facts: 0 },
    });
  });

  it('is listed with the headline first, the whole before its parts, the larger before the smaller', () => {
    const places = { b: { neighbourhood: 'B' }, a: { neighbourhood: 'A' } };
    const other = { measure: 'median-minutes', numerator: null, denominator: 9, shown: '60' };
    const missed = { measure: 'clocks-missed', numerator: null, denominator: null, value: 1, shown: '1' };
    const definitions = [definition('clocks-missed', 'Missed', 'count'), ...report().definitions];
    const was = [
      ...[figure(missed), figure({ ...missed, ...places.a }), figure({ ...missed, ...places.b })],
      ...[figure(places.a), figure(places.b), figure(), figure(other)],
    ];
    const is = was.map((each) =>
      each.measure === 'share-met'
        ? { ...each, numerator: each.neighbourhood === 'B' ? 100 : 180 }
        : { ...each, shown: each.neighbourhood === 'B' ? '9' : '4' },
    );
    const told = differencesBetween(
      report({ definitions, figures: was }),
      report({ definitions, figures: is }),
    ).changes;
    expect(told.map(({ title, place }) => `${title} ${place}`)).toEqual([
      ...['Share met Whole force', 'Share met B', 'Share met A', 'Median time to respond Whole force'],
      ...['Missed Whole force', 'Missed B', 'Missed A'],
    ]);
  });
});

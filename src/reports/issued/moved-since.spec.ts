import { describe, expect, it } from '@jest/globals';
import { definition, figure, report } from '../../../test/support/two-reports.js';
import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import type { ReportComingGap } from '../report-gaps.js';
import { type Change, differencesBetween } from './differences.js';

const definitions = [
  definition('share-met', 'Share met', 'percent'),
  definition('not-answered', 'Not answered', 'count'),
  definition('not-yet-due', 'Not yet due', 'count'),
  definition('open-longest-minutes', 'Open longest', 'count'),
];
const count = (measure: string, value: number, spot: Partial<ReportFigure> = {}): ReportFigure =>
  figure({ measure, numerator: null, denominator: null, value, shown: String(value), ...spot });
const versions = <Each extends ReportFigure[][]>(...each: Each): { [I in keyof Each]: ComplianceReport } =>
  each.map((figures) => report({ definitions, figures })) as { [I in keyof Each]: ComplianceReport };
/** The first as it was issued, the others a day later but for what is counted at its own cut-off. */
const LATER = '2026-04-02T02:10:00.000Z';
const later = (each: ComplianceReport): ComplianceReport => ({ ...each, cutOffAt: LATER });
const placed = (changes: readonly Change[]): string[] =>
  changes.map(({ title, place, was, is }) => `${title}, ${place}: ${was} > ${is}`);

describe('what moved by the passing of time alone', () => {
  const [was, is] = versions(
    [figure(), count('not-answered', 3), count('not-yet-due', 4), count('open-longest-minutes', 60)],
    [figure(), count('not-answered', 1), count('not-yet-due', 9), count('open-longest-minutes', 90)],
  );

  it('is what the record of today still gives at the earlier cut-off as it was reported', () => {
    const [then] = versions([figure(), count('not-answered', 1), count('open-longest-minutes', 60)]);
    const { changes, byTime, tally } = differencesBetween(was, later(is), then);
    expect(placed(changes)).toEqual(['Not answered, Whole force: 3 > 1']);
    expect(placed(byTime)).toEqual(['Open longest, Whole force: 60 > 90', 'Not yet due, Whole force: 4 > 9']);
    expect(tally).toMatchObject({ figures: 4, changed: 1, byTime: 2, leftOut: 0 });
  });

  it('is not a late answer that was recorded since, though its query stays missed', () => {
    const { changes, byTime, tally } = differencesBetween(was, later(is), is);
    expect(placed(changes)).toEqual([
      'Open longest, Whole force: 60 > 90',
      'Not answered, Whole force: 3 > 1',
    ]);
    expect(placed(byTime)).toEqual(['Not yet due, Whole force: 4 > 9']);
    expect([tally.changed, tally.byTime]).toEqual([2, 1]);
  });

  it('is a figure of no period, whatever was recorded in between, and no place is affected by it', () => {
    const abbey = { neighbourhood: 'NC04' };
    const [before, after, then] = versions(
      [figure(), count('not-yet-due', 4), count('not-yet-due', 4, abbey)],
      [figure(), count('not-yet-due', 9), count('not-yet-due', 9, abbey)],
      [figure(), count('not-yet-due', 7), count('not-yet-due', 7, abbey)],
    );
    const { changes, byTime, tally } = differencesBetween(before, later(after), then);
    expect(changes).toEqual([]);
    expect(byTime).toHaveLength(2);
    expect(tally).toMatchObject({ figures: 3, changed: 0, byTime: 2, neighbourhoods: 0 });
  });

  it('is nothing where no time has passed', () => {
    const { changes, byTime, tally } = differencesBetween(was, is, was);
    expect([changes.length, byTime, tally.changed]).toEqual([3, [], 3]);
  });

  it('is, as long as nobody counted at the earlier cut-off, what is of no period alone', () => {
    const { changes, byTime, tally } = differencesBetween(was, later(is));
    expect([changes.length, byTime.length, tally.changed]).toEqual([2, 1, 2]);
  });

  it('may have had nothing to count then', () => {
    const spot = { neighbourhood: 'NC04' };
    const [before, after, then] = versions(
      [figure()],
      [figure(), count('open-longest-minutes', 2, spot)],
      [figure(), count('open-longest-minutes', 0, spot)],
    );
    expect(placed(differencesBetween(before, later(after), then).byTime)).toEqual([
      'Open longest, Abbey (NC04): not reported > 2',
    ]);
  });

  it('holds the gaps that are foreseen, as they are on another day', () => {
    const gap: ReportComingGap = {
      ...{
        neighbourhood: 'NC04',
        name: 'Abbey',
        fromOn: '2026-04-20',
        toOn: null,
        reason: 'assignment-ends',
      },
    };
    const [first, second] = [
      report({ comingGaps: [gap] }),
      report({ comingGaps: [{ ...gap, toOn: '2026-04-21' }] }),
    ];
    const { changes, byTime, tally } = differencesBetween(first, later(second));
    expect(changes).toEqual([]);
    expect(byTime.map(({ title, place, was: before, is: after }) => [title, place, before, after])).toEqual([
      [
        ...['Gap that will begin', 'Abbey (NC04)', 'none'],
        expect.stringContaining('20 April 2026 to 21 April 2026: '),
      ],
      ['Gap that will begin', 'Abbey (NC04)', expect.stringContaining('from 20 April 2026: '), 'none'],
    ]);
    expect(tally).toMatchObject({ byTime: 2, gaps: 0, neighbourhoods: 0 });
    expect(differencesBetween(first, second)).toMatchObject({ byTime: [], tally: { gaps: 2 } });
    expect(differencesBetween(report(), later(second)).byTime).toEqual([]);
  });
});

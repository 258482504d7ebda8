import { describe, expect, it } from '@jest/globals';
import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import { definition, figure, report } from '../../../test/support/two-reports.js';
import type { ReportGap } from '../report-gaps.js';
import { type Change, changesSince, differencesBetween } from './differences.js';

const changesBetween = (...reports: [was: ComplianceReport, is: ComplianceReport]): Change[] =>
  differencesBetween(...reports).changes;

describe('what differs between two versions of a report', () => {
  it('is nothing between a report and the same made later', () => {
    expect(changesBetween(report(), report({ cutOffAt: '2027-01-01T00:00:00.000Z' }))).toEqual([]);
  });

  it('is told figure by figure, as printed and of what', () => {
    const is = report({ figures: [figure({ numerator: 185, shown: '97.9' })] });
    expect(changesBetween(report(), is)).toEqual([
      { title: 'Share met', was: '98.4% (186 of 189)', is: '97.9% (185 of 189)', place: 'Whole force' },
    ]);
  });

  it('is told where only the numbers behind a percentage moved', () => {
    const is = report({ figures: [figure({ numerator: 372, denominator: 378 })] });
    expect(changesBetween(report(), is)).toMatchObject([
      { was: '98.4% (186 of 189)', is: '98.4% (372 of 378)' },
    ]);
  });

  it.each<[string, Partial<ReportFigure>]>([
    ['Abbey (NC04)', { neighbourhood: 'NC04' }],
    ['Castle (E05)', { ward: 'E05' }],
    ['West (W)', { commandArea: 'W' }],
    ['Came by: Web form', { channel: 'web-form' }],
    ['Monday', { weekday: 1 }],
  ])('names the place: %s', (place, spot) => {
    const [was, is] = [
      report({ figures: [figure(spot)] }),
      report({ figures: [figure({ ...spot, numerator: 1 })] }),
    ];
    expect(changesBetween(was, is).map((change) => change.place)).toEqual([place]);
  });

  it('is of the part, where the report is of one', () => {
    const part = { kind: 'command-area' as const, code: 'W', name: 'West' };
    const is = report({ part, figures: [figure({ numerator: 1 })] });
    expect(changesBetween(report({ part }), is)).toMatchObject([{ place: 'West' }]);
  });

  it('prints hours, and of how many a percentile is', () => {
    const median = { measure: 'median-minutes', numerator: null, denominator: 12, value: 61, shown: '61' };
    const [was, is] = [median, { ...median, shown: '59' }].map((each) => report({ figures: [figure(each)] }));
    expect(changesBetween(was!, is!)).toMatchObject([
      { was: '1\u00a0h\u00a01\u00a0min (of 12)', is: '59\u00a0min (of 12)' },
    ]);
  });

  it('tells a figure that only one of them has', () => {
    const both = report({ figures: [figure(), figure({ neighbourhood: 'NC04' })] });
    expect(changesBetween(report(), both)).toMatchObject([{ was: 'not reported', place: 'Abbey (NC04)' }]);
    expect(changesBetween(both, report())).toMatchObject([{ is: 'not reported', place: 'Abbey (NC04)' }]);
  });

  it('tells gaps that came and that went, and one that grew as both', () => {
    const gap: ReportGap = {
      neighbourhood: 'NC04',
      fromOn: '2026-03-02',
      toOn: '2026-03-04',
      days: 3,
      states: ['vacant'],
    };
    const [without, with3, with4] = [[], [gap], [{ ...gap, toOn: '2026-03-05', days: 4 }]].map((gaps) =>
      report({ gaps }),
    );
    const place = { title: 'Gap in coverage', place: 'Abbey (NC04)' };
    const three = expect.stringContaining('2 March 2026 to 4 March 2026') as unknown;
    const four = expect.stringContaining('2 March 2026 to 5 March 2026') as unknown;
    expect(changesBetween(without!, with3!)).toEqual([{ ...place, was: 'none', is: three }]);
    expect(changesBetween(with3!, without!)).toEqual([{ ...place, was: three, is: 'none' }]);
    expect(changesBetween(with3!, with4!)).toEqual([
      { ...place, was: 'none', is: four },
      { ...place, was: three, is: 'none' },
    ]);
  });

  it('tells since when a gap has lasted, where both know it', () => {
    const gap: ReportGap = {
      ...{ neighbourhood: 'NC04', fromOn: '2026-03-01', toOn: '2026-03-04', days: 4, states: ['vacant'] },
    };
    const [was, is, before] = ['2026-02-20', '2026-02-10', undefined].map((sinceOn) =>
      report({ gaps: [{ ...gap, ...(sinceOn !== undefined && { sinceOn }) }] }),
    );
    expect(changesBetween(was!, is!)).toMatchObject([
      { was: 'none', is: expect.stringContaining('without cover since 10 February 2026') as unknown },
      { was: expect.stringContaining('without cover since 20 February 2026') as unknown, is: 'none' },
    ]);
    expect(changesBetween(before!, is!)).toEqual([]);
  });

  it.each<[string, Partial<ComplianceReport>, Change]>([
    [
      'a neighbourhood that has another name',
      { neighbourhoods: [{ code: 'NC04', name: 'Abbey Park' }] },
      { title: 'Neighbourhood: name', was: 'Abbey', is: 'Abbey Park', place: 'NC04' },
    ],
    [
      'a ward that was not counted',
      { wards: [{ code: 'E05', name: 'Castle' }, ...[{ code: 'E06', name: 'Quay' }]] },
      { title: 'Ward', was: 'not reported', is: 'Quay', place: 'E06' },
    ],
    [
      'a command area that is none any more',
      { commandAreas: [] },
      { title: 'Command area', was: 'West', is: 'not reported', place: 'W' },
    ],
    [
      'a way by which queries came',
      { channels: ['web-form', 'email'] },
      { title: 'Way by which queries came', was: 'not reported', is: 'Email', place: 'email' },
    ],
    [
      'the name of the force',
      { force: { ...report().force, name: 'Fenmarch' } },
      { title: 'Name of the force', was: 'Fen', is: 'Fenmarch', place: 'Whole force' },
    ],
    [
      'another first day',
      { force: { ...report().force, startsOn: '2025-02-01' } },
      {
        ...{ title: 'First day of the figures of the force', was: '2025-01-01', is: '2025-02-01' },
        place: 'Whole force',
      },
    ],
    [
      'another wording of a definition',
      {
        definitions: report().definitions.map((each) =>
          each.measure === 'share-met' ? { ...each, definition: 'Of those due.' } : each,
        ),
      },
      { title: 'Definition of: Share met', was: '', is: 'Of those due.', place: 'Whole force' },
    ],
  ])('tells %s', (_what, fields, change) => {
    const { changes, tally } = differencesBetween(report(), report(fields));
    expect(changes).toEqual([change]);
    expect(tally.changed + tally.definitions + tally.facts!).toBe(1);
  });

  it('tells no place that one of them, kept before places were, says nothing of', () => {
    const { wards: _wards, ...before } = report();
    expect(changesBetween(before, report())).toEqual([]);
  });

  it('tells another version of the definitions, and each measure that only one of them has once', () => {
    const later = report({
      definitionsVersion: '5.0',
      definitions: [...report().definitions, definition('p90-minutes', '90th percentile', 'minutes')],
      figures: [
        figure(),
        figure({ measure: 'p90-minutes' }),
        figure({ measure: 'p90-minutes', neighbourhood: 'NC04' }),
      ],
    });
    expect(changesBetween(report(), later)).toEqual([
      { title: 'Version of the definitions', was: '4.0', is: '5.0', place: 'Whole force' },
      { title: '90th percentile', was: 'not reported', is: 'reported', place: 'Whole force' },
    ]);
    expect(changesBetween(later, report()).map(({ title, is }) => [title, is])).toEqual([
      ['Version of the definitions', '4.0'],
      ['90th percentile', 'not reported'],
    ]);
  });
});

describe('what changed in the data since the last report', () => {
  const february = report({
    period: { fromOn: '2026-02-01', toOn: '2026-02-28' },
    figures: [figure({ numerator: 90, denominator: 100, shown: '90.0' })],
  });
  const march = (previous: ReportFigure['previous']): ComplianceReport =>
    report({ figures: [figure({ previous })] });

  it('is what the new report says of that period otherwise than the report of it did', () => {
    const now = march({ numerator: 91, denominator: 100, shown: '91.0' });
    expect(changesSince(february, now)?.changes).toEqual([
      { title: 'Share met', was: '90.0% (90 of 100)', is: '91.0% (91 of 100)', place: 'Whole force' },
    ]);
  });

  it('is nothing where it says the same, or compares with nothing', () => {
    expect(
      changesSince(february, march({ numerator: 90, denominator: 100, shown: '90.0' }))?.changes,
    ).toEqual([]);
    expect(changesSince(february, march(null))?.changes).toEqual([]);
  });

  it('is nothing to say of a report of another period', () => {
    expect(changesSince(report(), march({ numerator: 91, denominator: 100, shown: '91.0' }))).toBeNull();
  });
});

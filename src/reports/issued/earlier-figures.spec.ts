import { describe, expect, it } from '@jest/globals';
import { definition, figure, report } from '../../../test/support/two-reports.js';
import type { ComplianceReport, EarlierFigure, ReportFigure, ReportPoint } from '../compliance-report.js';
import { type Change, type Differences, differencesBetween } from './differences.js';

const LATER = '2026-04-02T02:10:00.000Z';
const lines = (changes: readonly Change[]): string[] =>
  changes.map(({ title, place, was, is }) => `${title}, ${place}: ${was} > ${is}`);

describe('the preceding period that two versions compare themselves with', () => {
  const spots = [{}, { neighbourhood: 'NC04' }] as const;
  const of = (numerator: number, shown: string): EarlierFigure => ({ numerator, denominator: 41, shown });
  const compared = (previous: EarlierFigure | null, change: string | null): ReportFigure[] =>
    spots.map((spot) => figure({ ...spot, previous, change }));
  const version = (figures: ReportFigure[], fields: Partial<ComplianceReport> = {}): ComplianceReport =>
    report({ figures, ...fields });
  const was = version(compared(of(39, '95.1'), '+3.3'));

  it.each<[string, ComplianceReport, string[]]>([
    [
      'is told with the change from it',
      version(compared(of(38, '92.7'), '+5.7')),
      [
        'Share met, compared with February 2026, Whole force: 95.1% (39 of 41): change +3.3\u00a0points > 92.7% (38 of 41): change +5.7\u00a0points',
        'Share met, compared with February 2026, Abbey (NC04): 95.1% (39 of 41): change +3.3\u00a0points > 92.7% (38 of 41): change +5.7\u00a0points',
      ],
    ],
    [
      'is told where there is none any more',
      version(compared(null, null)),
      [
        'Share met, compared with February 2026, Whole force: 95.1% (39 of 41): change +3.3\u00a0points > not reported',
        'Share met, compared with February 2026, Abbey (NC04): 95.1% (39 of 41): change +3.3\u00a0points > not reported',
      ],
    ],
    ['is not told where it is the same', version(compared(of(39, '95.1'), '+3.3'), { cutOffAt: LATER }), []],
  ])('%s', (_case, is, told) => {
    const { changes, earlier, tally } = differencesBetween(was, is);
    expect(changes).toEqual([]);
    expect(lines(earlier)).toEqual(told);
    expect(tally).toMatchObject({ figures: 2, changed: 0, preceding: told.length, months: 0 });
  });

  it('is not told where the change is another one because the figure itself is', () => {
    const is = version([figure({ numerator: 187, previous: of(39, '95.1'), change: '+3.8' })]);
    const { changes, earlier } = differencesBetween(version([was.figures[0]!]), is);
    expect([changes.length, earlier]).toEqual([1, []]);
  });

  it('is told with the headline first, the whole before its parts', () => {
    const missed = (shown: string, spot: Partial<ReportFigure> = {}): ReportFigure =>
      figure({
        ...{ measure: 'clocks-missed', numerator: null, denominator: null, value: 3, shown: '3', ...spot },
        ...{ previous: { numerator: null, denominator: null, shown }, change: '0' },
      });
    const definitions = [definition('clocks-missed', 'Missed', 'count'), ...report().definitions];
    const [before, after] = [
      version([missed('1'), ...compared(of(39, '95.1'), '+3.3')], { definitions }),
      version([missed('9'), ...compared(of(38, '92.7'), '+5.7').toReversed()], { definitions }),
    ];
    expect(differencesBetween(before, after).earlier.map(({ title, place }) => `${title}, ${place}`)).toEqual(
      [
        'Share met, compared with February 2026, Whole force',
        'Share met, compared with February 2026, Abbey (NC04)',
        'Missed, compared with February 2026, Whole force',
      ],
    );
  });

  it('moved by time alone where the record of today still gives it at the earlier cut-off', () => {
    const is = version(compared(of(38, '92.7'), '+5.7'), { cutOffAt: LATER });
    const { earlier, byTime, tally } = differencesBetween(was, is, was);
    expect([earlier, byTime.length]).toEqual([[], 2]);
    expect(tally).toMatchObject({ preceding: 0, byTime: 2 });
  });
});

describe('the months that two versions have', () => {
  const month = (
    fromOn: string,
    toOn: string,
    numerator: number,
    before: number | null = 90,
  ): ReportPoint => ({
    ...{ fromOn, toOn, numerator, denominator: 100, value: numerator, shown: `${numerator}.0`, change: null },
    previous: before === null ? null : { numerator: before, denominator: 100, shown: `${before}.0` },
  });
  const january = (numerator: number, before?: number | null): ReportPoint =>
    month('2026-01-01', '2026-01-31', numerator, before);
  const february = (numerator: number): ReportPoint => month('2026-02-01', '2026-02-28', numerator);
  const march = (numerator: number): ReportPoint => month('2026-03-01', '2026-03-31', numerator);
  const own = (numerator: number, before: number): ReportFigure =>
    figure({
      ...{ numerator, denominator: 100, shown: `${numerator}.0`, change: '0.0' },
      previous: { numerator: before, denominator: 100, shown: `${before}.0` },
    });
  const version = (
    points: ReportPoint[] | undefined,
    figures: ReportFigure[] = [own(90, 90)],
    fields: Partial<ComplianceReport> = {},
  ): ComplianceReport =>
    report({ figures, ...(points && { series: [{ measure: 'share-met', points }] }), ...fields });
  const was = version([january(90), february(90), march(90)]);
  const between = (is: ComplianceReport, then?: ComplianceReport): Differences =>
    differencesBetween(was, is, then);

  it.each<[string, ComplianceReport, string[]]>([
    ['are the same', version([january(90), february(90), march(90)], undefined, { cutOffAt: LATER }), []],
    [
      'one that stands nowhere else',
      version([january(80), february(90), march(90)]),
      ['Share met, January 2026, Whole force: 90.0% (90 of 100) > 80.0% (80 of 100)'],
    ],
    [
      'the one before the first',
      version([january(90, 80), february(90), march(90)]),
      ['Share met, December 2025, Whole force: 90.0% (90 of 100) > 80.0% (80 of 100)'],
    ],
    [
      'one that is not shown any more',
      version([{ ...february(90), previous: null }, march(90)]),
      ['Share met, January 2026, Whole force: 90.0% (90 of 100) > not reported'],
    ],
    [
      'one that does not say what the figure of the period says',
      version([january(90), february(90), march(80)]),
      ['Share met, March 2026, Whole force: 90.0% (90 of 100) > 80.0% (80 of 100)'],
    ],
    ['nothing of a report of before', version(undefined), []],
    [
      'nothing of the month before of a report that did not know it',
      version([january(90), february(90), march(90)].map(({ previous: _previous, ...point }) => point)),
      [],
    ],
  ])('%s', (_case, is, told) => {
    const { earlier, tally } = between(is);
    expect(lines(earlier)).toEqual(told);
    expect(tally.months).toBe(told.length);
  });

  it('are told once where they stand among the figures', () => {
    const { changes, earlier, tally } = between(
      version([january(90), february(70), march(80)], [own(80, 70)]),
    );
    expect(lines(changes)).toEqual(['Share met, Whole force: 90.0% (90 of 100) > 80.0% (80 of 100)']);
    expect(earlier.map(({ title }) => title)).toEqual(['Share met, compared with February 2026']);
    expect(tally).toMatchObject({ changed: 1, preceding: 1, months: 0 });
  });

  it('moved by time alone where the record of today still gives them at the earlier cut-off', () => {
    const is = version([january(80), february(90), march(90)], undefined, { cutOffAt: LATER });
    expect(between(is, was)).toMatchObject({ earlier: [], byTime: [{ title: 'Share met, January 2026' }] });
  });

  it('are those of abstraction too', () => {
    const definitions = [...report().definitions, definition('abstraction', 'Abstraction', 'percent')];
    const hours = (numerator: number): Partial<ComplianceReport> => ({
      definitions,
      abstractionMonths: [
        {
          ...{ fromOn: '2026-01-01', toOn: '2026-01-31', numerator, denominator: 10000 },
          ...{ shown: String(numerator / 100), above: true },
        },
      ],
    });
    const { earlier } = differencesBetween(report(hours(2500)), report(hours(3000)));
    expect(earlier.map(({ title }) => title)).toEqual(['Abstraction, January 2026']);
    expect(earlier[0]!.was).toContain('25 of 100');
  });
});

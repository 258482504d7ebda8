import { describe, expect, it } from '@jest/globals';
import { type ExceptionSource, exceptionsOf } from './exceptions.js';

type Figure = ExceptionSource['figures'][number];
type Counted = Partial<Pick<Figure, 'numerator' | 'denominator' | 'value'>>;

const figure = (measure: string, neighbourhood: string | null, counted: Counted): Figure => ({
  measure,
  neighbourhood,
  numerator: null,
  denominator: null,
  value: null,
  ...counted,
});

const report = (figures: Figure[], gaps: ExceptionSource['gaps'] = []): ExceptionSource => ({
  period: { fromOn: '2026-03-01', toOn: '2026-03-31' },
  coverageOn: '2026-03-31',
  neighbourhoods: [
    { code: 'N1', name: 'Abbey' },
    { code: 'N2', name: 'Harbour' },
  ],
  figures,
  gaps,
});

/** "Exceptions first: missed clocks, gaps, failed routes, stale priorities." */
describe('the exceptions of a report', () => {
  const cases: [says: string, source: ExceptionSource, expected: [key: string, words: string][]][] = [
    ['nothing where nothing was due', report([figure('clocks-missed', 'N1', { value: 0 })]), []],
    ['nothing of the force as a whole', report([figure('clocks-missed', null, { value: 3 })]), []],
    [
      'missed queries, most first, and what became of them',
      report([
        figure('clocks-missed', 'N1', { value: 1 }),
        figure('clocks-due', 'N1', { value: 1 }),
        figure('answered-late', 'N1', { value: 0 }),
        figure('not-answered', 'N1', { value: 1 }),
        figure('clocks-missed', 'N2', { value: 2 }),
        figure('clocks-due', 'N2', { value: 12 }),
        figure('answered-late', 'N2', { value: 1 }),
        figure('not-answered', 'N2', { value: 1 }),
      ]),
      [
        ['missed:N2', '2 of 12 queries due were missed: 1 answered late, 1 not answered'],
        ['missed:N1', '1 of 1 query due was missed: 1 not answered'],
      ],
    ],
    [
      'gaps, the longest first, that may have begun before the period and not ended yet',
      report(
        [],
        [
          { neighbourhood: 'N1', fromOn: '2026-03-05', toOn: '2026-03-05', days: 1, states: ['absent'] },
          {
            neighbourhood: 'N2',
            fromOn: '2026-03-01',
            toOn: '2026-03-31',
            days: 31,
            states: ['not-contactable', 'vacant'],
          },
        ],
      ),
      [
        [
          'gap:N2:2026-03-01',
          'No cover (not contactable, vacant) for 31 days, from 1 March 2026 or earlier to 31 March 2026, the last day counted',
        ],
        ['gap:N1:2026-03-05', 'No cover (absent) for 1 day, from 5 March 2026 to 5 March 2026'],
      ],
    ],
    [
      'gaps that are known to have begun before the period, the oldest first',
      report(
        [],
        [
          {
            ...{
              neighbourhood: 'N1',
              fromOn: '2026-03-01',
              sinceOn: '2026-02-27',
              toOn: '2026-03-02',
              days: 2,
            },
            states: ['vacant'],
          },
          {
            ...{
              neighbourhood: 'N2',
              fromOn: '2026-03-01',
              sinceOn: '2025-07-01',
              toOn: '2026-03-01',
              days: 1,
            },
            states: ['unpublished'],
          },
        ],
      ),
      [
        [
          'gap:N2:2026-03-01',
          'No cover (unpublished) for 1 day of the period, from 1 July 2025 to 1 March 2026',
        ],
        [
          'gap:N1:2026-03-01',
          'No cover (vacant) for 2 days of the period, from 27 February 2026 to 2 March 2026',
        ],
      ],
    ],
    [
      'routes of which every try of a day failed',
      report([
        figure('route-days-failed', 'N1', { numerator: 0, denominator: 9 }),
        figure('route-days-failed', 'N2', { numerator: 2, denominator: 31 }),
      ]),
      [['route:N2', 'Every try of a contact route failed on 2 of the 31 days on which a route was tried']],
    ],
    [
      'priorities that are not current, of neighbourhoods that exist on the last day',
      report([
        figure('priorities-current', 'N1', { numerator: 0, denominator: 0 }),
        figure('priorities-current', 'N2', { numerator: 0, denominator: 1 }),
      ]),
      [['priority:N2', 'Priorities were not reviewed in the 3 months before the last day']],
    ],
    [
      'priorities that are not current, with the last review where the report knows it',
      {
        ...report([
          figure('priorities-current', 'N1', { numerator: 0, denominator: 1 }),
          figure('priorities-current', 'N2', { numerator: 0, denominator: 1 }),
        ]),
        stalePriorities: [
          { neighbourhood: 'N1', reviewedOn: '2025-12-30' },
          { neighbourhood: 'N2', reviewedOn: null },
        ],
      },
      [
        [
          'priority:N1',
          'Priorities were not reviewed in the 3 months before the last day; the last review was on 30 December 2025',
        ],
        [
          'priority:N2',
          'Priorities were not reviewed in the 3 months before the last day; no review is on record',
        ],
      ],
    ],
    [
      'by kind',
      report(
        [
          figure('priorities-current', 'N1', { numerator: 0, denominator: 1 }),
          figure('route-days-failed', 'N1', { numerator: 1, denominator: 1 }),
          figure('clocks-missed', 'N1', { value: 1 }),
        ],
        [{ neighbourhood: 'N1', fromOn: '2026-03-02', toOn: '2026-03-03', days: 2, states: ['vacant'] }],
      ),
      [
        ['missed:N1', '1 of 1 query due was missed'],
        ['gap:N1:2026-03-02', 'No cover (vacant) for 2 days, from 2 March 2026 to 3 March 2026'],
        ['route:N1', 'Every try of a contact route failed on 1 of the 1 day on which a route was tried'],
        ['priority:N1', 'Priorities were not reviewed in the 3 months before the last day'],
      ],
    ],
  ];
  it.each(cases)('are %s', (_says, source, expected) => {
    expect(exceptionsOf(source).map(({ key, words }) => [key, words])).toEqual(expected);
  });

  it('name the neighbourhood, and the day since when of a gap', () => {
    const gap = {
      neighbourhood: 'N2',
      fromOn: '2026-03-02',
      toOn: '2026-03-03',
      days: 2,
      states: ['vacant' as const],
    };
    expect(exceptionsOf(report([], [gap]))).toMatchObject([
      { kind: 'gap', neighbourhood: 'N2', name: 'Harbour', sinceOn: '2026-03-02' },
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplianceReport } from '../../src/reports/compliance-report.js';
import { type Clocked, figureOf, ReportsWorld, utc } from './reports-world.js';

describe('figures and time', () => {
  let world: ReportsWorld;
  let forces = 0;

  beforeAll(async () => {
    world = await ReportsWorld.open();
  });
  afterAll(() => world.close());

  /** The report of a new force with one neighbourhood and these clocks. */
  async function reportOf(
    clocks: Omit<Clocked, 'neighbourhoodId'>[],
    [from, to]: [string, string],
    { now = '2027-01-01T00:00:00Z', startsOn = '2025-07-01' } = {},
  ): Promise<ComplianceReport> {
    const force = await world.force(`hard-case-${++forces}`, startsOn);
    const neighbourhoodId = await world.neighbourhood(force, 'N1');
    await world.clocks(
      force,
      clocks.map((clock) => ({ ...clock, neighbourhoodId })),
    );
    world.clock.set(utc(now));
    return world.reports.complianceReport(force, from, to);
  }

  const shown = (report: ComplianceReport, ...measures: string[]): string[] =>
    measures.map((measure) => figureOf(report, measure).shown);

  describe('month edges are half-open local days', () => {
    it.each([
      [
        'March ends before the clocks of April: 11pm UTC',
        '2026-03-31T22:59:59.999Z',
        '2026-03-31T23:00:00Z',
        ['2026-03-01', '2026-03-31'],
      ],
      [
        'October begins in summer time',
        '2026-10-31T23:59:59.999Z',
        '2026-11-01T00:00:00Z',
        ['2026-10-01', '2026-10-31'],
      ],
      [
        'the day of 25 hours',
        '2026-10-25T23:59:59.999Z',
        '2026-10-26T00:00:00Z',
        ['2026-10-25', '2026-10-25'],
      ],
      [
        'the day of 23 hours',
        '2026-03-29T22:59:59.999Z',
        '2026-03-29T23:00:00Z',
        ['2026-03-29', '2026-03-29'],
      ],
    ] as const)(
      '%s: the last millisecond is in, midnight after is not',
      async (_name, last, after, period) => {
        const report = await reportOf([{ dueAt: utc(last) }, { dueAt: utc(after) }], [...period]);
        expect(shown(report, 'clocks-due')).toEqual(['1']);
      },
    );

    it.each([
      ['2026-03-28T23:59:59.999Z', '2026-03-29T00:00:00Z', ['2026-03-29', '2026-03-29']],
      ['2026-10-24T22:59:59.999Z', '2026-10-24T23:00:00Z', ['2026-10-25', '2026-10-25']],
    ] as const)('the first millisecond of a day is in: %s is not, %s is', async (before, first, period) => {
      const report = await reportOf([{ dueAt: utc(before) }, { dueAt: utc(first) }], [...period]);
      expect(shown(report, 'clocks-due')).toEqual(['1']);
    });
  });

  it('October holds every contact of the hour that comes twice, March of the one that is missing', async () => {
    const everyMinute = (from: string): Omit<Clocked, 'neighbourhoodId'>[] =>
      Array.from({ length: 180 }, (_, minute) => ({ dueAt: utc(from).plus({ minutes: minute }) }));
    const october = await reportOf(everyMinute('2026-10-24T23:30:00Z'), ['2026-10-25', '2026-10-25']);
    expect(shown(october, 'clocks-due')).toEqual(['180']);
    const march = await reportOf(everyMinute('2026-03-28T23:30:00Z'), ['2026-03-29', '2026-03-29']);
    expect(shown(march, 'clocks-due')).toEqual(['150']);
  });

  it('met is at the due instant, missed a millisecond after', async () => {
    const dueAt = utc('2026-03-30T12:00:00Z');
    const report = await reportOf(
      [
        { dueAt, stoppedAt: dueAt },
        { dueAt: dueAt.plus({ milliseconds: 5 }), stoppedAt: dueAt.plus({ milliseconds: 6 }) },
      ],
      ['2026-03-01', '2026-03-31'],
    );
    expect(shown(report, 'clocks-due', 'clocks-met', 'answered-late', 'share-met')).toEqual([
      '2',
      '1',
      '1',
      '50.0',
    ]);
  });

  it('not yet due is not in the denominator: nothing due prints "none due", not 100 %', async () => {
    const now = '2026-03-20T12:00:00Z';
    const clocks = [
      { dueAt: utc(now) },
      { dueAt: utc('2026-03-21T12:00:00Z'), stoppedAt: utc('2026-03-19T12:00:00Z') },
    ];
    const report = await reportOf(clocks, ['2026-03-01', '2026-03-31'], { now });
    expect(shown(report, 'clocks-due', 'share-met', 'median-minutes', 'p90-minutes', 'not-yet-due')).toEqual([
      '0',
      'none due',
      'none due',
      'none due',
      '1',
    ]);
    const share = figureOf(report, 'share-met');
    expect([share.numerator, share.denominator, share.value, share.change]).toEqual([0, 0, null, null]);
    const later = await reportOf(clocks, ['2026-03-01', '2026-03-31'], { now: '2026-03-20T12:00:00.001Z' });
    expect(shown(later, 'clocks-due', 'share-met', 'open-past-due', 'not-yet-due')).toEqual([
      '1',
      '0.0',
      '1',
      '0',
    ]);
  });

  it('a late entry counts by when it happened, and beside it as missed', async () => {
    const dueAt = utc('2026-03-10T12:00:00Z');
    const stoppedAt = dueAt.minus({ hours: 1 });
    const report = await reportOf(
      [
        { dueAt, stoppedAt, recordedAt: dueAt.plus({ days: 20 }) },
        { dueAt: dueAt.plus({ minutes: 1 }), stoppedAt, recordedAt: dueAt.plus({ minutes: 1 }) },
      ],
      ['2026-03-01', '2026-03-31'],
    );
    expect(shown(report, 'share-met', 'share-met-late-entries-missed', 'late-entries')).toEqual([
      '100.0',
      '50.0',
      '1',
    ]);
  });

  describe('taking out of scope', () => {
    const dueAt = utc('2026-03-10T12:00:00Z');
    it.each([
      ['at the due instant leaves the measure', { at: dueAt, reason: 'crime' }, ['0', '1', '0', '0', '0']],
      [
        'a millisecond after stays missed',
        { at: dueAt.plus({ milliseconds: 1 }), reason: 'crime' },
        ['1', '0', '1', '0', '1'],
      ],
      [
        'after and confirmed leaves the measure and is listed',
        { at: dueAt.plus({ hours: 1 }), reason: 'crime', confirmedAt: dueAt.plus({ hours: 2 }) },
        ['0', '1', '0', '1', '0'],
      ],
    ])('%s', async (_name, takenOut, expected) => {
      const report = await reportOf([{ dueAt, takenOut }], ['2026-03-01', '2026-03-31']);
      const measures = [
        'clocks-due',
        'out-of-scope-crime',
        'taken-out-after-due',
        'taken-out-after-due-confirmed',
        'clocks-missed',
      ];
      expect(shown(report, ...measures)).toEqual(expected);
      expect(shown(report, 'open-past-due')).toEqual(['0']);
    });

    it('after an answer in time leaves it met', async () => {
      const takenOut = { at: dueAt.plus({ hours: 1 }), reason: 'spam' };
      const report = await reportOf(
        [{ dueAt, stoppedAt: dueAt.minus({ hours: 1 }), takenOut }],
        ['2026-03-01', '2026-03-31'],
      );
      expect(shown(report, 'clocks-due', 'clocks-met', 'taken-out-after-due')).toEqual(['1', '1', '1']);
    });
  });

  it('percentiles rank the unanswered last, and one among them is not yet answered', async () => {
    const dueAt = utc('2026-03-10T12:00:00Z');
    const started = dueAt.minus({ hours: 72 });
    const answered = (count: number): Omit<Clocked, 'neighbourhoodId'>[] =>
      Array.from({ length: count }, (_, index) => ({
        dueAt,
        stoppedAt: started.plus({ minutes: index + 1 }),
      }));
    const nine = await reportOf([...answered(9), { dueAt }], ['2026-03-01', '2026-03-31']);
    expect(shown(nine, 'median-minutes', 'p90-minutes')).toEqual(['5', '9']);
    const eight = await reportOf([...answered(8), { dueAt }, { dueAt }], ['2026-03-01', '2026-03-31']);
    expect(shown(eight, 'median-minutes', 'p90-minutes')).toEqual(['5', 'not yet answered']);
    const none = await reportOf([{ dueAt }], ['2026-03-01', '2026-03-31']);
    expect(shown(none, 'median-minutes')).toEqual(['not yet answered']);
  });

  it('minutes are rounded up: one second is one minute', async () => {
    const dueAt = utc('2026-03-10T12:00:00Z');
    const report = await reportOf(
      [{ dueAt, stoppedAt: dueAt.minus({ hours: 72 }).plus({ seconds: 1 }) }],
      ['2026-03-01', '2026-03-31'],
    );
    expect(shown(report, 'median-minutes')).toEqual(['1']);
  });

  it('the change is in points from the preceding calendar month', async () => {
    const inTime = (dueAt: string): Omit<Clocked, 'neighbourhoodId'> => ({
      dueAt: utc(dueAt),
      stoppedAt: utc(dueAt).minus({ hours: 1 }),
    });
    const report = await reportOf(
      [
        inTime('2026-02-01T00:00:00Z'),
        { dueAt: utc('2026-02-28T23:59:59.999Z') },
        inTime('2026-03-01T00:00:00Z'),
        inTime('2026-03-02T00:00:00Z'),
        { dueAt: utc('2026-03-03T00:00:00Z') },
      ],
      ['2026-03-01', '2026-03-31'],
    );
    expect(report.precedingPeriod).toEqual({ fromOn: '2026-02-01', toOn: '2026-02-28' });
    expect(figureOf(report, 'share-met')).toMatchObject({
      shown: '66.7',
      previous: { numerator: 1, denominator: 2, shown: '50.0' },
      change: '+16.7',
    });
    expect(figureOf(report, 'clocks-due').change).toBe('+1');
  });

  it('a force’s figures begin at its start date', async () => {
    const report = await reportOf(
      [
        { dueAt: utc('2026-03-10T00:00:00Z').plus({ hours: 72 }).minus({ milliseconds: 1 }) },
        { dueAt: utc('2026-03-10T00:00:00Z').plus({ hours: 72 }) },
      ],
      ['2026-03-01', '2026-03-31'],
      { startsOn: '2026-03-10' },
    );
    expect(shown(report, 'clocks-due', 'days-vacant')).toEqual(['1', '22']);
    expect(report.precedingPeriod).toBeNull();
    expect(figureOf(report, 'share-met').previous).toBeNull();
    expect(report.gaps).toMatchObject([{ fromOn: '2026-03-10', toOn: '2026-03-31', days: 22 }]);
  });

  it('before the force’s start there is nothing, and the report says so', async () => {
    const report = await reportOf([], ['2026-03-01', '2026-03-31'], { startsOn: '2026-04-01' });
    expect(shown(report, 'coverage-last-day', 'coverage-days', 'share-met', 'gaps')).toEqual([
      'none due',
      'none due',
      'none due',
      '0',
    ]);
    expect(report.coverageOn).toBeNull();
  });

  it('coverage is counted up to the day of the cut-off, a neighbourhood only while it exists', async () => {
    const force = await world.force('cut-off');
    const kept = await world.neighbourhood(force, 'Kept');
    await world.neighbourhood(force, 'Closed', { during: '[2020-01-01,2026-03-05)' });
    await world.neighbourhood(force, 'Later', { during: '[2026-04-01,)' });
    await world.assign(force, kept, '[2026-03-29,)', { role: 'named' });
    world.clock.set(utc('2026-03-29T22:59:59.999Z'));
    const report = await world.reports.complianceReport(force, '2026-03-01', '2026-03-31');
    expect(report.coverageOn).toBe('2026-03-29');
    expect(figureOf(report, 'coverage-last-day')).toMatchObject({
      numerator: 1,
      denominator: 1,
      shown: '100.0',
    });
    expect(figureOf(report, 'coverage-days')).toMatchObject({ numerator: 1, denominator: 33 });
    expect(report.neighbourhoods.map(({ name }) => name)).toEqual(['Closed', 'Kept']);
    expect(figureOf(report, 'state-last-day', { neighbourhood: 'Closed' }).shown).toBe('');
  });

  it('contacts without an address are counted apart in the period they came in', async () => {
    const force = await world.force('no-address');
    const place = await world.neighbourhood(force, 'N1');
    await world.contactWithoutClock(force, place, utc('2026-03-31T22:59:59.999Z'), 'web-form');
    await world.contactWithoutClock(force, place, utc('2026-03-31T23:00:00Z'), 'web-form');
    world.clock.set(utc('2026-05-01T00:00:00Z'));
    const report = await world.reports.complianceReport(force, '2026-03-01', '2026-03-31');
    expect(figureOf(report, 'no-reply-possible').shown).toBe('1');
    expect(figureOf(report, 'no-reply-possible', { channel: 'web-form' }).shown).toBe('1');
    expect(figureOf(report, 'clocks-due').shown).toBe('0');
  });

  describe('a query whose only address failed', () => {
    const dueAt = utc('2026-03-10T12:00:00Z');
    const by = (milliseconds: number) => dueAt.plus({ milliseconds });
    const counted = [
      'clocks-due',
      'clocks-met',
      'not-answered',
      'open-past-due',
      'no-reply-possible',
      'not-yet-due',
    ];

    it.each([
      ['before due is no reply possible', { addressFailedAt: by(-1) }, ['0', '0', '0', '0', '1', '0']],
      ['at due is no reply possible', { addressFailedAt: dueAt }, ['0', '0', '0', '0', '1', '0']],
      [
        'after due stays missed, and waits no more',
        { addressFailedAt: by(1) },
        ['1', '0', '1', '0', '0', '0'],
      ],
      [
        'and who was reached all the same is answered',
        { addressFailedAt: by(-2), stoppedAt: by(-1) },
        ['1', '1', '0', '0', '0', '0'],
      ],
      [
        'and was taken out before due is out of scope',
        { addressFailedAt: by(-2), takenOut: { at: by(-1), reason: 'crime' } },
        ['0', '0', '0', '0', '0', '0'],
      ],
    ] as const)('%s', async (_name, fate, figures) => {
      const report = await reportOf([{ dueAt, channel: 'email', ...fate }], ['2026-03-01', '2026-03-31']);
      expect(shown(report, ...counted)).toEqual(figures);
      for (const spot of [{ neighbourhood: 'N1' }, { channel: 'email' }])
        expect(figureOf(report, 'no-reply-possible', spot).shown).toBe(figures[4]);
    });

    it('is counted in the period of its due instant, and not before that instant has passed', async () => {
      const clocks = [{ dueAt: utc('2026-04-01T12:00:00Z'), addressFailedAt: utc('2026-03-30T12:00:00Z') }];
      const march = await reportOf(clocks, ['2026-03-01', '2026-03-31']);
      expect(shown(march, ...counted)).toEqual(['0', '0', '0', '0', '0', '0']);
      const early = await reportOf(clocks, ['2026-04-01', '2026-04-30'], { now: '2026-04-01T12:00:00Z' });
      expect(shown(early, ...counted)).toEqual(['0', '0', '0', '0', '0', '0']);
      const april = await reportOf(clocks, ['2026-04-01', '2026-04-30'], { now: '2026-04-01T12:00:00.001Z' });
      expect(shown(april, ...counted)).toEqual(['0', '0', '0', '0', '1', '0']);
    });
  });

  it('another force’s rows are in no figure', async () => {
    const dueAt = utc('2026-03-10T12:00:00Z');
    const [one, other] = [
      await reportOf([{ dueAt }], ['2026-03-01', '2026-03-31']),
      await reportOf([], ['2026-03-01', '2026-03-31']),
    ];
    expect(shown(one, 'clocks-due')).toEqual(['1']);
    expect(shown(other, 'clocks-due')).toEqual(['0']);
  });

  it('any figure agrees with a count by hand', async () => {
    const force = `hard-case-${forces - 1}`;
    const { rows } = await world.admin.query(
      `select count(*)::int as due from clock where force_id = $1 and (due_at at time zone 'Europe/London')::date between '2026-03-01' and '2026-03-31'`,
      [force],
    );
    expect(rows).toEqual([{ due: 1 }]);
  });
});

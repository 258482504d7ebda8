import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, periodOf } from '../../src/common/calendar.js';
import { isCurrent } from '../../src/registry/life/domain/priorities-current.js';
import { ABSTRACTION, MONTHS_ABOVE_PLEDGE } from '../../src/reports/measures/abstraction.js';
import { ASB_LEAD_DAYS } from '../../src/reports/measures/asb-lead-days.js';
import { EVENTS_HELD } from '../../src/reports/measures/events-held.js';
import { EXAMPLE } from '../../src/reports/measures/example.js';
import { HEADCOUNT, POSTS } from '../../src/reports/measures/headcount.js';
import type { CountedMeasure, RawFigure } from '../../src/reports/measures/measure.js';
import { PRIORITIES_CURRENT } from '../../src/reports/measures/priorities-current.js';
import { TENURE } from '../../src/reports/measures/tenure.js';
import { ReportsWorld, utc } from './reports-world.js';

const MEASURES = [
  ...TENURE,
  HEADCOUNT,
  ...POSTS,
  ABSTRACTION,
  MONTHS_ABOVE_PLEDGE,
  PRIORITIES_CURRENT,
  ...EVENTS_HELD,
  ASB_LEAD_DAYS,
];

interface Row extends RawFigure {
  neighbourhood_id: string | null;
}

describe('the measures of the workforce and of a neighbourhood’s life', () => {
  let world: ReportsWorld;
  beforeAll(async () => {
    world = await ReportsWorld.open();
  });
  afterAll(() => world.close());

  /** The answer for the force, or for a neighbourhood of it. */
  async function answer(
    { query, parameters }: CountedMeasure,
    forceId: string,
    [fromOn, toOn]: [string, string],
    {
      cutOffAt = '2027-01-01T00:00:00Z',
      beginsOn = '2025-07-01',
      neighbourhood = null as string | null,
    } = {},
  ): Promise<RawFigure | null> {
    const { startAt, endAt } = periodOf(fromOn, toOn);
    const span = {
      startAt,
      endAt,
      cutOffAt: utc(cutOffAt),
      figuresBeginAt: periodOf(beginsOn, beginsOn).startAt,
    };
    const rows = await world.database.inForce<Row[]>(forceId, (manager) =>
      manager.query(query, parameters(forceId, span)),
    );
    const row = rows.find((each) => each.neighbourhood_id === neighbourhood);
    if (!row) return null;
    return 'denominator' in row
      ? { numerator: row.numerator!, denominator: row.denominator! }
      : { value: row.value! };
  }

  it('answer for the worked example', async () => {
    const force = await world.force('example');
    for (const { name, assignments } of EXAMPLE.neighbourhoods) {
      const id = await world.neighbourhood(force, name);
      for (const { role, fromOn, untilOn } of assignments)
        await world.assign(force, id, `[${fromOn},${untilOn ?? ''}${untilOn ? ']' : ')'}`, { role });
    }
    const options = { cutOffAt: EXAMPLE.cutOffAt.toISO()! };
    for (const measure of MEASURES) {
      const { words: _, ...expected } = measure.example;
      const found = await answer(measure, force, [EXAMPLE.fromOn, EXAMPLE.toOn], options);
      expect([measure.id, found]).toEqual([measure.id, expected]);
    }
  });

  it('have words of their own', () => {
    expect(new Set(MEASURES.map(({ id }) => id)).size).toBe(MEASURES.length);
    expect(
      MEASURES.filter(({ unit, denominator }) => (unit === 'percent') !== (denominator !== undefined)),
    ).toEqual([]);
  });

  it('count whole months of hours, and flag strictly above 20 %', async () => {
    const force = await world.force('hours');
    const place = await world.neighbourhood(force, 'N');
    await world.assign(force, place, '[2025-01-01,)');
    const { rows } = await world.admin.query<{ id: string }>('select id from officer where force_id = $1', [
      force,
    ]);
    const months: [string, string, string][] = [
      ['2026-01-01', '160.10', '32.02'],
      ['2026-02-01', '160.10', '32.03'],
      ['2026-03-01', '100.00', '0.00'],
    ];
    await world.insert(
      'duty_month',
      months.map(([month_on, rostered_hours, abstracted_hours]) => ({
        force_id: force,
        id: randomUUID(),
        officer_id: rows[0]!.id,
        month_on,
        rostered_hours,
        abstracted_hours,
        version: 1,
      })),
    );
    const all: [string, string] = ['2026-01-01', '2026-03-31'];
    expect(await answer(ABSTRACTION, force, all)).toEqual({ numerator: 64_05, denominator: 420_20 });
    expect(await answer(MONTHS_ABOVE_PLEDGE, force, all)).toEqual({ value: 1 });
    expect(await answer(ABSTRACTION, force, ['2026-01-02', '2026-02-28'])).toEqual({
      numerator: 32_03,
      denominator: 160_10,
    });
    expect(await answer(ABSTRACTION, force, ['2026-02-01', '2026-02-27'])).toEqual({
      numerator: 0,
      denominator: 0,
    });
    // March is not over at the cut-off, and nothing counts before the figures of the force begin.
    expect(await answer(ABSTRACTION, force, all, { cutOffAt: '2026-03-30T12:00:00Z' })).toEqual({
      numerator: 64_05,
      denominator: 320_20,
    });
    expect(await answer(ABSTRACTION, force, all, { beginsOn: '2026-03-01' })).toEqual({
      numerator: 0,
      denominator: 100_00,
    });
    expect(await answer(ABSTRACTION, force, all, { beginsOn: '2026-05-01' })).toEqual({
      numerator: 0,
      denominator: 0,
    });
  });

  it('call priorities current exactly when the rule does, on every day of a leap year', async () => {
    const force = await world.force('reviews');
    const place = await world.neighbourhood(force, 'N');
    const review = { force_id: force, neighbourhood_id: place, version: 1 };
    const reviewed = ['2027-11-30', '2028-02-28', '2028-05-31', '2028-09-15'];
    await world.insert(
      'priority_review',
      reviewed.map((reviewed_on) => ({ ...review, id: randomUUID(), reviewed_on })),
    );
    for (let day = '2027-11-29'; day < '2029-01-01'; day = addDays(day, 1)) {
      const last = reviewed.filter((each) => each <= day).at(-1) ?? null;
      const figure = { numerator: isCurrent(last, day) ? 1 : 0, denominator: 1 };
      const options = { cutOffAt: '2030-01-01T00:00:00Z' };
      expect([day, await answer(PRIORITIES_CURRENT, force, [day, day], options)]).toEqual([day, figure]);
      expect(
        await answer(PRIORITIES_CURRENT, force, [day, day], { ...options, neighbourhood: place }),
      ).toEqual(figure);
    }
  });

  it('leave out a neighbourhood that does not exist on the last day', async () => {
    const force = await world.force('places');
    await world.neighbourhood(force, 'A');
    await world.neighbourhood(force, 'B', { during: '[2020-01-01,2026-03-31)' });
    expect(await answer(PRIORITIES_CURRENT, force, ['2026-03-01', '2026-03-31'])).toEqual({
      numerator: 0,
      denominator: 1,
    });
    expect(await answer(PRIORITIES_CURRENT, force, ['2026-03-01', '2026-03-30'])).toEqual({
      numerator: 0,
      denominator: 2,
    });
  });

  it('count what was held, by the local day it began on', async () => {
    const force = await world.force('events');
    const place = await world.neighbourhood(force, 'N');
    const other = await world.neighbourhood(force, 'M');
    const event = {
      force_id: force,
      neighbourhood_id: place,
      title: 'x',
      address: 'y',
      version: 1,
      cancelled: false,
    };
    const held: [string, string, object?][] = [
      ['beat-meeting', '2026-02-28T23:59:59.999Z'],
      ['beat-meeting', '2026-03-01T00:00:00Z'],
      ['beat-meeting', '2026-03-31T22:59:59.999Z'],
      ['beat-meeting', '2026-03-31T23:00:00Z'],
      ['beat-meeting', '2026-03-10T18:00:00Z', { cancelled: true }],
      ['beat-meeting', '2026-03-11T18:00:00Z', { neighbourhood_id: other }],
      ['patch-walk', '2026-03-12T18:00:00Z'],
      ['engagement-walk', '2026-03-13T18:00:00Z'],
      ['surgery', '2026-03-14T18:00:00Z'],
    ];
    await world.insert(
      'neighbourhood_event',
      held.map(([type, starts_at, more]) => ({ ...event, id: randomUUID(), type, starts_at, ...more })),
    );
    const march: [string, string] = ['2026-03-01', '2026-03-31'];
    const [meetings, walks] = EVENTS_HELD as [CountedMeasure, CountedMeasure];
    expect(await answer(meetings, force, march)).toEqual({ value: 3 });
    expect(await answer(meetings, force, march, { neighbourhood: place })).toEqual({ value: 2 });
    expect(await answer(walks, force, march)).toEqual({ value: 2 });
    expect(await answer(walks, force, march, { neighbourhood: other })).toBeNull();
    expect(await answer(meetings, force, march, { cutOffAt: '2026-03-11T18:00:00Z' })).toEqual({ value: 1 });
    expect(await answer(meetings, force, march, { beginsOn: '2026-03-02' })).toEqual({ value: 2 });
  });

  it('count the days with a lead on anti-social behaviour, in service', async () => {
    const force = await world.force('lead');
    const place = await world.neighbourhood(force, 'N');
    await world.assign(force, place, '[2025-01-01,)');
    const { rows } = await world.admin.query<{ id: string }>(
      `update officer set in_service = '(,2026-03-21)' where force_id = $1 returning id`,
      [force],
    );
    const post = { force_id: force, post: 'anti-social-behaviour-lead', officer_id: rows[0]!.id, version: 1 };
    await world.insert('force_post', [
      { ...post, id: randomUUID(), during: '[2026-03-05,2026-03-11)' },
      { ...post, id: randomUUID(), during: '[2026-03-15,)' },
    ]);
    expect(await answer(ASB_LEAD_DAYS, force, ['2026-03-01', '2026-03-31'])).toEqual({
      numerator: 12,
      denominator: 31,
    });
    expect(
      await answer(ASB_LEAD_DAYS, force, ['2026-03-01', '2026-03-31'], { beginsOn: '2026-03-08' }),
    ).toEqual({ numerator: 9, denominator: 24 });
    expect(
      await answer(ASB_LEAD_DAYS, force, ['2026-03-01', '2026-03-31'], { beginsOn: '2026-04-08' }),
    ).toEqual({ numerator: 0, denominator: 0 });
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/common/calendar.js';
import { coversDay, type DayRange, toDateRange } from '../../src/registry/domain/day-range.js';
import { abstractionByArea, abstractionByMonth } from '../../src/registry/workforce/abstraction.query.js';
import { isAboveThePledge } from '../../src/registry/workforce/domain/abstraction.js';
import { continuousSince, hasTenure, tenureBeganBy } from '../../src/registry/workforce/domain/tenure.js';
import { headcountByRank } from '../../src/registry/workforce/headcount.query.js';
import { tenureByRank } from '../../src/registry/workforce/tenure.query.js';
import { ReportsWorld } from './reports-world.js';

const RECORDED = '2020-01-01T00:00:00Z';

interface OfficerHistory {
  assignments: DayRange[];
  secondments: DayRange[];
  areas: DayRange[];
  absences: DayRange[];
  service: { fromOn: string | null; untilOn: string | null };
  ranks: [rank: string, fromOn: string | null, untilOn: string | null][];
}

const open = ({ fromOn, untilOn }: { fromOn: string | null; untilOn: string | null }): string =>
  `[${fromOn ?? ''},${untilOn === null ? '' : addDays(untilOn, 1)})`;

describe('the workforce in SQL', () => {
  let world: ReportsWorld;
  let forces = 0;
  beforeAll(async () => {
    world = await ReportsWorld.open();
  });
  afterAll(() => world.close());

  /** A force of its own whose officers have these histories, each assignment in another neighbourhood. */
  async function seed(officers: OfficerHistory[]): Promise<string> {
    const forceId = await world.force(`force-${(forces += 1)}`);
    const places: string[] = [];
    for (const n of [0, 1, 2, 3, 4]) places.push(await world.neighbourhood(forceId, `N${n}`));
    const areaId = randomUUID();
    await world.insert('command_area', [
      { force_id: forceId, id: areaId, code: 'A', name: 'A', during: '(,)', version: 1 },
    ]);
    for (const each of officers) {
      const officerId = randomUUID();
      const own = { force_id: forceId, officer_id: officerId };
      await world.insert('officer', [
        {
          force_id: forceId,
          id: officerId,
          collar_number: officerId,
          name: 'Somebody',
          rank: 'inspector',
          name_withheld: false,
          in_service: open(each.service),
          version: 1,
          created_at: RECORDED,
          updated_at: RECORDED,
        },
      ]);
      await world.admin.query('delete from officer_rank where officer_id = $1', [officerId]);
      const rows = (ranges: DayRange[], more: (index: number) => object): object[] =>
        ranges.map((days, index) => ({
          ...own,
          id: randomUUID(),
          during: toDateRange(days),
          version: 1,
          ...more(index),
        }));
      await world.insert(
        'officer_rank',
        each.ranks.map(([rank, fromOn, untilOn]) => ({
          ...own,
          id: randomUUID(),
          rank,
          during: open({ fromOn, untilOn }),
          version: 1,
        })),
      );
      await world.insert(
        'assignment',
        rows(each.assignments, (index) => ({
          neighbourhood_id: places[index],
          role: 'team',
          recorded_at: RECORDED,
        })),
      );
      await world.insert(
        'command_area_supervisor',
        rows(each.areas, () => ({ command_area_id: areaId })),
      );
      await world.insert(
        'absence',
        rows(each.secondments, () => ({ kind: 'secondment', recorded_at: RECORDED })),
      );
      await world.insert(
        'absence',
        rows(each.absences, () => ({ kind: 'parental-leave', recorded_at: RECORDED })),
      );
    }
    return forceId;
  }

  const inForce = <T>(forceId: string, work: Parameters<typeof world.database.inForce<T>>[1]): Promise<T> =>
    world.database.inForce(forceId, work);

  const officer = (given: Partial<OfficerHistory>): OfficerHistory => ({
    assignments: [],
    secondments: [],
    areas: [],
    absences: [],
    service: { fromOn: null, untilOn: null },
    ranks: [['constable', null, null]],
    ...given,
  });
  const days = (fromOn: string, untilOn: string | null = null): DayRange => ({ fromOn, untilOn });

  it('counts tenure by the rank of the day, through moves and parental leave', async () => {
    const forceId = await seed([
      officer({ assignments: [days('2022-01-01', '2024-12-31'), days('2025-01-01')] }),
      officer({ assignments: [days('2022-01-01', '2024-12-30'), days('2025-01-01')] }),
      officer({ assignments: [days('2022-01-01')], absences: [days('2024-06-01', '2025-06-01')] }),
      officer({ assignments: [days('2022-01-01')], secondments: [days('2025-06-01', '2025-06-29')] }),
      officer({
        assignments: [days('2022-01-01')],
        secondments: [days('2025-06-01', '2025-06-28')],
        ranks: [
          ['constable', null, '2026-03-30'],
          ['sergeant', '2026-03-31', null],
        ],
      }),
      // From a neighbourhood to a command area and on, without a day between.
      officer({
        assignments: [days('2022-01-01', '2025-03-31')],
        areas: [days('2025-04-01')],
        ranks: [['sergeant', null, null]],
      }),
      officer({
        assignments: [days('2022-01-01')],
        service: { fromOn: null, untilOn: '2026-03-30' },
        ranks: [['pcso', null, null]],
      }),
    ]);
    const tenure = await inForce(forceId, (manager) => tenureByRank(manager, forceId, '2026-03-31'));
    expect(tenure.sort((a, b) => (a.rank < b.rank ? -1 : 1))).toEqual([
      { rank: 'constable', officers: 4, withTenure: 2 },
      { rank: 'sergeant', officers: 2, withTenure: 2 },
    ]);
  });

  it('counts officers in service with an assignment on the day, beside posts and target', async () => {
    const forceId = await seed([
      officer({ assignments: [days('2025-01-01'), days('2025-01-01')] }),
      officer({ assignments: [days('2026-03-31', '2026-03-31')] }),
      officer({ assignments: [days('2025-01-01', '2026-03-30')] }),
      officer({ assignments: [days('2025-01-01')], service: { fromOn: '2026-04-01', untilOn: null } }),
      officer({ assignments: [days('2025-01-01')], ranks: [['pcso', null, null]] }),
      officer({ areas: [days('2025-01-01')], ranks: [['inspector', null, null]] }),
    ]);
    const establishment = { force_id: forceId, version: 1 };
    await world.insert('establishment', [
      {
        ...establishment,
        id: randomUUID(),
        rank: 'constable',
        posts: 5,
        uplift_target: 7,
        during: '[2025-04-01,)',
      },
      {
        ...establishment,
        id: randomUUID(),
        rank: 'constable',
        posts: 4,
        uplift_target: null,
        during: '[2024-04-01,2025-04-01)',
      },
      { ...establishment, id: randomUUID(), rank: 'sergeant', posts: 1, uplift_target: null, during: '(,)' },
    ]);
    const rows = await inForce(forceId, (manager) => headcountByRank(manager, forceId, '2026-03-31'));
    expect(rows.sort((a, b) => (a.rank < b.rank ? -1 : 1))).toEqual([
      { rank: 'constable', officers: 2, posts: 5, upliftTarget: 7 },
      { rank: 'inspector', officers: 1, posts: null, upliftTarget: null },
      { rank: 'pcso', officers: 1, posts: null, upliftTarget: null },
      { rank: 'sergeant', officers: 0, posts: 1, upliftTarget: null },
    ]);
  });

  it('adds up hours exactly, so that 20 % is 20 %', async () => {
    const forceId = await seed([
      officer({ assignments: [days('2025-01-01')] }),
      officer({
        assignments: [days('2025-01-01')],
        ranks: [
          ['constable', null, '2026-03-30'],
          ['sergeant', '2026-03-31', null],
        ],
      }),
      officer({ assignments: [days('2025-01-01')], ranks: [['pcso', null, null]] }),
    ]);
    const { rows } = await world.admin.query<{ id: string; rank: string }>(
      `select o.id, r.rank from officer o join officer_rank r on r.officer_id = o.id and r.during @> date '2026-03-31' where o.force_id = $1`,
      [forceId],
    );
    const hours: Record<string, [string, string]> = {
      constable: ['100.10', '20.02'],
      sergeant: ['50.05', '10.02'],
      pcso: ['0.30', '0.05'],
    };
    const month = { force_id: forceId, month_on: '2026-03-01', version: 1 };
    await world.insert(
      'duty_month',
      rows.map(({ id, rank }) => ({
        ...month,
        id: randomUUID(),
        officer_id: id,
        rostered_hours: hours[rank]![0],
        abstracted_hours: hours[rank]![1],
      })),
    );
    const found = await inForce(forceId, (manager) =>
      abstractionByMonth(manager, forceId, '2025-04-01', '2026-03-01'),
    );
    const of = (rank: string | null) => found.find((row) => row.rank === rank)!;
    expect(of(null)).toEqual({ monthOn: '2026-03-01', rank: null, rostered: 150_45, abstracted: 30_09 });
    expect(isAboveThePledge(of(null))).toBe(false);
    expect(isAboveThePledge(of('constable'))).toBe(false);
    expect(isAboveThePledge(of('sergeant'))).toBe(true);
    expect(isAboveThePledge(of('pcso'))).toBe(false);
    const { rows: areas } = await world.admin.query<{ id: string }>(
      'select id from command_area where force_id = $1',
      [forceId],
    );
    await world.admin.query(
      `insert into command_area_neighbourhood (force_id, id, command_area_id, neighbourhood_id, during)
       select $1, gen_random_uuid(), $2, id, '[2025-01-01,)' from neighbourhood where force_id = $1 and code = 'N0'`,
      [forceId, areas[0]!.id],
    );
    const byArea = await inForce(forceId, (manager) => abstractionByArea(manager, forceId, '2026-03-01'));
    expect(byArea).toEqual([{ code: 'A', name: 'A', rostered: 150_45, abstracted: 30_09 }]);
  });

  const dayOf = (number: number): string => addDays('2026-01-01', number);
  const range = fc
    .tuple(fc.integer({ min: -900, max: 150 }), fc.option(fc.integer({ min: 0, max: 500 }), { freq: 2 }))
    .map(([first, length]) => days(dayOf(first), length === null ? null : dayOf(first + length)));
  const apart = (ranges: DayRange[]): DayRange[] => {
    const kept: DayRange[] = [];
    for (const each of ranges)
      if (!kept.some((other) => coversDay(other, each.fromOn) || coversDay(each, other.fromOn)))
        kept.push(each);
    return kept;
  };
  const history: fc.Arbitrary<OfficerHistory> = fc
    .record({
      assignments: fc.array(range, { minLength: 1, maxLength: 4 }),
      secondments: fc.array(range, { maxLength: 2 }),
      rank: fc.constantFrom('constable', 'pcso', 'sergeant'),
      promotedOn: fc.option(fc.integer({ min: -100, max: 200 }).map(dayOf)),
      service: fc.record({
        fromOn: fc.option(fc.integer({ min: -900, max: 0 }).map(dayOf)),
        untilOn: fc.option(fc.integer({ min: 50, max: 220 }).map(dayOf)),
      }),
    })
    .map(({ assignments, secondments, rank, promotedOn, service }) =>
      officer({
        assignments,
        secondments: apart(secondments),
        service,
        ranks: promotedOn
          ? [
              [rank, null, addDays(promotedOn, -1)],
              ['inspector', promotedOn, null],
            ]
          : [[rank, null, null]],
      }),
    );

  it('comes to the same as a day-by-day loop and as the rule, on random histories', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: -50, max: 200 }).map(dayOf), { minLength: 3, maxLength: 3 }),
        async (officers, asked) => {
          const forceId = await seed(officers);
          for (const on of asked) {
            const found = await inForce(forceId, (manager) => tenureByRank(manager, forceId, on));
            const sorted = found.sort((a, b) => (a.rank < b.rank ? -1 : 1));
            expect(sorted).toEqual(tenureBy(officers, on, loopedBack));
            expect(sorted).toEqual(
              tenureBy(officers, on, (each) => continuousSince({ ...each, inService: each.service }, on)),
            );
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});

function tenureBy(
  officers: OfficerHistory[],
  on: string,
  since: (each: OfficerHistory, on: string) => string | null,
): { rank: string; officers: number; withTenure: number }[] {
  const rows = new Map<string, { rank: string; officers: number; withTenure: number }>();
  for (const each of officers) {
    const began = since(each, on);
    if (began === null) continue;
    const [rank] = each.ranks.find(([, from, until]) => (from ?? on) <= on && on <= (until ?? on))!;
    const row = rows.get(rank) ?? { rank, officers: 0, withTenure: 0 };
    row.officers += 1;
    if (hasTenure(began, on)) row.withTenure += 1;
    rows.set(rank, row);
  }
  return [...rows.values()].sort((a, b) => (a.rank < b.rank ? -1 : 1));
}

/** Walks back day by day for as long as the officer is in a team, but no further than the rule asks. */
function loopedBack({ assignments, secondments, service }: OfficerHistory, on: string): string | null {
  const away = (day: string): DayRange | undefined => secondments.find((each) => coversDay(each, day));
  const isOut = (day: string): boolean => {
    if (!away(day)) return false;
    let [first, last] = [day, day];
    while (away(addDays(first, -1))) first = addDays(first, -1);
    // One without an end has lasted until the day asked about.
    while (away(last)!.untilOn !== null && away(addDays(last, 1))) last = addDays(last, 1);
    if (away(last)!.untilOn === null) last = on;
    let length = 0;
    for (let each = first; each <= last; each = addDays(each, 1)) length += 1;
    return length > 28;
  };
  const inTeam = (day: string): boolean =>
    (service.fromOn ?? day) <= day &&
    day <= (service.untilOn ?? day) &&
    assignments.some((each) => coversDay(each, day)) &&
    !isOut(day);
  if (!inTeam(on)) return null;
  let since = on;
  while (since >= tenureBeganBy(on) && inTeam(addDays(since, -1))) since = addDays(since, -1);
  return since;
}

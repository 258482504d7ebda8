import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { comingGaps, coverageOf, gapsOpenOn } from '../../src/registry/coverage/coverage.js';
import { coverageOfPeriods, type PeriodCoverage } from '../../src/registry/coverage/coverage-of-periods.js';
import { wardCoverageOf } from '../../src/registry/coverage/ward-coverage.js';
import { CoverageWorld } from './coverage-world.js';
import {
  comingDayByDay,
  countedDayByDay,
  dayOf,
  FIRST,
  LAST,
  type OfficerOfLoop,
  type PlaceOfLoop,
  rangeOf,
  type Span,
  stateOfPlace,
  stateOfWard,
  TODAY,
  type WardOfLoop,
} from './coverage-day-by-day.js';

const span = (
  lengths: fc.Arbitrary<number>,
  firsts: fc.Arbitrary<number> = fc.integer({ min: -20, max: 45 }),
): fc.Arbitrary<Span> =>
  fc
    .tuple(firsts, fc.option(lengths, { freq: 3 }))
    .map(([first, length]) => ({ first, end: length === null ? null : first + length }));
const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
/** Where a length decides: as often around it as anywhere. */
const around = (length: number): fc.Arbitrary<number> =>
  fc.oneof(upTo(length + 6), fc.constantFrom(length - 1, length));

/** Periods of which no two share a day, as the database demands. */
const apart = <Each extends Span>(spans: Each[]): Each[] => {
  const kept: Each[] = [];
  for (const each of spans) {
    const meets = kept.some(
      (other) => (each.end ?? Infinity) > other.first && (other.end ?? Infinity) > each.first,
    );
    if (!meets) kept.push(each);
  }
  return kept;
};
const spans = (longest: number, maxLength: number): fc.Arbitrary<Span[]> =>
  fc.array(span(upTo(longest)), { maxLength }).map(apart);

const absences = fc
  .array(
    fc.tuple(
      span(around(15)),
      fc.constantFrom('leave', 'sickness', 'secondment', 'parental-leave', 'abstraction'),
    ),
    { maxLength: 5 },
  )
  .map((all) => {
    const each = all.map(([days, kind]) => ({ ...days, kind }));
    const away = apart(each.filter(({ kind }) => kind !== 'abstraction'));
    return [...away, ...each.filter(({ kind }) => kind === 'abstraction')];
  });
const always: Span = { first: -100, end: null };
const never = fc.constant<Span[]>([]);
/** Tries are of days that were: a failure begins today at the latest, and what goes on has no end yet. */
const failingDays = fc
  .array(
    span(around(2), fc.oneof(fc.integer({ min: 0, max: TODAY }), fc.constantFrom(TODAY - 1, TODAY))).map(
      ({ first, end }) => ({ first, end: end === null || end > TODAY + 1 ? null : end }),
    ),
    { maxLength: 4 },
  )
  .map(apart);
const officer: fc.Arbitrary<OfficerOfLoop> = fc.record({
  // A rank from a day on, so that every day has one: the first for all days before.
  ranks: fc
    .array(fc.constantFrom('constable', 'constable', 'pcso', 'sergeant', 'inspector'), {
      minLength: 1,
      maxLength: 3,
    })
    .chain((ranks) =>
      fc
        .uniqueArray(fc.integer({ min: -5, max: 45 }), {
          minLength: ranks.length - 1,
          maxLength: ranks.length - 1,
        })
        .map((starts) => ({ ranks, starts: starts.sort((a, b) => a - b) })),
    ),
  withheld: fc.oneof(never, spans(15, 2)),
  service: fc.oneof(fc.constant(always), span(upTo(60))),
  absences: fc.oneof(fc.constant<OfficerOfLoop['absences']>([]), absences),
  // Whoever can be reached by this address alone shows what its failing does.
  email: fc.oneof(never, spans(30, 2), fc.constant<Span[]>([always])),
  failures: fc.oneof(never, failingDays),
});
const routes = fc.dictionary(fc.constantFrom('form', 'email', 'web', 'telephone'), spans(40, 2), {
  maxKeys: 3,
});
const failures = fc.dictionary(fc.constantFrom('form', 'email', 'web'), failingDays, { maxKeys: 2 });
const assignments = fc
  .array(
    fc.tuple(
      span(upTo(40)),
      fc.constantFrom('lead', 'lead', 'named', 'deputy', 'team', 'supervisor'),
      fc.integer({ min: 0, max: 3 }),
    ),
    { maxLength: 7 },
  )
  .map((all) => {
    const each = all.map(([days, role, officer]) => ({ ...days, role, officer }));
    const once = [0, 1, 2, 3].flatMap((number) => apart(each.filter(({ officer }) => officer === number)));
    return [
      ...apart(once.filter(({ role }) => role === 'lead')),
      ...once.filter(({ role }) => role !== 'lead'),
    ];
  });
const place: fc.Arbitrary<PlaceOfLoop> = fc
  .tuple(
    fc.oneof(fc.constant(always), span(upTo(50))),
    fc
      .tuple(fc.boolean(), routes)
      .map(([reachable, kinds]) => (reachable ? { ...kinds, form: [always] } : kinds)),
    fc.oneof(fc.constant<Record<string, Span[]>>({}), failures),
    assignments,
  )
  .map(([days, routes, failures, assignments]) => ({ ...days, routes, failures, assignments }));
const ward: fc.Arbitrary<WardOfLoop> = fc
  .tuple(
    fc.oneof(fc.constant(always), span(upTo(50))),
    fc.array(fc.option(fc.constantFrom(0.0499, 0.05, 0.6)), { minLength: 4, maxLength: 4 }),
    fc.array(fc.option(fc.boolean(), { freq: 2 }), { minLength: 4, maxLength: 4 }),
  )
  .map(([days, shares, choices]) => ({ ...days, shares, choices }));

const nobody: OfficerOfLoop = {
  ranks: { ranks: ['constable'], starts: [] },
  withheld: [],
  service: always,
  absences: [],
  email: [],
  failures: [],
};
/** A form that has failed since yesterday, in two periods that touch: asked about days to come it fails as long. */
const failingSinceYesterday: [PlaceOfLoop[], OfficerOfLoop[], WardOfLoop[]] = [
  [
    {
      ...always,
      routes: { form: [always] },
      failures: {
        form: [
          { first: TODAY - 1, end: TODAY },
          { first: TODAY, end: null },
        ],
      },
      assignments: [{ ...always, first: 0, role: 'lead', officer: 0 }],
    },
  ],
  [nobody, nobody, nobody, nobody],
  [],
];

/** Asked about together: the whole, what lies before it, days far off, one day, and none. */
const PERIODS = [
  { fromOn: dayOf(FIRST), toOn: dayOf(LAST) },
  { fromOn: dayOf(FIRST - 12), toOn: dayOf(FIRST - 1) },
  { fromOn: dayOf(LAST + 20), toOn: dayOf(LAST + 40) },
  { fromOn: dayOf(TODAY), toOn: dayOf(TODAY) },
  { fromOn: dayOf(TODAY), toOn: dayOf(TODAY - 1) },
];

describe('coverage by ranges equals a loop over the days', () => {
  let world: CoverageWorld;
  let histories = 0;

  beforeAll(async () => {
    world = await CoverageWorld.open();
  });
  afterAll(() => world.close());

  it('for random assignments, ranks, names, service, absences, routes, failures and wards', async () => {
    const property = fc.asyncProperty(
      fc.array(place, { maxLength: 4 }),
      fc.array(officer, { minLength: 4, maxLength: 4 }),
      fc.array(ward, { maxLength: 2 }),
      async (places, officers, wards) => {
        histories += 1;
        const force = await world.force(`coverage-${histories}`, dayOf(FIRST));
        const ids: Record<string, string> = {};
        for (const [index, { ranks: given, ...officer }] of officers.entries()) {
          const { ranks, starts } = given;
          const { withheld, service, absences, email, failures } = officer;
          ids[index] = await world.officer(force, `O${index}`, {
            ranks: ranks.map((rank, at) => {
              const [from, to] = [starts[at - 1], starts[at]];
              return [
                rank,
                `[${from === undefined ? '' : dayOf(from)},${to === undefined ? '' : dayOf(to)})`,
              ];
            }),
            withheld: withheld.map(rangeOf),
            service: rangeOf(service),
            absences: absences.map((each) => [each.kind, rangeOf(each)]),
            email: email.map(rangeOf),
            failures: failures.map(rangeOf),
          });
        }
        const placeIds: string[] = [];
        for (const [index, it] of places.entries()) {
          const flat = (kinds: Record<string, Span[]>): [string, string][] =>
            Object.entries(kinds).flatMap(([kind, spans]) =>
              spans.map((each): [string, string] => [kind, rangeOf(each)]),
            );
          placeIds.push(
            await world.place(
              force,
              `P${index}`,
              {
                during: rangeOf(it),
                routes: flat(it.routes),
                failures: flat(it.failures),
                assignments: it.assignments.map((each) => [String(each.officer), each.role, rangeOf(each)]),
              },
              ids,
            ),
          );
        }
        for (const [index, { shares, choices, ...days }] of wards.entries()) {
          const of = <Value>(values: (Value | null)[]): [string, Value][] =>
            placeIds.flatMap((id, at): [string, Value][] => {
              const value = values[at] ?? null;
              return value === null ? [] : [[id, value]];
            });
          await world.ward(force, `W${index}`, {
            during: rangeOf(days),
            shares: of(shares),
            choices: of(choices),
          });
        }

        const period = { fromOn: dayOf(FIRST), toOn: dayOf(LAST), todayOn: dayOf(TODAY) };
        const found = await world.reports.database.inForce(force, async (manager) => {
          const apart: PeriodCoverage[] = [];
          for (const each of PERIODS) {
            const asked = { ...each, todayOn: dayOf(TODAY) };
            const neighbourhoods = await coverageOf(manager, force, asked);
            apart.push({ neighbourhoods, wards: await wardCoverageOf(manager, force, asked) });
          }
          return {
            neighbourhoods: await coverageOf(manager, force, period),
            wards: await wardCoverageOf(manager, force, period),
            coming: await comingGaps(manager, force, dayOf(TODAY), 10),
            open: await gapsOpenOn(manager, force, dayOf(TODAY)),
            together: await coverageOfPeriods(manager, force, PERIODS, dayOf(TODAY)),
            apart,
          };
        });
        expect(found.together).toEqual(found.apart);

        const nameless = <Row extends { id: string }>({ id: _, ...row }: Row): Omit<Row, 'id'> => row;
        expect(found.neighbourhoods.map(nameless)).toEqual(
          places.flatMap(
            (it, index) => countedDayByDay(`P${index}`, (day) => stateOfPlace(it, officers, day)) ?? [],
          ),
        );
        expect(found.wards.map(nameless)).toEqual(
          wards.flatMap(
            (it, index) =>
              countedDayByDay(`W${index}`, (day) => stateOfWard(it, places, officers, day)) ?? [],
          ),
        );
        const ahead = places.flatMap((it, index) => comingDayByDay(`P${index}`, it, officers, 10));
        const plain = found.coming.map(({ code, fromOn, toOn, states, reason, collarNumber }) => ({
          code,
          fromOn,
          toOn,
          states,
          reason,
          collarNumber,
        }));
        const byDate = (a: { fromOn: string; code: string }, b: { fromOn: string; code: string }): number =>
          a.fromOn < b.fromOn || (a.fromOn === b.fromOn && a.code < b.code) ? -1 : 1;
        expect(plain).toEqual(ahead.sort(byDate));
        const openNow = places.flatMap((it, index) => {
          const state = (day: number): string | null => stateOfPlace(it, officers, day)?.state ?? null;
          const lacks = (day: number): boolean => ![null, 'covered', 'deputy-covering'].includes(state(day));
          if (!lacks(TODAY)) return [];
          let since = TODAY;
          while (since > FIRST && lacks(since - 1)) since -= 1;
          return [{ code: `P${index}`, sinceOn: dayOf(since), state: state(TODAY) }];
        });
        expect(found.open.map(({ code, sinceOn, state }) => ({ code, sinceOn, state }))).toEqual(openNow);
      },
    );
    await fc.assert(property, {
      numRuns: 300,
      examples: [failingSinceYesterday],
    });
    console.log(`${histories} histories of coverage`);
  }, 240_000);
});

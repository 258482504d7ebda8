import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { ComplianceReport } from '../../src/reports/compliance-report.js';
import { CoverageWorld } from './coverage-world.js';
import {
  type Days,
  dayOf,
  HOUR,
  type Life,
  type Of,
  placesOfArea,
  plainFigures,
} from './reports-life-plain.js';
import { figureOf } from './reports-world.js';

const PERIODS: [from: string, to: string][] = [
  ['2026-03-01', '2026-03-31'],
  ['2026-02-01', '2026-04-30'],
  ['2026-03-28', '2026-03-30'],
  ['2026-01-15', '2026-05-31'],
];
const CHANNELS = ['web-form', 'phone'];
const noon = (day: number): number => Date.parse(`${dayOf(day)}T12:00:00Z`);

const days = (lowest: number, highest: number, longest: number): fc.Arbitrary<Days> =>
  fc
    .tuple(
      fc.integer({ min: lowest, max: highest }),
      fc.option(fc.integer({ min: 1, max: longest }), { freq: 3 }),
    )
    .map(([first, length]) => ({ first, end: length === null ? null : first + length }));
const apart = <Each extends Days>(all: Each[], same: (a: Each, b: Each) => boolean = () => true): Each[] => {
  const kept: Each[] = [];
  for (const each of all) {
    const meets = (other: Each): boolean =>
      same(each, other) && (each.end ?? Infinity) > other.first && (other.end ?? Infinity) > each.first;
    if (!kept.some(meets)) kept.push(each);
  }
  return kept;
};
const many = <Each>(each: fc.Arbitrary<Each>, maxLength: number): fc.Arbitrary<Each[]> =>
  fc.array(each, { maxLength });
/** Instants of the first months of 2026, as often at a local midnight as between. */
const instant = fc.oneof(
  fc.integer({ min: noon(-5), max: noon(160) }),
  fc
    .tuple(
      fc.constantFrom('2026-02-01', '2026-03-01', '2026-03-28', '2026-03-31', '2026-04-01', '2026-05-01'),
      fc.constantFrom(-1, 0, 1),
    )
    .map(([day, by]) => DateTime.fromISO(day, { zone: 'Europe/London' }).toMillis() + by),
);
const place = fc.integer({ min: 0, max: 2 });
const officer = fc.integer({ min: 0, max: 3 });
const always: Days = { first: -3000, end: null };
/** Around the 29 days that break a tenure. */
const secondment = fc
  .tuple(fc.integer({ min: -700, max: 140 }), fc.option(fc.constantFrom(5, 14, 15, 28, 29, 60), { freq: 8 }))
  .map(([first, length]): Days => ({ first, end: length === null ? null : first + length }));
/** Two years before the last days of the periods, and around. */
const joined = fc.oneof(fc.integer({ min: -900, max: 120 }), fc.constantFrom(-641, -642, -640, -611, -612));
const team = fc
  .tuple(
    joined,
    fc.option(fc.integer({ min: 20, max: 900 }), { freq: 2 }),
    officer,
    place,
    fc.constantFrom('team', 'named', 'deputy', 'supervisor'),
  )
  .map(([first, length, who, where, role]) => ({
    first,
    end: length === null ? null : first + length,
    officer: who,
    place: where,
    role,
  }));
const clock = instant.chain((due) =>
  fc.record({
    place,
    heldNow: place,
    channel: fc.constantFrom(...CHANNELS),
    due: fc.constant(due),
    stopped: fc.option(fc.integer({ min: due - 72 * HOUR, max: due + 99 * HOUR })),
    takenOut: fc.option(fc.integer({ min: due - 72 * HOUR, max: due + 99 * HOUR }), { freq: 2 }),
    alerts: many(
      fc.record({ planned: instant, superseded: fc.boolean(), late: fc.boolean(), dead: fc.boolean() }),
      2,
    ),
    handedOver: many(
      fc
        .tuple(
          place,
          fc.integer({ min: 1, max: 2 }),
          fc.oneof(
            fc.constantFrom(due, due + 1, due - 24 * HOUR, due - 24 * HOUR - 1),
            fc.integer({ min: due - 80 * HOUR, max: due + 99 * HOUR }),
          ),
        )
        .map(([from, by, at]) => ({ from, to: (from + by) % 3, at })),
      3,
    ),
  }),
);
const life: fc.Arbitrary<Life> = fc.record({
  startsOn: fc.constantFrom('2025-07-01', '2025-07-01', '2026-03-10'),
  cutOff: fc.oneof(
    fc.constant(noon(180)),
    instant.filter((at) => at > noon(20)),
  ),
  places: fc.tuple(fc.constant(always), days(-40, 90, 120), days(-40, 90, 120)).map((all) => [...all]),
  members: many(
    fc.tuple(days(-40, 120, 90), place).map(([each, where]) => ({ ...each, place: where })),
    4,
  ).map((all) => apart(all, (a, b) => a.place === b.place)),
  officers: fc.array(
    fc.record({
      rank: fc.constantFrom('constable', 'constable', 'pcso', 'sergeant', 'inspector'),
      service: fc.oneof(fc.constant(always), days(-900, 100, 1000)),
      secondments: many(secondment, 3).map((all) => apart(all)),
      over: many(days(-800, 120, 900), 1),
    }),
    { minLength: 4, maxLength: 4 },
  ),
  teams: many(team, 8).map((all) => apart(all, (a, b) => a.officer === b.officer && a.place === b.place)),
  reviews: fc.uniqueArray(fc.record({ place, day: fc.integer({ min: -70, max: 150 }) }), {
    maxLength: 5,
    selector: ({ place: where, day }) => `${where} ${day}`,
  }),
  priorities: many(fc.record({ place, issueAt: instant, actionAt: fc.option(instant) }), 3),
  events: many(
    fc.record({
      place,
      type: fc.constantFrom('beat-meeting', 'patch-walk', 'engagement-walk', 'surgery'),
      at: instant,
      cancelled: fc.boolean(),
    }),
    8,
  ),
  hours: fc.uniqueArray(
    fc
      .tuple(
        officer,
        fc.constantFrom('2026-01', '2026-02', '2026-03', '2026-04'),
        fc.constantFrom(0, 100_00, 160_05),
        fc.constantFrom(0, 0.2, 0.20006, 1),
      )
      .map(([who, month, rostered, share]) => ({
        officer: who,
        month,
        rostered,
        abstracted: Math.round(rostered * share),
      })),
    { maxLength: 8, selector: (each) => `${each.officer} ${each.month}` },
  ),
  posts: many(
    fc
      .tuple(
        days(-200, 100, 200),
        fc.constantFrom('constable', 'sergeant'),
        fc.integer({ min: 0, max: 20 }),
        fc.option(fc.integer({ min: 0, max: 20 })),
      )
      .map(([each, rank, posts, target]) => ({ ...each, rank, posts, target })),
    4,
  ).map((all) => apart(all, (a, b) => a.rank === b.rank)),
  leads: many(
    fc.tuple(days(-200, 100, 100), officer).map(([each, who]) => ({ ...each, officer: who })),
    3,
  ).map((all) => apart(all)),
  tries: many(
    fc.oneof(
      fc.record({
        place: place.map((each): number | null => each),
        officer,
        kind: fc.constantFrom('web', 'email'),
        day: fc.integer({ min: 55, max: 95 }),
        works: fc.boolean(),
      }),
      fc.record({
        place: fc.constant(null),
        officer,
        kind: fc.constant('email'),
        day: fc.integer({ min: 55, max: 95 }),
        works: fc.boolean(),
      }),
    ),
    12,
  ),
  imports: many(
    fc.record({
      at: instant,
      kind: fc.constantFrom('officers', 'events', 'police-uk'),
      rows: fc.integer({ min: 10, max: 50 }),
      refused: fc.integer({ min: 0, max: 10 }),
      applied: fc.boolean(),
    }),
    4,
  ),
  clocks: many(clock, 8),
});

const range = ({ first, end }: Days): string => `[${dayOf(first)},${end === null ? '' : dayOf(end)})`;
const at = (millis: number): string => new Date(millis).toISOString();
const PLACES = ['P0', 'P1', 'P2'];

describe('every figure of teams, priorities, events, routes and alerts equals a plain loop over all of them', () => {
  let world: CoverageWorld;
  let histories = 0;
  let figures = 0;

  beforeAll(async () => {
    world = await CoverageWorld.open();
  });
  afterAll(async () => {
    console.log(`${histories} histories of teams and places, ${figures} figures compared`);
    await world.close();
  });

  it.each(PERIODS)(
    '%s to %s',
    async (from, to) => {
      await fc.assert(
        fc.asyncProperty(life, (each) => compare(each, from, to)),
        { numRuns: 25 },
      );
    },
    180_000,
  );

  async function compare(history: Life, from: string, to: string): Promise<void> {
    const force = await settle(world, history, `life-${(histories += 1)}`);
    const { reports } = world;
    reports.clock.set(DateTime.fromMillis(history.cutOff, { zone: 'utc' }));
    const today = reports.clock.now().setZone('Europe/London').toISODate()!;
    if (from > today) return;
    const whole = await reports.reports.complianceReport(force, from, to);
    hold(whole, history, from, to, { kind: 'force', places: [0, 1, 2] });
    for (const { code } of whole.neighbourhoods)
      hold(
        whole,
        history,
        from,
        to,
        { kind: 'place', places: [PLACES.indexOf(code)] },
        { neighbourhood: code },
      );
    const area = { kind: 'area', places: placesOfArea(history, to) } as const;
    hold(whole, history, from, to, area, { commandArea: 'A' });
    hold(await reports.reports.complianceReport(force, from, to, 'command-area:A'), history, from, to, area);
    const single = histories % 3;
    const one = await reports.reports.complianceReport(force, from, to, `neighbourhood:${PLACES[single]!}`);
    hold(one, history, from, to, { kind: 'place', places: [single] });
  }

  /** Every figure that the loops know and the report has at this spot. */
  function hold(
    report: ComplianceReport,
    history: Life,
    from: string,
    to: string,
    of: Of,
    at: { neighbourhood?: string; commandArea?: string } = {},
  ): void {
    const periods = [{ fromOn: from, toOn: to }, ...(report.precedingPeriod ? [report.precedingPeriod] : [])];
    for (const [index, { fromOn, toOn }] of periods.entries()) {
      for (const [measure, plain] of Object.entries(plainFigures(history, fromOn, toOn, of))) {
        // Officers and hours are of no place in the report of the force.
        if (Object.keys(at).length > 0 && /^(tenure|headcount)/.test(measure)) continue;
        const figure = figureOf(report, measure, at);
        const seen = index === 0 ? figure : figure.previous!;
        const found =
          'value' in plain
            ? { value: Number(seen.shown) }
            : { numerator: seen.numerator, denominator: seen.denominator };
        expect([measure, fromOn, of, found]).toEqual([measure, fromOn, of, plain]);
        figures += 1;
      }
    }
  }
});

/** Everything of a history, written past the application into the tables. */
async function settle(world: CoverageWorld, history: Life, id: string): Promise<string> {
  const { reports } = world;
  const force = await world.force(id, history.startsOn);
  const row = (): object => ({ force_id: force, id: randomUUID(), version: 1 });
  const officers: string[] = [];
  for (const [index, { rank, service, secondments }] of history.officers.entries())
    officers.push(
      await world.officer(force, `O${index}`, {
        ranks: [[rank, '(,)']],
        service: range(service),
        absences: secondments.map((each) => ['secondment', range(each)]),
      }),
    );
  const places: string[] = [];
  for (const [index, each] of history.places.entries())
    places.push(await world.place(force, PLACES[index]!, { during: range(each) }));
  await reports.insert(
    'assignment',
    history.teams.map((each) => ({
      ...row(),
      neighbourhood_id: places[each.place]!,
      officer_id: officers[each.officer]!,
      role: each.role,
      during: range(each),
      recorded_at: '2025-01-01T00:00:00Z',
    })),
  );
  const area = randomUUID();
  await reports.insert('command_area', [
    { ...row(), id: area, code: 'A', name: 'Area', during: '[2020-01-01,)' },
  ]);
  const ofArea = (): object => ({ ...row(), command_area_id: area });
  await reports.insert(
    'command_area_neighbourhood',
    history.members.map((each) => ({
      ...ofArea(),
      neighbourhood_id: places[each.place]!,
      during: range(each),
    })),
  );
  await reports.insert(
    'command_area_supervisor',
    history.officers.flatMap(({ over }, index) =>
      over.map((each) => ({ ...ofArea(), officer_id: officers[index]!, during: range(each) })),
    ),
  );
  await settleLife(world, history, { row, officers, places });
  await settleClocks(world, history, force, places);
  return force;
}

async function settleLife(
  { reports }: CoverageWorld,
  history: Life,
  { row, officers, places }: { row: () => object; officers: string[]; places: string[] },
): Promise<void> {
  const ofPlace = (number: number): object => ({ ...row(), neighbourhood_id: places[number]! });
  await reports.insert(
    'priority_review',
    history.reviews.map(({ place: number, day }) => ({ ...ofPlace(number), reviewed_on: dayOf(day) })),
  );
  await reports.insert(
    'priority',
    history.priorities.map(({ place: number, issueAt, actionAt }) => ({
      ...ofPlace(number),
      issue: 'Issue',
      issue_at: at(issueAt),
      action: actionAt === null ? null : 'Action',
      action_at: actionAt === null ? null : at(actionAt),
    })),
  );
  await reports.insert(
    'neighbourhood_event',
    history.events.map((each) => ({
      ...ofPlace(each.place),
      type: each.type,
      title: 'x',
      address: 'y',
      starts_at: at(each.at),
      cancelled: each.cancelled,
    })),
  );
  await reports.insert(
    'duty_month',
    history.hours.map((each) => ({
      ...row(),
      officer_id: officers[each.officer]!,
      month_on: `${each.month}-01`,
      rostered_hours: each.rostered / 100,
      abstracted_hours: each.abstracted / 100,
    })),
  );
  await reports.insert(
    'establishment',
    history.posts.map((each) => ({
      ...row(),
      rank: each.rank,
      posts: each.posts,
      uplift_target: each.target,
      during: range(each),
    })),
  );
  await reports.insert(
    'force_post',
    history.leads.map((each) => ({
      ...row(),
      post: 'anti-social-behaviour-lead',
      officer_id: officers[each.officer]!,
      during: range(each),
    })),
  );
  const { force_id: force } = row() as { force_id: string };
  for (const each of history.tries)
    await reports.admin.query(
      `insert into route_check (force_id, neighbourhood_id, officer_id, kind, checked_at, checked_on, works, reason)
       values ($1, $2, $3, $4, $5, $6, $7, 'tried')`,
      [
        force,
        each.place === null ? null : places[each.place],
        each.place === null ? officers[each.officer] : null,
        each.kind,
        at(noon(each.day)),
        dayOf(each.day),
        each.works,
      ],
    );
  for (const each of history.imports)
    await reports.admin.query(
      `insert into registry_import (force_id, id, kind, source, digest, state, counts, made_at, made_by, applied_at, applied_by)
       values ($1, gen_random_uuid(), $2, 'file', '', $3, $4, $5, 'x', case when $3 = 'applied' then $5::timestamptz end, 'x')`,
      [
        force,
        each.kind,
        each.applied ? 'applied' : 'previewed',
        JSON.stringify({ rows: each.rows, refused: each.refused }),
        at(each.at),
      ],
    );
}

async function settleClocks(
  { reports }: CoverageWorld,
  history: Life,
  force: string,
  places: string[],
): Promise<void> {
  const utc = (millis: number | null): DateTime | null =>
    millis === null ? null : DateTime.fromMillis(millis, { zone: 'utc' });
  const ids = await reports.clocks(
    force,
    history.clocks.map(({ place: measured, heldNow, channel, due, stopped, takenOut }) => ({
      neighbourhoodId: places[heldNow]!,
      measuredId: measured === heldNow ? null : places[measured]!,
      channel,
      dueAt: utc(due)!,
      stoppedAt: utc(stopped),
      takenOut: takenOut === null ? null : { at: utc(takenOut)!, reason: 'spam' },
    })),
  );
  for (const [index, { alerts, handedOver }] of history.clocks.entries()) {
    for (const [occurrence, { planned, superseded, late, dead }] of alerts.entries())
      await reports.admin.query(
        `with raised as (
           insert into alert (force_id, clock_id, stage, occurrence, planned_at, raised_at, superseded_at)
           values ($1, $2, 'overdue', $3, $4, $4, case when $5 then $4::timestamptz end) returning id
         ), mail as (
           insert into outbox_mail (force_id, template, recipient_kind, recipient_id, created_at, not_before, dead_at)
           values ($1, 'alert', 'mailbox', $6, $4, $4, case when $7 then $4::timestamptz end) returning id
         )
         insert into delivery (force_id, alert_id, recipient_kind, recipient_id, mail_id, late_at)
         select $1, raised.id, 'mailbox', $6, mail.id, case when $8 then $4::timestamptz end from raised, mail`,
        [force, ids[index], occurrence + 1, at(planned), superseded, places[0], dead, late],
      );
    for (const { from, to, at: when } of handedOver)
      await reports.admin.query(
        `insert into contact_transfer (force_id, id, contact_id, from_neighbourhood_id, to_neighbourhood_id, at, actor_kind, actor_id)
         select $1, gen_random_uuid(), contact_id, $3, $4, $5, 'person', 'x' from clock where id = $2`,
        [force, ids[index], places[from], places[to], at(when)],
      );
  }
}

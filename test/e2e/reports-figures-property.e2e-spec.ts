import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { ComplianceReport, ReportFigure } from '../../src/reports/compliance-report.js';
import { MEASURES } from '../../src/reports/measures/catalogue.js';
import { ResponseMonths } from '../../src/reports/rollup/response-months.service.js';
import { type Clocked, figureOf, HOURS_72, ReportsWorld } from './reports-world.js';

/** A query as the plain loop sees it: milliseconds, and nothing of how the product stores it. */
interface Query {
  /** Who held it at the earlier of response and due. */
  place: string;
  /** Who holds it now: it was handed over later, and no figure moved. */
  heldNow: string;
  channel: string;
  due: number;
  /** When it was recorded here, since when it was sent. */
  receivedAfter: number;
  stopped: number | null;
  recorded: number | null;
  takenOut: { at: number; reason: string; confirmed: boolean } | null;
  addressFailed: number | null;
  /** Of a further question: the place in the list of what the person had asked first. */
  of: number | null;
}

interface History {
  startsOn: string;
  cutOff: number;
  queries: Query[];
  withoutAddress: { place: string; channel: string; received: number }[];
}

const PERIODS: [from: string, to: string][] = [
  ['2026-03-01', '2026-03-31'],
  ['2026-10-01', '2026-10-31'],
  ['2026-10-25', '2026-10-25'],
  ['2026-03-28', '2026-03-30'],
  ['2026-04-01', '2026-06-30'],
];
const PLACES = ['P1', 'P2', 'P3'];
const CHANNELS = ['web-form', 'email'];
const REASONS = [
  'emergency',
  'crime',
  'complaint',
  'information-request',
  'wrong-force',
  'spam',
  'duplicate',
  'no-question',
];

const local = (day: string, plusDays = 0): number =>
  DateTime.fromISO(day, { zone: 'Europe/London' }).plus({ days: plusDays }).toMillis();

/** Instants on the edges as often as between them. */
function near(edges: number[], span: [number, number]): fc.Arbitrary<number> {
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...edges), fc.constantFrom(-3_600_000, -1, 0, 1, 3_600_000))
      .map(([edge, by]) => edge + by),
    fc.integer({ min: span[0], max: span[1] }),
  );
}

function queryNear(due: number): fc.Arbitrary<Query> {
  const start = due - HOURS_72;
  const stopped = fc.oneof(
    fc.constantFrom(null, null, due, due + 1, due - 1, start, start + 60_000, start + 60_001),
    fc.integer({ min: start, max: due + HOURS_72 }),
  );
  const takenOut = fc.option(
    fc.record({
      at: fc.oneof(fc.constantFrom(due, due + 1, due - 1), fc.integer({ min: start, max: due + HOURS_72 })),
      reason: fc.constantFrom(...REASONS),
      confirmed: fc.boolean(),
    }),
    { freq: 3 },
  );
  const addressFailed = fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(due, due + 1, due - 1, due - 3_600_000, due + 3_600_000) },
  );
  return fc
    .record({
      place: fc.constantFrom(...PLACES),
      handedTo: fc.option(fc.constantFrom(...PLACES), { freq: 1 }),
      channel: fc.constantFrom(...CHANNELS),
      stopped,
      delay: fc.constantFrom(0, 0, 1, HOURS_72),
      receivedAfter: fc.constantFrom(0, 0, 60_000, HOURS_72, HOURS_72 + 1, 2 * HOURS_72),
      takenOut,
      addressFailed,
      of: fc.option(fc.nat({ max: 39 }), { freq: 1 }),
    })
    .map(({ delay, handedTo, ...rest }) => ({
      ...rest,
      heldNow: handedTo ?? rest.place,
      due,
      recorded: rest.stopped === null ? null : rest.stopped + delay,
    }));
}

/** A further question has the contact of a question before it, and so its place and channel; no two start together. */
function asContacts(drawn: readonly Query[]): Query[] {
  const queries: Query[] = [];
  for (const [index, query] of drawn.entries()) {
    const host = query.of === null || index === 0 ? null : query.of % index;
    const first = host === null ? null : (queries[host]!.of ?? host);
    const ofContact = queries.filter((one, at) => at === first || one.of === first);
    const isFurther = first !== null && ofContact.every(({ due }) => due !== query.due);
    if (!isFurther) queries.push({ ...query, of: null });
    else {
      const { place, heldNow, channel } = queries[first]!;
      queries.push({ ...query, of: first, place, heldNow, channel });
    }
  }
  return queries;
}

function historyOf([from, to]: [string, string]): fc.Arbitrary<History> {
  const [start, end] = [local(from), local(to, 1)];
  const span: [number, number] = [start - 40 * 86_400_000, end + 5 * 86_400_000];
  return fc.record({
    startsOn: fc.constantFrom('2025-07-01', from, DateTime.fromISO(from).plus({ days: 1 }).toISODate()!),
    cutOff: near([start, end], [start, end + 5 * 86_400_000]).filter((instant) => instant >= start),
    queries: fc
      .array(near([start, end, start + HOURS_72], span).chain(queryNear), { maxLength: 40 })
      .map(asContacts),
    withoutAddress: fc.array(
      fc.record({
        place: fc.constantFrom(...PLACES),
        channel: fc.constantFrom(...CHANNELS),
        received: near([start, end], span),
      }),
      { maxLength: 5 },
    ),
  });
}

type Counts = Record<string, number | string>;

/** Every figure of the response, by one plain loop over all events; written from the rules alone. */
function counted(
  history: History,
  from: string,
  to: string,
  place: string | null,
  channel: string | null,
): Counts {
  const counts: Counts = { due: 0, met: 0, late: 0, missed: 0, answeredLate: 0, notAnswered: 0, open: 0 };
  Object.assign(counts, { out: 0, taken: 0, confirmed: 0, noReply: 0, notYet: 0, recordedLate: 0 });
  for (const reason of REASONS) counts[reason] = 0;
  const more = (name: string): void => void (counts[name] = Number(counts[name]) + 1);
  const [start, end, begin] = [local(from), local(to, 1), local(history.startsOn)];
  const minutes: number[] = [];
  const late: number[] = [];
  const waits: number[] = [];
  for (const query of history.queries) {
    if ((place && query.place !== place) || (channel && query.channel !== channel)) continue;
    if (query.due - HOURS_72 < begin) continue;
    const unreachable = query.stopped === null && query.addressFailed !== null;
    if (query.due >= history.cutOff && query.stopped === null && !query.takenOut && !unreachable)
      more('notYet');
    if (query.due < start || query.due >= end || query.due >= history.cutOff) continue;
    if (query.receivedAfter > HOURS_72) more('recordedLate');
    const out = query.takenOut && (query.takenOut.at <= query.due || query.takenOut.confirmed);
    if (out && query.takenOut!.at > query.due) more('confirmed');
    if (out) {
      more('out');
      more(query.takenOut!.reason);
      continue;
    }
    if (unreachable && query.addressFailed! <= query.due) {
      more('noReply');
      continue;
    }
    if (query.takenOut) more('taken');
    more('due');
    minutes.push(
      query.stopped === null ? Infinity : Math.ceil((query.stopped - (query.due - HOURS_72)) / 60_000),
    );
    if (query.stopped !== null && query.stopped <= query.due) {
      more('met');
      if (query.recorded! > query.due) more('late');
      continue;
    }
    more('missed');
    if (query.stopped !== null) {
      more('answeredLate');
      late.push(Math.ceil((query.stopped - query.due) / 60_000));
    } else {
      more('notAnswered');
      if (!query.takenOut && !unreachable) {
        more('open');
        waits.push(Math.ceil((history.cutOff - query.due) / 60_000));
      }
    }
  }
  for (const contact of history.withoutAddress) {
    if ((place && contact.place !== place) || (channel && contact.channel !== channel)) continue;
    const { received } = contact;
    if (received >= start && received < end && received >= begin && received <= history.cutOff)
      more('noReply');
  }
  minutes.sort((a, b) => (a === b ? 0 : a - b));
  counts['median'] = nearestRank(minutes, 50);
  counts['p90'] = nearestRank(minutes, 90);
  counts['p95'] = nearestRank(minutes, 95);
  late.sort((a, b) => a - b);
  counts['overdueMedian'] = late.length === 0 ? 'none late' : nearestRank(late, 50);
  counts['overdueLongest'] = late.length === 0 ? 'none late' : String(late.at(-1));
  counts['openLongest'] = waits.length === 0 ? 'none open' : String(Math.max(...waits));
  return counts;
}

function nearestRank(sorted: number[], percent: number): string {
  if (sorted.length === 0) return 'none due';
  const value = sorted[Math.ceil((percent * sorted.length) / 100) - 1]!;
  return value === Infinity ? 'not yet answered' : String(value);
}

/** What the report says, under the names of the plain loop. */
function reported(report: ComplianceReport, place: string | null, channel: string | null): Counts {
  const at = { neighbourhood: place, channel };
  const shown = (measure: string): string => figureOf(report, measure, at).shown;
  const share = figureOf(report, 'share-met', at);
  const onRecord = figureOf(report, 'share-met-late-entries-missed', at);
  const counts: Counts = {
    due: Number(shown('clocks-due')),
    met: Number(shown('clocks-met')),
    late: Number(shown('late-entries')),
    missed: Number(shown('clocks-missed')),
    answeredLate: Number(shown('answered-late')),
    notAnswered: Number(shown('not-answered')),
    open: Number(shown('open-past-due')),
    out: Number(shown('out-of-scope')),
    taken: Number(shown('taken-out-after-due')),
    confirmed: Number(shown('taken-out-after-due-confirmed')),
    noReply: Number(shown('no-reply-possible')),
    notYet: Number(shown('not-yet-due')),
    recordedLate: Number(shown('recorded-after-due')),
    median: shown('median-minutes'),
    p90: shown('p90-minutes'),
    p95: shown('p95-minutes'),
    overdueMedian: shown('overdue-median-minutes'),
    overdueLongest: shown('overdue-longest-minutes'),
    openLongest: shown('open-longest-minutes'),
  };
  expect([share.numerator, share.denominator]).toEqual([counts['met'], counts['due']]);
  expect([onRecord.numerator, onRecord.denominator]).toEqual([
    Number(counts['met']) - Number(counts['late']),
    counts['due'],
  ]);
  return counts;
}

describe('every figure of the response equals a plain loop over all events', () => {
  let world: ReportsWorld;
  let months: ResponseMonths;
  let histories = 0;
  let cells = 0;
  let figures = 0;

  beforeAll(async () => {
    world = await ReportsWorld.open();
    months = new ResponseMonths(world.database);
  });
  afterAll(() => world.close());

  it.each(PERIODS)(
    '%s to %s',
    async (from, to) => {
      await fc.assert(
        fc.asyncProperty(historyOf([from, to]), (history) => compare(from, to, history)),
        { numRuns: 40 },
      );
    },
    120_000,
  );

  it('the months that were counted are as their clocks, and were used', async () => {
    console.log(`${histories} histories of contacts, ${figures} figures of the force and of parts of it`);
    expect(cells).toBeGreaterThan(histories);
    const found = await months.compare();
    expect(found.months).toBeGreaterThan(histories);
    expect(found.differing).toBe(0);
  });

  async function compare(from: string, to: string, history: History): Promise<void> {
    histories += 1;
    const force = await world.force(`history-${histories}`, history.startsOn);
    const ids = new Map<string, string>();
    for (const place of PLACES) ids.set(place, await world.neighbourhood(force, place));
    await world.commandArea(
      force,
      'A',
      IN_AREA.map((place) => ids.get(place)!),
    );
    const shares = (of: Record<string, number>): [string, number][] =>
      Object.entries(of).map(([place, share]) => [ids.get(place)!, share]);
    await world.ward(force, 'W', shares({ P1: 0.04, P2: 0.4, P3: 0.6 }));
    await world.ward(force, 'V', shares({ P3: 0.9 }), {
      choices: [
        [ids.get('P3')!, false],
        [ids.get('P1')!, true],
      ],
    });
    const instant = (millis: number | null): DateTime | null =>
      millis === null ? null : DateTime.fromMillis(millis, { zone: 'utc' });
    const final = history.queries.map(
      ({ place, heldNow, channel, due, receivedAfter, stopped, recorded, ...query }): Clocked => ({
        of: query.of,
        neighbourhoodId: ids.get(heldNow)!,
        measuredId: heldNow === place ? null : ids.get(place)!,
        channel,
        dueAt: instant(due)!,
        receivedAt: instant(due - HOURS_72 + receivedAfter),
        stoppedAt: instant(stopped),
        recordedAt: instant(recorded),
        takenOut: query.takenOut && {
          at: instant(query.takenOut.at)!,
          reason: query.takenOut.reason,
          confirmedAt: query.takenOut.confirmed ? instant(query.takenOut.at + 1) : null,
        },
        addressFailedAt: instant(query.addressFailed),
      }),
    );
    // Everything was otherwise before, and was counted then.
    const clockIds = await world.clocks(
      force,
      final.map((clocked, index) => earlierThan(clocked, index, ids)),
    );
    await months.refresh();
    const change = (part: number): Promise<void> =>
      world.changeClocks(
        final.flatMap((clocked, index) => (index % 2 === part ? [{ id: clockIds[index]!, clocked }] : [])),
      );
    await change(0);
    await months.refresh();
    await change(1);
    for (const { place, channel, received } of history.withoutAddress) {
      await world.contactWithoutClock(force, ids.get(place)!, instant(received)!, channel);
    }
    world.clock.set(instant(history.cutOff)!);
    // Some months are counted, some are marked; then all are counted, and say the same.
    const report = await world.reports.complianceReport(force, from, to);
    figures += report.figures.length;
    await months.refresh();
    expect(await world.reports.complianceReport(force, from, to)).toEqual(report);
    const [kept] = await world.database.inForce(force, (manager) =>
      manager.query<{ cells: number }[]>('select count(*)::int as cells from response_month'),
    );
    cells += kept!.cells;
    const listed = report.neighbourhoods.map(({ code }) => code);
    for (const place of [null, ...PLACES]) {
      const expected = withoutReasons(counted(history, from, to, place, null));
      // Before the force's figures begin a neighbourhood is listed only if it has anything to count.
      if (place && !listed.includes(place))
        expect(new Set(Object.values(expected))).toEqual(new Set([0, 'none due', 'none late', 'none open']));
      else expect(reported(report, place, null)).toEqual(expected);
    }
    for (const channel of report.channels) {
      expect(reported(report, null, channel)).toEqual(
        withoutReasons(counted(history, from, to, null, channel)),
      );
    }
    compareElsewhere(report, history, from, to);
    await compareParts(force, report, history, from, to);
    const whole = counted(history, from, to, null, null);
    for (const reason of REASONS)
      expect(figureOf(report, `out-of-scope-${reason}`).value).toBe(whole[reason]);
    if (!report.precedingPeriod) return;
    const { fromOn, toOn } = report.precedingPeriod;
    const before = counted(history, fromOn, toOn, null, null);
    expect(figureOf(report, 'share-met').previous).toMatchObject({
      numerator: before['met'],
      denominator: before['due'],
    });
    expect(figureOf(report, 'p90-minutes').previous!.shown).toBe(before['p90']);
  }

  /**
   * The same loop over the queries of the part alone; what it says of a place is what the report of the force says of
   * it, and the command area with the place in none is the force.
   */
  async function compareParts(
    force: string,
    whole: ComplianceReport,
    history: History,
    from: string,
    to: string,
  ): Promise<void> {
    const parts: [string, string[]][] = [
      ['command-area:A', IN_AREA],
      ...PLACES.filter((place) => !IN_AREA.includes(place)).map((place): [string, string[]] => [
        `neighbourhood:${place}`,
        [place],
      ]),
    ];
    const reports: ComplianceReport[] = [];
    for (const [value, places] of parts) {
      const part = await world.reports.complianceReport(force, from, to, value);
      reports.push(part);
      figures += part.figures.length;
      const own = ofPlaces(history, places);
      for (const channel of [null, ...part.channels])
        expect([value, channel, reported(part, null, channel)]).toEqual([
          value,
          channel,
          withoutReasons(counted(own, from, to, null, channel)),
        ]);
      const all = counted(own, from, to, null, null);
      for (const reason of REASONS) expect(figureOf(part, `out-of-scope-${reason}`).value).toBe(all[reason]);
      compareWeekdays(part, own, from, to);
      for (const { code } of part.neighbourhoods) expect(rowsOf(part, code)).toEqual(rowsOf(whole, code));
      if (places.length === 1 && part.neighbourhoods.length === 1)
        expect(rowsOf(part, null).filter(isByPlace)).toEqual(
          rowsOf(whole, places[0]!).filter(isByPlace).map(elsewhere),
        );
    }
    expect(summedUp(reports)).toEqual(summedUp([whole], reports[0]));
  }
});

const ofPlaces = ({ queries, withoutAddress, ...rest }: History, places: readonly string[]): History => ({
  ...rest,
  queries: queries.filter(({ place }) => places.includes(place)),
  withoutAddress: withoutAddress.filter(({ place }) => places.includes(place)),
});

/** Every figure of one place, or of all of the report. */
const rowsOf = ({ figures }: ComplianceReport, place: string | null): ReportFigure[] =>
  figures.filter(
    ({ neighbourhood, channel, ward, commandArea, weekday }) =>
      neighbourhood === place && !(channel ?? ward ?? commandArea ?? weekday),
  );
const BY_PLACE = new Set(
  MEASURES.filter((measure) => measure.by.includes('neighbourhood') && !('onlyBy' in measure)).map(
    ({ id }) => id,
  ),
);
const isByPlace = ({ measure }: ReportFigure): boolean => BY_PLACE.has(measure);
const elsewhere = (figure: ReportFigure): ReportFigure => ({ ...figure, neighbourhood: null });

/** Counts, and what shares are of, of reports together; shares of officers are no sum, because one may be in two teams. */
function summedUp(reports: ComplianceReport[], of: ComplianceReport = reports[0]!): Record<string, number[]> {
  const sums: Record<string, number[]> = {};
  const units = new Map(of.definitions.map(({ measure, unit }) => [measure, unit]));
  for (const { figures } of reports) {
    for (const { measure, neighbourhood, channel, ward, commandArea, weekday, ...figure } of figures) {
      if (neighbourhood ?? channel ?? ward ?? commandArea ?? weekday) continue;
      const unit = units.get(measure);
      if (!unit || !['count', 'percent'].includes(unit) || /^(tenure|headcount|ward-)/.test(measure))
        continue;
      const [numerator, denominator] =
        unit === 'count' ? [figure.value, 0] : [figure.numerator, figure.denominator];
      const sum = (sums[measure] ??= [0, 0]);
      sum[0]! += numerator!;
      sum[1]! += denominator!;
    }
  }
  return sums;
}

/** Everything of clocks. */
const BY_WEEKDAY: Readonly<Record<string, string>> = {
  'clocks-due': 'due',
  'clocks-met': 'met',
  'clocks-missed': 'missed',
  'median-minutes': 'median',
  'p90-minutes': 'p90',
  'p95-minutes': 'p95',
  'late-entries': 'late',
  'answered-late': 'answeredLate',
  'not-answered': 'notAnswered',
  'open-past-due': 'open',
  'out-of-scope': 'out',
  'taken-out-after-due': 'taken',
  'taken-out-after-due-confirmed': 'confirmed',
  'overdue-median-minutes': 'overdueMedian',
  'overdue-longest-minutes': 'overdueLongest',
};
/** And what is counted beside them. */
const BY_PLACES: Readonly<Record<string, string>> = {
  ...BY_WEEKDAY,
  'no-reply-possible': 'noReply',
  'not-yet-due': 'notYet',
  'recorded-after-due': 'recordedLate',
  'open-longest-minutes': 'openLongest',
};
/** P1 and P2 are one command area, P3 is in none. */
const IN_AREA = ['P1', 'P2'];

/** P2 and P3 count for one ward; what is said of P3 is overridden for the other, of which P1 alone is left. */
const WARDS: Readonly<Record<string, string[]>> = { W: ['P2', 'P3'], V: ['P1'] };

/** By command area, by ward, and by the local weekday on which it was sent: the same loop over those queries alone. */
function compareElsewhere(report: ComplianceReport, history: History, from: string, to: string): void {
  const listed = new Set(report.wards!.map(({ code }) => code));
  const places: [{ commandArea: string } | { ward: string }, string[]][] = [
    [{ commandArea: 'A' }, IN_AREA],
    ...Object.entries(WARDS)
      .filter(([ward]) => listed.has(ward))
      .map(([ward, own]): [{ ward: string }, string[]] => [{ ward }, own]),
  ];
  for (const [at, own] of places) {
    const expected = counted(ofPlaces(history, own), from, to, null, null);
    for (const [measure, name] of Object.entries(BY_PLACES))
      expect([at, measure, figureOf(report, measure, at).shown]).toEqual([
        at,
        measure,
        String(expected[name]),
      ]);
  }
  compareWeekdays(report, history, from, to);
}

function compareWeekdays(report: ComplianceReport, history: History, from: string, to: string): void {
  for (const weekday of [1, 2, 3, 4, 5, 6, 7]) {
    const sentOn = ({ due }: Query): number =>
      DateTime.fromMillis(due - HOURS_72, { zone: 'Europe/London' }).weekday;
    const queries = history.queries.filter((query) => sentOn(query) === weekday);
    const expected = counted({ ...history, queries, withoutAddress: [] }, from, to, null, null);
    for (const [measure, name] of Object.entries(BY_WEEKDAY)) {
      const { shown } = figureOf(report, measure, { weekday });
      expect([weekday, measure, shown]).toEqual([weekday, measure, String(expected[name])]);
    }
  }
}

/** The same query as it stood before: held elsewhere, open, answered at its due instant, or taken out as spam. */
function earlierThan(clocked: Clocked, index: number, ids: ReadonlyMap<string, string>): Clocked {
  const { channel, dueAt } = clocked;
  const neighbourhoodId = ids.get(PLACES[index % PLACES.length]!)!;
  const before = {
    neighbourhoodId,
    dueAt,
    receivedAt: clocked.receivedAt ?? null,
    ...(channel && { channel }),
  };
  if (index % 3 === 0) return before;
  if (index % 3 === 1) return { ...before, stoppedAt: dueAt };
  return { ...before, takenOut: { at: dueAt.plus(1), reason: 'spam' } };
}

function withoutReasons(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([name]) => !REASONS.includes(name)));
}

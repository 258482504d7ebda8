import {
  type Codes,
  type ComingGap,
  comingGapsOf,
  coverageFigures,
  type Gap,
  gapsOf,
  type Span,
} from './expected-coverage.js';
import { placesOfWard, wardFigures, wardsOfPlaces } from './expected-wards.js';
import type { AreaInput, ForceInput, PlaceInput, WardInput } from './force.js';
import { eventsOf, type HoursOfMonth, hoursByMonth, workforceFigures } from './expected-workforce.js';
import { type Entry, isOut, stopOf } from './ledger.js';
import { localDay, HOUR, MINUTE, addDays, startOfDay } from './local-time.js';
import type { Comparison } from './story.js';
import { changeBetween, type Plain, written, type Written } from './written.js';

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

export interface ExpectedFigure extends Written {
  measure: string;
  unit: Plain['unit'];
  neighbourhood: string | null;
  channel: string | null;
  ward: string | null;
  commandArea: string | null;
  weekday: number | null;
  previous: { numerator: number | null; denominator: number | null; shown: string } | null;
  change: string | null;
}

export interface ExpectedReport {
  places: PlaceInput[];
  channels: string[];
  coverageOn: string | null;
  precedingPeriod: { fromOn: string; toOn: string } | null;
  figures: ExpectedFigure[];
  gaps: Gap[];
  wards: WardInput[];
  comingGaps: ComingGap[];
  areas: AreaInput[];
  abstractionMonths: HoursOfMonth[];
  told: Told;
}

/** Where a figure stands. */
interface Spot {
  code: string | null;
  channel: string | null;
  ward: string | null;
  area: string | null;
  /** 1 is Monday. */
  weekday: number | null;
}

const NOWHERE: Spot = { code: null, channel: null, ward: null, area: null, weekday: null };
/** How things stand at the cut-off: there is nothing to compare with. */
const AT_CUT_OFF = ['not-yet-due', 'open-longest-minutes', 'coming-gaps'];

/** Which places belong to an area on a day. */
export const placesOfArea = (area: AreaInput, day: string): string[] =>
  area.places.flatMap(([code, from, until]) =>
    from <= day && (until === null || day <= until) ? [code] : [],
  );

/** Everything a report of a period must hold, counted one contact and one day at a time. */
export function expectedReport(
  force: ForceInput,
  ledger: Entry[],
  asked: Comparison,
  now: number,
  { importedAt, part: codes = null }: { importedAt: number; part?: Codes },
): ExpectedReport {
  const today = localDay(now);
  const areasOn = asked.toOn > today ? today : asked.toOn;
  const told: Told = { force, ledger, now, importedAt, codes, areasOn };
  const current = countedIn(told, asked);
  const preceding = asked.before.toOn >= force.startsOn ? countedIn(told, asked.before) : null;
  const channels = [
    ...new Set([current, preceding].flatMap((each) => each?.relevant.map(channelOf) ?? [])),
  ].sort();
  const places = force.places.filter(
    ({ code, from }) =>
      (codes === null || codes.includes(code)) &&
      ((from <= current.span.toOn && current.span.fromOn <= current.span.toOn) ||
        current.relevant.some(({ contact }) => contact.place === code) ||
        current.events.some((event) => event.code === code)),
  );
  const counts = current.span.fromOn <= current.span.toOn;
  const wards = counts ? wardsOfPlaces(force, codes) : [];
  const areas = codes === null ? force.areas : [];
  const spots: Spot[] = [
    NOWHERE,
    ...places.map(({ code }) => ({ ...NOWHERE, code })),
    ...channels.map((channel) => ({ ...NOWHERE, channel })),
    ...wards.map((ward) => ({ ...NOWHERE, ward: ward.code })),
    ...areas.map((area) => ({ ...NOWHERE, area: area.code })),
    ...[1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ ...NOWHERE, weekday })),
  ];
  const figures = spots.flatMap((spot) => {
    const now = current.at(spot, wards.length > 0);
    const before = preceding?.at(spot, wards.length > 0);
    return Object.entries(now).map(([measure, plain]) => {
      const figure = written(plain);
      const compared = AT_CUT_OFF.includes(measure) ? undefined : before?.[measure];
      return {
        measure,
        unit: plain.unit,
        neighbourhood: spot.code,
        channel: spot.channel,
        ward: spot.ward,
        commandArea: spot.area,
        weekday: spot.weekday,
        ...figure,
        previous: compared ? shortened(written(compared)) : null,
        change: compared ? changeBetween(compared, plain) : null,
      };
    });
  });
  return {
    places,
    channels,
    coverageOn: counts ? current.span.toOn : null,
    precedingPeriod: preceding && asked.before,
    figures,
    gaps: gapsOf(force, current.span, codes),
    wards,
    comingGaps: comingOf(told),
    areas,
    abstractionMonths: codes === null ? hoursByMonth(force, current.span) : [],
    told,
  };
}

const shortened = ({ numerator, denominator, shown }: Written): ExpectedFigure['previous'] => ({
  numerator,
  denominator,
  shown,
});

const channelOf = ({ contact }: Entry): string => contact.channel ?? 'api';

/** Everything that figures are counted of. */
export interface Told {
  force: ForceInput;
  ledger: Entry[];
  now: number;
  importedAt: number;
  codes: Codes;
  /** Whose command areas count on every day: like is compared with like. */
  areasOn: string;
}

const comingOf = ({ force, now, codes }: Told): ComingGap[] =>
  comingGapsOf(force, localDay(now)).filter(
    ({ neighbourhood }) => codes === null || codes.includes(neighbourhood),
  );

/** The figures of the response and of coverage of some days of the whole force or of its part, by their measures. */
export function figuresOfDays(told: Told, days: Span): Record<string, Plain> {
  const { span, due } = countedIn(told, days);
  return { ...coverageFigures(told.force, span, told.codes, false), ...clockFigures(due, told.now) };
}

function countedIn(told: Told, { fromOn, toOn }: { fromOn: string; toOn: string }) {
  const { force, ledger, now, importedAt, codes, areasOn } = told;
  const [begin, end] = [startOfDay(fromOn), startOfDay(addDays(toOn, 1))];
  const figuresBegin = startOfDay(force.startsOn);
  const today = localDay(now);
  const span: Span = {
    fromOn: fromOn < force.startsOn ? force.startsOn : fromOn,
    toOn: toOn > today ? today : toOn,
  };
  const known = ledger.filter(
    ({ received, contact }) => received && (codes === null || codes.includes(contact.place)),
  );
  const due = known.filter(
    ({ contact, due }) =>
      due !== null && due >= begin && due < end && due < now && contact.start >= figuresBegin,
  );
  const unanswerable = known.filter(
    ({ contact: { receivedAt }, due }) =>
      due === null && receivedAt >= begin && receivedAt < end && receivedAt >= figuresBegin,
  );
  const ahead = known.filter(
    (entry) =>
      entry.due !== null &&
      entry.due >= now &&
      !stopOf(entry) &&
      !entry.out &&
      entry.contact.start >= figuresBegin,
  );
  return {
    span,
    due,
    relevant: [...due, ...unanswerable, ...ahead],
    events: eventsOf(force, { fromOn, toOn, now }),
    at({ code, channel, ward, area, weekday }: Spot, hasWards: boolean): Record<string, Plain> {
      const [asked] = force.wards.filter((each) => each.code === ward);
      const [within] = force.areas.filter((each) => each.code === area);
      const places = code !== null ? [code] : within ? placesOfArea(within, areasOn) : codes;
      const own = asked ? placesOfWard(asked) : places;
      const here = ({ contact }: Entry): boolean => own === null || own.includes(contact.place);
      const alike = (entry: Entry): boolean =>
        here(entry) &&
        (channel === null || channelOf(entry) === channel) &&
        (weekday === null || weekdayOf(localDay(entry.contact.start)) === weekday);
      const clocks = clockFigures(due.filter(alike), now);
      if (weekday !== null)
        return Object.fromEntries(
          Object.entries(clocks).filter(([measure]) => !NOT_BY_WEEKDAY.includes(measure)),
        );
      const queries = {
        ...clocks,
        ...noRecourse(),
        'recorded-after-due': count(
          due.filter(({ contact }) => contact.receivedAt - contact.start > 72 * HOUR).filter(alike).length,
        ),
        'no-reply-possible': count(unanswerable.filter(alike).length),
        'not-yet-due': count(ahead.filter(alike).length),
      };
      if (channel !== null) return queries;
      if (asked) return { ...queries, ...wardFigures(force, span, [asked], true) };
      const ofTeam: Record<string, Plain> = {
        ...queries,
        'route-days-failed': { unit: 'percent', numerator: 0, denominator: 0, none: 'none tried' },
        'alerts-dead': count(0),
      };
      const team = (kind: 'place' | 'part' | 'force'): Record<string, Plain> =>
        workforceFigures(force, span, { fromOn, toOn, now }, { codes: places, kind });
      if (area !== null) return { ...ofTeam, ...team('place') };
      return {
        ...ofTeam,
        ...team(code !== null ? 'place' : codes ? 'part' : 'force'),
        ...coverageFigures(force, span, places, code !== null),
        'coming-gaps': count(
          comingOf(told).filter(({ neighbourhood }) => code === null || neighbourhood === code).length,
        ),
        ...(code === null && reasonFigures(due)),
        ...(code === null && hasWards && wardFigures(force, span, wardsOfPlaces(force, codes), false)),
        ...(code === null &&
          codes === null &&
          importFigures(force, importedAt, { begin, end, figuresBegin, now })),
      };
    },
  };
}

const count = (value: number): Plain => ({ unit: 'count', value });

/** Nobody asks for recourse in this story, and no start is corrected. */
const noRecourse = (): Record<string, Plain> => ({
  ...Object.fromEntries(
    ['asked', 'upheld', 'partly-upheld', 'not-upheld'].map((what) => [
      `recourse-${what}`,
      { unit: 'count', value: 0 },
    ]),
  ),
  'recourse-answered': { unit: 'percent', numerator: 0, denominator: 0 },
  'starts-corrected': { unit: 'count', value: 0 },
});

/** Counted by place and channel alone. */
const NOT_BY_WEEKDAY = ['open-longest-minutes', 'transfers-last-day', 'transfers-after-due'];

/** The files are right: no row of them is left out. The second time they change nothing, and are no import. */
function importFigures(
  { places, officers, assignments, life }: ForceInput,
  at: number,
  { begin, end, figuresBegin, now }: Record<'begin' | 'end' | 'figuresBegin' | 'now', number>,
): Record<string, Plain> {
  const files = [places, officers, assignments, life.hours, life.priorities, life.events];
  const counts = at >= begin && at < end && at >= figuresBegin && at <= now;
  const rows = counts ? files.reduce((sum, file) => sum + file.length, 0) : 0;
  return {
    'import-rows-refused': { unit: 'percent', numerator: 0, denominator: rows, none: 'none imported' },
  };
}

/** 1 is Monday. @param day `2026-03-29` */
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

function clockFigures(all: Entry[], now: number): Record<string, Plain> {
  let [dueCount, met, lateEntries, late, unanswered, open, out, after, confirmed] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0,
  ];
  const minutes: number[] = [];
  const overdue: number[] = [];
  const waiting: number[] = [];
  for (const entry of all) {
    if (isOut(entry)) {
      out += 1;
      if (entry.out!.at > entry.due!) confirmed += 1;
      continue;
    }
    dueCount += 1;
    if (entry.out) after += 1;
    const stop = stopOf(entry);
    minutes.push(stop ? Math.ceil((stop.respondedAt - entry.contact.start) / MINUTE) : Infinity);
    if (!stop) {
      unanswered += 1;
      if (!entry.out) {
        open += 1;
        waiting.push(Math.ceil((now - entry.due!) / MINUTE));
      }
    } else if (stop.respondedAt > entry.due!) {
      late += 1;
      overdue.push(Math.ceil((stop.respondedAt - entry.due!) / MINUTE));
    } else {
      met += 1;
      if (stop.recordedAt > entry.due!) lateEntries += 1;
    }
  }
  const share = (numerator: number): Plain => ({ unit: 'percent', numerator, denominator: dueCount });
  return {
    'share-met': share(met),
    'share-met-late-entries-missed': share(met - lateEntries),
    'clocks-due': count(dueCount),
    'clocks-met': count(met),
    'late-entries': count(lateEntries),
    'clocks-missed': count(late + unanswered),
    'answered-late': count(late),
    'not-answered': count(unanswered),
    'open-past-due': count(open),
    'median-minutes': { unit: 'minutes', ranked: minutes, tenths: 5 },
    'p90-minutes': { unit: 'minutes', ranked: minutes, tenths: 9 },
    'p95-minutes': { unit: 'minutes', ranked: minutes, tenths: 9.5 },
    'overdue-median-minutes': { unit: 'minutes', ranked: overdue, tenths: 5, none: 'none late' },
    'overdue-longest-minutes': { unit: 'minutes', ranked: overdue, tenths: 10, none: 'none late' },
    'open-longest-minutes': { unit: 'minutes', ranked: waiting, tenths: 10, none: 'none open' },
    // Nobody hands over in this story, and no route is tried.
    'transfers-last-day': count(0),
    'transfers-after-due': count(0),
    'out-of-scope': count(out),
    'taken-out-after-due': count(after),
    'taken-out-after-due-confirmed': count(confirmed),
  };
}

const reasonFigures = (all: Entry[]): Record<string, Plain> =>
  Object.fromEntries(
    REASONS.map((reason) => [
      `out-of-scope-${reason}`,
      { unit: 'count', value: all.filter((entry) => isOut(entry) && entry.out!.reason === reason).length },
    ]),
  );

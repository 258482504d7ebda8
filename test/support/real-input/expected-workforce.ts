import type { Codes, Span } from './expected-coverage.js';
import { isOn } from './expected-mails.js';
import type { ForceInput, OfficerInput } from './force.js';
import { addDays, daysOf, localDay } from './local-time.js';
import type { Plain } from './written.js';

const serves = ({ servesUntil }: OfficerInput, day: string): boolean =>
  servesUntil === null || day <= servesUntil;

const hasPost = (
  { assignments }: ForceInput,
  { collar }: OfficerInput,
  day: string,
  codes: Codes = null,
): boolean =>
  assignments.some(
    (each) => each.collar === collar && isOn(each, day) && (codes === null || codes.includes(each.code)),
  );

/** Days of secondment in a row around this day; of one without an end those up to the day that is asked about. */
function secondedInARow({ absences }: OfficerInput, day: string, asked: string): number {
  const seconded = (each: string): boolean =>
    absences.some(
      ({ kind, from, until }) => kind === 'secondment' && from <= each && each <= (until ?? asked),
    );
  if (!seconded(day)) return 0;
  let [first, last] = [day, day];
  while (seconded(addDays(first, -1))) first = addDays(first, -1);
  while (seconded(addDays(last, 1))) last = addDays(last, 1);
  return daysOf(first, last).length;
}

/** In a neighbourhood team in any role, in service, and on no secondment of more than 28 days. */
const inTeam = (force: ForceInput, officer: OfficerInput, day: string, asked: string): boolean =>
  hasPost(force, officer, day) && serves(officer, day) && secondedInARow(officer, day, asked) <= 28;

/** The same day so many months before, or the last of that month where it has no such day. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number);
  const index = year! * 12 + month! - 1 - months;
  const last = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0));
  last.setUTCDate(Math.min(date!, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

/** Whoever is in a team of these places on the day; the two years may have been in any. */
function tenureOf(force: ForceInput, rank: string, on: string | null, codes: Codes): Plain {
  let [tenured, inTeams] = [0, 0];
  for (const officer of force.officers.filter((each) => on !== null && each.rank === rank)) {
    if (!inTeam(force, officer, on!, on!) || !hasPost(force, officer, on!, codes)) continue;
    inTeams += 1;
    if (daysOf(monthsBefore(on!, 24), on!).every((day) => inTeam(force, officer, day, on!))) tenured += 1;
  }
  return { unit: 'percent', numerator: tenured, denominator: inTeams };
}

/** Published is "updated in the last 3 months": a review, an issue set or an action taken, by the last day. */
function prioritiesCurrent({ places, life }: ForceInput, on: string | null, codes: Codes): Plain {
  const existing = places.filter(
    (place) => on !== null && place.from <= on && (codes === null || codes.includes(place.code)),
  );
  const current = existing.filter((place) => {
    const looked = [
      ...life.reviews.filter((each) => each.code === place.code).map((each) => each.at),
      ...life.priorities
        .filter((each) => each.code === place.code)
        .flatMap(({ issueAt, actionAt }) => [issueAt, actionAt]),
    ];
    return looked.some(
      (instant) => instant !== null && localDay(instant) <= on! && localDay(instant) >= monthsBefore(on!, 3),
    );
  });
  return { unit: 'percent', numerator: current.length, denominator: existing.length };
}

interface Asked {
  /** The period as it was asked for. */
  fromOn: string;
  toOn: string;
  now: number;
}

/** Events that began in the period, since the figures of the force begin and before the cut-off. */
export const eventsOf = ({ startsOn, life }: ForceInput, { fromOn, toOn, now }: Asked): typeof life.events =>
  life.events.filter(({ startsAt, cancelled }) => {
    const day = localDay(startsAt);
    return day >= fromOn && day <= toOn && day >= startsOn && startsAt < now && !cancelled;
  });

function eventFigures(force: ForceInput, asked: Asked, codes: Codes): Record<string, Plain> {
  const held = eventsOf(force, asked).filter(({ code }) => codes === null || codes.includes(code));
  const ofTypes = (...types: string[]): Plain => ({
    unit: 'count',
    value: held.filter(({ type }) => types.includes(type)).length,
  });
  return {
    'beat-meetings-held': ofTypes('beat-meeting'),
    'walks-held': ofTypes('patch-walk', 'engagement-walk'),
  };
}

export interface HoursOfMonth {
  fromOn: string;
  toOn: string;
  numerator: number;
  denominator: number;
  above: boolean;
  /** The hours of the calendar month before, if there are any that the figures of the force reach. */
  before: { numerator: number; denominator: number } | null;
}

/** Every calendar month of which each day is counted and that has hours. */
export function hoursByMonth({ life, startsOn }: ForceInput, { fromOn, toOn }: Span): HoursOfMonth[] {
  const days = daysOf(fromOn, toOn);
  const counted = new Set(days);
  const months: HoursOfMonth[] = [];
  for (const month of new Set(days.map((day) => day.slice(0, 7)))) {
    const own = life.hours.filter((each) => each.month === month);
    const whole = Array.from({ length: 31 }, (_, index) => addDays(`${month}-01`, index))
      .filter((day) => day.startsWith(month))
      .every((day) => counted.has(day));
    if (!whole || own.length === 0) continue;
    const all = own.reduce((sum, row) => sum + row.rostered, 0);
    const taken = own.reduce((sum, row) => sum + row.abstracted, 0);
    const monthBefore = addDays(`${month}-01`, -1).slice(0, 7);
    const earlier =
      `${monthBefore}-01` < startsOn ? [] : life.hours.filter((each) => each.month === monthBefore);
    const ofMonth = days.filter((day) => day.startsWith(month));
    const [first, last] = [ofMonth[0]!, ofMonth.at(-1)!];
    months.push({
      fromOn: first,
      toOn: last,
      numerator: taken,
      denominator: all,
      above: taken * 100 > all * 20,
      before:
        earlier.length === 0
          ? null
          : {
              numerator: earlier.reduce((sum, row) => sum + row.abstracted, 0),
              denominator: earlier.reduce((sum, row) => sum + row.rostered, 0),
            },
    });
  }
  return months;
}

function abstractionFigures(force: ForceInput, span: Span): Record<string, Plain> {
  const months = hoursByMonth(force, span);
  const sum = (of: (month: HoursOfMonth) => number): number =>
    months.reduce((total, month) => total + of(month), 0);
  return {
    abstraction: {
      unit: 'percent',
      numerator: sum(({ numerator }) => numerator),
      denominator: sum(({ denominator }) => denominator),
    },
    'abstraction-months-above': { unit: 'count', value: sum(({ above }) => (above ? 1 : 0)) },
  };
}

/** Of each rank what was recorded last before or on the day. */
function postFigures({ life }: ForceInput, on: string | null): Record<string, Plain> {
  const holding = life.establishment.filter(
    ({ rank, from }) =>
      on !== null &&
      from <= on &&
      !life.establishment.some((other) => other.rank === rank && other.from > from && other.from <= on),
  );
  const count = (value: number): Plain => ({ unit: 'count', value });
  return {
    posts: count(holding.reduce((sum, { posts }) => sum + posts, 0)),
    'uplift-target': count(holding.reduce((sum, { target }) => sum + (target ?? 0), 0)),
  };
}

function asbLeadDays({ officers, life }: ForceInput, days: string[]): Plain {
  const led = days.filter((day) =>
    life.asbLeads.some(
      (each) =>
        isOn(each, day) &&
        serves(
          officers.find(({ collar }) => collar === each.collar)!,
          day,
        ),
    ),
  );
  return { unit: 'percent', numerator: led.length, denominator: days.length };
}

/**
 * Of one place, or of the force or a part of it: tenure and headcount are of either, posts, hours and the lead are the
 * force's alone.
 */
export function workforceFigures(
  force: ForceInput,
  { fromOn, toOn }: Span,
  asked: Asked,
  { codes, kind }: { codes: Codes; kind: 'place' | 'part' | 'force' },
): Record<string, Plain> {
  const on = fromOn <= toOn ? toOn : null;
  const days = daysOf(fromOn, toOn);
  const ofPlace: Record<string, Plain> = {
    'priorities-current': prioritiesCurrent(force, on, codes),
    ...eventFigures(force, asked, codes),
  };
  if (kind === 'place') return ofPlace;
  const inPosts = force.officers.filter(
    (officer) => on !== null && serves(officer, on) && hasPost(force, officer, on, codes),
  );
  const ofPart: Record<string, Plain> = {
    ...ofPlace,
    ...Object.fromEntries(
      ['constable', 'pcso', 'sergeant'].map((rank) => [`tenure-${rank}`, tenureOf(force, rank, on, codes)]),
    ),
    headcount: { unit: 'count', value: inPosts.length },
  };
  if (kind === 'part') return ofPart;
  return {
    ...ofPart,
    ...postFigures(force, on),
    ...abstractionFigures(force, { fromOn, toOn }),
    'asb-lead-days': asbLeadDays(force, days),
  };
}

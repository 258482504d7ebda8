import { isOn } from './expected-mails.js';
import type { AssignmentInput, ForceInput, OfficerInput, PlaceInput } from './force.js';
import { addDays, daysOf } from './local-time.js';
import type { Plain } from './written.js';

/** Best first. */
export const STATES = ['covered', 'deputy-covering', 'absent', 'not-contactable', 'unpublished', 'vacant'];
const COUNTS = ['covered', 'deputy-covering'];

export interface Span {
  fromOn: string;
  toOn: string;
}

export interface Gap {
  neighbourhood: string;
  fromOn: string;
  toOn: string;
  days: number;
  states: string[];
}

const awayOn = ({ absences }: OfficerInput, day: string): boolean =>
  absences.some(({ from, until }) => from <= day && (until === null || day <= until));

/** Fifteen days in a row and more are absence, counted from the day outwards; one without an end gets there. */
function isAbsent(officer: OfficerInput, day: string): boolean {
  if (!awayOn(officer, day)) return false;
  let [days, from, to] = [1, day, day];
  while (days < 15 && awayOn(officer, addDays(from, -1))) [days, from] = [days + 1, addDays(from, -1)];
  while (days < 15 && awayOn(officer, addDays(to, 1))) [days, to] = [days + 1, addDays(to, 1)];
  return days >= 15;
}

/** What one assignment gives its place on a day, and why it gives no more. */
function judge(
  force: ForceInput,
  place: PlaceInput,
  each: AssignmentInput,
  day: string,
): [state: string, why: string] {
  const officer = force.officers.find(({ collar }) => collar === each.collar)!;
  if (!isOn(each, day) || !['lead', 'named', 'deputy'].includes(each.role))
    return ['vacant', 'assignment-ends'];
  if (officer.servesUntil !== null && day > officer.servesUntil) return ['vacant', 'posting-ends'];
  // "Allowed ranks: constable, PCSO, sergeant."
  if (!['constable', 'pcso', 'sergeant'].includes(officer.rank)) return ['vacant', 'rank-changes'];
  if (officer.withheld) return ['unpublished', 'name-withheld'];
  if (!place.formEnabled && !place.email && !officer.publicEmail) return ['not-contactable', 'route-ends'];
  if (isAbsent(officer, day)) return ['absent', 'absence-begins'];
  return [each.role === 'deputy' ? 'deputy-covering' : 'covered', ''];
}

interface OnDay {
  state: string;
  /** Named, published and contactable online, whatever the absence: of a named officer, not of a deputy. */
  national: boolean;
}

const known = new WeakMap<ForceInput, Map<string, OnDay | null>>();

/** What a place is on a day; null while it does not exist. Worked out once, because every figure asks. */
function placeOn(force: ForceInput, place: PlaceInput, day: string): OnDay | null {
  const days = known.get(force) ?? new Map<string, OnDay | null>();
  known.set(force, days);
  const key = `${place.code} ${day}`;
  if (!days.has(key)) {
    const own = force.assignments.filter(({ code }) => code === place.code);
    const judged = own.map((each) => ({ role: each.role, state: judge(force, place, each, day)[0] }));
    const state = STATES.find((one) => judged.some((each) => each.state === one)) ?? 'vacant';
    const national = judged.some(
      (each) => each.role !== 'deputy' && ['covered', 'absent'].includes(each.state),
    );
    days.set(key, day < place.from ? null : { state, national });
  }
  return days.get(key)!;
}

/** The same of a place by its code. */
export function stateOfPlaceOn(force: ForceInput, code: string, day: string): OnDay | null {
  return placeOn(
    force,
    force.places.find((place) => place.code === code)!,
    day,
  );
}

/** Places by their codes; null for all. */
export type Codes = readonly string[] | null;

type PlaceDays = { place: PlaceInput; days: { day: string; state: string | null; national: boolean }[] }[];

function daysOfPlaces(force: ForceInput, { fromOn, toOn }: Span, codes: Codes): PlaceDays {
  return force.places
    .filter((place) => codes === null || codes.includes(place.code))
    .map((place) => ({
      place,
      days: daysOf(fromOn, toOn).map((day) => {
        const found = placeOn(force, place, day);
        return { day, state: found?.state ?? null, national: found?.national ?? false };
      }),
    }));
}

export interface ComingGap {
  neighbourhood: string;
  name: string;
  fromOn: string;
  toOn: string | null;
  reason: string;
}

/** Nothing that the force records changes after this day. */
const NOTHING_AFTER = '2027-06-01';

/** Of the same force and day every report and every part of it says the same. */
const worked = new WeakMap<ForceInput, Map<string, ComingGap[]>>();

/** Gaps that begin from the day after today to the ninetieth. */
export function comingGapsOf(force: ForceInput, today: string): ComingGap[] {
  const ofDays = worked.get(force) ?? new Map<string, ComingGap[]>();
  worked.set(force, ofDays);
  const found = ofDays.get(today) ?? workedOutComingGaps(force, today);
  ofDays.set(today, found);
  return found;
}

function workedOutComingGaps(force: ForceInput, today: string): ComingGap[] {
  const coming: ComingGap[] = [];
  if (today < force.startsOn) return coming;
  for (const place of force.places) {
    const lacks = (day: string): boolean => {
      const found = placeOn(force, place, day);
      return found !== null && !COUNTS.includes(found.state);
    };
    for (const day of daysOf(addDays(today, 1), addDays(today, 90))) {
      if (!lacks(day) || lacks(addDays(day, -1))) continue;
      let last = day;
      while (last < NOTHING_AFTER && lacks(addDays(last, 1))) last = addDays(last, 1);
      const cover = force.assignments
        .filter((each) => each.code === place.code && addDays(day, -1) >= place.from)
        .filter((each) => COUNTS.includes(judge(force, place, each, addDays(day, -1))[0]))
        .sort((a, b) => rankOf(a) - rankOf(b) || (a.collar < b.collar ? -1 : 1))[0];
      coming.push({
        neighbourhood: place.code,
        name: place.name,
        fromOn: day,
        toOn: last === NOTHING_AFTER ? null : last,
        reason: cover ? judge(force, place, cover, day)[1] : 'neighbourhood-begins',
      });
    }
  }
  return coming;
}

const rankOf = ({ role }: AssignmentInput): number => ['lead', 'named', 'deputy'].indexOf(role);

export function gapsOf(force: ForceInput, span: Span, codes: Codes): Gap[] {
  const gaps: Gap[] = [];
  for (const { place, days } of daysOfPlaces(force, span, codes)) {
    let gap: Gap | null = null;
    for (const { day, state } of days) {
      if (state === null || COUNTS.includes(state)) {
        gap = null;
        continue;
      }
      if (!gap) gaps.push((gap = { neighbourhood: place.code, fromOn: day, toOn: day, days: 0, states: [] }));
      gap.toOn = day;
      gap.days += 1;
      if (!gap.states.includes(state)) gap.states.push(state);
      gap.states.sort((a, b) => STATES.indexOf(a) - STATES.indexOf(b));
    }
  }
  return gaps;
}

/** Of the gaps that have a day of the span, from their own first day to their last one within it. */
function longestGap(force: ForceInput, { fromOn, toOn }: Span, codes: Codes): number {
  const whole = gapsOf(force, { fromOn: force.startsOn, toOn }, codes);
  return Math.max(0, ...whole.filter((gap) => gap.toOn >= fromOn).map((gap) => gap.days));
}

/** Of one place, or of several. The state of the last day is a place's alone; how many have which state, that of several. */
export function coverageFigures(
  force: ForceInput,
  span: Span,
  codes: Codes,
  isPlace: boolean,
): Record<string, Plain> {
  const days = Object.fromEntries(STATES.map((state) => [state, 0]));
  const last = Object.fromEntries(STATES.map((state) => [state, 0]));
  let lastState: string | null = null;
  let [nationalDays, nationalLast] = [0, 0];
  for (const { days: each } of daysOfPlaces(force, span, codes)) {
    for (const { day, state, national } of each) {
      if (state === null) continue;
      days[state]! += 1;
      if (national) nationalDays += 1;
      if (day !== span.toOn) continue;
      last[state]! += 1;
      lastState = state;
      if (national) nationalLast += 1;
    }
  }
  const sum = (counts: Record<string, number>, states: string[]): number =>
    states.reduce((total, state) => total + counts[state]!, 0);
  const gaps = gapsOf(force, span, codes);
  const ofForce: Record<string, Plain> = {
    'coverage-last-day': { unit: 'percent', numerator: sum(last, COUNTS), denominator: sum(last, STATES) },
    'national-last-day': { unit: 'percent', numerator: nationalLast, denominator: sum(last, STATES) },
    ...Object.fromEntries(
      STATES.map((state) => [`last-day-${state}`, { unit: 'count', value: last[state]! }]),
    ),
  };
  const ofPlace: Record<string, Plain> = {
    'state-last-day': { unit: 'state', value: lastState?.replace('-', ' ') ?? '' },
  };
  return {
    ...(isPlace ? ofPlace : ofForce),
    'coverage-days': { unit: 'percent', numerator: sum(days, COUNTS), denominator: sum(days, STATES) },
    'national-days': { unit: 'percent', numerator: nationalDays, denominator: sum(days, STATES) },
    ...Object.fromEntries(STATES.map((state) => [`days-${state}`, { unit: 'days', value: days[state]! }])),
    gaps: { unit: 'count', value: gaps.length },
    'longest-gap': { unit: 'days', value: longestGap(force, span, codes) },
  };
}

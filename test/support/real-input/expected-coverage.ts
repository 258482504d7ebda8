import { isOn } from './expected-mails.js';
import type { ForceInput, PlaceInput } from './force.js';
import { daysOf } from './local-time.js';
import type { Plain } from './written.js';

/** Best first. */
export const STATES = ['covered', 'deputy-covering', 'not-contactable', 'unpublished', 'vacant'];
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

/** What a place is on a day; null while it does not exist. */
function stateOn(force: ForceInput, place: PlaceInput, day: string): string | null {
  if (day < place.from) return null;
  const states = force.assignments
    .filter(
      (each) =>
        each.code === place.code && isOn(each, day) && ['lead', 'named', 'deputy'].includes(each.role),
    )
    .map(({ collar, role }): string => {
      const officer = force.officers.find((each) => each.collar === collar)!;
      // "Allowed ranks: constable, PCSO, sergeant."
      if (!['constable', 'pcso', 'sergeant'].includes(officer.rank)) return 'vacant';
      if (officer.withheld) return 'unpublished';
      if (!place.formEnabled && !place.email && !officer.publicEmail) return 'not-contactable';
      return role === 'deputy' ? 'deputy-covering' : 'covered';
    });
  return STATES.find((state) => states.includes(state)) ?? 'vacant';
}

type PlaceDays = { place: PlaceInput; days: { day: string; state: string | null }[] }[];
const worked = new WeakMap<ForceInput, Map<string, PlaceDays>>();

/** The state of every place on every day of a span; worked out once, because every figure asks. */
function daysOfPlaces(force: ForceInput, { fromOn, toOn }: Span, code: string | null): PlaceDays {
  const known = worked.get(force) ?? new Map<string, PlaceDays>();
  worked.set(force, known);
  const key = `${fromOn} ${toOn}`;
  const all =
    known.get(key) ??
    force.places.map((place) => ({
      place,
      days: daysOf(fromOn, toOn).map((day) => ({ day, state: stateOn(force, place, day) })),
    }));
  known.set(key, all);
  return code === null ? all : all.filter(({ place }) => place.code === code);
}

export function gapsOf(force: ForceInput, span: Span, code: string | null = null): Gap[] {
  const gaps: Gap[] = [];
  for (const { place, days } of daysOfPlaces(force, span, code)) {
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

/** Of one place, or of all. The state of the last day is a place's alone; how many have which state, the force's. */
export function coverageFigures(force: ForceInput, span: Span, code: string | null): Record<string, Plain> {
  const days = Object.fromEntries(STATES.map((state) => [state, 0]));
  const last = Object.fromEntries(STATES.map((state) => [state, 0]));
  let lastState: string | null = null;
  for (const { days: each } of daysOfPlaces(force, span, code)) {
    for (const { day, state } of each) {
      if (state === null) continue;
      days[state]! += 1;
      if (day !== span.toOn) continue;
      last[state]! += 1;
      lastState = state;
    }
  }
  const sum = (counts: Record<string, number>, states: string[]): number =>
    states.reduce((total, state) => total + counts[state]!, 0);
  const gaps = gapsOf(force, span, code);
  const ofForce: Record<string, Plain> = {
    'coverage-last-day': { unit: 'percent', numerator: sum(last, COUNTS), denominator: sum(last, STATES) },
    ...Object.fromEntries(
      STATES.map((state) => [`last-day-${state}`, { unit: 'count', value: last[state]! }]),
    ),
  };
  const ofPlace: Record<string, Plain> = {
    'state-last-day': { unit: 'state', value: lastState?.replace('-', ' ') ?? '' },
  };
  return {
    ...(code === null ? ofForce : ofPlace),
    'coverage-days': { unit: 'percent', numerator: sum(days, COUNTS), denominator: sum(days, STATES) },
    ...Object.fromEntries(STATES.map((state) => [`days-${state}`, { unit: 'days', value: days[state]! }])),
    gaps: { unit: 'count', value: gaps.length },
    'longest-gap': { unit: 'days', value: Math.max(0, ...gaps.map((gap) => gap.days)) },
  };
}

import { type Codes, stateOfPlaceOn, type Span } from './expected-coverage.js';
import type { ForceInput, WardInput } from './force.js';
import { daysOf } from './local-time.js';
import type { Plain } from './written.js';

const WARD_STATES = ['covered', 'partly', 'not-covered'];
const PRINTED: Record<string, string> = {
  covered: 'covered',
  partly: 'partly covered',
  'not-covered': 'not covered',
};

/** Which places count for a ward: a twentieth of its area, unless it was decided otherwise. */
export function placesOfWard({ parts, decided }: WardInput): string[] {
  const said = new Map(decided);
  const all = new Set([...parts, ...decided].map(([place]) => place));
  const shares = new Map(parts);
  return [...all].filter((place) => said.get(place) ?? (shares.get(place) ?? 0) >= 0.05);
}

function wardOn(force: ForceInput, ward: WardInput, day: string): { state: string; national: boolean } {
  const own = placesOfWard(ward)
    .map((code) => stateOfPlaceOn(force, code, day))
    .filter((found) => found !== null);
  const covered = own.filter(({ state }) => ['covered', 'deputy-covering'].includes(state)).length;
  const state = covered === 0 ? 'not-covered' : covered < own.length ? 'partly' : 'covered';
  return { state, national: own.length > 0 && own.every(({ national }) => national) };
}

/** The wards that one of these places counts for. */
export const wardsOfPlaces = ({ wards }: ForceInput, codes: Codes): WardInput[] =>
  wards.filter((ward) => codes === null || placesOfWard(ward).some((code) => codes.includes(code)));

/** Of one ward, or of several; the wards began with the force, so each exists on every day that is counted. */
export function wardFigures(
  force: ForceInput,
  span: Span,
  wards: readonly WardInput[],
  isWard: boolean,
): Record<string, Plain> {
  const days: Record<string, number> = Object.fromEntries(WARD_STATES.map((state) => [state, 0]));
  const last: Record<string, number> = Object.fromEntries(WARD_STATES.map((state) => [state, 0]));
  let lastState = '';
  let [longest, nationalLast] = [0, 0];
  for (const ward of wards) {
    let run = 0;
    for (const day of daysOf(span.fromOn, span.toOn)) {
      const { state, national } = wardOn(force, ward, day);
      days[state]! += 1;
      run = state === 'covered' ? 0 : run + 1;
      longest = Math.max(longest, run);
      if (day !== span.toOn) continue;
      last[state]! += 1;
      lastState = PRINTED[state]!;
      if (national) nationalLast += 1;
    }
  }
  const all = (counts: Record<string, number>): number =>
    WARD_STATES.reduce((sum, state) => sum + counts[state]!, 0);
  const counted = (
    prefix: string,
    unit: 'count' | 'days',
    counts: Record<string, number>,
  ): Record<string, Plain> =>
    Object.fromEntries(WARD_STATES.map((state) => [`${prefix}-${state}`, { unit, value: counts[state]! }]));
  const ofForce: Record<string, Plain> = {
    'ward-coverage-last-day': { unit: 'percent', numerator: last['covered']!, denominator: all(last) },
    'ward-national-last-day': { unit: 'percent', numerator: nationalLast, denominator: all(last) },
    ...counted('ward-last-day', 'count', last),
  };
  const ofWard: Record<string, Plain> = { 'ward-state-last-day': { unit: 'state', value: lastState } };
  return {
    ...(isWard ? ofWard : ofForce),
    'ward-coverage-days': { unit: 'percent', numerator: days['covered']!, denominator: all(days) },
    ...counted('ward-days', 'days', days),
    'ward-longest-gap': { unit: 'days', value: longest },
  };
}

import { shareInPercent } from '../../common/domain/share.js';
import type { Coverage } from './coverage.js';
import { COVERAGE_STATES, type CoverageState, IN_NUMERATOR } from './domain/coverage-state.js';
import { WARD_STATES, type WardState } from './domain/ward-state.js';

/** A share as it is printed: never without its numerator and denominator. */
export interface Share {
  numerator: number;
  denominator: number;
  /** One decimal, `100.0` and `0.0` only when exact; null of nothing. */
  percent: string | null;
}

export interface CoverageShares {
  /** Of the days: those on which it was covered, of those on which it existed. */
  coverage: Share;
  /** The same by the national measure. */
  national: Share;
  /** Of those that exist on the last day. */
  coverageOnLastDay: Share;
  nationalOnLastDay: Share;
}

/** What is counted as covered: "Covered and deputy covering form the numerator"; a ward only if all of it is. */
export const NEIGHBOURHOOD_NUMERATOR: readonly CoverageState[] = IN_NUMERATOR;
export const WARD_NUMERATOR: readonly WardState[] = ['covered'];

export const neighbourhoodShares = (all: readonly Coverage<CoverageState>[]): CoverageShares =>
  sharesOf(all, COVERAGE_STATES, NEIGHBOURHOOD_NUMERATOR);

export const wardShares = (all: readonly Coverage<WardState>[]): CoverageShares =>
  sharesOf(all, WARD_STATES, WARD_NUMERATOR);

export function share(numerator: number, denominator: number): Share {
  return { numerator, denominator, percent: shareInPercent(numerator, denominator) };
}

function sharesOf<State extends string>(
  all: readonly Coverage<State>[],
  states: readonly State[],
  numerator: readonly State[],
): CoverageShares {
  const days = (wanted: readonly State[]): number =>
    all.reduce((sum, each) => sum + wanted.reduce((count, state) => count + each.days[state], 0), 0);
  const existing = all.filter(({ lastState }) => lastState !== null);
  return {
    coverage: share(days(numerator), days(states)),
    national: share(
      all.reduce((sum, { nationalDays }) => sum + nationalDays, 0),
      days(states),
    ),
    coverageOnLastDay: share(
      existing.filter(({ lastState }) => numerator.includes(lastState!)).length,
      existing.length,
    ),
    nationalOnLastDay: share(
      existing.filter(({ nationalOnLastDay }) => nationalOnLastDay).length,
      existing.length,
    ),
  };
}

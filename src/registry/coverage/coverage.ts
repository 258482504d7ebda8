import type { EntityManager } from 'typeorm';
import { findForce } from '../force-of.js';
import { COVERAGE_RULES, type CoverageRules } from './coverage-rules.js';
import { COVERAGE, type CoverageRow } from './coverage.query.js';
import { coveredDaysParameters } from './covered-days.query.js';
import { type GapReason, gapReason, type LastCover } from './domain/coming-gap.js';
import { type CoverageState, IN_NUMERATOR } from './domain/coverage-state.js';
import { COMING_GAPS, type ComingGapRow, OPEN_GAPS, type OpenGapRow } from './gap.query.js';

/** Local days, both ends included, as known on `todayOn`. */
export interface CoveragePeriod {
  fromOn: string;
  toOn: string;
  /** The day on which it is asked: a route that has not worked again yet has failed up to it. */
  todayOn: string;
}

export interface Gap<State> {
  fromOn: string;
  toOn: string;
  days: number;
  /** What the days were, best first. */
  states: State[];
}

/** What was counted of one neighbourhood or one ward over the days of a period on which it existed. */
export interface Coverage<State extends string> {
  id: string;
  code: string;
  name: string;
  days: Record<State, number>;
  /** Null if it did not exist on the last day. */
  lastState: State | null;
  /** The national measure: named, published and contactable online, whatever the absence. */
  nationalDays: number;
  nationalOnLastDay: boolean;
  /** Maximal runs of days outside the numerator, within the period, by date. */
  gaps: Gap<State>[];
}
export type NeighbourhoodCoverage = Coverage<CoverageState>;

/** One neighbourhood on one day. */
export interface NeighbourhoodState {
  neighbourhoodId: string;
  code: string;
  name: string;
  state: CoverageState;
  covered: boolean;
  national: boolean;
}

/**
 * Coverage of every neighbourhood of a force that existed on a day from `fromOn` to `toOn`, by name. Every fact is that
 * of its day: rank, service, withheld name, absence and routes. Days ahead are as known now.
 * The caller clips the period to the force's start date; a period that ends before it begins has no days.
 */
export async function coverageOf(
  manager: EntityManager,
  forceId: string,
  period: CoveragePeriod,
  rules: CoverageRules = COVERAGE_RULES,
): Promise<NeighbourhoodCoverage[]> {
  if (period.toOn < period.fromOn) return [];
  const rows: CoverageRow[] = await manager.query(COVERAGE, coveredDaysParameters(forceId, period, rules));
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    days: {
      covered: row.covered,
      'deputy-covering': row.deputy_covering,
      absent: row.absent,
      'not-contactable': row.not_contactable,
      unpublished: row.unpublished,
      vacant: row.vacant,
    },
    lastState: row.last_state,
    nationalDays: row.nationally,
    nationalOnLastDay: row.last_nationally,
    gaps: row.gaps,
  }));
}

/** The state of every neighbourhood that exists on a day, by name; as known on `todayOn`, which is that day unless given. */
export async function coverageStateOn(
  manager: EntityManager,
  forceId: string,
  on: string,
  todayOn: string = on,
): Promise<NeighbourhoodState[]> {
  const found = await coverageOf(manager, forceId, { fromOn: on, toOn: on, todayOn });
  return found.map(({ id, code, name, lastState, nationalOnLastDay }) => ({
    neighbourhoodId: id,
    code,
    name,
    // Whatever is found exists on one of the days, and there is one day.
    state: lastState!,
    covered: IN_NUMERATOR.includes(lastState!),
    national: nationalOnLastDay,
  }));
}

/** Gaps that are coming are looked for so many days ahead. */
export const DAYS_AHEAD = 90;

/** A gap that holds a day, or one of some days. */
export interface OpenGap {
  neighbourhoodId: string;
  code: string;
  name: string;
  /** Its first day; the force's start date, if it is older. */
  sinceOn: string;
  /** Its last day as far as is known; null: open, nobody is recorded who would end it. */
  toOn: string | null;
  /** On the first of the days asked for that the gap has. */
  state: CoverageState;
  /** Of all its days, best first. */
  states: CoverageState[];
}

/** A gap that will begin, because of a date that is recorded already. */
export interface ComingGap {
  neighbourhoodId: string;
  code: string;
  name: string;
  /** The first day without cover; the day before is covered. */
  fromOn: string;
  /** The last one as far as is known; null: open. */
  toOn: string | null;
  /** Of all its days, best first. */
  states: CoverageState[];
  reason: GapReason;
  /** Who covered the day before and does not any more; null for a neighbourhood that begins with nobody. */
  officerId: string | null;
  collarNumber: string | null;
}

/** The neighbourhoods that are not covered on a day, by name, with since when; as known on `todayOn`, `on` unless given. */
export function gapsOpenOn(
  manager: EntityManager,
  forceId: string,
  on: string,
  todayOn: string = on,
): Promise<OpenGap[]> {
  return gapsWithin(manager, forceId, { fromOn: on, toOn: on, todayOn });
}

/**
 * The gaps that have one of the days of a period, by name, at their full length. A gap does not reach back before the
 * force's start date, and there is none before it.
 */
export async function gapsWithin(
  manager: EntityManager,
  forceId: string,
  { fromOn, toOn, todayOn }: CoveragePeriod,
  rules: CoverageRules = COVERAGE_RULES,
): Promise<OpenGap[]> {
  const force = await findForce(manager, forceId);
  if (!force) return [];
  const days = coveredDaysParameters(forceId, { fromOn: force.startsOn, toOn: null, todayOn }, rules);
  const rows: OpenGapRow[] = await manager.query(OPEN_GAPS, [...days, fromOn, toOn]);
  return rows;
}

/**
 * The gaps that begin after `fromOn` and at most `days` days after it, by date: "an assignment or absence with a known
 * date and no successor". One that `fromOn` lies in is open, not coming; one may come after it all the same.
 * @example coming gaps on 10 April for 90 days begin from 11 April to 9 July, both included
 */
export async function comingGaps(
  manager: EntityManager,
  forceId: string,
  fromOn: string,
  days: number = DAYS_AHEAD,
  rules: CoverageRules = COVERAGE_RULES,
): Promise<ComingGap[]> {
  const asked = { fromOn, toOn: null, todayOn: fromOn };
  const rows: ComingGapRow[] = await manager.query(COMING_GAPS, [
    ...coveredDaysParameters(forceId, asked, rules),
    days,
  ]);
  return rows.map(({ assigned, inService, rankAllowed, published, contactable, ...gap }) => {
    const cover = { assigned, inService, rankAllowed, published, contactable };
    return { ...gap, reason: gapReason(gap.officerId === null ? null : (cover as LastCover)) };
  });
}

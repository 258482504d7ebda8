import type { EntityManager } from 'typeorm';
import { findForce } from '../force-of.js';
import { COVERAGE_RULES } from './coverage-rules.js';
import { COVERED_DAYS, coveredDaysParameters } from './covered-days.query.js';
import { daysLost, type StateRun } from './domain/state-runs.js';

/** The states of one neighbourhood from the force's start date on, before a change of the registry and after it. */
export interface CoverageOutcome {
  neighbourhoodId: string;
  code: string;
  name: string;
  before: StateRun[];
  after: StateRun[];
  /** Days that were in the numerator and are not any more. */
  lost: StateRun[];
}

const STATE_RUNS = `
-- Which state has every neighbourhood of a force on which days, by date?
with ${COVERED_DAYS}
select h.id, h.code, h.name, jsonb_agg(jsonb_build_object('state', s.state, 'fromOn', lower(r), 'untilOn', upper(r) - 1)
                                       order by lower(r)) as runs
from held h
cross join lateral (values ('covered', h.covered), ('deputy-covering', h.deputy_covering), ('absent', h.absent),
                           ('not-contactable', h.not_contactable), ('unpublished', h.unpublished),
                           ('vacant', h.vacant)) s (state, days)
cross join lateral unnest(s.days) r
group by h.id, h.code, h.name
order by h.name, h.code`;

interface StatesOf {
  id: string;
  code: string;
  name: string;
  runs: StateRun[];
}

/**
 * Does the work, and says what it did to coverage: the engine is asked before and after, in the same transaction, so
 * that what a person is told before something is saved can never differ from what coverage says once it is. Whoever
 * only wants to know rolls the transaction back.
 * @param todayOn the day on which it is asked
 * @returns every neighbourhood of the force that exists on a day since the force's start date, by name
 */
export async function withCoverage<T>(
  manager: EntityManager,
  forceId: string,
  todayOn: string,
  work: () => Promise<T>,
): Promise<{ done: T; coverage: CoverageOutcome[] }> {
  const before = new Map((await statesOf(manager, forceId, todayOn)).map((one) => [one.id, one]));
  const done = await marked(manager, work);
  const after = new Map((await statesOf(manager, forceId, todayOn)).map((one) => [one.id, one]));
  const coverage = [...new Map([...before, ...after]).values()].map(({ id, code, name }) => {
    const was = before.get(id)?.runs ?? [];
    const is = after.get(id)?.runs ?? [];
    return { neighbourhoodId: id, code, name, before: was, after: is, lost: daysLost(was, is) };
  });
  return { done, coverage };
}

/** Transactions in which the work is going on whose coverage is asked about before and after it. */
const asked = new WeakSet<object>();

/** Is this the work, or a part of it, that `withCoverage` is doing? */
export const isAskedAround = ({ queryRunner }: EntityManager): boolean =>
  queryRunner !== undefined && asked.has(queryRunner);

async function marked<T>({ queryRunner }: EntityManager, work: () => Promise<T>): Promise<T> {
  if (!queryRunner || asked.has(queryRunner)) return work();
  asked.add(queryRunner);
  try {
    return await work();
  } finally {
    asked.delete(queryRunner);
  }
}

/** The states of one neighbourhood, by date, as recorded now. */
export async function statesOfPlace(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  todayOn: string,
): Promise<StateRun[]> {
  const found = await statesOf(manager, forceId, todayOn);
  return found.find(({ id }) => id === neighbourhoodId)?.runs ?? [];
}

async function statesOf(manager: EntityManager, forceId: string, todayOn: string): Promise<StatesOf[]> {
  const force = await findForce(manager, forceId);
  if (!force) return [];
  const asked = { fromOn: force.startsOn, toOn: null, todayOn };
  return manager.query(STATE_RUNS, coveredDaysParameters(forceId, asked, COVERAGE_RULES));
}

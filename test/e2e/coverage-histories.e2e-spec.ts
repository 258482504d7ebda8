import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, daysIn } from '../../src/common/calendar.js';
import {
  coverageOf,
  type CoveragePeriod,
  type NeighbourhoodCoverage,
} from '../../src/registry/coverage/coverage.js';
import { COVERAGE_STATES } from '../../src/registry/coverage/domain/coverage-state.js';
import { type History, HISTORIES } from './coverage-histories.js';
import { CoverageWorld } from './coverage-world.js';

const periodOf = ({ period = ['2026-03-01', '2026-03-31'], todayOn }: History): CoveragePeriod => ({
  fromOn: period[0],
  toOn: period[1],
  todayOn: todayOn ?? addDays(period[1], 1),
});

/** `1-10 covered` or `2028-02-27..2028-02-28 absent vacant`. */
function read(text: string): { fromOn: string; toOn: string; states: string[] } {
  const [days = '', ...states] = text.split(' ');
  const [from = '', to = ''] = days.includes('..') ? days.split('..') : days.split('-');
  const full = (day: string): string => (day.length > 2 ? day : `2026-03-${day.padStart(2, '0')}`);
  return { fromOn: full(from), toOn: full(to), states };
}

const daysFrom = (fromOn: string, toOn: string): string[] =>
  Array.from({ length: Math.max(0, daysIn({ fromOn, toOn })) }, (_, index) => addDays(fromOn, index));

/** Each day with its state, or whether it is met. */
const byDay = (texts: string[]): [string, string][] =>
  texts.flatMap((text) => {
    const { fromOn, toOn, states } = read(text);
    return daysFrom(fromOn, toOn).map((day): [string, string] => [day, states[0] ?? 'met']);
  });

describe('coverage of histories worked out by hand', () => {
  let world: CoverageWorld;
  const forces = new Map<History, string>();

  beforeAll(async () => {
    world = await CoverageWorld.open();
    for (const [index, history] of HISTORIES.entries()) {
      const force = await world.force(`history-${index + 1}`);
      forces.set(history, force);
      const officers: Record<string, string> = {};
      for (const [name, past] of Object.entries(history.officers ?? {}))
        officers[name] = await world.officer(force, name, past);
      await world.place(force, 'P', history, officers);
    }
  }, 60_000);
  afterAll(() => world.close());

  const engine = (history: History, period: CoveragePeriod): Promise<NeighbourhoodCoverage[]> => {
    const force = forces.get(history)!;
    return world.reports.database.inForce(force, (manager) => coverageOf(manager, force, period));
  };

  it('are at least thirty', () => {
    expect(HISTORIES.length).toBeGreaterThanOrEqual(30);
  });

  it.each(HISTORIES.map((history) => [history.words, history] as const))('%s', async (_words, history) => {
    const period = periodOf(history);
    const expected = byDay(history.days);
    const national = byDay(history.national);

    const days: [string, string][] = [];
    const met: [string, string][] = [];
    for (const day of daysFrom(period.fromOn, period.toOn)) {
      const [found] = await engine(history, { fromOn: day, toOn: day, todayOn: period.todayOn });
      if (found) days.push([day, found.lastState!]);
      if (found?.nationalOnLastDay) met.push([day, 'met']);
    }
    expect(days).toEqual(expected);
    expect(met).toEqual(national);

    const [whole] = await engine(history, period);
    expect(whole!.days).toEqual(
      Object.fromEntries(
        COVERAGE_STATES.map((state) => [state, expected.filter(([, each]) => each === state).length]),
      ),
    );
    expect(whole!.lastState).toBe(expected.find(([day]) => day === period.toOn)?.[1] ?? null);
    expect([whole!.nationalDays, whole!.nationalOnLastDay]).toEqual([
      national.length,
      national.some(([day]) => day === period.toOn),
    ]);
    expect(whole!.gaps).toEqual(
      history.gaps.map((text) => {
        const { fromOn, toOn, states } = read(text);
        return { fromOn, toOn, days: daysIn({ fromOn, toOn }), states };
      }),
    );
  });
});

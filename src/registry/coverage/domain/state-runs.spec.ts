import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays } from '../../../common/calendar.js';
import { COVERAGE_STATES, type CoverageState, IN_NUMERATOR } from './coverage-state.js';
import { daysLost, lacking, sameStates, type StateRun, statesWithin } from './state-runs.js';

/** `covered 1-9, absent 10-` in May 2026. */
function runs(text: string): StateRun[] {
  if (text === '') return [];
  return text.split(', ').map((part) => {
    const [, state, from, until] = /^([a-z-]+) (\d+)-(\d*)$/.exec(part)!;
    const day = (of: string): string => `2026-05-${of.padStart(2, '0')}`;
    return { state: state as CoverageState, fromOn: day(from!), untilOn: until ? day(until) : null };
  });
}

describe('what coverage loses by a change', () => {
  it.each<[string, string, string, string]>([
    ['nothing, if nothing changes', 'covered 1-', 'covered 1-', ''],
    ['nothing, if a deputy covers', 'covered 1-', 'covered 1-9, deputy-covering 10-', ''],
    ['the days that become absent', 'covered 1-', 'covered 1-9, absent 10-20, covered 21-', 'absent 10-20'],
    ['without an end', 'covered 1-', 'covered 1-9, absent 10-', 'absent 10-'],
    ['of a deputy too', 'deputy-covering 1-31', 'absent 1-31', 'absent 1-31'],
    ['not what was lacking already', 'vacant 1-9, covered 10-31', 'absent 1-31', 'absent 10-31'],
    ['a flaw that only changes its name', 'unpublished 1-', 'absent 1-', ''],
    [
      'in one run over what covered before',
      'covered 1-9, deputy-covering 10-31',
      'vacant 1-31',
      'vacant 1-31',
    ],
    [
      'in two, if it becomes two things',
      'covered 1-31',
      'absent 1-9, vacant 10-31',
      'absent 1-9, vacant 10-31',
    ],
    ['no day on which it did not exist', 'covered 10-31', 'absent 1-31', 'absent 10-31'],
    ['no day on which it does not exist any more', 'covered 1-31', 'covered 1-9', ''],
  ])('%s', (_, before, after, expected) => {
    expect(daysLost(runs(before), runs(after))).toEqual(runs(expected));
  });

  it('agrees with a walk from day to day', () => {
    const history = fc
      .array(fc.constantFrom<CoverageState | null>(...COVERAGE_STATES, null), { minLength: 1, maxLength: 25 })
      .map((states) => ({ states, runs: runsOf(states) }));
    fc.assert(
      fc.property(history, history, (before, after) => {
        const lost = after.states.map((state, day) => {
          const was = before.states[day] ?? null;
          const counts = was !== null && IN_NUMERATOR.includes(was);
          return state !== null && counts && !IN_NUMERATOR.includes(state) ? state : null;
        });
        expect(daysLost(before.runs, after.runs)).toEqual(runsOf(lost));
      }),
    );
  });
});

describe('the states of some days', () => {
  it('are cut to them', () => {
    const all = runs('covered 1-9, absent 10-');
    expect(statesWithin(all, runs('covered 5-12')[0]!)).toEqual(runs('covered 5-9, absent 10-12'));
    expect(statesWithin(all, runs('covered 12-')[0]!)).toEqual(runs('absent 12-'));
    expect(lacking(all)).toEqual(runs('absent 10-'));
  });

  it('are the same whatever differs on other days', () => {
    const days = runs('covered 1-9')[0]!;
    expect(sameStates(runs('covered 1-'), runs('covered 1-9, absent 10-'), days)).toBe(true);
    expect(sameStates(runs('covered 1-'), runs('covered 1-8, absent 9-'), days)).toBe(false);
  });
});

function runsOf(states: readonly (CoverageState | null)[]): StateRun[] {
  const found: StateRun[] = [];
  states.forEach((state, index) => {
    if (state === null) return;
    const day = addDays('2026-05-01', index);
    const last = found.at(-1);
    if (last?.state === state && last.untilOn === addDays(day, -1)) last.untilOn = day;
    else found.push({ state, fromOn: day, untilOn: day });
  });
  return found;
}

import { describe, expect, it } from '@jest/globals';
import {
  type AssignedOfficer,
  bestState,
  type CoverageState,
  meetsNationalMeasure,
  stateOfAssignment,
} from './coverage-state.js';

const good: AssignedOfficer = {
  role: 'lead',
  rankAllowed: true,
  inService: true,
  nameWithheld: false,
  onlineRoute: true,
  absent: false,
};

describe('the state one assignment gives on one day', () => {
  const cases: [clause: string, officer: Partial<AssignedOfficer>, state: CoverageState][] = [
    ['allowed rank, name published, a working online contact route', {}, 'covered'],
    ['a named officer beside the lead covers as well', { role: 'named' }, 'covered'],
    ['a deputy is shown apart', { role: 'deputy' }, 'deputy-covering'],
    ['present is part of it', { absent: true }, 'absent'],
    ['a deputy who is away covers nothing', { role: 'deputy', absent: true }, 'absent'],
    ['no working online contact route', { onlineRoute: false }, 'not-contactable'],
    ['a deputy without a route', { role: 'deputy', onlineRoute: false }, 'not-contactable'],
    [
      "an officer's name may be withheld for safety: coverage says unpublished",
      { nameWithheld: true },
      'unpublished',
    ],
    ['worse than absent: not contactable', { absent: true, onlineRoute: false }, 'not-contactable'],
    ['worse than absent: unpublished', { absent: true, nameWithheld: true }, 'unpublished'],
    ['who does not serve that day names no one', { inService: false }, 'vacant'],
    ['the worst flaw decides', { nameWithheld: true, onlineRoute: false }, 'unpublished'],
    ['allowed ranks: any other counts as nobody', { rankAllowed: false }, 'vacant'],
    [
      'the rank is the worst flaw of all',
      { rankAllowed: false, nameWithheld: true, onlineRoute: false },
      'vacant',
    ],
    ['a member of the team is not named', { role: 'team' }, 'vacant'],
    ['a supervisor is not named', { role: 'supervisor' }, 'vacant'],
  ];
  it.each(cases)('%s', (_clause, officer, state) => {
    expect(stateOfAssignment({ ...good, ...officer })).toBe(state);
  });
});

describe('the state of a neighbourhood', () => {
  const cases: [states: CoverageState[], best: CoverageState][] = [
    [[], 'vacant'],
    [['vacant'], 'vacant'],
    [['unpublished', 'deputy-covering'], 'deputy-covering'],
    [['absent', 'deputy-covering'], 'deputy-covering'],
    [['not-contactable', 'absent'], 'absent'],
    [['not-contactable', 'unpublished', 'vacant'], 'not-contactable'],
    [['deputy-covering', 'covered', 'unpublished'], 'covered'],
  ];
  it.each(cases)('takes the best of %j: %s', (states, best) => {
    expect(bestState(states)).toBe(best);
  });
});

describe('the national measure', () => {
  const cases: [clause: string, officer: Partial<AssignedOfficer>, met: boolean][] = [
    ['named, published and contactable online', {}, true],
    ['whatever the absence', { absent: true }, true],
    ['an allowed rank', { rankAllowed: false }, false],
    ['named: a deputy is not', { role: 'deputy' }, false],
    ['published', { nameWithheld: true }, false],
    ['contactable online', { onlineRoute: false }, false],
    ['in service', { inService: false }, false],
  ];
  it.each(cases)('%s', (_clause, officer, met) => {
    expect(meetsNationalMeasure({ ...good, ...officer })).toBe(met);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type AssignedOfficer, bestState, type CoverageState, stateOfAssignment } from './coverage-state.js';

const good: AssignedOfficer = { role: 'lead', rankAllowed: true, nameWithheld: false, onlineRoute: true };

describe('the state one assignment gives on one day', () => {
  const cases: [clause: string, officer: Partial<AssignedOfficer>, state: CoverageState][] = [
    ['allowed rank, name published, a working online contact route', {}, 'covered'],
    ['a named officer beside the lead covers as well', { role: 'named' }, 'covered'],
    ['a deputy is shown apart', { role: 'deputy' }, 'deputy-covering'],
    ['no working online contact route', { onlineRoute: false }, 'not-contactable'],
    ['a deputy without a route', { role: 'deputy', onlineRoute: false }, 'not-contactable'],
    [
      "an officer's name may be withheld for safety: coverage says unpublished",
      { nameWithheld: true },
      'unpublished',
    ],
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
    [['not-contactable', 'unpublished', 'vacant'], 'not-contactable'],
    [['deputy-covering', 'covered', 'unpublished'], 'covered'],
  ];
  it.each(cases)('takes the best of %j: %s', (states, best) => {
    expect(bestState(states)).toBe(best);
  });
});

import { describe, expect, it } from '@jest/globals';
import { belongsToWard, wardState, type WardState } from './ward-state.js';

describe('which neighbourhoods a ward maps to', () => {
  it.each<[clause: string, share: number | null, decided: boolean | null, belongs: boolean]>([
    ['at least 5 %', 0.05, null, true],
    ['less than 5 %', 0.0499, null, false],
    ['no part of it', null, null, false],
    ['overridable: taken in', 0.01, true, true],
    ['overridable: taken in without any area', null, true, true],
    ['overridable: left out', 0.9, false, false],
  ])('%s', (_clause, share, decided, belongs) => {
    expect(belongsToWard(share, decided)).toBe(belongs);
  });
});

describe('the state of a ward', () => {
  it.each<[clause: string, neighbourhoods: boolean[], state: WardState]>([
    ['covered if all of them are', [true, true], 'covered'],
    ['partly if some', [false, true, true], 'partly'],
    ['else not', [false, false], 'not-covered'],
    ['a ward with no neighbourhood is not', [], 'not-covered'],
  ])('%s', (_clause, neighbourhoods, state) => {
    expect(wardState(neighbourhoods)).toBe(state);
  });
});

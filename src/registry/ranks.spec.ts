import { describe, expect, it } from '@jest/globals';
import { mayBeNamed, namedRanksText, rankFrom, rankLabel } from './domain/rank.js';
import { RANKS, readRanks } from './ranks.js';
import { isForceId, readTerritorialForces } from './territorial-forces.js';

describe('the ranks of this installation', () => {
  it('let constables, PCSOs and sergeants be named officers', () => {
    expect(RANKS.filter(({ namedOfficer }) => namedOfficer).map(({ id }) => id)).toEqual([
      'pcso',
      'constable',
      'sergeant',
    ]);
    expect(namedRanksText(RANKS)).toBe('PCSO, Constable or Sergeant');
    expect(mayBeNamed(RANKS, 'inspector')).toBe(false);
    expect(mayBeNamed(RANKS, 'marshal')).toBe(false);
  });

  it.each([
    ['PC', 'constable'],
    [' police constable ', 'constable'],
    ['PCSO', 'pcso'],
    ['Chief Inspector', 'chief-inspector'],
  ])('recognise %j', (text, id) => {
    expect(rankFrom(RANKS, text)?.id).toBe(id);
  });

  it('print a rank that is not known any more as it is stored', () => {
    expect(rankLabel(RANKS, 'marshal')).toBe('marshal');
  });

  const rank = { id: 'constable', label: 'Constable', named_officer: true };
  it.each([
    [null, 'must hold a list'],
    [{ ranks: [] }, 'must hold a list'],
    [{ ranks: [{ ...rank, id: 'A B' }] }, 'rank 1: id'],
    [{ ranks: [{ ...rank, label: '' }] }, 'rank 1: label'],
    [{ ranks: [{ ...rank, named_officer: 'yes' }] }, 'rank 1: named_officer'],
    [{ ranks: [{ ...rank, aliases: 'pc' }] }, 'rank 1: aliases'],
    [{ ranks: [{ ...rank, pay: 1 }] }, 'rank 1: pay is not known'],
    [{ ranks: [rank, { ...rank, id: 'pc', aliases: ['Constable'] }] }, 'says "constable" of two ranks'],
  ])('cannot be %j', (content, reason) => {
    expect(() => readRanks(content)).toThrow(reason);
  });
});

describe('the territorial forces', () => {
  it('are the 43 of England and Wales', () => {
    const forces = readTerritorialForces();
    expect(forces).toHaveLength(43);
    expect(forces).toContainEqual({
      id: 'leicestershire',
      name: 'Leicestershire Police',
      startsOn: '2025-07-01',
    });
  });

  it.each([
    [{ forces: {} }, 'starts_on'],
    [{ starts_on: '2025-07-01', forces: [] }, '"forces"'],
    [{ starts_on: '2025-07-01', forces: { Kent: 'Kent Police' } }, 'Kent cannot be the id'],
    [{ starts_on: '2025-07-01', forces: { kent: '' } }, 'kent has no name'],
  ])('cannot be %j', (content, reason) => {
    expect(() => readTerritorialForces(content)).toThrow(reason);
  });

  it.each([
    ['leicestershire', true],
    ['forces', false],
    ['x', false],
    ['a_b', false],
  ])('%s as an id: %s', (id, expected) => {
    expect(isForceId(id)).toBe(expected);
  });
});

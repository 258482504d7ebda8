import { describe, expect, it } from '@jest/globals';
import { RANKS } from '../../../registry/ranks.js';
import { nationalRanks } from './national-rank.js';

describe('ranks as the national service writes them', () => {
  it('are those of our pages, but for the constable', () => {
    expect(nationalRanks(RANKS)).toMatchObject({ constable: 'PC', pcso: 'PCSO', sergeant: 'Sergeant' });
  });

  it('hold every rank of the configuration', () => {
    expect(Object.keys(nationalRanks(RANKS))).toEqual(RANKS.map(({ id }) => id));
  });
});

import { describe, expect, it } from '@jest/globals';
import { readShort, readShortPeriod, shortPeriod, shortSpot } from './short-address.js';

describe('the short address of the rows behind a figure', () => {
  it.each([
    ['2026-02-01', '2026-02-28', '2026-02'],
    ['2026-12-01', '2026-12-31', '2026-12'],
    ['2026-10-01', '2026-12-31', '2026-Q4'],
    ['2026-02-01', '2026-04-30', '2026-02-01..2026-04-30'],
    ['2026-03-02', '2026-03-31', '2026-03-02..2026-03-31'],
    ['2026-04-01', '2027-03-31', '2026-04-01..2027-03-31'],
  ])('%s to %s is %s, there and back', (fromOn, toOn, short) => {
    expect(shortPeriod({ fromOn, toOn })).toBe(short);
    expect(readShortPeriod(short)).toEqual({ fromOn, toOn });
  });

  it.each(['2026-13', '2026-Q5', 'yesterday', '2026-01-01', ''])('"%s" is no period', (text) => {
    expect(readShortPeriod(text)).toBeNull();
  });

  it('says where the figure stands, whatever is in the code', () => {
    expect(shortSpot('share-met', {})).toBe('share-met');
    expect(shortSpot('share-met', { neighbourhood: 'NORTH/EAST 1' })).toBe('share-met/n/NORTH%2FEAST%201');
    expect(shortSpot('clocks-due', { weekday: 1 })).toBe('clocks-due/d/1');
  });

  it('leaves what makes no sense to be refused', () => {
    expect(readShort({ period: '2026-02', measure: 'gaps', kind: 'w', code: 'E05' }, { part: 'x' })).toEqual({
      ...{ part: 'x', measure: 'gaps', from: '2026-02-01', to: '2026-02-28', ward: 'E05' },
    });
    expect(readShort({ period: 'never', measure: 'gaps', kind: 'nothing', code: '1' }, {})).toEqual({
      ...{ measure: 'gaps', nothing: '1' },
    });
  });
});

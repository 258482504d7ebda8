import { describe, expect, it } from '@jest/globals';
import { inReadingOrder, type Ranked, sizeOfChange } from './order-of-changes.js';

describe('the order in which changes are read', () => {
  const change = (name: string, fields: Partial<Ranked>): Ranked & { name: string } => ({
    ...{ name, headline: 4, isWhole: false, size: 1, position: 9 },
    ...fields,
  });

  it('is the headline, the whole before its parts, the larger before the smaller', () => {
    const wanted = [
      change('first of the headline', { headline: 0, isWhole: true }),
      change('the same of a part', { headline: 0, size: 5 }),
      change('second of the headline', { headline: 1, isWhole: true, size: 50 }),
      change('another of the whole, large', { isWhole: true, size: 7 }),
      change('another of the whole, small', { isWhole: true, size: 2, position: 1 }),
      change('a large part', { size: 4 }),
      change('as large, earlier in the report', { size: 3, position: 2 }),
      change('as large, later in it', { size: 3, position: 3 }),
    ];
    expect(inReadingOrder(wanted.toReversed()).map(({ name }) => name)).toEqual(
      wanted.map(({ name }) => name),
    );
  });
});

describe('how much a figure moved', () => {
  const figure = (shown: string, numerator: number | null = null, denominator: number | null = null) => ({
    ...{ shown, numerator, denominator },
  });

  it.each([
    ['percent', figure('97.9', 185, 189), figure('98.4', 186, 189), 1],
    ['percent', figure('98.4', 186, 189), figure('98.4', 372, 378), 189],
    ['percent', figure('none due', 0, 0), figure('100.0', 2, 2), 2],
    ['percent', null, figure('50.0', 1, 2), 2],
    ['count', figure('7'), figure('4'), 3],
    ['days', figure('31'), null, 31],
    ['minutes', figure('4320', null, 9), figure('4260', null, 9), 1],
    ['minutes', figure('not yet answered', null, 9), figure('60', null, 9), 1],
    ['state', figure('vacant'), figure('covered'), 1],
  ])('%s: %j to %j', (unit, was, is, size) => {
    expect(sizeOfChange(unit, was, is)).toBe(size);
  });
});

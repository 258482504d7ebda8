import { describe, expect, it } from '@jest/globals';
import { type Counted, type FigureUnit, writtenChange, writtenFigure } from './written-figure.js';

describe('a figure as it is printed', () => {
  const cases: [unit: FigureUnit, counted: Counted, shown: string, value: number | null][] = [
    ['percent', { numerator: 4, denominator: 7 }, '57.1', 57.1],
    ['percent', { numerator: 0, denominator: 0 }, 'none due', null],
    ['minutes', { value: 4321, denominator: 7 }, '4321', 4321],
    ['minutes', { value: null, denominator: 7 }, 'not yet answered', null],
    ['minutes', { value: null, denominator: 0 }, 'none due', null],
    ['minutes', { value: 0, denominator: 1 }, '0', 0],
    ['count', { value: 0 }, '0', 0],
    ['days', { value: 31 }, '31', 31],
    ['state', { value: 'vacant' }, 'vacant', null],
    ['state', { value: null }, '', null],
  ];
  it('says what there is none of', () => {
    expect(writtenFigure('percent', { numerator: 0, denominator: 0 }, 'none tried').shown).toBe('none tried');
    expect(writtenFigure('minutes', { value: null, denominator: 0 }, 'none late').shown).toBe('none late');
  });

  it.each(cases)('%s of %j is "%s"', (unit, counted, shown, value) => {
    expect(writtenFigure(unit, counted)).toMatchObject({ shown, value });
  });
});

describe('its change', () => {
  const cases: [unit: FigureUnit, from: Counted, to: Counted, change: string | null][] = [
    ['percent', { numerator: 1, denominator: 2 }, { numerator: 3, denominator: 4 }, '+25.0'],
    ['percent', { numerator: 0, denominator: 0 }, { numerator: 3, denominator: 4 }, null],
    ['minutes', { value: 90, denominator: 1 }, { value: 60, denominator: 1 }, '-30'],
    ['minutes', { value: 90, denominator: 1 }, { value: null, denominator: 1 }, null],
    ['count', { value: 2 }, { value: 2 }, '0'],
    ['state', { value: 'vacant' }, { value: 'covered' }, null],
  ];
  it.each(cases)('of %s from %j to %j is %s', (unit, from, to, change) => {
    expect(writtenChange(unit, writtenFigure(unit, from), writtenFigure(unit, to))).toBe(change);
  });
});

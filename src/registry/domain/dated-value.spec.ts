import { describe, expect, it } from '@jest/globals';
import { changeDated, type Dated, type DatedChange, valueOn, yesAndNo } from './dated-value.js';

/** `constable -2026-02-28` or `sergeant 2026-03-01-`: short, so that a case fits on a line. */
const period = (text: string): Dated<string> => {
  const [value = '', days = ''] = text.split(' ');
  const [fromOn = '', untilOn = ''] = days.split('..');
  return { value, fromOn: fromOn || null, untilOn: untilOn || null };
};
const told = (periods: readonly Dated<unknown>[]): string[] =>
  periods.map(({ value, fromOn, untilOn }) => `${String(value)} ${fromOn ?? ''}..${untilOn ?? ''}`);

describe('a value through time', () => {
  it.each<[string, string[], DatedChange<string>, string[]]>([
    ['a promotion', ['pc ..'], { value: 'ps', fromOn: '2026-03-01' }, ['pc ..2026-02-28', 'ps 2026-03-01..']],
    [
      'one that was recorded too late is corrected',
      ['pc ..2026-02-28', 'ps 2026-03-01..'],
      { value: 'ps', fromOn: '2026-01-15' },
      ['pc ..2026-01-14', 'ps 2026-01-15..'],
    ],
    [
      'one that was recorded too early is corrected',
      ['pc ..2026-02-28', 'ps 2026-03-01..'],
      { value: 'pc', fromOn: '2026-03-01', untilOn: '2026-03-31' },
      ['pc ..2026-03-31', 'ps 2026-04-01..'],
    ],
    [
      'one that never was is taken back',
      ['pc ..2026-02-28', 'ps 2026-03-01..'],
      { value: 'pc', fromOn: '2026-03-01', untilOn: null },
      ['pc ..'],
    ],
    [
      'a later change that is planned stays',
      ['pc ..2026-05-31', 'insp 2026-06-01..'],
      { value: 'ps', fromOn: '2026-03-01' },
      ['pc ..2026-02-28', 'ps 2026-03-01..2026-05-31', 'insp 2026-06-01..'],
    ],
    [
      'for good, whatever was planned',
      ['pc ..2026-05-31', 'insp 2026-06-01..'],
      { value: 'ps', fromOn: '2026-03-01', untilOn: null },
      ['pc ..2026-02-28', 'ps 2026-03-01..'],
    ],
    [
      'for a while, as an acting sergeant',
      ['pc ..'],
      { value: 'ps', fromOn: '2026-03-01', untilOn: '2026-03-31' },
      ['pc ..2026-02-28', 'ps 2026-03-01..2026-03-31', 'pc 2026-04-01..'],
    ],
    ['the same again', ['pc ..'], { value: 'pc', fromOn: '2026-03-01' }, ['pc ..']],
    ['the first that is known', [], { value: 'pc', fromOn: '2026-03-01' }, ['pc 2026-03-01..']],
  ])('%s', (_, recorded, change, expected) => {
    expect(told(changeDated(recorded.map(period), change))).toEqual(expected);
  });

  it('is read for a day', () => {
    const ranks = ['pc ..2026-02-28', 'ps 2026-03-01..'].map(period);
    expect(valueOn(ranks, '2026-02-28')).toBe('pc');
    expect(valueOn(ranks, '2026-03-01')).toBe('ps');
    expect(valueOn([], '2026-03-01')).toBeUndefined();
  });

  it('that is yes or no has an answer on every day', () => {
    expect(told(yesAndNo([]))).toEqual(['false ..']);
    expect(told(yesAndNo([period('x ..')]))).toEqual(['true ..']);
    expect(told(yesAndNo([period('x ..2026-01-31'), period('x 2026-03-01..2026-03-31')]))).toEqual([
      'true ..2026-01-31',
      'false 2026-02-01..2026-02-28',
      'true 2026-03-01..2026-03-31',
      'false 2026-04-01..',
    ]);
  });
});

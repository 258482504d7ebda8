import { describe, expect, it } from '@jest/globals';
import type { PlacedFigure, Spot } from './measure.js';
import { together } from './together.js';

const COUNT = { id: 'count', by: ['neighbourhood', 'command-area', 'ward', 'channel'] as const };
const SHARE = { id: 'share', by: ['neighbourhood', 'command-area'] as const };
const MOST = { id: 'most', by: ['neighbourhood', 'command-area'] as const, isMost: true as const };
/** 1 and 2 are area A; 1 counts for ward V, 2 for V and W, 3 for W alone and is in no area. */
const LARGER = new Map<Spot, Spot[]>([
  ['neighbourhood:1', ['command-area:A', 'ward:V']],
  ['neighbourhood:2', ['command-area:A', 'ward:V', 'ward:W']],
  ['neighbourhood:3', ['ward:W']],
]);
const at = (measure: string, spot: Spot, figure: PlacedFigure['figure']): PlacedFigure => ({
  measure,
  spot,
  figure,
});

describe('what the neighbourhoods of a larger place have together', () => {
  it.each<[string, PlacedFigure[], PlacedFigure[]]>([
    ['nothing of nothing', [], []],
    [
      'one counts for its area and its ward',
      [at('count', 'neighbourhood:1', { value: 4 })],
      [at('count', 'command-area:A', { value: 4 }), at('count', 'ward:V', { value: 4 })],
    ],
    [
      'counts are added up, and who counts for two wards counts in both',
      [
        at('count', 'neighbourhood:1', { value: 4 }),
        at('count', 'neighbourhood:2', { value: 3 }),
        at('count', 'neighbourhood:3', { value: 2 }),
      ],
      [
        at('count', 'command-area:A', { value: 7 }),
        at('count', 'ward:V', { value: 7 }),
        at('count', 'ward:W', { value: 5 }),
      ],
    ],
    [
      'the force and a channel are no neighbourhood',
      [at('count', '', { value: 9 }), at('count', 'channel:email', { value: 5 })],
      [],
    ],
    [
      'shares by what is above and below the line; not by ward where the measure has none',
      [
        at('share', 'neighbourhood:1', { numerator: 1, denominator: 2 }),
        at('share', 'neighbourhood:2', { numerator: 0, denominator: 5 }),
      ],
      [at('share', 'command-area:A', { numerator: 1, denominator: 7 })],
    ],
    [
      'the most of the most, of all of them',
      [
        at('most', 'neighbourhood:1', { value: 40, denominator: 2 }),
        at('most', 'neighbourhood:2', { value: 190, denominator: 1 }),
      ],
      [at('most', 'command-area:A', { value: 190, denominator: 3 })],
    ],
    [
      'a neighbourhood of no larger place',
      [at('share', 'neighbourhood:9', { numerator: 1, denominator: 1 })],
      [],
    ],
  ])('%s', (_, placed, expected) => {
    expect(together([COUNT, SHARE, MOST], placed, LARGER)).toEqual(expected);
  });
});

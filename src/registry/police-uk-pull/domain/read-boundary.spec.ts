import { describe, expect, it } from '@jest/globals';
import { ABBEY_SQUARE as SQUARE, readAbbey as read } from '../../../../test/support/police-uk-answers.js';

describe('the boundary of a neighbourhood', () => {
  it.each([
    ['2,000 points', circle(2_000), 2_001, []],
    ['unclosed', SQUARE.slice(0, 4), 5, ['the boundary is not closed; it was closed by a straight line']],
    [
      'null points',
      [...SQUARE.slice(0, 2), { latitude: null, longitude: null }, null, ...SQUARE.slice(2)],
      5,
      ['the boundary has 2 points without coordinates; they were left out'],
    ],
    [
      'numbers',
      SQUARE.map(({ latitude, longitude }) => ({ latitude: +latitude, longitude: +longitude })),
      5,
      [],
    ],
    [
      'two points',
      SQUARE.slice(0, 2),
      null,
      [expect.stringMatching(/^the boundary was left out: it has a line of 3 points/)],
    ],
    ['none', [], null, []],
    [
      'swapped',
      SQUARE.map(({ latitude, longitude }) => ({ latitude: longitude, longitude: latitude })),
      null,
      [expect.stringMatching(/swapped/)],
    ],
    [
      'crossing itself',
      [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]],
      null,
      [expect.stringMatching(/lines that cross|encloses nothing/)],
    ],
  ])('boundary: %s', (_, json, points, leftOut) => {
    const read1 = read({ boundary: { json } });
    expect(read1.boundary?.coordinates[0]?.length ?? null).toBe(points);
    expect(read1.leftOut).toEqual(leftOut);
  });
});

function circle(points: number): object[] {
  const at = (i: number) => (2 * Math.PI * (i % points)) / points;
  return Array.from({ length: points + 1 }, (_, i) => ({
    latitude: (52 + 0.1 * Math.sin(at(i))).toFixed(7),
    longitude: (-1 + 0.1 * Math.cos(at(i))).toFixed(7),
  }));
}

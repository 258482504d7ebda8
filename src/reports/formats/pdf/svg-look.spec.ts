import { describe, expect, it } from '@jest/globals';
import { colourOf, transformsOf } from './svg-look.js';

describe('how a mark of a chart looks', () => {
  it.each([
    ['none', null],
    ['transparent', null],
    ['url(#x)', null],
    ['#0b0c0c', '#0b0c0c'],
    ['rgb(29, 112, 184)', '#1d70b8'],
    ['rgba(0,0,0,0.5)', '#000000'],
    ['white', 'white'],
  ])('%s is %p', (text, colour) => {
    expect(colourOf(text)).toBe(colour);
  });

  it.each([
    ['', []],
    ['translate(3,4)', [[1, 0, 0, 1, 3, 4]]],
    ['translate(3)', [[1, 0, 0, 1, 3, 0]]],
    [
      'scale(2) matrix(1 2 3 4 5 6)',
      [
        [2, 0, 0, 2, 0, 0],
        [1, 2, 3, 4, 5, 6],
      ],
    ],
    ['rotate(0)', [[1, 0, -0, 1, 0, 0]]],
  ])('%s', (text, matrices) => {
    expect(transformsOf(text)).toEqual(matrices);
  });

  it('turns about a point', () => {
    const [turned] = transformsOf('rotate(90 10 0)');
    expect(turned!.map((each) => Math.round(each))).toEqual([0, 1, -1, 0, 10, -10]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Ring } from '../../../registry/domain/boundary.js';
import { nationalBoundary } from './national-boundary.js';

const square = (west: number, south: number, side: number): Ring => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];

describe('a boundary in the national shape', () => {
  it('is decimal strings, latitude and longitude by name, the first point repeated last', () => {
    const points = nationalBoundary({ type: 'Polygon', coordinates: [square(-1, 52, 0.5)] });
    expect(points).toEqual([
      { latitude: '52', longitude: '-1' },
      { latitude: '52', longitude: '-0.5' },
      { latitude: '52.5', longitude: '-0.5' },
      { latitude: '52.5', longitude: '-1' },
      { latitude: '52', longitude: '-1' },
    ]);
  });

  it('is the outer line alone, without the holes', () => {
    const coordinates = [square(-1, 52, 0.5), square(-0.9, 52.1, 0.1)];
    expect(nationalBoundary({ type: 'Polygon', coordinates })).toHaveLength(5);
  });

  it('is that of the largest part, whichever way round it runs and wherever it stands', () => {
    const large = square(0, 51, 0.3).reverse();
    const coordinates = [[square(-1, 52, 0.1)], [large, square(0.1, 51.1, 0.1)], [square(1, 52, 0.2)]];
    expect(nationalBoundary({ type: 'MultiPolygon', coordinates })[1]).toEqual({
      latitude: '51.3',
      longitude: '0',
    });
  });

  it('counts a degree of longitude for less in the north', () => {
    const wide: Ring = [
      [0, 58],
      [1.5, 58],
      [1.5, 59],
      [0, 59],
      [0, 58],
    ];
    const coordinates = [[wide], [square(0, 50, 1.1)]];
    expect(nationalBoundary({ type: 'MultiPolygon', coordinates })[0]!.latitude).toBe('58');
    const narrower = wide.map(([lng, lat]): [number, number] => [lng * 0.9, lat]);
    expect(
      nationalBoundary({ type: 'MultiPolygon', coordinates: [[narrower], [square(0, 50, 1.1)]] })[0]!
        .latitude,
    ).toBe('50');
  });

  it('never writes an exponent, close to Greenwich', () => {
    const ring: Ring = [
      [0.0000005, 51],
      [-0.00000123, 51.2],
      [0.2, 51.2],
      [0.0000005, 51],
    ];
    expect(
      nationalBoundary({ type: 'Polygon', coordinates: [ring] }).map(({ longitude }) => longitude),
    ).toEqual(['0.0000005', '-0.00000123', '0.2', '0.0000005']);
  });

  it('is empty without a boundary', () => {
    expect(nationalBoundary(null)).toEqual([]);
  });
});

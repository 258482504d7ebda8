import { describe, expect, it } from '@jest/globals';
import { askedPoint } from './asked-point.js';

describe('a point asked for as LAT,LNG', () => {
  it.each<[string, number, number]>([
    ['52.63,-1.13', 52.63, -1.13],
    [' 52.63 , -1.13 ', 52.63, -1.13],
    ['+51.5,0', 51.5, 0],
    ['51.,0.', 51, 0],
    ['51.4779,5e-05', 51.4779, 0.00005],
    ['90,180', 90, 180],
  ])('%j', (q, latitude, longitude) => {
    expect(askedPoint(q)).toEqual({ latitude, longitude });
  });

  it.each<[unknown]>([
    [undefined],
    [''],
    [','],
    ['52.6'],
    ['51.'],
    ['52.6,'],
    ['52.6,-1.1,3'],
    ['52.6;-1.1'],
    ['north,south'],
    ['NaN,NaN'],
    ['Infinity,0'],
    ['91,0'],
    ['0,181'],
    ['1e99,0'],
    ['0x10,0'],
    [['52.6,-1.1', '52.6,-1.1']],
    [{ lat: '52.6' }],
    ["52.6,-1.1'; drop table force --"],
    ['1'.repeat(100_000)],
  ])('refuses %j', (q) => {
    expect(askedPoint(q)).toBeNull();
  });
});

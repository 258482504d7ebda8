import { describe, expect, it } from '@jest/globals';
import { countAxis, hoursAxis, percentAxis } from './axis.js';

const shown = ({ bottom, top, ticks }: ReturnType<typeof percentAxis>): string =>
  `${bottom} to ${top}: ${ticks.join(' ')}`;

describe('an axis', () => {
  it.each([
    [[94.1, 98.4], '80 to 100: 80 85 90 95 100'],
    [[100, 100], '80 to 100: 80 85 90 95 100'],
    [[], '80 to 100: 80 85 90 95 100'],
    [[82.5], '80 to 100: 80 85 90 95 100'],
    [[82.4, 99], '50 to 100: 50 60 70 80 90 100'],
    [[54.9], '0 to 100: 0 20 40 60 80 100'],
    [[0, 100], '0 to 100: 0 20 40 60 80 100'],
  ])('of the percentages %j is %s', (values, axis) => {
    expect(shown(percentAxis(values))).toBe(axis);
  });

  it.each([
    [[3, 71], '0 to 96: 0 24 48 72 96'],
    [[], '0 to 96: 0 24 48 72 96'],
    [[97], '0 to 120: 0 24 48 72 96 120'],
    [[121], '0 to 144: 0 48 96 144'],
    [[700], '0 to 720: 0 144 288 432 576 720'],
  ])('of the hours %j is %s', (values, axis) => {
    expect(shown(hoursAxis(values))).toBe(axis);
  });

  it.each([
    [[0], '0 to 5: 0 1 2 3 4 5'],
    [[6], '0 to 6: 0 2 4 6'],
    [[23, 8], '0 to 25: 0 5 10 15 20 25'],
    [[1_234], '0 to 1500: 0 500 1000 1500'],
  ])('of the counts %j is %s', (values, axis) => {
    expect(shown(countAxis(values))).toBe(axis);
  });
});

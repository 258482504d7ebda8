import { describe, expect, it } from '@jest/globals';
import { parseLocalTime } from './local-time.js';

const parse = (date: string, time: string): string => {
  const [day, month, year] = date.split(' ');
  const parsed = parseLocalTime({ day, month, year, time });
  return 'instant' in parsed ? parsed.instant.toISO()! : parsed.part;
};

describe('a local date and time as people write them', () => {
  it.each([
    ['27 3 2026', '2:05pm', '2026-03-27T14:05:00.000Z'],
    ['27 6 2026', '2:05pm', '2026-06-27T13:05:00.000Z'],
    ['27 06 2026', '14:05', '2026-06-27T13:05:00.000Z'],
    ['27 6 2026', '2pm', '2026-06-27T13:00:00.000Z'],
    ['27 6 2026', '2.30 PM', '2026-06-27T13:30:00.000Z'],
    ['27 1 2026', '12am', '2026-01-27T00:00:00.000Z'],
    ['27 1 2026', 'midday', '2026-01-27T12:00:00.000Z'],
    ['29 2 2028', '23:59', '2028-02-29T23:59:00.000Z'],
    ['29 3 2026', '00:59', '2026-03-29T00:59:00.000Z'],
    ['29 3 2026', '1:30am', 'time'],
    ['29 3 2026', '2am', '2026-03-29T01:00:00.000Z'],
    ['25 10 2026', '1:30am', 'time'],
    ['25 10 2026', '1:30am BST', '2026-10-25T00:30:00.000Z'],
    ['25 10 2026', '1:30am gmt', '2026-10-25T01:30:00.000Z'],
    ['25 10 2026', '12:59am', '2026-10-24T23:59:00.000Z'],
    ['25 10 2026', '2am', '2026-10-25T02:00:00.000Z'],
    ['27 1 2026', '9am BST', 'time'],
    ['29 2 2027', '9am', 'date'],
    ['31 4 2026', '9am', 'date'],
    ['1 1 0', '9am', 'date'],
    ['1 1 99999', '9am', 'date'],
    ['x 1 2026', '9am', 'date'],
    ['27 6 2026', '25:00', 'time'],
    ['27 6 2026', '13pm', 'time'],
    ['27 6 2026', '9', 'time'],
    ['27 6 2026', '', 'time'],
  ])('%s, %s', (date, time, expected) => {
    expect(parse(date, time)).toBe(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import { readDigestTime, readQuietHours } from './typed-times.js';

describe('quiet hours as they are typed', () => {
  it.each([
    [{}, null, null],
    [{ quietFrom: '22:00', quietUntil: '6:30' }, '22:00', '06:30'],
    [{ quietFrom: '12.00', quietUntil: '13.00' }, '12:00', '13:00'],
    [{ quietFrom: '00:00', quietUntil: '01:30' }, '00:00', '01:30'],
  ])('%j', (typed, quietFrom, quietUntil) => {
    expect(readQuietHours(typed)).toEqual({ quietFrom, quietUntil, errors: [] });
  });

  it.each<[typed: object, field: string, message: string]>([
    [{ quietFrom: '22:00' }, 'quietUntil', 'Enter when quiet hours end, or leave both times blank'],
    [{ quietUntil: '06:00' }, 'quietFrom', 'Enter when quiet hours begin, or leave both times blank'],
    [
      { quietFrom: '10pm', quietUntil: '06:00' },
      'quietFrom',
      'When quiet hours begin must be a time on the 24-hour clock, such as 22:00',
    ],
    [
      { quietFrom: '22:00', quietUntil: '24:00' },
      'quietUntil',
      'When quiet hours end must be a time on the 24-hour clock, such as 22:00',
    ],
    [
      { quietFrom: '22:00', quietUntil: '22.00' },
      'quietUntil',
      'Quiet hours must end at another time than they begin',
    ],
  ])('%j is wrong', (typed, field, message) => {
    expect(readQuietHours(typed).errors).toEqual([{ field, message }]);
  });

  it('may be wrong twice', () => {
    expect(readQuietHours({ quietFrom: 'x', quietUntil: 'y' }).errors).toHaveLength(2);
    expect(readQuietHours({ quietFrom: 'x' }).errors.map(({ field }) => field)).toEqual([
      'quietFrom',
      'quietUntil',
    ]);
  });
});

describe('the time of a digest as it is typed', () => {
  it.each([
    [{}, null],
    [{ digestAt: '7:30' }, '07:30'],
    [{ digestAt: '02:00' }, '02:00'],
    [{ digestAt: '00:59' }, '00:59'],
  ])('%j', (typed, digestAt) => {
    expect(readDigestTime(typed)).toEqual({ digestAt, errors: [] });
  });

  it.each([
    ['7am', 'The time of the digest must be a time on the 24-hour clock, such as 07:30'],
    ['01:00', 'The time of the digest must not be from 01:00 to 01:59'],
    ['1:59', 'The time of the digest must not be from 01:00 to 01:59'],
  ])('%s is wrong', (digestAt, message) => {
    expect(readDigestTime({ digestAt }).errors).toEqual([
      { field: 'digestAt', message: expect.stringContaining(message) },
    ]);
  });
});

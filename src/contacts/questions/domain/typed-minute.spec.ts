import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { momentWithin } from './typed-minute.js';

const at = (time: string): DateTime => DateTime.fromISO(`2026-06-01T${time}Z`, { zone: 'utc' });

describe('a time typed to the minute', () => {
  it.each<[string, string[], string]>([
    ['is itself where nothing happened in it', ['09:59:59.999', '10:01:00.000'], '10:00:00.000'],
    ['is when something happened in it', ['10:00:20.500'], '10:00:20.500'],
    ['is when the last of several things happened', ['10:00:40.000', '10:00:20.000'], '10:00:40.000'],
    ['is itself where something happened at that very instant', ['10:00:00.000'], '10:00:00.000'],
    ['knows nothing', [], '10:00:00.000'],
  ])('%s', (_, moments, expected) => {
    expect(momentWithin(at('10:00:00.000'), moments.map(at)).toISO()).toBe(at(expected).toISO());
  });
});

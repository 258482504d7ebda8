import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { momentWithin, saidWithin } from './typed-minute.js';

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

  it.each<[string, string[], string[], string]>([
    ['of a message in the minute of an answer', [], ['10:00:20.500'], '10:00:20.501'],
    ['of a message when the answer was typed to the same minute', [], ['10:00:00.000'], '10:00:00.001'],
    ['of a message in the minute of the first one', ['10:00:30.000'], [], '10:00:30.000'],
    ['of a message after another minute’s answer', [], ['09:59:59.999'], '10:00:00.000'],
    ['of a message before an answer', [], ['10:01:00.000'], '10:00:00.000'],
  ])('%s', (_, moments, answers, expected) => {
    const said = saidWithin(at('10:00:00.000'), moments.map(at), answers.map(at));
    expect(said.toISO()).toBe(at(expected).toISO());
  });
});

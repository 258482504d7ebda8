import { describe, expect, it } from '@jest/globals';
import { skippedText, spanText, stageName, withdrawnText } from './alert-wording.js';

describe('a span of time in words', () => {
  it.each([
    [0, 'less than a second'],
    [999, 'less than a second'],
    [1000, '1 second'],
    [61_000, '1 minute 1 second'],
    [7_500_000, '2 hours 5 minutes'],
    [3_600_000, '1 hour'],
    [90_000_000 + 59_000, '1 day 1 hour'],
  ])('of %d milliseconds is %s', (ms, words) => {
    expect(spanText(ms)).toBe(words);
  });
});

describe('what an alert is called', () => {
  it('is our words for our stages, and a force’s own name for its own', () => {
    expect([stageName('due-in-4-hours'), stageName('half-time'), stageName('constructor')]).toEqual([
      '4 hours left',
      'half time',
      'constructor',
    ]);
  });

  it('has a reason in words, and a new one as it stands', () => {
    expect([withdrawnText('answered'), withdrawnText('moved'), withdrawnText(null)]).toEqual([
      'answered before it was sent',
      'moved',
      'no reason given',
    ]);
    expect([skippedText('no-address'), skippedText('elsewhere')]).toEqual(['no address', 'elsewhere']);
  });
});

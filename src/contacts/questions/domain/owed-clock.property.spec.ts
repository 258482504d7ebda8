import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { type GivenResponse, stopOf } from '../../domain/meaningful-response.js';
import { counted, history, type Told } from '../../../../test/support/told-questions.js';
import { type EarlierClock, type FurtherMessage, owedStarts } from './owed-clock.js';

const at = (minute: number): DateTime =>
  DateTime.fromISO('2026-06-01T12:00:00.000Z', { zone: 'utc' }).plus({ minutes: minute });
const minuteOf = (instant: DateTime): number => (+instant - +at(0)) / 60_000;
const clock = (startedAt: number): EarlierClock => ({
  startedAt: at(startedAt),
  ...{ stoppedAt: null, outOfScopeAt: null, outOfScopeReason: null },
  addressFailedAt: null,
});
const message = (minute: number, recorded: number): FurtherMessage => ({
  ...{ id: `m${minute}`, statedAt: at(minute), receivedAt: at(recorded), noQuestion: false },
});
const responseOf = (happened: number, recorded: number): GivenResponse => ({
  ...{ respondedAt: at(happened), recordedAt: at(recorded), voidedAt: null },
});

/** The same in the order in which it is written down, each time with what is known by then. */
function writtenDown(told: readonly Told[]): [number, number | null][] {
  const responses: GivenResponse[] = [];
  let waiting: FurtherMessage[] = [];
  let clocks: EarlierClock[] = [clock(0)];
  const stop = (): void => {
    clocks = clocks.map((each) => {
      const found = stopOf(each.startedAt, responses);
      return found ? { ...each, stoppedAt: found.stoppedAt } : each;
    });
  };
  for (const { kind, happened, recorded } of [...told].sort((a, b) => a.recorded - b.recorded)) {
    if (kind === 'answer') responses.push(responseOf(happened, recorded));
    else waiting.push(message(happened, recorded));
    stop();
    const owed = owedStarts(waiting, clocks, responses);
    waiting = waiting.filter((each) => !owed.some((one) => one.message === each));
    clocks.push(...owed.map((one) => clock(minuteOf(one.startedAt))));
    stop();
  }
  return clocks
    .map(({ startedAt, stoppedAt }): [number, number | null] => [
      minuteOf(startedAt),
      stoppedAt && minuteOf(stoppedAt),
    ])
    .sort(([one], [other]) => one - other);
}

const SEEDS = Array.from({ length: 2000 }, (_, index) => index + 1);

describe('whenever the answers are written down', () => {
  it('the clocks are those of whoever knew everything at once', () => {
    for (const seed of SEEDS) {
      const told = history(seed, true);
      expect({ seed, clocks: writtenDown(told) }).toEqual({ seed, clocks: counted(told) });
    }
  });

  it('a message written down before an earlier one may keep a clock of its own, and no clock is ever missing', () => {
    for (const seed of SEEDS) {
      const told = history(seed, false);
      const starts = writtenDown(told).map(([start]) => start);
      expect({ seed, starts }).toEqual({
        seed,
        starts: expect.arrayContaining(counted(told).map(([start]) => start)),
      });
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { GivenResponse } from '../../domain/meaningful-response.js';
import {
  type EarlierClock,
  type FurtherMessage,
  NO_QUESTION,
  noQuestionProblem,
  owedStart,
  owedStarts,
} from './owed-clock.js';

const at = (minute: number): DateTime =>
  DateTime.fromISO('2026-06-01T12:00:00.000Z', { zone: 'utc' }).plus({ minutes: minute });
const minuteOf = (instant: DateTime): number => (+instant - +at(0)) / 60_000;
const clock = (startedAt: number, ended: Partial<EarlierClock> = {}): EarlierClock => ({
  startedAt: at(startedAt),
  ...{ stoppedAt: null, outOfScopeAt: null, outOfScopeReason: null },
  addressFailedAt: null,
  ...ended,
});
const answered = (minute: number): Partial<EarlierClock> => ({ stoppedAt: at(minute) });
const message = (minute: number, recorded = minute, noQuestion = false): FurtherMessage => ({
  id: `m${minute}`,
  statedAt: at(minute),
  receivedAt: at(recorded),
  noQuestion,
});

describe('"a new question … on the same contact after a response starts a new clock on it"', () => {
  it.each<[string, EarlierClock[], FurtherMessage, number | null]>([
    ['after the answer', [clock(0, answered(10))], message(20), 20],
    ['a millisecond after it', [clock(0, answered(10))], message(10 + 1 / 60_000), 10 + 1 / 60_000],
    ['before the answer: measured from the first', [clock(0, answered(10))], message(5), null],
    ['while nobody has answered', [clock(0)], message(5), null],
    ['while an e-mail from here is on its way: there is no response yet', [clock(0)], message(9), null],
    ['before it, written down after it', [clock(0, answered(10))], message(5, 30), null],
    [
      'at the instant of the answer: answered by it, whichever was written down first',
      [clock(0, answered(10))],
      message(10),
      null,
    ],
    ['at the instant of the contact, and so was the answer', [clock(0, answered(0))], message(0), null],
    ['while the second question waits', [clock(0, answered(10)), clock(20)], message(30), null],
    ['after both were answered', [clock(0, answered(10)), clock(20, answered(30))], message(40), 40],
    [
      'after one, while an older one waits that was brought back',
      [clock(0), clock(5, answered(9))],
      message(10),
      null,
    ],
    [
      'after it was taken out of scope: undecided counts as a clock',
      [clock(0, { outOfScopeAt: at(10), outOfScopeReason: 'crime' })],
      message(20),
      20,
    ],
    [
      'before it was taken out of scope',
      [clock(0, { outOfScopeAt: at(10), outOfScopeReason: 'crime' })],
      message(5),
      null,
    ],
    ['after the address failed', [clock(0, { addressFailedAt: at(10) })], message(20), 20],
    ['of a contact without any address', [], message(20), null],
    ['before the clock began with an address that was added', [clock(30)], message(20), null],
    [
      'after a thank-you that is still on the way out: what was found to be no question shields none',
      [clock(0, answered(10)), clock(15, { outOfScopeAt: at(40), outOfScopeReason: NO_QUESTION })],
      message(20),
      20,
    ],
    [
      'at the instant of a thank-you: no two clocks start together',
      [clock(0, answered(5)), clock(10, { outOfScopeAt: at(12), outOfScopeReason: NO_QUESTION })],
      message(10, 13),
      10 + 1 / 60_000,
    ],
    [
      'twice at that instant: the second belongs to the first',
      [
        clock(0, answered(5)),
        clock(10, { outOfScopeAt: at(12), outOfScopeReason: NO_QUESTION }),
        clock(10 + 1 / 60_000),
      ],
      message(10, 14),
      null,
    ],
  ])('%s', (_, clocks, asked, expected) => {
    const start = owedStart(asked, clocks);
    expect(start && minuteOf(start)).toBe(expected);
  });

  it.each<[string, EarlierClock[], FurtherMessage[], [number, number][], number[]]>([
    ['two messages before the answer', [clock(0)], [message(5), message(6)], [], []],
    [
      'two after it: the second belongs to the first',
      [clock(0, answered(4))],
      [message(5), message(6)],
      [[4, 4]],
      [5],
    ],
    [
      'two with an answer between that is written down late',
      [clock(0, answered(4))],
      [message(5), message(7)],
      [
        [4, 30],
        [6, 31],
      ],
      [5, 7],
    ],
    [
      'one at the instant of a second answer: it starts and is answered at once, and the next is a question too',
      [clock(0, answered(4))],
      [message(5), message(6)],
      [
        [4, 4],
        [5, 5],
      ],
      [5, 6],
    ],
    [
      'a thank-you and a question after it',
      [clock(0, answered(4))],
      [message(5, 9, true), message(6, 10)],
      [[4, 4]],
      [5, 6],
    ],
  ])('of messages without a clock: %s', (_, clocks, messages, answers, expected) => {
    const responses = answers.map(([happened, recorded]) => responseOf(happened, recorded));
    const owed = owedStarts(messages, clocks, responses);
    expect(owed.map(({ startedAt }) => minuteOf(startedAt))).toEqual(expected);
  });
});

const responseOf = (happened: number, recorded: number): GivenResponse => ({
  ...{ respondedAt: at(happened), recordedAt: at(recorded), voidedAt: null },
});

describe('"a person may decide within the first look that it is none"', () => {
  it.each<[string, string | null, number | null, RegExp | null]>([
    ['of what came after an answer', 'm1', null, null],
    ['of the contact itself', null, null, /Only what a person wrote after an answer/],
    ['once it has been answered', 'm1', 5, /answered already/],
  ])('%s', (_, messageId, stopped, problem) => {
    const found = noQuestionProblem({ messageId, stoppedAt: stopped === null ? null : at(stopped) });
    if (problem) expect(found).toMatch(problem);
    else expect(found).toBeNull();
  });
});

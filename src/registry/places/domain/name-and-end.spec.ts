import { describe, expect, it } from '@jest/globals';
import { type FormerName, planEnd, planRename } from './name-and-end.js';
import type { KnownPlace } from './succession-plan.js';

const place: KnownPlace = { id: '1', code: 'A', name: 'Abbey', fromOn: '2025-07-01', untilOn: null };
const todayOn = '2026-05-10';
const before: FormerName[] = [{ name: 'Old Abbey', untilOn: '2026-03-31' }];

describe('a neighbourhood that is renamed keeps its former name with its last day', () => {
  it.each<[string, KnownPlace, FormerName[], { name: string; fromOn: string }, object]>([
    [
      'from today',
      place,
      [],
      { name: 'Park', fromOn: todayOn },
      { kind: 'renamed', former: { name: 'Abbey', untilOn: '2026-05-09' } },
    ],
    [
      'from an earlier day',
      place,
      before,
      { name: 'Park', fromOn: '2026-04-02' },
      { kind: 'renamed', former: { name: 'Abbey', untilOn: '2026-04-01' } },
    ],
    [
      'from its first day: a correction',
      place,
      [],
      { name: 'Park', fromOn: '2025-07-01' },
      { kind: 'renamed', former: null },
    ],
    [
      'from the first day of its present name: a correction of that',
      place,
      before,
      { name: 'Park', fromOn: '2026-04-01' },
      { kind: 'renamed', former: null },
    ],
    [
      'back to what it was called before',
      place,
      before,
      { name: 'Old Abbey', fromOn: todayOn },
      { kind: 'renamed', former: { name: 'Abbey', untilOn: '2026-05-09' } },
    ],
    ['to the name it has', place, [], { name: 'Abbey', fromOn: '2030-01-01' }, { kind: 'unchanged' }],
    [
      'from a day to come',
      place,
      [],
      { name: 'Park', fromOn: '2026-05-11' },
      {
        kind: 'problem',
        problem: {
          field: 'from',
          message: 'The first day of the new name must be today or earlier; rename it on the day itself',
        },
      },
    ],
    [
      'from a day of its former name',
      place,
      before,
      { name: 'Park', fromOn: '2026-03-31' },
      {
        kind: 'problem',
        problem: {
          field: 'from',
          message: 'A has had its present name since 1 April 2026; choose that day or a later one',
        },
      },
    ],
    [
      'after it ended',
      { ...place, untilOn: '2026-04-30' },
      [],
      { name: 'Park', fromOn: '2026-05-01' },
      {
        kind: 'problem',
        problem: { field: 'from', message: 'A ended on 30 April 2026; choose that day or an earlier one' },
      },
    ],
  ])('%s', (_, given, former, wanted, expected) => {
    expect(planRename(given, former, { ...wanted, todayOn })).toEqual(expected);
  });
});

describe('the last day of a neighbourhood', () => {
  it.each<[string, string | null, string, string | null, object]>([
    ['is given', null, '2026-05-31', null, { kind: 'ended', reopened: false }],
    ['is its first', null, '2025-07-01', null, { kind: 'ended', reopened: false }],
    ['is brought forward', '2026-06-30', '2026-05-31', null, { kind: 'ended', reopened: false }],
    ['is put off', '2026-05-31', '2026-06-30', null, { kind: 'ended', reopened: true }],
    ['is the same', '2026-05-31', '2026-05-31', null, { kind: 'unchanged' }],
    [
      'is given to one that a part was split off from',
      null,
      '2026-05-31',
      '2026-01-01',
      { kind: 'ended', reopened: false },
    ],
    [
      'cannot be before its first',
      null,
      '2025-06-30',
      null,
      {
        kind: 'problem',
        problem: { field: 'until', message: 'A begins on 1 July 2025; give that day or a later one' },
      },
    ],
    [
      'stays where it went on as another',
      '2026-04-30',
      '2026-05-31',
      '2026-05-01',
      {
        kind: 'problem',
        problem: {
          field: 'until',
          message: 'A went on as another neighbourhood on 1 May 2026; its last day stays',
        },
      },
    ],
  ])('%s', (_, untilOn, wanted, wentOn, expected) => {
    expect(planEnd({ ...place, untilOn }, wanted, wentOn)).toEqual(expected);
  });
});

import { expect, it } from '@jest/globals';
import {
  hearsOf,
  type ResponseStandard,
  standardOn,
  stepsAbove,
  urgentFromHours,
} from './response-standard.js';

const standard: ResponseStandard = {
  version: 'test',
  inForceFrom: '2025-07-01',
  rungs: [
    { stage: 'target', hoursFromTarget: -1, hears: ['lead'] },
    { stage: 'day', hoursFromDue: -24, hears: ['lead', 'mailbox'] },
    { stage: 'hours', hoursFromDue: -4, hears: ['deputy'] },
    { stage: 'due', hoursFromDue: 0, hears: ['supervisor'] },
  ],
  handedOver: ['mailbox'],
};

it('a version governs from its day; before the first, the first does', () => {
  const versions = [standard, { ...standard, version: 'later', inForceFrom: '2026-04-01' }];
  expect(
    ['2024-01-01', '2025-07-01', '2026-03-31', '2026-04-01', '2030-01-01'].map(
      (day) => standardOn(versions, day).version,
    ),
  ).toEqual(['test', 'test', 'test', 'later', 'later']);
});

it.each([
  ['target', 0, ['lead']],
  ['target', 1, ['lead', 'mailbox']],
  ['day', 0, ['lead', 'mailbox']],
  ['day', 2, ['lead', 'mailbox', 'deputy', 'supervisor']],
  ['due', 0, ['supervisor']],
  ['handed-over', 0, ['mailbox']],
  ['handed-over', 2, ['mailbox', 'lead']],
  ['a stage that the file has lost', 0, []],
])('%s, step %i is heard by', (stage, step, hears) => {
  expect(hearsOf(standard, stage, step)).toEqual(hears);
});

it('a ladder ends with the last rung of the file', () => {
  expect(['target', 'day', 'due', 'handed-over'].map((stage) => stepsAbove(standard, stage))).toEqual([
    3, 2, 0, 4,
  ]);
});

it('the last warning before due and all after it do not wait for quiet hours', () => {
  expect(urgentFromHours(standard)).toBe(-4);
  expect(urgentFromHours({ ...standard, rungs: [standard.rungs[0]!, standard.rungs[3]!] })).toBe(0);
});

import { expect, it } from '@jest/globals';
import { hearsOf, ownListeners, type ResponseStandard, standardOn, stepsAbove } from './response-standard.js';

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

it.each<[hears: ResponseStandard['handedOver'], own: string[]]>([
  [['mailbox'], []],
  [['supervisor', 'area-supervisor', 'force-admin'], []],
  [['team'], ['team']],
  // An absent lead is heard for by the deputy.
  [
    ['lead', 'mailbox'],
    ['lead', 'deputy'],
  ],
  [
    ['named', 'team'],
    ['named', 'deputy', 'team'],
  ],
])('a standard that names %j names %j of a neighbourhood’s own people', (hears, own) => {
  const rungs = [{ stage: 'due', hoursFromDue: 0, hears }];
  expect(ownListeners({ ...standard, rungs, handedOver: ['mailbox'] })).toEqual(own);
  expect(
    ownListeners({ ...standard, rungs: [{ ...rungs[0]!, hears: ['mailbox'] }], handedOver: hears }),
  ).toEqual(own);
});

import { describe, expect, it } from '@jest/globals';
import { readConfigFile } from '../config/config-files.js';
import { parseResponseStandards } from './response-standard-file.js';

interface File {
  alertsFrom: unknown;
  versions: { rungs: Record<string, unknown>[]; [key: string]: unknown }[];
  forces?: unknown;
  nobodyLeft: unknown;
  [key: string]: unknown;
}
const file = (): File => structuredClone(readConfigFile('response-standard.yaml')) as File;

describe('config/response-standard.yaml', () => {
  it('warns 24 and 4 hours before due, at due, and daily while overdue', () => {
    const { versions } = parseResponseStandards(file());
    expect(
      versions.at(-1)!.rungs.map(({ hoursFromDue, repeatEveryHours }) => [hoursFromDue, repeatEveryHours]),
    ).toEqual([
      [-24, undefined],
      [-4, undefined],
      [0, undefined],
      [24, 24],
    ]);
  });

  it.each<[string, (wrong: File) => void, string]>([
    ['no versions', (wrong) => (wrong.versions = []), 'versions must list'],
    [
      'a listener nobody is',
      (wrong) => (wrong.versions[0]!.rungs[0]!['hears'] = ['mayor']),
      'versions[0].rungs[0].hears names mayor',
    ],
    [
      'a warning before the clock starts',
      (wrong) => (wrong.versions[0]!.rungs[0]!['hoursFromDue'] = -72),
      'versions[0].rungs[0].hoursFromDue',
    ],
    ['a stage twice', (wrong) => (wrong.versions[0]!.rungs[1]!['stage'] = 'due'), 'names a stage twice'],
    [
      'a date that is none',
      (wrong) => (wrong.versions[0]!['inForceFrom'] = '2025-02-30'),
      'versions[0].inForceFrom must be a date',
    ],
    [
      'versions out of order',
      (wrong) => wrong.versions.push({ ...wrong.versions[0]!, version: 'x' }),
      'must be later',
    ],
    ['nobody for when nobody is left', (wrong) => (wrong.nobodyLeft = []), 'nobodyLeft must list'],
    [
      'no day from which people are alerted',
      (wrong) => (wrong.alertsFrom = 'now'),
      'alertsFrom must be a date',
    ],
    [
      'a field that nobody knows',
      (wrong) => (wrong.versions[0]!['hearing'] = []),
      'versions[0].hearing is not known',
    ],
    [
      'a rung of a target that there is not',
      (wrong) => wrong.versions[0]!.rungs.push({ stage: 'soon', hoursFromTarget: -2, hears: ['lead'] }),
      'rungs[4].hoursFromTarget needs a target',
    ],
    [
      'a rung of two instants',
      (wrong) => (wrong.versions[0]!.rungs[0]!['hoursFromTarget'] = 1),
      'must have hoursFromDue or hoursFromTarget',
    ],
    [
      'a target of 72 hours',
      (wrong) => (wrong.versions[0]!['target'] = { hours: 72 }),
      'target.hours must be',
    ],
    [
      'a target of half a day',
      (wrong) => (wrong.versions[0]!['target'] = { workingDays: 0.5 }),
      'target.workingDays must be 1, 2 or 3',
    ],
    ['a target of nothing', (wrong) => (wrong.versions[0]!['target'] = {}), 'must have hours or workingDays'],
    [
      'nobody to hear of a handover',
      (wrong) => delete wrong.versions[0]!['handedOver'],
      'versions[0].handedOver must list',
    ],
    [
      'a name that a force uses again',
      (wrong) => (wrong.forces = { kent: { versions: [wrong.versions[0]] } }),
      'name 2025-07 twice',
    ],
  ])('refuses %s', (_, spoil, message) => {
    const wrong = file();
    spoil(wrong);
    expect(() => parseResponseStandards(wrong)).toThrow(message);
  });
});

it('takes a force’s own version with a target and a ladder', () => {
  const own = {
    version: 'kent-2026',
    inForceFrom: '2026-01-01',
    target: { workingDays: 2 },
    rungs: [
      { stage: 'before-target', hoursFromTarget: -4, hears: ['lead'], takeUpWithinHours: 2 },
      { stage: 'due', hoursFromDue: 0, hears: ['supervisor'] },
    ],
    handedOver: ['mailbox'],
  };
  const parsed = parseResponseStandards({ ...file(), forces: { kent: { versions: [own] } } });
  expect(parsed.forces.get('kent')).toEqual([own]);
});

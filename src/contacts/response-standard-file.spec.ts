import { describe, expect, it } from '@jest/globals';
import { readConfigFile } from '../config/config-files.js';
import { parseResponseStandards } from './response-standards.js';

type File = { versions: { rungs: Record<string, unknown>[]; [key: string]: unknown }[]; nobodyLeft: unknown };
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
  ])('refuses %s', (_, spoil, message) => {
    const wrong = file();
    spoil(wrong);
    expect(() => parseResponseStandards(wrong)).toThrow(message);
  });
});

import { describe, expect, it } from '@jest/globals';
import { readConfigFile } from '../config/config-files.js';
import { AlertRules, parseAlertRules } from './alert-rules.js';

const file = (): { digest: object; lateAfterMinutes: number } =>
  structuredClone(readConfigFile('alerts.yaml')) as { digest: object; lateAfterMinutes: number };

describe('config/alerts.yaml', () => {
  it('is what is shipped: a digest at half past seven every day', () => {
    expect(new AlertRules()).toEqual({
      digest: {
        at: '07:30',
        weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
        hears: ['lead', 'named', 'deputy', 'team', 'mailbox'],
      },
      lateAfterMinutes: 5,
    });
  });

  it.each([
    ['02:00', ['monday'], ['supervisor']],
    ['00:59', ['saturday', 'sunday'], ['mailbox']],
  ])('may say %s, %j, %j', (at, weekdays, hears) => {
    const digest = { at, weekdays, hears };
    expect(parseAlertRules({ digest, lateAfterMinutes: 1 })).toEqual({ digest, lateAfterMinutes: 1 });
  });

  it.each<[changes: object, problem: string]>([
    [{ at: '01:00' }, 'digest.at must not be from 01:00 until 02:00'],
    [{ at: '01:59' }, 'digest.at must not be from 01:00 until 02:00'],
    [{ at: '7:30' }, 'digest.at must be a time of day in quotes'],
    [{ at: '24:00' }, 'digest.at must be a time of day in quotes'],
    [{ at: 27000 }, 'digest.at must be a time of day in quotes'],
    [{ at: undefined }, 'digest.at must be a time of day in quotes'],
    [{ weekdays: [] }, 'digest.weekdays must list some of monday'],
    [{ weekdays: 'monday' }, 'digest.weekdays must list some of monday'],
    [{ weekdays: ['Monday'] }, 'digest.weekdays names "Monday", which is none of'],
    [{ weekdays: ['monday', 'monday'] }, 'digest.weekdays names one twice'],
    [{ hears: ['force-admin'] }, 'digest.hears names "force-admin", which is none of'],
    [{ until: '08:00' }, 'digest.until is not known; known are at, weekdays, hears'],
  ])('is refused with %j', (changes, problem) => {
    const wrong = { ...file(), digest: { ...file().digest, ...changes } };
    expect(() => parseAlertRules(wrong)).toThrow(`config/alerts.yaml: ${problem}`);
  });

  it.each<[changes: object, problem: string]>([
    [{ lateAfterMinutes: 0 }, 'lateAfterMinutes must be a whole number of minutes'],
    [{ lateAfterMinutes: 1.5 }, 'lateAfterMinutes must be a whole number of minutes'],
    [{ lateAfterMinutes: '5' }, 'lateAfterMinutes must be a whole number of minutes'],
    [{ digest: null }, 'digest must have at and weekdays and hears'],
    [{ digests: {} }, 'digests is not known; known are digest, lateAfterMinutes'],
  ])('is refused with %j beside the rest', (changes, problem) => {
    expect(() => parseAlertRules({ ...file(), ...changes })).toThrow(`config/alerts.yaml: ${problem}`);
  });

  it.each([null, undefined, []])('is refused as %j', (content) => {
    expect(() => parseAlertRules(content)).toThrow('the file must have digest and lateAfterMinutes');
  });
});

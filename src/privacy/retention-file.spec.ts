import { describe, expect, it } from '@jest/globals';
import { readConfigFile } from '../config/config-files.js';
import { parseRetentionFile } from './retention-file.js';

const file = (): { erasesAt: unknown; months: Record<string, unknown> } =>
  structuredClone(readConfigFile('retention.yaml')) as { erasesAt: unknown; months: Record<string, unknown> };

describe('config/retention.yaml', () => {
  it('as delivered is accepted, and keeps recourse longest of contacts and spam shortest', () => {
    const { months } = parseRetentionFile(file());
    expect(months.recourse).toBeGreaterThan(months.answered);
    expect(months.answered).toBeGreaterThan(months['out-of-scope']);
    expect(months['out-of-scope']).toBeGreaterThan(months.spam);
  });

  it.each([
    [(it: ReturnType<typeof file>) => delete it.months['spam'], /months\.spam must be a whole number/],
    [(it: ReturnType<typeof file>) => (it.months['spam'] = 0), /months\.spam must be a whole number/],
    [(it: ReturnType<typeof file>) => (it.months['spam'] = 1.5), /months\.spam must be a whole number/],
    [(it: ReturnType<typeof file>) => (it.months['answered'] = '24'), /months\.answered must be/],
    [(it: ReturnType<typeof file>) => (it.months['answered'] = 121), /from 1 to 120/],
    [(it: ReturnType<typeof file>) => (it.months['answerd'] = 24), /months\.answerd is not known/],
    [(it: ReturnType<typeof file>) => (it.erasesAt = '01:30'), /erasesAt must be a local time/],
    [(it: ReturnType<typeof file>) => (it.erasesAt = '06:00'), /erasesAt must be a local time/],
    [(it: ReturnType<typeof file>) => (it.erasesAt = 210), /erasesAt must be a local time/],
    [(it: ReturnType<typeof file>) => Object.assign(it, { forever: true }), /forever is not known/],
  ])('is refused as a whole: %s', (change, message) => {
    const changed = file();
    change(changed);
    expect(() => parseRetentionFile(changed)).toThrow(message);
  });

  it.each([[null], [[]], ['24']])('is refused if it is %j', (content) => {
    expect(() => parseRetentionFile(content)).toThrow(/the file must have erasesAt, months/);
  });
});

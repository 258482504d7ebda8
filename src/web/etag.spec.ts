import { describe, expect, it } from '@jest/globals';
import {
  ChangedMeanwhile,
  etagOf,
  orPreconditionFailed,
  refuseIfChanged,
  requiredVersions,
  seenVersions,
  versionsOfForm,
} from './etag.js';

describe('entity tags', () => {
  it('are the version in quotes', () => expect(etagOf(12)).toBe('"12"'));

  it.each<[string | undefined, readonly number[] | null]>([
    [undefined, null],
    ['*', null],
    ['"3"', [3]],
    ['"3", "4"', [3, 4]],
    ['"3-b64_url"', [3]],
    ['W/"3-b64_url"', []],
    ['"3-"', []],
    // RFC 9110, 13.1.1: "a recipient MUST use the strong comparison function"
    ['W/"3"', []],
    ['3', []],
    ['"x"', []],
    ['', []],
  ])('If-Match %s means the versions %j', (header, expected) => {
    expect(seenVersions(header)).toEqual(expected);
  });

  it('must be sent where a change says so: 428', () => {
    expect(() => requiredVersions(undefined)).toThrow('If-Match');
    expect(() => requiredVersions(' ')).toThrow('If-Match');
    expect(requiredVersions('"1"')).toEqual([1]);
  });

  it.each([
    ['W/"3"', 'Send the strong ETag'],
    ['"2"', 'Somebody changed this'],
  ])('that match nothing are answered with what to do: %s', async (ifMatch, told) => {
    const change = (): Promise<never> => Promise.reject(new ChangedMeanwhile(3, {}));
    const done = orPreconditionFailed(ifMatch, null, (record: object) => record, change);
    await expect(done).rejects.toMatchObject({ status: 412, message: expect.stringContaining(told) });
  });

  it.each<[unknown, readonly number[]]>([
    ['3', [3]],
    [' 3 ', [3]],
    [undefined, []],
    ['', []],
    ['*', []],
    ['-1', []],
    ['1234567890', []],
    [['3', '3'], []],
  ])('of a page, %j means the versions %j, never any', (sent, expected) => {
    expect(versionsOfForm(sent)).toEqual(expected);
  });

  it('refuse a change laid over another version, and carry what is there', () => {
    expect(() => refuseIfChanged([1], 1, {})).not.toThrow();
    expect(() => refuseIfChanged(null, 7, {})).not.toThrow();
    let refused: unknown;
    try {
      refuseIfChanged([1], 2, { name: 'now' });
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(ChangedMeanwhile);
    expect(refused).toMatchObject({ kind: 'conflict', version: 2, record: { name: 'now' } });
  });
});

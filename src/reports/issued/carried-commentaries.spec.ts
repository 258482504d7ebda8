import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { carriedCommentaries } from './carried-commentaries.js';
import type { Commentary } from './issued-document.js';

const BEGUN_AT = DateTime.fromISO('2026-10-25T00:30:00Z', { zone: 'utc' });
const BEFORE = BEGUN_AT.minus({ days: 1 });
const KEY = 'missed:NC04';
const ONE = '1 of 6 queries due was missed';
const TWO = '2 of 7 queries due were missed';

describe('a commentary that was taken over from the version that a draft replaces', () => {
  const issued = (words: string, exception = KEY): Commentary => ({
    ...{ exception, kind: 'missed', neighbourhood: 'NC04', name: 'Abbey', words, text: 'Two left.' },
    ...{ writtenAt: BEFORE.toISO()!, writtenBy: { id: 'a', role: 'force-admin', name: 'Ann' } },
  });
  const said = { key: KEY, version: 1, text: 'Two left.', writtenAt: BEFORE };
  const toReview = { key: KEY, version: 1, words: ONE, isToReview: true };

  it.each<[string, typeof said, now: string | null, then: Commentary[] | null, carried: object[]]>([
    ['its exception reads otherwise now', said, TWO, [issued(ONE)], [toReview]],
    ['its exception reads the same', said, ONE, [issued(ONE)], [{ ...toReview, isToReview: false }]],
    ['it was saved in the draft, changed or not', { ...said, version: 2 }, TWO, [issued(ONE)], []],
    ['it was taken back', { ...said, version: 2, text: '' }, TWO, [issued(ONE)], []],
    ['it is no exception any more, so it is not issued', said, null, [issued(ONE)], []],
    [
      'that version had no such exception, a version before it had',
      said,
      TWO,
      [issued(ONE, 'gap:NC04:2026-09-01')],
      [{ key: KEY, version: null, words: null, isToReview: true }],
    ],
    ['it was written in the draft', { ...said, writtenAt: BEGUN_AT }, TWO, [], []],
    ['there is no version to take over from', { ...said, writtenAt: BEGUN_AT }, TWO, null, []],
  ])('%s', (_case, row, now, then, carried) => {
    const exceptions = now === null ? [] : [{ key: KEY, words: now }];
    const replaced = then && { version: 1, commentaries: then };
    expect(carriedCommentaries([row], exceptions, { begunAt: BEGUN_AT }, replaced)).toEqual(carried);
  });
});

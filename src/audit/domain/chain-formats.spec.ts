import { describe, expect, it } from '@jest/globals';
import { type Batch, chainOf, findings } from '../../../test/support/chain-of.js';

const WHOLE = chainOf({
  entries: [
    [2, 10],
    [1, 11],
  ],
  below: 12,
  next: 14,
});

/** What a link says of transactions that had not begun: certain in format 2, and only thought so in format 1. */
describe('a chain', () => {
  it.each<[string, Batch[], unknown[]]>([
    // 21 and 22 ran; 22 numbered its entry first, and 21 was sealed alone. The link was made by 23, or said what had ended.
    [
      'is whole if one that began later has the lower number, as it was said before what had ended',
      [
        { entries: [[2, 21]], below: 22, next: 22, format: 1 },
        { entries: [[1, 22]], below: 23, next: 23, format: 1 },
      ],
      [],
    ],
    [
      'is whole if one that began later has the lower number, sealed by one that began after both',
      [
        { entries: [[2, 21]], below: 22, next: 23 },
        { entries: [[1, 22]], below: 24, next: 24 },
      ],
      [],
    ],
    [
      'of format 1 cannot tell that a number was given out long before',
      [
        { entries: [[6, 15]], below: 16, next: 16, format: 1 },
        { entries: [[4, 16]], below: 17, next: 17, format: 1 },
      ],
      [],
    ],
    [
      'of format 1 can tell that a transaction had ended before',
      [
        { entries: [[6, 15]], below: 16, next: 16, format: 1 },
        { entries: [[7, 13]], below: 17, next: 17, format: 1 },
      ],
      [['out-of-turn', '7', 2]],
    ],
    [
      'of format 1 is guarded by the first link of format 2 against whatever begins after that',
      [
        { entries: [[6, 15]], below: 16, next: 16, format: 1 },
        { entries: [[7, 16]], below: 17, next: 18 },
        { entries: [[4, 17]], below: 19, next: 20 },
        { entries: [[5, 20]], below: 21, next: 22 },
      ],
      [['out-of-turn', '5', 4]],
    ],
    [
      'is whole if what another server left was caught up with in many parts',
      [
        { entries: [[1, 900]], below: 901, next: 902 },
        { entries: [[5, 5]], below: 0, next: 6 },
        { entries: [[3, 903]], below: 0, next: 7 },
        { entries: [[6, 8]], below: 9, next: 9 },
      ],
      [],
    ],
  ])('%s', (_, batches, expected) => {
    expect(findings(chainOf(...batches))).toEqual(expected);
  });

  it.each([1, 3])('shows a link that says it is of format %i', (format) => {
    expect(findings(WHOLE.map((link, at) => (at === 1 ? { ...link, format } : link)))).toEqual([
      ['altered', '1', 2],
    ]);
    const links = chainOf({ entries: [[1, 5]], below: 6, next: 7, format });
    expect(findings(links)).toEqual(format === 1 ? [] : [['altered', '1', 1]]);
  });
});

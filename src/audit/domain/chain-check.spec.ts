import { describe, expect, it } from '@jest/globals';
import { type Batch, chainOf, findings, hashOf } from '../../../test/support/chain-of.js';
import { ChainCheck, type Link } from './chain-check.js';

const BATCHES: Batch[] = [
  // Transactions 10 and 11 wrote at one time: their numbers cross.
  {
    entries: [
      [2, 10],
      [1, 11],
    ],
    below: 12,
    next: 14,
  },
  {
    entries: [
      [3, 12],
      [5, 14],
    ],
    below: 15,
    next: 15,
  },
  { entries: [[6, 15]], below: 16, next: 16 },
];
const WHOLE = chainOf(...BATCHES);
const with_ = (index: number, change: Partial<Link>): Link[] =>
  WHOLE.map((link, at) => (at === index ? { ...link, ...change } : link));

describe('a chain', () => {
  it('that was only written is whole', () => {
    expect(findings(WHOLE)).toEqual([]);
  });

  it.each<[string, Link[], unknown[]]>([
    ['a changed column', with_(1, { entry: { ...WHOLE[1]!.entry!, actorId: 'y' } }), [['altered', '1', 2]]],
    ['a changed instant of sealing', with_(1, { sealedAt: 'later' }), [['altered', '1', 2]]],
    ['an entry that is gone', with_(1, { entry: null }), [['removed', '1', 2]]],
    [
      'an entry that is gone with its link',
      WHOLE.filter((_, at) => at !== 2),
      [
        ['link-removed', null, 3],
        ['altered', '5', 4],
      ],
    ],
    [
      'a beginning that is gone',
      WHOLE.slice(1),
      [
        ['link-removed', null, 1],
        ['altered', '1', 2],
      ],
    ],
  ])('shows %s', (_, links, expected) => {
    expect(findings(links)).toEqual(expected);
  });

  it.each<[string, Batch, unknown[]]>([
    // Everything below 16 had its place.
    [
      'a transaction that had ended before',
      { entries: [[7, 13]], below: 17, next: 17 },
      [['out-of-turn', '7', 6]],
    ],
    // Number 6 was sealed before transaction 16 began.
    [
      'a number given out long before',
      { entries: [[4, 16]], below: 17, next: 17 },
      [['out-of-turn', '4', 6]],
    ],
    ['a number given out as it should be', { entries: [[7, 16]], below: 17, next: 17 }, []],
  ])('of which a later link is of %s', (_, batch, expected) => {
    const links = chainOf(...BATCHES, batch);
    expect(findings(links)).toEqual(expected);
  });

  it('goes on after a move to a server whose transactions count anew', () => {
    const moved = chainOf(
      { entries: [[1, 900]], below: 901, next: 901 },
      {
        entries: [
          [2, 901],
          [3, 5],
        ],
        below: 0,
        next: 6,
      },
      { entries: [[4, 6]], below: 7, next: 7 },
    );
    const check = new ChainCheck(hashOf);
    for (const link of moved) check.read(link);
    expect([check.findings, check.moves]).toEqual([[], 1]);
  });
});

describe('an entry without a link', () => {
  it.each<[string, { entryId: string; transactionId: string }, string, boolean]>([
    ['of a transaction that may still be sealed waits', { entryId: '7', transactionId: '16' }, '16', true],
    ['of a transaction below the last link was inserted', { entryId: '7', transactionId: '15' }, '0', false],
    [
      'of a transaction that the sealer has passed was inserted',
      { entryId: '7', transactionId: '19' },
      '20',
      false,
    ],
    ['with a number of before was inserted', { entryId: '4', transactionId: '16' }, '16', false],
  ])('%s', (_, entry, sealedBelow, waits) => {
    const check = new ChainCheck(hashOf);
    for (const link of WHOLE) check.read(link);
    expect(check.readUnsealed({ ...entry, at: 'now' }, sealedBelow)).toBe(waits);
    expect(check.findings.map(({ kind }) => kind)).toEqual(waits ? [] : ['inserted']);
  });
});

describe('the sealer’s own word', () => {
  it('shows that links are gone from the end', () => {
    const check = new ChainCheck(hashOf);
    for (const link of WHOLE.slice(0, -1)) check.read(link);
    check.endsAt(5);
    expect(check.findings).toEqual([{ kind: 'link-removed', entryId: null, position: 5 }]);
  });

  it.each<[string, number | null, unknown[]]>([
    ['nothing amiss where it ends as the sealer remembers', 5, []],
    ['that the sealer remembers less than there is', 4, [['progress-lost', null, 5]]],
    ['that the sealer remembers nothing', null, [['progress-lost', null, 5]]],
  ])('shows %s', (_, sealedTo, expected) => {
    const check = new ChainCheck(hashOf);
    for (const link of WHOLE) check.read(link);
    check.endsAt(sealedTo);
    expect(check.findings.map(({ kind, entryId, position }) => [kind, entryId, position])).toEqual(expected);
  });

  it('shows nothing amiss where nothing was ever sealed', () => {
    const check = new ChainCheck(hashOf);
    check.endsAt(null);
    expect(check.findings).toEqual([]);
  });
});

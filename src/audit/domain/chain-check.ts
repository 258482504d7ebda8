import { canonicalEntry, type LinkedEntry } from './canonical-entry.js';

/** One link of the chain and the entry it stands for; null in `entry` if there is none any more. */
export interface Link {
  format: number;
  position: number;
  entryId: string;
  sealedAt: string;
  belowTransaction: string;
  nextTransaction: string;
  /** In hexadecimal. */
  hash: string;
  entry: Omit<LinkedEntry, keyof LinkPlace> | null;
}

/** What of a link goes into the hash with its entry. */
export type LinkPlace = Pick<
  LinkedEntry,
  'format' | 'position' | 'sealedAt' | 'belowTransaction' | 'nextTransaction'
>;

/** An entry that has no place in the chain. */
export interface Unsealed {
  entryId: string;
  at: string;
  transactionId: string;
}

export type Finding =
  | { kind: 'altered' | 'removed' | 'out-of-turn' | 'inserted'; entryId: string; position: number | null }
  | { kind: 'link-removed' | 'progress-lost'; entryId: null; position: number }
  | { kind: 'head-differs' | 'tail-removed'; entryId: string | null; position: number };

/** The hash before the first entry. */
export const NOTHING = '00'.repeat(32);

/** SHA-256 of the previous hash (hexadecimal, 32 bytes) followed by the text. */
export type LinkHash = (previous: string, content: string) => string;

/** Transactions that ran longer than this many batches are not held against what was sealed before those. */
const MOST_BATCHES = 10_000;

/**
 * Since when does a link name a transaction that had certainly not begun? In format 1 it is one past the highest that had
 * ended: later ones may have been at work, with numbers for their entries. Nothing can be held against those by it.
 */
const CERTAIN_SINCE_FORMAT = 2;
const KNOWN_FORMATS: readonly number[] = [1, CERTAIN_SINCE_FORMAT];

interface Reached {
  next: bigint;
  highestEntry: bigint;
}

/**
 * Reads a force's chain from the first link on, and then the entries that have none, and finds what does not fit.
 *
 * An entry is out of turn if its number is lower than that of one that was sealed before its transaction had begun, or if
 * its transaction had ended before links that come earlier: neither can happen to an entry that was written in its time. The
 * first can be told of entries whose transaction began after the first link of format 2, the second of all.
 */
export class ChainCheck {
  readonly findings: Finding[] = [];
  position = 0;
  hash = NOTHING;
  /** How often the log went on on another server: its transactions are counted anew there. */
  moves = 0;
  private highestEntry = 0n;
  private below = 0n;
  private last: Link | null = null;
  private readonly batches: Reached[] = [];

  constructor(private readonly hashOf: LinkHash) {}

  read(link: Link): void {
    for (let missing = this.position + 1; missing < link.position; missing++)
      this.findings.push({ kind: 'link-removed', entryId: null, position: missing });
    const { position, entryId } = link;
    if (link.entry === null) this.findings.push({ kind: 'removed', entryId, position });
    else if (
      !KNOWN_FORMATS.includes(link.format) ||
      link.hash !== this.hashOf(this.hash, canonicalEntry({ ...link.entry, ...placeOf(link) }))
    )
      this.findings.push({ kind: 'altered', entryId, position });
    else this.checkTurn(link, link.entry.transactionId);
    this.position = position;
    // The stored one: what comes behind a finding is judged by itself.
    this.hash = link.hash;
    this.last = link;
    if (BigInt(entryId) > this.highestEntry) this.highestEntry = BigInt(entryId);
  }

  /**
   * The chain ends where the sealer remembers having come to: every link was made together with that.
   * @param sealedTo null if it remembers nothing of the force
   */
  endsAt(sealedTo: number | null): void {
    const { position } = this;
    if ((sealedTo ?? 0) > position)
      this.findings.push({ kind: 'link-removed', entryId: null, position: position + 1 });
    else if ((sealedTo ?? 0) < position)
      this.findings.push({ kind: 'progress-lost', entryId: null, position });
  }

  /**
   * An entry without a link: it waits to be sealed, unless everything of its time has been.
   * @param sealedBelow up to which transaction the sealer says that it has looked
   * @returns whether it only waits
   */
  readUnsealed({ entryId, transactionId }: Unsealed, sealedBelow: string): boolean {
    this.closeBatch();
    const transaction = BigInt(transactionId);
    const bound = this.below > BigInt(sealedBelow) ? this.below : BigInt(sealedBelow);
    const isTail = transaction >= bound && !this.isBehind(entryId, transaction);
    if (!isTail) this.findings.push({ kind: 'inserted', entryId, position: null });
    return isTail;
  }

  private checkTurn(link: Link, transactionId: string): void {
    const { last } = this;
    const transaction = BigInt(transactionId);
    if (last && !isOneBatch(last, link)) {
      this.closeBatch();
      if (BigInt(link.nextTransaction) < BigInt(last.nextTransaction)) {
        this.moves += 1;
        this.below = 0n;
      }
      if (transaction < this.below) return this.outOfTurn(link);
    }
    if (this.isBehind(link.entryId, transaction)) this.outOfTurn(link);
  }

  private outOfTurn({ entryId, position }: Link): void {
    this.findings.push({ kind: 'out-of-turn', entryId, position });
  }

  /** Was something with a higher number sealed before this transaction began? */
  private isBehind(entryId: string, transaction: bigint): boolean {
    const earlier = this.batches.findLast(({ next }) => next <= transaction);
    return earlier !== undefined && BigInt(entryId) < earlier.highestEntry;
  }

  private closeBatch(): void {
    const { last } = this;
    if (!last) return;
    const below = BigInt(last.belowTransaction);
    // While another server's entries are caught up with, two counts of transactions lie beside each other.
    if (last.format >= CERTAIN_SINCE_FORMAT && below > 0n) {
      const next = BigInt(last.nextTransaction);
      if (this.batches.at(-1)?.next === next) this.batches.pop();
      this.batches.push({ next, highestEntry: this.highestEntry });
      if (this.batches.length > 2 * MOST_BATCHES) this.batches.splice(0, MOST_BATCHES);
    }
    if (below > this.below) this.below = below;
  }
}

const isOneBatch = (one: Link, other: Link): boolean =>
  one.sealedAt === other.sealedAt &&
  one.belowTransaction === other.belowTransaction &&
  one.nextTransaction === other.nextTransaction;

const placeOf = ({ format, position, sealedAt, belowTransaction, nextTransaction }: Link): LinkPlace => ({
  format,
  position,
  sealedAt,
  belowTransaction,
  nextTransaction,
});

import { canonicalEntry } from '../../src/audit/domain/canonical-entry.js';
import { ChainCheck, type Link, NOTHING } from '../../src/audit/domain/chain-check.js';

/** Not a hash, but as telling: what was hashed, in the order in which it was. */
export const hashOf = (previous: string, content: string): string => `${previous.slice(-8)}/${content}`;

/** A batch of the sealer: entries by number and transaction, and the bounds it worked within. */
export interface Batch {
  entries: [entry: number, transaction: number][];
  below: number;
  next: number;
  /** 2 unless it says so. */
  format?: number;
}

export function chainOf(...batches: Batch[]): Link[] {
  const links: Link[] = [];
  let previous = NOTHING;
  batches.forEach(({ entries, below, next, format = 2 }, batch) => {
    for (const [id, transaction] of entries) {
      const place = {
        format,
        position: links.length + 1,
        sealedAt: `batch ${batch}`,
        belowTransaction: String(below),
        nextTransaction: String(next),
      };
      const entry = {
        ...{
          forceId: 'kent',
          entryId: String(id),
          at: 'now',
          actorKind: 'job',
          actorId: 'x',
          actorRole: null,
        },
        ...{ action: 'consult', subjectKind: 'contact', subjectId: 'c', requestId: null, detail: null },
        transactionId: String(transaction),
      };
      previous = hashOf(previous, canonicalEntry({ ...entry, ...place }));
      links.push({ ...place, entryId: String(id), hash: previous, entry });
    }
  });
  return links;
}

export function findings(links: readonly Link[]): [string, string | null, number | null][] {
  const check = new ChainCheck(hashOf);
  for (const link of links) check.read(link);
  return check.findings.map(({ kind, entryId, position }) => [kind, entryId, position]);
}

/** An entry of the log and its link in the chain, every column as the text that PostgreSQL writes it as; null for none. */
export interface LinkedEntry {
  forceId: string;
  /** Of the link: what goes into the hash is the same, but what `nextTransaction` says is certain only from 2 on. */
  format: number;
  position: number;
  entryId: string;
  at: string;
  actorKind: string;
  actorId: string;
  actorRole: string | null;
  action: string;
  subjectKind: string;
  subjectId: string;
  requestId: string | null;
  detail: string | null;
  transactionId: string;
  sealedAt: string;
  belowTransaction: string;
  nextTransaction: string;
}

/**
 * What of an entry goes into the hash: a JSON array of texts, written as PostgreSQL writes one, so that no two
 * entries read the same. The database's `audit_canonical` says the same.
 *
 * @example canonicalEntry({ format: 2, forceId: 'kent', position: 1, … }) // '["npg-audit-2", "kent", "1", …]'
 */
export function canonicalEntry(entry: LinkedEntry): string {
  const texts = [
    `npg-audit-${entry.format}`,
    entry.forceId,
    String(entry.position),
    entry.entryId,
    entry.at,
    entry.actorKind,
    entry.actorId,
    entry.actorRole,
    entry.action,
    entry.subjectKind,
    entry.subjectId,
    entry.requestId,
    entry.detail,
    entry.transactionId,
    entry.sealedAt,
    entry.belowTransaction,
    entry.nextTransaction,
  ];
  return `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
}

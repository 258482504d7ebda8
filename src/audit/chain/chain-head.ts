import type { EntityManager } from 'typeorm';

/** The last link of a force's chain: whoever has kept it can tell whether anything up to it was changed since. */
export interface ChainHead {
  forceId: string;
  position: number;
  /** In hexadecimal. */
  hash: string;
}

const HEAD = `
-- With which link does a force's chain end?
select force_id as "forceId", position, encode(hash, 'hex') as hash
from audit_chain where force_id = $1 order by position desc limit 1`;

/** Null as long as nothing of the force was sealed. */
export async function chainHead(manager: EntityManager, forceId: string): Promise<ChainHead | null> {
  const [head]: ChainHead[] = await manager.query(HEAD, [forceId]);
  return head ?? null;
}

/**
 * A head as it is published, in mails and in issued reports.
 *
 * @example headText({ forceId: 'kent', position: 2, hash: 'ab…' }) // 'kent 2 ab…'
 */
export function headText({ forceId, position, hash }: ChainHead): string {
  return `${forceId} ${position} ${hash}`;
}

/** The head of a force's chain as it is published; null as long as nothing of the force was sealed. */
export async function auditHeadText(manager: EntityManager, forceId: string): Promise<string | null> {
  const head = await chainHead(manager, forceId);
  return head && headText(head);
}

/**
 * Every published head in a text, whatever stands around it: a mail as it was saved, an issued report, a list.
 * A line that a mail's encoding has wrapped is read as one.
 */
export function headsIn(text: string): ChainHead[] {
  const unwrapped = text.replace(/=\r?\n/g, '');
  const found = new Map<string, ChainHead>();
  for (const [, forceId, position, hash] of unwrapped.matchAll(
    /(?<![\w-])([a-z][a-z0-9-]{1,39})\s+([1-9]\d{0,15})\s+([0-9a-f]{64})(?![0-9a-f])/g,
  ))
    found.set(`${forceId} ${position} ${hash}`, {
      forceId: forceId!,
      position: Number(position),
      hash: hash!,
    });
  return [...found.values()];
}

import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { ForceDatabase } from '../../database/force-database.js';
import { ChainCheck, type Finding } from '../domain/chain-check.js';
import { hashAt, linksAfter, sealingProgress, unsealedEntries } from './chain.query.js';
import { type ChainHead, headText } from './chain-head.js';
import { keptHeads } from './kept-heads.query.js';

const LINKS_AT_ONCE = 5_000;

/** What a look through the whole log of one force has shown. */
export interface ChainReport {
  forceId: string;
  /** How many entries have their place, and the hash of the last. */
  position: number;
  hash: string;
  findings: (Finding | { kind: 'unfindable'; entryId: string; position: number })[];
  /** Entries that wait to be sealed, and the instant of the oldest. */
  tail: { entries: number; oldestAt: string | null };
  /** How many published heads were compared that somebody keeps elsewhere. */
  headsCompared: number;
  /** And of those that this database itself keeps: of each day, and in issued reports. */
  headsKept: number;
  /** How often the log went on on another server. */
  moves: number;
  /** It was brought to this server and nothing has been sealed here yet. */
  hasMoved: boolean;
}

/**
 * Read the whole log of a force in one snapshot and say everything that does not fit. It is always compared with the heads
 * that the database keeps; whoever owns it can change those as well, so what they have altered together only heads from elsewhere show.
 * @param heads published ones that were kept elsewhere, of any force
 */
export function verifyChain(
  database: ForceDatabase,
  forceId: string,
  heads: readonly ChainHead[] = [],
): Promise<ChainReport> {
  return database.inForceSnapshot(forceId, async (manager) => {
    const check = new ChainCheck(linkHash);
    const unfindable: ChainReport['findings'] = [];
    for (let position = 0; ;) {
      const links = await linksAfter(manager, forceId, position, LINKS_AT_ONCE);
      for (const link of links) {
        check.read(link);
        if (!link.isFound)
          unfindable.push({ kind: 'unfindable', entryId: link.entryId, position: link.position });
      }
      if (links.length < LINKS_AT_ONCE) break;
      position = links.at(-1)!.position;
    }
    const progress = await sealingProgress(manager, forceId);
    check.endsAt(progress?.position ?? null);
    const hasMoved = progress?.hasMoved ?? false;
    const unsealed = await unsealedEntries(manager, forceId);
    const waiting = unsealed.filter(
      (entry) => hasMoved || check.readUnsealed(entry, progress?.fromTransaction ?? '0'),
    );
    const own = heads.filter((head) => head.forceId === forceId);
    const kept = await keptHeads(manager, forceId);
    const oldestAt = waiting
      .map(({ at }) => at)
      .reduce<string | null>((a, b) => (a !== null && a < b ? a : b), null);
    return {
      forceId,
      position: check.position,
      hash: check.hash,
      findings: [
        ...check.findings,
        ...unfindable,
        ...(await compareHeads(manager, [...own, ...kept], check.position)),
      ],
      tail: { entries: waiting.length, oldestAt },
      headsCompared: own.length,
      headsKept: kept.length,
      moves: check.moves,
      hasMoved,
    };
  });
}

async function compareHeads(
  manager: EntityManager,
  heads: readonly ChainHead[],
  end: number,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const each = new Map(heads.map((head) => [headText(head), head]));
  for (const { forceId, position, hash } of [...each.values()].sort((a, b) => a.position - b.position)) {
    const link = await hashAt(manager, forceId, position);
    if (!link && position > end) findings.push({ kind: 'tail-removed', entryId: null, position });
    else if (link && link.hash !== hash)
      findings.push({ kind: 'head-differs', entryId: link.entryId, position });
  }
  return findings;
}

function linkHash(previous: string, content: string): string {
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(content, 'utf8').digest('hex');
}

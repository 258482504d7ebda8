import { readConfigFile } from '../config/config-files.js';
import type { Rank } from './domain/rank.js';

/**
 * Read and check `config/ranks.yaml`.
 * @throws Error naming the entry at fault; the server then does not start.
 */
export function readRanks(content: unknown = readConfigFile('ranks.yaml')): Rank[] {
  const { ranks } = (content ?? {}) as { ranks?: unknown };
  if (!Array.isArray(ranks) || ranks.length === 0) {
    throw new Error('config/ranks.yaml must hold a list "ranks".');
  }
  const taken = new Set<string>();
  return ranks.map((entry: unknown, index) => {
    const rank = rankOf(entry, index + 1);
    for (const name of new Set([rank.id, rank.label, ...rank.aliases].map((text) => text.toLowerCase()))) {
      if (taken.has(name)) throw new Error(`config/ranks.yaml says "${name}" of two ranks.`);
      taken.add(name);
    }
    return rank;
  });
}

/** The ranks of this installation, read once. */
export const RANKS: readonly Rank[] = readRanks();

function rankOf(entry: unknown, position: number): Rank {
  const {
    id,
    label,
    named_officer: namedOfficer,
    aliases = [],
    ...rest
  } = (entry ?? {}) as Record<string, unknown>;
  const where = `config/ranks.yaml, rank ${position}`;
  if (typeof id !== 'string' || !/^[a-z][a-z-]*$/.test(id))
    throw new Error(`${where}: id must be lower-case letters and hyphens.`);
  if (typeof label !== 'string' || !label.trim()) throw new Error(`${where}: label is missing.`);
  if (typeof namedOfficer !== 'boolean') throw new Error(`${where}: named_officer must be true or false.`);
  if (!Array.isArray(aliases) || !aliases.every((alias) => typeof alias === 'string')) {
    throw new Error(`${where}: aliases must be a list of texts.`);
  }
  const [unknown] = Object.keys(rest);
  if (unknown) throw new Error(`${where}: ${unknown} is not known.`);
  return { id, label, namedOfficer, aliases: aliases as string[] };
}

import { ROLE_LABELS, type AssignmentRole } from '../../domain/assignment-role.js';
import { type Rank, rankFrom, rankLabel } from '../../domain/rank.js';
import type { PulledPerson } from './pulled-neighbourhood.js';

/** An officer who has a role in the neighbourhood today. */
export interface AssignedPerson {
  name: string;
  rank: string;
  role: AssignmentRole;
  nameWithheld: boolean;
}

/**
 * How the published people of a neighbourhood differ from today's assignments, by name and rank. It is only said: "the
 * API carries no mark for the named officer" and no collar number, so nobody is assigned by it.
 * @example comparePeople(ranks, [{ name: 'PC Ann Ward', rank: 'PC' }], []) // ['Ann Ward, PC, is published there and …']
 */
export function comparePeople(
  ranks: readonly Rank[],
  pulled: readonly PulledPerson[] | null,
  assigned: readonly AssignedPerson[],
): string[] {
  if (pulled === null) return [];
  const words: string[] = [];
  const free = [...assigned];
  for (const person of pulled) {
    const at = free.findIndex(({ name }) => nameKey(ranks, name) === nameKey(ranks, person.name));
    const who = person.rank === null ? person.name : `${person.name}, ${person.rank},`;
    if (at < 0) {
      words.push(`${who} is published there and has no role here today`);
      continue;
    }
    const [officer] = free.splice(at, 1) as [AssignedPerson];
    const there = person.rank === null ? undefined : rankFrom(ranks, person.rank);
    if (officer.nameWithheld) words.push(`${who} is published there although the name is withheld here`);
    if (there && there.id !== officer.rank) {
      words.push(`${person.name} is ${there.label} there and ${rankLabel(ranks, officer.rank)} here`);
    }
  }
  for (const { name, rank, role, nameWithheld } of free) {
    if (nameWithheld) continue;
    words.push(
      `${name}, ${rankLabel(ranks, rank)}, is ${ROLE_LABELS[role].toLowerCase()} here and is not published there`,
    );
  }
  return words;
}

/** Websites write the rank and the number before a name, and accents or not. */
function nameKey(ranks: readonly Rank[], name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’'`.-]/g, '')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
  const titles = ranks
    .flatMap(({ id, label, aliases }) => [id.replaceAll('-', ' '), label.toLowerCase(), ...aliases])
    .toSorted((a, b) => b.length - a.length);
  const title = titles.find((one) => plain.startsWith(`${one} `)) ?? '';
  return plain
    .slice(title.length)
    .replace(/\b\d+\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

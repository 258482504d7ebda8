import type { Difference, Held, ListWrite } from './difference.js';
import { isOther } from './difference.js';

type Fact = string | number | null;

/** How the rows of one list are told apart and called. */
export interface ItemKind<T> {
  noun: string;
  titleOf: (item: T) => string;
  /** What makes two of them the same, best first. */
  keys: ((item: T) => string)[];
  /** The facts that are compared, with what they are called. */
  facts: Partial<Record<keyof T & string, { label: string; words?: (fact: Fact) => string }>>;
}

export interface ComparedItems<T> {
  write: ListWrite<T>;
  differences: Difference[];
  /** What a person should know and nothing is done about. */
  onlyHere: string[];
}

/**
 * Lays a pulled list beside the one here. An item is added, or changed where data.police.uk gives another fact; what is
 * only here is ended if a pull brought it, and else stays and is said. What a person has ended here stays ended.
 */
export function compareItems<T extends object>(
  kind: ItemKind<T>,
  pulled: readonly T[] | null,
  held: readonly Held<T>[],
): ComparedItems<T> {
  const result: ComparedItems<T> = {
    write: { added: [], changed: [], ended: [] },
    differences: [],
    onlyHere: [],
  };
  if (pulled === null) return result;
  const pairs = pairsOf(kind, pulled, held);
  for (const item of pulled) {
    const known = pairs.get(item);
    const title = kind.titleOf(item);
    if (!known) {
      result.write.added.push(item);
      result.differences.push({ field: `New ${kind.noun}`, before: null, after: title });
    } else if (known.over) {
      result.onlyHere.push(`the ${kind.noun} “${title}” has ended here and is still shown there`);
    } else {
      const differences = differencesOf(kind, item, known.value);
      if (differences.length > 0)
        result.write.changed.push({ id: known.id, value: given(item, known.value) });
      result.differences.push(...differences);
    }
  }
  const matched = new Set([...pairs.values()]);
  for (const one of held) {
    if (matched.has(one) || one.over) continue;
    const title = kind.titleOf(one.value);
    if (!one.fromPull) {
      result.onlyHere.push(`the ${kind.noun} “${title}” is only here and stays`);
      continue;
    }
    result.write.ended.push(one.id);
    result.differences.push({ field: `Ended ${kind.noun}`, before: title, after: null });
  }
  return result;
}

/** Which row here each pulled item is: by the best key first, each row once, one that holds before one that has ended. */
function pairsOf<T extends object>(
  { keys }: ItemKind<T>,
  pulled: readonly T[],
  held: readonly Held<T>[],
): Map<T, Held<T>> {
  const pairs = new Map<T, Held<T>>();
  const free = new Set(held.toSorted((a, b) => Number(a.over) - Number(b.over)));
  for (const keyOf of keys) {
    const byKey = new Map<string, Held<T>[]>();
    for (const one of free) byKey.set(keyOf(one.value), [...(byKey.get(keyOf(one.value)) ?? []), one]);
    for (const item of pulled) {
      if (pairs.has(item)) continue;
      const found = byKey.get(keyOf(item))?.shift();
      if (!found) continue;
      pairs.set(item, found);
      free.delete(found);
    }
  }
  return pairs;
}

function differencesOf<T extends object>(
  { noun, titleOf, facts }: ItemKind<T>,
  item: T,
  known: T,
): Difference[] {
  const differences: Difference[] = [];
  for (const [key, fact] of Object.entries(facts) as [
    keyof T & string,
    { label: string; words?: (fact: Fact) => string },
  ][]) {
    const [after, before] = [item[key] as Fact, known[key] as Fact];
    if (!isOther(after, before)) continue;
    const words = (value: Fact): string | null =>
      value === null || value === '' ? null : (fact.words?.(value) ?? String(value));
    differences.push({
      field: `Changed ${noun} “${titleOf(known)}”, ${fact.label}`,
      before: words(before),
      after: words(after),
    });
  }
  return differences;
}

/** The item with what data.police.uk does not give kept as it is here. */
function given<T extends object>(item: T, known: T): T {
  const facts = Object.entries(item).filter(([, fact]) => fact !== null && fact !== '');
  return { ...known, ...(Object.fromEntries(facts) as Partial<T>) };
}

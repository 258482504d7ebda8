/**
 * Items by what they have in common, in their order: `Map.groupBy`, which the oldest supported Node.js lacks.
 * @example grouped(['ab', 'c', 'ad'], (word) => word[0]!) // a: ab, ad; c: c
 */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/**
 * Do some work for each of many, so many of them at once, begun in their order.
 * @throws what the first that failed threw, when everything that was begun has ended; nothing more is begun after a failure
 */
export async function sideBySide<Item>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  // All take from the same iterator, so each item is begun once.
  const rest = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const take = async (): Promise<void> => {
    for (let next = rest.next(); !next.done && failures.length === 0; next = rest.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, take));
  if (failures.length > 0) throw failures[0];
}

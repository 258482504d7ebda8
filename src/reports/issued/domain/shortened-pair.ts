/** So many letters of a long text are printed in a list of what differs. */
const MOST_LETTERS = 300;
/** So many letters before the first difference are kept. */
const BEFORE = 60;

/**
 * Two texts that differ, cut so that what differs first is seen in both: long texts begin shortly before it, with an
 * ellipsis for what is left out.
 * @example shortenedPair('Two left.', 'Three left.') // { was: 'Two left.', is: 'Three left.' }
 */
export function shortenedPair(was: string, is: string): { was: string; is: string } {
  const [before, after] = [[...was], [...is]];
  if (before.length <= MOST_LETTERS && after.length <= MOST_LETTERS) return { was, is };
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same += 1;
  // What fits from its beginning is not cut there.
  const from = same < MOST_LETTERS - BEFORE ? 0 : same - BEFORE;
  return { was: cut(before, from), is: cut(after, from) };
}

function cut(letters: readonly string[], from: number): string {
  const kept = letters.slice(from, from + MOST_LETTERS).join('');
  return `${from > 0 ? '…' : ''}${kept}${letters.length > from + MOST_LETTERS ? '…' : ''}`;
}

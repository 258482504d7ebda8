/** What Excel and LibreOffice allow. */
const LONGEST = 31;
const FORBIDDEN = /[[\]/\\:*?'\p{Cc}]+/gu;

/**
 * Names of sheets after the ids of their tables: valid, and different from each other whatever the case of their letters.
 * @example sheetNames(['response-by-ward']) // ['Response by ward']
 */
export function sheetNames(ids: readonly string[]): string[] {
  const taken = new Set<string>();
  return ids.map((id) => {
    const words = id.replace(FORBIDDEN, ' ').replaceAll('-', ' ').trim() || 'Table';
    const name = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    let unique = name.slice(0, LONGEST).trim();
    for (let count = 2; taken.has(unique.toLowerCase()); count++) {
      const ending = ` ${count}`;
      unique = `${name.slice(0, LONGEST - ending.length).trim()}${ending}`;
    }
    taken.add(unique.toLowerCase());
    return unique;
  });
}

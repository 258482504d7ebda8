/**
 * Characters that nobody sees and that make two texts look the same, or one read as another: controls (C0, C1), zero
 * width, marks and overrides of direction, and the byte order mark. Codes, numbers and names are compared and read aloud
 * over the telephone, so there is none in them.
 */
const UNSEEN = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/**
 * What is wrong with a text of one line that holds such a character, or undefined.
 * @example unseenProblem('NC\u202e04') // 'holds a character that nobody sees (U+202E, character 3); leave it out'
 */
export function unseenProblem(text: string): string | undefined {
  const found = UNSEEN.exec(text);
  if (!found) return undefined;
  const point = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  // As a person counts: what lies beyond the first 65,536 characters is one, though two in memory.
  const place = [...text.slice(0, found.index)].length + 1;
  return `holds a character that nobody sees (U+${point}, character ${place}); leave it out`;
}

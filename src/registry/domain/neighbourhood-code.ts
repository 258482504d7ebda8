import { unseenProblem } from './unseen-character.js';

const MOST_CHARACTERS = 100;

/**
 * What is wrong with the code of a new neighbourhood, or undefined. Codes are opaque and may hold anything that can be
 * read, slashes too: addresses hold them encoded. Three words cannot be codes: `.` and `..`, which browsers take out of
 * an address however they are encoded, and `neighbourhoods`, which in data.police.uk's addresses is the list of them.
 * @example codeProblem('a/b') // undefined
 */
export function codeProblem(code: string): string | undefined {
  if (code === '.' || code === '..')
    return `cannot be "${code}": no browser opens its address; choose another`;
  if (code === 'neighbourhoods') return 'cannot be "neighbourhoods"';
  const unseen = unseenProblem(code);
  if (unseen) return unseen;
  if (/\p{Cs}/u.test(code)) return 'holds half of a character; leave it out';
  const isLong = code.length > MOST_CHARACTERS;
  if (code === '' || code !== code.trim() || isLong) {
    return `must be 1 to ${MOST_CHARACTERS} characters, without spaces around it`;
  }
  return undefined;
}

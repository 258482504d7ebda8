/**
 * The letters and digits of a reference: none that looks like another (no 0/O, 1/I/L, 2/Z, 5/S, 6/G, 8/B, U/V), and
 * no vowels, so that no word appears by chance.
 */
const ALPHABET = 'CDFHJKMNPQRTWX3479';
const GROUPS = 3;
const GROUP_LENGTH = 3;

/**
 * A reference to be read out over the telephone, such as `NCK-47M-TXR`: three groups of three, 18^9 = 198 thousand
 * million of them. Random, so that knowing one's own tells nothing about another's.
 * @param random whole numbers from 0 up to, not including, its argument
 */
export function makeReference(random: (below: number) => number): string {
  const letter = (): string => ALPHABET[random(ALPHABET.length)]!;
  const group = (): string => Array.from({ length: GROUP_LENGTH }, letter).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** What a person typed, as we store it: `nck 47m txr` is `NCK-47M-TXR`; null if it cannot be a reference. */
export function normaliseReference(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '');
  if (letters.length !== GROUPS * GROUP_LENGTH || [...letters].some((letter) => !ALPHABET.includes(letter))) return null;
  return letters.match(/.{3}/g)!.join('-');
}

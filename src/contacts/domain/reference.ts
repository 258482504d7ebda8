/**
 * The letters and digits of a reference: none that looks like another (no 0/O, 1/I/L, 2/Z, 5/S, 6/G, 8/B, U/V), and
 * no vowels, so that no word appears by chance.
 */
const ALPHABET = 'CDFHJKMNPQRTWX3479';
const GROUPS = 3;
const GROUP_LENGTH = 3;
const FAIR = 256 - (256 % ALPHABET.length);

/**
 * A reference to be read out over the telephone, such as `NCK-47M-TXR`: three groups of three, 18^9 = 198 thousand
 * million of them. Random, so that knowing one's own tells nothing about another's.
 * @param random as many random bytes as asked for
 */
export function makeReference(random: (count: number) => Uint8Array): string {
  let letters = '';
  while (letters.length < GROUPS * GROUP_LENGTH) {
    for (const byte of random(16)) {
      // Bytes beyond the last whole multiple are thrown away: otherwise the first letters would come more often.
      if (byte < FAIR && letters.length < GROUPS * GROUP_LENGTH) letters += ALPHABET[byte % ALPHABET.length];
    }
  }
  return grouped(letters);
}

/** What a person typed, as we store it: `nck 47m txr` is `NCK-47M-TXR`; null if it cannot be a reference. */
export function normaliseReference(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '');
  if (letters.length !== GROUPS * GROUP_LENGTH || [...letters].some((letter) => !ALPHABET.includes(letter)))
    return null;
  return grouped(letters);
}

function grouped(letters: string): string {
  return `${letters.slice(0, 3)}-${letters.slice(3, 6)}-${letters.slice(6)}`;
}

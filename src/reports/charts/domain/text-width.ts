/** Widths of the letters of Arial and Helvetica, in parts of their size, a little to the wide side. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[.,'|ijlI]/, 0.3],
  [/[0-9]/, 0.57],
  [/[a-z\s]/, 0.55],
  [/[%mwMW@]/, 0.92],
  [/[A-Z]/, 0.74],
];

/** About how wide a word is drawn; there is no screen to measure it on. */
export function textWidth(words: string, size: number): number {
  let width = 0;
  for (const letter of words) width += WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? 0.75;
  return width * size;
}

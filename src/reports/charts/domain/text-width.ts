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

/** A text as lines that are no wider, broken at spaces. */
export function wrapped(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = [lines.at(-1), word].filter(Boolean).join(' ');
    if (lines.length > 0 && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

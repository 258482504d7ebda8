import { TaggedPdf } from './tagged-pdf.js';

let pdf: TaggedPdf | null = null;
const known = new Map<string, boolean>();

/** Has the font of the PDF a sign for a letter? It holds Latin, Greek and Cyrillic, but no Chinese and no pictures. */
export function isPrintable(letter: string): boolean {
  let is = known.get(letter);
  if (is === undefined) {
    pdf ??= new TaggedPdf({ title: '', subject: '', cutOffAt: new Date(0) });
    is = /\s/.test(letter) || pdf.hasLetter(letter);
    known.set(letter, is);
  }
  return is;
}

/** Every letter of a text that the PDF cannot print, once. */
export function unprintable(text: string): string[] {
  return [...new Set(text.normalize('NFC'))].filter((letter) => !isPrintable(letter));
}

import { setImmediate } from 'node:timers/promises';
import { isPrintable } from './letters.js';
import type { Element, FontName, TaggedPdf } from './tagged-pdf.js';
import { linesOf, saidOf } from './text-lines.js';

export interface TextStyle {
  font: FontName;
  size: number;
  /** Of a line, as a multiple of the size. */
  leading: number;
  colour: string;
}

export type Layout = 'portrait' | 'landscape';

export const INK = '#0b0c0c';
export const PALE = '#505a5f';
export const BODY: TextStyle = { font: 'normal', size: 10.5, leading: 1.35, colour: INK };

const MARGIN = { left: 48, right: 48, top: 66, bottom: 58 };
/** A longer line is hard to follow. */
const LONGEST_LINE = 540;
/** For so long at most nobody else gets a turn. */
const SLICE_MS = 12;

/** Pages of A4 that are written from top to bottom: knows where the next line goes, and begins the next page. */
export class Paper {
  readonly left = MARGIN.left;
  y = 0;
  private layout: Layout = 'portrait';
  private heldSince = performance.now();
  private font: FontName = 'normal';
  private size = 1;
  /** Of a letter of the size of one. */
  private readonly widths = { normal: new Map<string, number>(), bold: new Map<string, number>() };
  /** What stood in a text and could not be written. */
  readonly missing = new Set<string>();

  constructor(readonly pdf: TaggedPdf) {}

  get width(): number {
    return this.pdf.page.width - MARGIN.left - MARGIN.right;
  }

  /** What is left of the page, in points. */
  get room(): number {
    return this.pdf.page.height - MARGIN.bottom - this.y;
  }

  /** What a whole page has. */
  get height(): number {
    return this.pdf.page.height - MARGIN.top - MARGIN.bottom;
  }

  /** Content of a page before there is one. */
  static widthOf(layout: Layout): number {
    return (layout === 'portrait' ? 595.28 : 841.89) - MARGIN.left - MARGIN.right;
  }

  newPage(layout: Layout = this.layout): void {
    this.layout = layout;
    this.pdf.addPage({ size: 'A4', layout, margin: 0 });
    this.y = MARGIN.top;
  }

  /** From here on pages lie this way; a new one begins if they lay the other way. */
  turn(layout: Layout): void {
    if (layout !== this.layout) this.newPage(layout);
  }

  /** A new page unless so much is left of this one. */
  need(height: number): void {
    if (this.room < height && this.y > MARGIN.top) this.newPage();
  }

  /** Space before what follows; none on top of a page. */
  gap(height: number): void {
    if (this.y > MARGIN.top) this.y += height;
  }

  /** Lets others have a turn if this has gone on for long. */
  async breathe(): Promise<void> {
    if (performance.now() - this.heldSince < SLICE_MS) return;
    await setImmediate();
    this.heldSince = performance.now();
  }

  /** What is written next is written so. */
  use(style: TextStyle): void {
    this.face(style);
    this.pdf.fillColor(style.colour);
  }

  /** What is measured next is measured so. */
  face({ font, size }: TextStyle): void {
    this.pdf.font(font, size);
    this.font = font;
    this.size = size;
  }

  /** Width of a text in the face used last. Words and figures come again and again, and are measured once. */
  readonly measure = (text: string): number => {
    const known = this.widths[this.font];
    let width = known.get(text);
    if (width === undefined) {
      width = this.pdf.widthOfString(text) / this.size;
      known.set(text, width);
    }
    return width * this.size;
  };

  /** A text as lines in a style, which then is the one measured in. */
  lines(text: string, width: number, style: TextStyle): string[] {
    this.face(style);
    return linesOf(this.readable(text), width, this.measure);
  }

  /** One line with its top at `y`. */
  line(text: string, x: number, y: number): void {
    if (text !== '') this.pdf.write(text, x, y);
  }

  /** An element of whole lines that may go on on the next page. */
  block(parent: Element, type: string, text: string, style: TextStyle, indent = 0): void {
    const element = this.pdf.element(type);
    const lines = this.lines(text, Math.min(this.width, LONGEST_LINE) - indent, style);
    const step = style.size * style.leading;
    for (let at = 0; at < lines.length;) {
      const left = lines.length - at;
      this.need(Math.min(left, 2) * step);
      const fit = Math.max(1, Math.floor(this.room / step));
      // No line stands alone on the next page.
      const some = lines.slice(at, at + (fit === left - 1 && fit > 2 ? fit - 1 : fit));
      this.use(style);
      this.pdf.contentOf(element, type, () =>
        some.forEach((_line, row) =>
          this.line(saidOf(lines, at + row), this.left + indent, this.y + row * step),
        ),
      );
      this.y += some.length * step;
      at += some.length;
    }
    parent.add(element);
    element.end();
  }

  /** With letters that the font has: a name may be written in any. */
  readable(text: string): string {
    const tidy = text.normalize('NFC').replace(/\t/g, ' ');
    return /[^\n -~\u00a0-\u017f\u2010-\u2026\u2212]/.test(tidy)
      ? [...tidy].map((letter) => this.written(letter)).join('')
      : tidy;
  }

  /** Has the font every letter of a text? If not, what is missing is remembered. */
  canWrite(text: string): boolean {
    return this.readable(text) === text.normalize('NFC').replace(/\t/g, ' ');
  }

  private written(letter: string): string {
    // Of a line that ends with two signs one is enough.
    if (letter === '\r') return '';
    if (isPrintable(letter)) return letter;
    this.missing.add(letter);
    return '?';
  }
}

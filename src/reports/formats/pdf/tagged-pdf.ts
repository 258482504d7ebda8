import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

const FONTS = '@expo-google-fonts/source-sans-3';
const requireFrom = createRequire(import.meta.url);
let fonts: { normal: Buffer; bold: Buffer } | null = null;

export type FontName = 'normal' | 'bold';

/** What can be said of an element of the structure; pdfkit knows more than its types. */
export interface ElementFacts {
  alt?: string;
  /** Of a heading of a table. */
  scope?: 'Row' | 'Column';
  /** Left, top, right and bottom on the page that is drawn on. */
  bbox?: [number, number, number, number];
  placement?: 'Block';
}

const FIGURE = /^[\d.%+\u2013\u2212]+ ?$/;

/** What pdfkit knows of a text in a font, and how it finds it out. */
interface Laid {
  glyphs: unknown[];
  positions: unknown[];
  advanceWidth: number;
}
interface OpenedFont {
  layoutCache: Record<string, Laid>;
  layoutCached(text: string): Laid;
}

interface FragmentWriter {
  _fragment(text: string, x: number, y: number, options: { textWidth: number; wordCount: number }): void;
}

export type Element = PDFKit.PDFStructureElement;

/**
 * An empty PDF that is tagged, in British English, and says of itself that it follows PDF/UA-1. Only fonts that are
 * embedded, and only what is given: no time of making, so that the same report is the same bytes.
 */
export class TaggedPdf extends PDFDocument {
  private caught: string[] | null = null;
  /** Not set here: pdfkit begins to write before this class is ready. */
  declare private written: Uint8Array[];

  constructor(facts: { title: string; subject: string; cutOffAt: Date }) {
    super({
      pdfVersion: '1.7',
      subset: 'PDF/UA' as PDFKit.PDFDocumentOptions['subset'] & string,
      tagged: true,
      lang: 'en-GB',
      displayTitle: true,
      autoFirstPage: false,
      bufferPages: true,
      font: '',
      info: {
        Title: facts.title,
        Subject: facts.subject,
        Creator: 'Neighbourhood Policing Guarantee',
        Producer: 'PDFKit',
        CreationDate: facts.cutOffAt,
      },
    });
    for (const [name, file] of Object.entries(readFonts())) {
      this.registerFont(name, file as unknown as PDFKit.Mixins.PDFFontSource);
      this.font(name);
      quicken((this as unknown as { _font: OpenedFont })._font);
    }
  }

  /** pdfkit writes what is known of the document into XML as it stands, and a force may be of Devon & Cornwall. */
  override endMetadata(): void {
    const { Title = '', Subject = '' } = this.info;
    Object.assign(this.info, { Title: escaped(Title), Subject: escaped(Subject) });
    super.endMetadata();
  }

  element(type: string, facts: ElementFacts = {}): Element {
    return this.struct(type, facts as PDFKit.Mixins.StructureElementOptions);
  }

  /** What is drawn meanwhile is the content of an element. */
  contentOf(element: Element, type: string, draw: () => void): void {
    const content = this.markStructureContent(type);
    draw();
    this.endMarkedContent();
    element.add(content);
  }

  /** What is drawn meanwhile is not read out: lines, bars, the head and the foot of a page. */
  artifact(type: 'Pagination' | 'Layout', draw: () => void): void {
    this.markContent('Artifact', { type });
    draw();
    this.endMarkedContent();
  }

  /** A text on one line. What pdfkit does besides, such as measuring it twice, is for texts that it breaks itself. */
  write(text: string, x: number, y: number): void {
    (this as unknown as FragmentWriter)._fragment(text, x, y, { textWidth: 0, wordCount: 0 });
  }

  /** What a drawing is in the operators of PDF, without drawing it. */
  operatorsOf(draw: () => void): string {
    const caught: string[] = [];
    this.caught = caught;
    draw();
    this.caught = null;
    return caught.join('\n');
  }

  override addContent(operator: string): this {
    if (this.caught) this.caught.push(operator);
    else super.addContent(operator);
    return this;
  }

  /** Has the font such a letter? pdfkit does not say, but what it opened the font with does. */
  hasLetter(letter: string): boolean {
    const { _font } = this as unknown as {
      _font: { font: { hasGlyphForCodePoint(point: number): boolean } };
    };
    return _font.font.hasGlyphForCodePoint(letter.codePointAt(0)!);
  }

  /** The page that is drawn on is written, and nothing can be added to it; only after all of them are there. */
  finishPage(): void {
    this.endPageMarkings(this.page);
    this.page.end();
  }

  /** Ends the document once each of its pages is finished. */
  finish(): Buffer {
    Object.assign(this, { _pageBuffer: [] });
    this.end();
    return Buffer.concat(this.written);
  }

  /** Kept as it comes: a stream that nobody reads before the end costs more than all of the writing. */
  _write(data: Uint8Array | string): void {
    const bytes = typeof data === 'string' ? Buffer.from(`${data}\n`, 'latin1') : data;
    (this.written ??= []).push(bytes);
    (this as unknown as { _offset: number })._offset += bytes.length;
  }
}

/** Figures need no shaping: no two of their letters change each other. There are thousands of them. */
function quicken(font: OpenedFont): void {
  const shaped = font.layoutCached.bind(font);
  font.layoutCached = (text) => {
    if (!FIGURE.test(text)) return shaped(text);
    const letters = [...text].map(shaped);
    return (font.layoutCache[text] ??= {
      glyphs: letters.flatMap(({ glyphs }) => glyphs),
      positions: letters.flatMap(({ positions }) => positions),
      advanceWidth: letters.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0),
    });
  };
}

/** Source Sans 3 under the SIL Open Font License: it has the Welsh letters, and its figures are of one width. */
function readFonts(): { normal: Buffer; bold: Buffer } {
  const read = (file: string): Buffer => readFileSync(requireFrom.resolve(`${FONTS}/${file}`));
  fonts ??= {
    normal: read('400Regular/SourceSans3_400Regular.ttf'),
    bold: read('600SemiBold/SourceSans3_600SemiBold.ttf'),
  };
  return fonts;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

import { type Dict, parse, PdfObjects, type PdfValue, type Ref } from './pdf-objects.js';

/** An element of a tagged PDF as a reader meets it. */
export interface PdfElement {
  type: string;
  /** Everything said in it, its lines joined by spaces. */
  text: string;
  alternative: string | null;
  scope: string | null;
  children: PdfElement[];
}

/** What of the structure stands on one page; points are counted from its lower left edge. */
export interface PdfSheet {
  width: number;
  text: string;
  /** Where its lowest line stands, and where the line begins that begins furthest to the right. */
  lowest: number;
  rightmost: number;
}

export interface ReadPdf {
  isTagged: boolean;
  language: PdfValue;
  showsTitle: PdfValue;
  title: PdfValue;
  metadata: string;
  pages: number;
  bookmarks: string[];
  root: PdfElement;
  /** What is on each page outside the structure, such as its number. */
  artifacts: string[];
  sheets: PdfSheet[];
  fontsAreEmbedded: boolean;
}

export function readPdf(bytes: Buffer): ReadPdf {
  return new PdfReader(new PdfObjects(bytes)).read();
}

/** All elements of a type, in order. */
export function elementsOf(element: PdfElement, type: string): PdfElement[] {
  return [
    ...(element.type === type ? [element] : []),
    ...element.children.flatMap((child) => elementsOf(child, type)),
  ];
}

interface PageTexts {
  byMcid: Map<number, string>;
  artifacts: string;
  sheet: PdfSheet;
}

/** What begins and ends marked content, chooses a font, goes to a line or shows text. */
const OPERATOR =
  /\/(\w+) <<([^>]*)>> BDC|\/(\w+) BMC|\b(EMC)\b|\/(F\d+) [\d.]+ Tf|1 0 0 1 (\S+) (\S+) Tm|(\[[^\]]*\]) TJ/g;

const nameOf = (value: PdfValue): string => (value as { name: string }).name;

class PdfReader {
  private readonly pages = new Map<number, PageTexts>();
  private readonly fonts = new Map<number, Map<number, string>>();
  private fontsAreEmbedded = true;

  constructor(private readonly objects: PdfObjects) {}

  read(): ReadPdf {
    const { objects } = this;
    const catalog = objects.dict(objects.trailer.get('Root'));
    const kids = objects.at(objects.dict(catalog.get('Pages')).get('Kids')) as Ref[];
    kids.forEach((page) => this.pages.set(page.id, this.readPage(page)));
    const structure = objects.dict(catalog.get('StructTreeRoot'));
    const [root] = [objects.at(structure.get('K'))].flat();
    return {
      isTagged: objects.dict(catalog.get('MarkInfo')).get('Marked') === true,
      language: objects.at(catalog.get('Lang')),
      showsTitle: objects.dict(catalog.get('ViewerPreferences')).get('DisplayDocTitle') ?? null,
      title: objects.at(objects.dict(objects.trailer.get('Info')).get('Title')),
      metadata: objects.stream(catalog.get('Metadata')).toString('utf8'),
      pages: kids.length,
      bookmarks: this.bookmarks(objects.dict(catalog.get('Outlines')).get('First')),
      root: this.element(objects.dict(root)),
      artifacts: [...this.pages.values()].map(({ artifacts }) => artifacts),
      sheets: [...this.pages.values()].map(({ sheet }) => sheet),
      fontsAreEmbedded: this.fontsAreEmbedded,
    };
  }

  private bookmarks(first: PdfValue | undefined): string[] {
    if (!first) return [];
    const item = this.objects.dict(first);
    return [this.objects.at(item.get('Title')) as string, ...this.bookmarks(item.get('Next'))];
  }

  private element(dict: Dict): PdfElement {
    const { objects } = this;
    const children: PdfElement[] = [];
    const texts: string[] = [];
    const page = dict.get('Pg');
    for (const kid of [objects.at(dict.get('K'))].flat()) {
      const value = objects.at(kid);
      if (typeof value === 'number') texts.push(this.textAt(page, value));
      else if (value instanceof Map && value.has('MCID'))
        texts.push(this.textAt(value.get('Pg'), value.get('MCID') as number));
      else if (value instanceof Map) {
        const child = this.element(value);
        children.push(child);
        texts.push(child.text);
      }
    }
    const attributes = objects.at(dict.get('A'));
    const scope = attributes instanceof Map ? attributes.get('Scope') : null;
    return {
      type: nameOf(dict.get('S')!),
      text: texts.join(' ').replace(/ +/g, ' ').trim(),
      alternative: (objects.at(dict.get('Alt')) as string | null) ?? null,
      scope: scope ? nameOf(scope) : null,
      children,
    };
  }

  private textAt(page: PdfValue | undefined, mcid: number): string {
    return this.pages.get((page as Ref).id)?.byMcid.get(mcid) ?? '';
  }

  private readPage(ref: Ref): PageTexts {
    const { objects } = this;
    const page = objects.dict(ref);
    const fonts = objects.at(objects.dict(page.get('Resources')).get('Font'));
    const stream = objects.stream(page.get('Contents')).toString('latin1');
    const byMcid = new Map<number, string>();
    let artifacts = '';
    const [, , width] = objects.at(page.get('MediaBox')) as number[];
    const sheet: PdfSheet = { width: width!, text: '', lowest: Infinity, rightmost: 0 };
    let current: number | 'artifact' | null = null;
    let letters = new Map<number, string>();
    for (const [, tag, facts, plainTag, isEnd, font, x, y, pieces] of stream.matchAll(OPERATOR)) {
      if (tag) current = tag === 'Artifact' ? 'artifact' : Number(/\/MCID (\d+)/.exec(facts!)![1]);
      else if (plainTag) current = plainTag === 'Artifact' ? 'artifact' : null;
      else if (isEnd) current = null;
      else if (font) letters = this.lettersOf((fonts as Dict).get(font) as Ref);
      else if (x) {
        if (typeof current !== 'number') continue;
        sheet.lowest = Math.min(sheet.lowest, Number(y));
        sheet.rightmost = Math.max(sheet.rightmost, Number(x));
      } else if (current === null) throw new Error('A text of the PDF is neither tagged nor an artifact.');
      else if (current === 'artifact') artifacts += ` ${shown(pieces!, letters)}`;
      else byMcid.set(current, `${byMcid.get(current) ?? ''} ${shown(pieces!, letters)}`.trimStart());
    }
    sheet.text = [...byMcid.values()].join(' ');
    return { byMcid, artifacts, sheet };
  }

  /** By the font's own table, as a reader that copies text does. */
  private lettersOf(ref: Ref): Map<number, string> {
    const known = this.fonts.get(ref.id);
    if (known) return known;
    const { objects } = this;
    const font = objects.dict(ref);
    const [descendant] = objects.at(font.get('DescendantFonts')) as PdfValue[];
    const descriptor = objects.dict(objects.dict(descendant).get('FontDescriptor'));
    this.fontsAreEmbedded &&= descriptor.has('FontFile2') || descriptor.has('FontFile3');
    const letters = new Map<number, string>();
    const table = objects.stream(font.get('ToUnicode')).toString('latin1');
    for (const [, first, list] of table.matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/g)) {
      [...list!.matchAll(/<([\w ]*)>/g)].forEach(([, code], index) => {
        const units = Buffer.from(code!.replaceAll(' ', ''), 'hex');
        letters.set(Number.parseInt(first!, 16) + index, units.swap16().toString('utf16le'));
      });
    }
    this.fonts.set(ref.id, letters);
    return letters;
  }
}

function shown(array: string, letters: Map<number, string>): string {
  const pieces = parse(array, 0).value as PdfValue[];
  return pieces
    .flatMap((piece) =>
      piece !== null && typeof piece === 'object' && 'hex' in piece
        ? (piece.hex.match(/.{4}/g) ?? []).map((code) => letters.get(Number.parseInt(code, 16)) ?? '\ufffd')
        : [],
    )
    .join('');
}

import { inflateSync } from 'node:zlib';

export class Ref {
  constructor(readonly id: number) {}
}
export type Dict = Map<string, PdfValue>;
export type PdfValue =
  Dict | PdfValue[] | Ref | string | number | boolean | null | { name: string } | { hex: string };

/** Reads the objects of a PDF by its cross-reference table: a reader of our own, that knows nothing of the writer. */
export class PdfObjects {
  private readonly text: string;
  private readonly offsets: number[];
  readonly trailer: Dict;

  constructor(private readonly bytes: Buffer) {
    this.text = bytes.toString('latin1');
    const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(this.text)![1]);
    const [head, count] = /^xref\s+0 (\d+)\s+/.exec(this.text.slice(start))!;
    const entries = this.text.slice(start + head.length);
    this.offsets = Array.from({ length: Number(count) }, (_, id) =>
      Number(entries.slice(id * 20, id * 20 + 10)),
    );
    this.trailer = parse(this.text, this.text.indexOf('trailer', start) + 7).value as Dict;
  }

  /** What a reference leads to; any other value itself. */
  at(value: PdfValue | undefined): PdfValue {
    if (!(value instanceof Ref)) return value ?? null;
    return this.at(this.parsed(value.id).value);
  }

  dict(value: PdfValue | undefined): Dict {
    const found = this.at(value);
    if (!(found instanceof Map)) throw new Error('The PDF has something else where a dictionary should be.');
    return found;
  }

  stream(ref: PdfValue | undefined): Buffer {
    if (!(ref instanceof Ref)) throw new Error('A stream is always an object of its own.');
    const { value, end } = this.parsed(ref.id);
    const start = this.text.indexOf('stream\n', end) + 'stream\n'.length;
    const dict = this.dict(value);
    const raw = this.bytes.subarray(start, start + (this.at(dict.get('Length')) as number));
    return dict.has('Filter') ? inflateSync(raw) : raw;
  }

  private parsed(id: number): { value: PdfValue; end: number } {
    const start = this.offsets[id]!;
    const head = `${id} 0 obj`;
    if (!this.text.startsWith(head, start)) throw new Error(`Object ${id} is not where the PDF says it is.`);
    return parse(this.text, start + head.length);
  }
}

const SPACE = /[\s\0]/;

/** One value of a PDF, and where it ends. */
export function parse(text: string, from: number): { value: PdfValue; end: number } {
  let at = from;
  while (SPACE.test(text[at]!)) at += 1;
  const rest = text.slice(at, at + 40);
  if (rest.startsWith('<<')) return parseDict(text, at + 2);
  if (rest.startsWith('[')) return parseArray(text, at + 1);
  if (rest.startsWith('(')) return parseString(text, at + 1);
  if (rest.startsWith('<')) {
    const end = text.indexOf('>', at);
    return { value: { hex: text.slice(at + 1, end).replace(/\s/g, '') }, end: end + 1 };
  }
  const [ref, id] = /^(\d+) 0 R/.exec(rest) ?? [];
  if (ref) return { value: new Ref(Number(id)), end: at + ref.length };
  const [token] = /^\/[^\s/<>[\]()]*|^[^\s/<>[\]()]+/.exec(text.slice(at, at + 200))!;
  const end = at + token.length;
  if (token.startsWith('/')) return { value: { name: token.slice(1) }, end };
  if (token === 'true' || token === 'false') return { value: token === 'true', end };
  return { value: token === 'null' ? null : Number(token), end };
}

function parseDict(text: string, from: number): { value: Dict; end: number } {
  const value: Dict = new Map();
  for (let at = from; ;) {
    while (SPACE.test(text[at]!)) at += 1;
    if (text.startsWith('>>', at)) return { value, end: at + 2 };
    const key = parse(text, at);
    const next = parse(text, key.end);
    value.set((key.value as { name: string }).name, next.value);
    at = next.end;
  }
}

function parseArray(text: string, from: number): { value: PdfValue[]; end: number } {
  const value: PdfValue[] = [];
  for (let at = from; ;) {
    while (SPACE.test(text[at]!)) at += 1;
    if (text[at] === ']') return { value, end: at + 1 };
    const next = parse(text, at);
    value.push(next.value);
    at = next.end;
  }
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function parseString(text: string, from: number): { value: string; end: number } {
  let value = '';
  let depth = 1;
  let at = from;
  for (; ; at++) {
    const letter = text[at]!;
    if (letter === '\\') {
      const next = text[++at]!;
      value += ESCAPES[next] ?? next;
      continue;
    }
    if (letter === '(') depth += 1;
    if (letter === ')' && --depth === 0) break;
    value += letter;
  }
  const wide = value.startsWith('\xfe\xff');
  return {
    value: wide ? Buffer.from(value.slice(2), 'latin1').swap16().toString('utf16le') : value,
    end: at + 1,
  };
}

import { unzipSync } from 'fflate';

export interface ReadCell {
  /** As a spreadsheet shows it. */
  shown: string;
  value: number | string;
  isFormula: boolean;
  isBold: boolean;
}

export interface ReadSheet {
  name: string;
  /** By row and column; a cell that is not there is null. */
  rows: (ReadCell | null)[][];
  frozenRows: number;
  widths: number[];
}

const text = (xml: string): string =>
  xml
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, '&');
const attribute = (element: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1];
  return found === undefined ? undefined : text(found);
};

/** Reads an XLSX by unzipping it and looking at its XML: a reader that knows nothing of the writer. */
export function readWorkbook(bytes: Buffer): ReadSheet[] {
  const files = unzipSync(bytes);
  const file = (path: string): string => Buffer.from(files[path]!).toString('utf8');
  const strings = [...file('xl/sharedStrings.xml').matchAll(/<si>([^]*?)<\/si>/g)].map(([, si]) =>
    text([...si!.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, t]) => t!).join('')),
  );
  const styles = stylesOf(file('xl/styles.xml'));
  const targets = new Map(
    [...file('xl/_rels/workbook.xml.rels').matchAll(/<Relationship [^>]*>/g)].map(([each]) => [
      attribute(each, 'Id')!,
      attribute(each, 'Target')!,
    ]),
  );
  return [...file('xl/workbook.xml').matchAll(/<sheet [^>]*>/g)].map(([sheet]) => {
    const target = targets.get(attribute(sheet, 'r:id')!)!;
    const xml = file(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    return { name: attribute(sheet, 'name')!, ...sheetOf(xml, strings, styles) };
  });
}

interface Style {
  format: string;
  isBold: boolean;
}

function stylesOf(xml: string): Style[] {
  const formats = new Map(
    [...xml.matchAll(/<numFmt [^>]*>/g)].map(([each]) => [
      attribute(each, 'numFmtId')!,
      attribute(each, 'formatCode')!,
    ]),
  );
  const fonts = [...xml.matchAll(/<font>([^]*?)<\/font>/g)].map(([, font]) => /<b(?:\s*\/)?>/.test(font!));
  const [, xfs] = /<cellXfs[^>]*>([^]*?)<\/cellXfs>/.exec(xml)!;
  return [...xfs!.matchAll(/<xf [^>]*>/g)].map(([each]) => ({
    format: formats.get(attribute(each, 'numFmtId') ?? '0') ?? 'General',
    isBold: fonts[Number(attribute(each, 'fontId') ?? 0)] ?? false,
  }));
}

function sheetOf(xml: string, strings: string[], styles: Style[]): Omit<ReadSheet, 'name'> {
  const rows: (ReadCell | null)[][] = [];
  for (const [, head, inner = ''] of xml.matchAll(/<c(\s[^>]*?)(?:\/>|>([^]*?)<\/c>)/g)) {
    const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(attribute(head!, 'r')!)!;
    const column = [...letters!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    const raw = /<v>([^<]*)<\/v>/.exec(inner)?.[1];
    if (raw === undefined) continue;
    const isText = attribute(head!, 't') === 's';
    const style = styles[Number(attribute(head!, 's') ?? 0)]!;
    const value = isText ? strings[Number(raw)]! : Number(raw);
    const at = (rows[Number(row) - 1] ??= []);
    while (at.length < column) at.push(null);
    at[column] = {
      value,
      shown: typeof value === 'string' ? value : asShown(value, style.format),
      isFormula: inner.includes('<f>'),
      isBold: style.isBold,
    };
  }
  return {
    rows: Array.from(rows, (row) => row ?? []),
    frozenRows: Number(/<pane [^>]*ySplit="(\d+)"/.exec(xml)?.[1] ?? 0),
    widths: [...xml.matchAll(/<col [^>]*>/g)].map(([each]) => Number(attribute(each, 'width'))),
  };
}

/** What a spreadsheet makes of a number by the few formats we use. */
function asShown(value: number, format: string): string {
  const code = format.split(';')[value < 0 ? 1 : 0] ?? format;
  const minutes = Math.round(value * 1440);
  return code.replace(
    /"([^"]*)"|\[h\]|\[m\]|m|0(?:\.(0+))?|General/g,
    (part, literal?: string, decimals?: string) => {
      if (literal !== undefined) return literal;
      if (part === '[h]') return String(Math.floor(minutes / 60));
      if (part === '[m]') return String(minutes);
      if (part === 'm') return String(minutes % 60);
      if (part === 'General') return String(value);
      return Math.abs(value).toFixed(decimals?.length ?? 0);
    },
  );
}

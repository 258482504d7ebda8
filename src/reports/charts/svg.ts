export type Attributes = Readonly<Record<string, string | number>>;

/** Text for between tags and for attributes. Characters that XML does not know are left out. */
export function escaped(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/'/g, '&#39;')
  );
}

/** An element with everything inside it; numbers to the hundredth of a unit. */
export function element(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`,
  );
  const content = inside.join('');
  return `<${name}${written.join('')}${content === '' ? '/>' : `>${content}</${name}>`}`;
}

export const textElement = (attributes: Attributes, words: string): string =>
  element('text', attributes, escaped(words));

export interface Picture {
  /** Of the chart; no two charts on a page have the same. */
  id: string;
  title: string;
  alternative: string;
  /** In pixels. */
  width: number;
  height: number;
  /** Units of what is drawn to a pixel; 1 unless it says so. */
  fineness?: number;
}

/** Ids inside a picture, so that those of two on a page do not meet. */
export const idIn = (chart: string, name: string): string => `chart-${chart}-${name}`;

/** Ink of GOV.UK and, for words, its sizes: nothing below 16 units, which is 12 pixels on a phone. */
export const INK = '#0b0c0c';
export const QUIET_INK = '#484949';
export const TEXT_SIZE = 16;

/**
 * One picture with its name and what is to be seen for those who do not see it. Nothing in it needs a style sheet, which
 * the pages' policy would refuse.
 */
export function picture(
  { id, title, alternative, width, height, fineness = 1 }: Picture,
  ...marks: string[]
): string {
  const [titleId, descriptionId] = [idIn(id, 'title'), idIn(id, 'desc')];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      role: 'img',
      'aria-labelledby': `${titleId} ${descriptionId}`,
      viewBox: `0 0 ${width * fineness} ${height * fineness}`,
      width,
      height,
      'font-family': 'Arial, Helvetica, sans-serif',
      'font-size': TEXT_SIZE * fineness,
      fill: INK,
    },
    element('title', { id: titleId }, escaped(title)),
    element('desc', { id: descriptionId }, escaped(alternative)),
    ...marks,
  );
}

const rounded = (value: number): string => String(Math.round(value * 100) / 100 || 0);

/** What a chart drawn by vega may consist of, and which attributes its parts keep. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  g: ['transform', 'fill', 'stroke', 'opacity', 'stroke-miterlimit'],
  path: [
    'transform',
    'd',
    'fill',
    'fill-opacity',
    'stroke',
    'stroke-width',
    'stroke-dasharray',
    'stroke-linecap',
    'stroke-linejoin',
    'opacity',
  ],
  line: [
    'transform',
    'x1',
    'y1',
    'x2',
    'y2',
    'stroke',
    'stroke-width',
    'stroke-dasharray',
    'stroke-linecap',
    'opacity',
  ],
  rect: [
    'transform',
    'x',
    'y',
    'width',
    'height',
    'fill',
    'stroke',
    'stroke-width',
    'stroke-dasharray',
    'opacity',
  ],
  text: ['transform', 'x', 'y', 'dx', 'dy', 'text-anchor', 'font-size', 'font-weight', 'fill', 'opacity'],
  tspan: ['x', 'dy'],
};
/** Of what is drawn, these say nothing: the picture as a whole has a name and a description. */
const LEFT_OUT = /^(class|role|aria-[a-z]+|pointer-events|font-family)$/;
/** The frames of groups, which nothing paints. */
const BLANK = /^<path class="(?:background|foreground)"(?![^>]* (?:fill|stroke)=)[^>]*\/>$/;
const TOKEN = /<(\/?)([A-Za-z]+)((?:\s+[A-Za-z][\w:-]*="[^"<>]*")*)\s*(\/?)>|([^<>]+)/y;
const ATTRIBUTE = /([A-Za-z][\w:-]*)="([^"]*)"/g;

/**
 * The marks inside the SVG that vega has written, without its frame: nothing but shapes and texts with presentation
 * attributes. Whatever else there should ever be in it, a style or a link, is refused and not passed on.
 * @throws Error naming what does not belong there
 */
export function marksOf(svg: string): string {
  let marks = '';
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < svg.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(svg);
    if (!token) throw new Error(`A chart holds what is no SVG: ${svg.slice(at, at + 60)}`);
    const [, closing, name, attributes = '', empty, text] = token;
    if (text !== undefined) marks += text;
    else if (name !== 'svg' && !BLANK.test(token[0]))
      marks += closing ? `</${name}>` : `<${name}${kept(name!, attributes)}${empty}>`;
  }
  return marks;
}

function kept(name: string, attributes: string): string {
  const allowed = KEPT[name];
  if (!allowed) throw new Error(`A chart holds the element ${name}`);
  let written = '';
  for (const [, key = '', value = ''] of attributes.matchAll(ATTRIBUTE)) {
    if (LEFT_OUT.test(key)) continue;
    if (!allowed.includes(key)) throw new Error(`A chart holds the attribute ${key} of ${name}`);
    written += ` ${key}="${inHundredths(value)}"`;
  }
  return written;
}

/** Hundredths of a pixel are enough, and the same whatever the last digit of a product is. */
const inHundredths = (value: string): string =>
  value.replace(/-?\d+\.\d{3,}(?:e-\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100 || 0));

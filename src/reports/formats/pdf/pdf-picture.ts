import type { Paper } from './paper.js';
import { colourOf, type Look, lookOf, numberOf, numbersOf, PLAIN_LOOK, transformsOf } from './svg-look.js';
import { childrenOf, type SvgNode } from './svg-tree.js';

const UNSEEN = new Set(['title', 'desc', 'defs', 'clipPath', 'pattern', 'metadata', 'style']);

/** pdfkit knows of more lengths than one; its types do not. */
interface Dashed {
  dash(lengths: number[]): void;
}

/** What pdfkit makes of the operators of one tile. */
type PdfPattern = object;
interface PatternMaker {
  pattern(bbox: number[], xStep: number, yStep: number, operators: string): PdfPattern;
}

/** Draws a chart's SVG with the lines and letters of the PDF: what our charts are made of, and no more of SVG than that. */
export class PdfPicture {
  /** Clips and patterns by the id that others refer to. */
  private readonly known = new Map<string, SvgNode>();
  private readonly patterns = new Map<string, PdfPattern>();

  constructor(
    private readonly paper: Paper,
    private readonly svg: SvgNode,
  ) {
    this.keep(svg);
  }

  draw(x: number, y: number, scale: number): void {
    const { pdf } = this.paper;
    const { viewBox = '', width } = this.svg.attributes;
    const [left = 0, top = 0, across = numberOf(width, 1)] = numbersOf(viewBox);
    pdf
      .save()
      .translate(x, y)
      .scale((scale * numberOf(width, across)) / across)
      .translate(-left, -top);
    const look = lookOf(this.svg, PLAIN_LOOK);
    for (const child of childrenOf(this.svg)) this.drawNode(child, look, 1);
    pdf.restore();
  }

  private keep(node: SvgNode): void {
    const id = node.attributes['id'];
    if (id) this.known.set(id, node);
    childrenOf(node).forEach((child) => this.keep(child));
  }

  private drawNode(node: SvgNode, inherited: Look, above: number): void {
    const { attributes, name } = node;
    if (UNSEEN.has(name) || attributes['display'] === 'none' || attributes['visibility'] === 'hidden') return;
    const { pdf } = this.paper;
    const opacity = above * numberOf(attributes['opacity'], 1);
    const look = lookOf(node, inherited);
    pdf.save();
    for (const [a, b, c, d, e, f] of transformsOf(attributes['transform'] ?? ''))
      pdf.transform(a, b, c, d, e, f);
    this.clip(attributes['clip-path']);
    const outline = name === 'text' ? '' : pdf.operatorsOf(() => this.outline(node));
    if (name === 'text') this.drawText(node, look, opacity);
    else if (outline) this.paint(outline, look, opacity);
    else childrenOf(node).forEach((child) => this.drawNode(child, look, opacity));
    pdf.restore();
  }

  private clip(address: string | undefined): void {
    const clip = this.referred(address ?? '');
    const [shape] = clip ? childrenOf(clip) : [];
    if (!shape) return;
    this.outline(shape);
    this.paper.pdf.clip();
  }

  private referred(address: string): SvgNode | undefined {
    return this.known.get(/^url\(#(.*)\)$/.exec(address)?.[1] ?? '');
  }

  /** Its outline, not painted yet; nothing of what has none. */
  private outline({ name, attributes }: SvgNode): void {
    const { pdf } = this.paper;
    const at = (key: string): number => numberOf(attributes[key], 0);
    if (name === 'path' && attributes['d']) pdf.path(attributes['d']);
    if (name === 'rect') pdf.rect(at('x'), at('y'), at('width'), at('height'));
    if (name === 'line') pdf.moveTo(at('x1'), at('y1')).lineTo(at('x2'), at('y2'));
    if (name === 'circle') pdf.circle(at('cx'), at('cy'), at('r'));
  }

  private paint(outline: string, look: Look, opacity: number): void {
    const { pdf } = this.paper;
    const rule = look['fill-rule'] === 'evenodd' ? 'even-odd' : 'non-zero';
    const fillOpacity = numberOf(look['fill-opacity'], 1) * opacity;
    const pattern = this.referred(look.fill);
    const fills: unknown[] = pattern ? this.fillsOf(look.fill, pattern) : [colourOf(look.fill)];
    for (const fill of fills) {
      if (!fill) continue;
      pdf
        .fillColor(fill as string, fillOpacity)
        .addContent(outline)
        .fill(rule);
    }
    if (this.useStroke(look, opacity)) pdf.addContent(outline).stroke();
  }

  /** False if nothing is to be stroked. */
  private useStroke(look: Look, opacity: number): boolean {
    const { pdf } = this.paper;
    const width = numberOf(look['stroke-width'], 1);
    const stroke = width > 0 ? colourOf(look.stroke) : null;
    if (!stroke) return false;
    pdf.strokeColor(stroke, numberOf(look['stroke-opacity'], 1) * opacity).lineWidth(width);
    pdf.lineCap(look['stroke-linecap']).lineJoin(look['stroke-linejoin']);
    const dashes = numbersOf(look['stroke-dasharray']);
    if (dashes.some((length) => length > 0)) (pdf as unknown as Dashed).dash(dashes);
    return true;
  }

  /** The colour of a pattern, and each of its marks as a pattern of PDF in the mark's own colour. */
  private fillsOf(address: string, pattern: SvgNode): unknown[] {
    const size = numberOf(pattern.attributes['width'], 1);
    return childrenOf(pattern).map((mark, at) => {
      if (mark.name === 'rect') return colourOf(mark.attributes['fill'] ?? 'none');
      const look = lookOf(mark, PLAIN_LOOK);
      const stroke = colourOf(look.stroke);
      const key = `${address} ${at}`;
      let made = this.patterns.get(key);
      if (!made) {
        const outline = this.paper.pdf.operatorsOf(() => this.outline(mark));
        const operators = stroke ? `${look['stroke-width']} w\n${outline}\nS` : `${outline}\nf`;
        made = (this.paper.pdf as unknown as PatternMaker).pattern([0, 0, size, size], size, size, operators);
        this.patterns.set(key, made);
      }
      return [made, stroke ?? colourOf(look.fill)];
    });
  }

  private drawText(node: SvgNode, look: Look, opacity: number, from = { x: 0, y: 0 }): void {
    const { pdf } = this.paper;
    const { attributes } = node;
    const at = {
      x: numberOf(attributes['x'], from.x) + numberOf(attributes['dx'], 0),
      y: numberOf(attributes['y'], from.y) + numberOf(attributes['dy'], 0),
    };
    for (const child of node.children) {
      if (typeof child !== 'string') {
        if (child.name === 'tspan') this.drawText(child, lookOf(child, look), opacity, at);
        continue;
      }
      const text = this.paper.readable(child.replace(/\s+/g, ' '));
      const fill = colourOf(look.fill);
      if (text.trim() === '' || !fill) continue;
      const isBold = look['font-weight'] === 'bold' || Number(look['font-weight']) >= 600;
      pdf.font(isBold ? 'bold' : 'normal', numberOf(look['font-size'], 12));
      pdf.fillColor(fill, numberOf(look['fill-opacity'], 1) * opacity);
      const width = pdf.widthOfString(text);
      const back = { middle: width / 2, end: width }[look['text-anchor']] ?? 0;
      const stroke = this.useStroke(look, opacity);
      const baseline = { middle: 'middle', central: 'middle', hanging: 'hanging' }[look['dominant-baseline']];
      pdf.text(text, at.x - back, at.y, {
        lineBreak: false,
        baseline: (baseline ?? 'alphabetic') as 'alphabetic',
        ...(stroke && { stroke, fill: true }),
      });
      at.x += width;
    }
  }
}

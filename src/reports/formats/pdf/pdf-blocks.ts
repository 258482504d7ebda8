import type { BelowTable } from '../../document/below-table.js';
import type { DocumentChart, DocumentTable, HeadlineFigure } from '../../document/report-document.js';
import { BODY, INK, PALE, type Paper, type TextStyle } from './paper.js';
import { PdfPicture } from './pdf-picture.js';
import { readSvg } from './svg-tree.js';
import { saidOf } from './text-lines.js';
import type { Element } from './tagged-pdf.js';

const CHART_TITLE: TextStyle = { ...BODY, font: 'bold', size: 11 };
const BIG: TextStyle = { font: 'bold', size: 19, leading: 1.2, colour: INK };
const ABOUT: TextStyle = { ...BODY, font: 'bold' };
const CARD_TITLE: TextStyle = { ...BODY, size: 9.5, leading: 1.25 };
const CARD_NOTE: TextStyle = { ...BODY, size: 9, leading: 1.3, colour: PALE };
const CARDS_A_ROW = 4;
const TALLEST_CHART = 620;
/** Letters of charts are 16 units high; larger than so they would outgrow the text. */
const LARGEST_SCALE = 0.78;

interface CardPart {
  lines: string[];
  style: TextStyle;
}

export function drawList(paper: Paper, section: Element, items: readonly string[]): void {
  const { pdf } = paper;
  const list = pdf.element('L');
  section.add(list);
  for (const item of items) {
    const entry = pdf.element('LI');
    list.add(entry);
    paper.need(BODY.size * BODY.leading);
    paper.use(BODY);
    const label = pdf.element('Lbl');
    pdf.contentOf(label, 'Lbl', () => paper.line('•', paper.left + 4, paper.y));
    entry.add(label);
    paper.block(entry, 'LBody', item, BODY, 16);
    entry.end();
    paper.y += 2;
  }
  list.end();
}

/** A table that has no rows. */
export function drawNone(paper: Paper, section: Element, { caption, none }: DocumentTable): void {
  paper.need(60);
  paper.block(section, 'P', caption, CHART_TITLE);
  paper.block(section, 'P', none ?? 'There is nothing to show.', BODY);
}

/** What rows of a table say at length: a list, of which each label says which row it is about. */
export async function drawBelow(paper: Paper, section: Element, { title, items }: BelowTable): Promise<void> {
  const { pdf } = paper;
  const line = step(BODY);
  paper.gap(10);
  paper.need(6 * line);
  paper.block(section, 'H3', title, CHART_TITLE);
  const list = pdf.element('L');
  section.add(list);
  for (const { about, paragraphs } of items) {
    const entry = pdf.element('LI');
    list.add(entry);
    paper.gap(6);
    paper.need(4 * line);
    paper.block(entry, 'Lbl', about, ABOUT);
    const body = pdf.element('LBody');
    entry.add(body);
    for (const paragraph of paragraphs) {
      paper.block(body, 'P', paragraph, BODY, 12);
      paper.gap(4);
      await paper.breathe();
    }
    body.end();
    entry.end();
  }
  list.end();
}

/** The few figures that answer on one page, side by side; read out they are a list. */
export function drawHeadline(paper: Paper, section: Element, items: readonly HeadlineFigure[]): void {
  const { pdf } = paper;
  const list = pdf.element('L');
  section.add(list);
  const gap = 10;
  const width = (paper.width - gap * (CARDS_A_ROW - 1)) / CARDS_A_ROW;
  for (let at = 0; at < items.length; at += CARDS_A_ROW) {
    const row = items.slice(at, at + CARDS_A_ROW).map((item) => cardOf(paper, item, width - 16));
    const height =
      Math.max(
        ...row.map((parts) => parts.reduce((sum, { lines, style }) => sum + lines.length * step(style), 0)),
      ) + 16;
    paper.need(height);
    row.forEach((parts, index) => {
      const x = paper.left + index * (width + gap);
      pdf.artifact('Layout', () => {
        pdf.rect(x, paper.y, width, height).fill('#f3f2f1');
        pdf.rect(x, paper.y, 3, height).fill('#1d70b8');
      });
      const entry = pdf.element('LI');
      const body = pdf.element('LBody');
      list.add(entry);
      entry.add(body);
      let y = paper.y + 7;
      for (const { lines, style } of parts) {
        const part = pdf.element('P');
        body.add(part);
        paper.use(style);
        const top = y;
        pdf.contentOf(part, 'P', () =>
          lines.forEach((_line, row) => paper.line(saidOf(lines, row), x + 11, top + row * step(style))),
        );
        y += lines.length * step(style);
      }
      entry.end();
    });
    paper.y += height + gap;
  }
  list.end();
}

function cardOf(
  paper: Paper,
  { title, text, of, change, before }: HeadlineFigure,
  width: number,
): CardPart[] {
  const compared = [change, before && `before: ${before}`].filter(Boolean).join(', ');
  const parts: [string, TextStyle][] = [
    [title, CARD_TITLE],
    [text, BIG],
    [of, CARD_NOTE],
    [compared, CARD_NOTE],
  ];
  return parts.flatMap(([words, style]) =>
    words ? [{ lines: paper.lines(words, width, style), style }] : [],
  );
}

export function drawChart(
  paper: Paper,
  section: Element,
  { title, alternative, svg, width, height }: DocumentChart,
): void {
  const { pdf } = paper;
  const scale = scaleOf(paper, { width, height });
  paper.need(height * scale + 30);
  paper.block(section, 'P', title, CHART_TITLE);
  paper.y += 2;
  const [x, y] = [paper.left, paper.y];
  const figure = pdf.element('Figure', {
    alt: alternative,
    placement: 'Block',
    bbox: [x, y, x + width * scale, y + height * scale],
  });
  section.add(figure);
  pdf.contentOf(figure, 'Figure', () => new PdfPicture(paper, readSvg(svg)).draw(x, y, scale));
  figure.end();
  paper.y += height * scale + 4;
}

const step = ({ size, leading }: TextStyle): number => size * leading;

/** How high a chart is drawn. */
export function chartHeight(paper: Paper, chart: DocumentChart): number {
  return chart.height * scaleOf(paper, chart);
}

function scaleOf(paper: Paper, { width, height }: Pick<DocumentChart, 'width' | 'height'>): number {
  return Math.min(paper.width / width, TALLEST_CHART / height, LARGEST_SCALE);
}

import type { DocumentCell, DocumentTable } from '../../document/report-document.js';
import { BODY, type Paper, PALE, type TextStyle } from './paper.js';
import { saidOf } from './text-lines.js';
import { PAD, type TableMeasures } from './table-measures.js';
import { AIR, nextPart, type RowPart, rowOf, type SetRow, stepOf } from './table-row.js';
import type { Element } from './tagged-pdf.js';

const CAPTION: TextStyle = { ...BODY, font: 'bold', size: 11 };
const CONTINUED: TextStyle = { ...BODY, size: 8.5, colour: PALE };
const LINE = '#b1b4b6';
const BAR = '#5694ca';
const BAR_HEIGHT = 2.5;
/** A row that is no higher stays whole; of a higher one this page takes what it can. */
const WHOLE = 120;
/** With less room a row begins on the next page, however high it is. */
const LEAST_ROOM = 60;

/**
 * A table with rows that goes on over pages row by row, and within a row that is higher than a page, with its heads on top
 * of each. For whoever has it read out it is one table: the heads are there once, and each cell knows them.
 */
export class PdfTable {
  private readonly numeric: boolean[];
  /** Those of columns; they fill the page also if it lies across and the table was measured upright. */
  private readonly widths: number[];
  private readonly head: SetRow;

  constructor(
    private readonly paper: Paper,
    private readonly table: DocumentTable,
    private readonly measures: TableMeasures,
  ) {
    this.numeric = table.columns.map((column) => column.numeric);
    const width = measures.widths.reduce((sum, each) => sum + each, 0);
    this.widths = measures.widths.map((each) => (each * paper.width) / width);
    this.head = this.set(
      table.columns.map(({ title }) => title),
      () => measures.head,
    );
  }

  /** How much of a page it begins with: less of it would be a caption or heads alone. */
  get opening(): number {
    const first = Math.min(this.setBody(this.table.rows[0]!).height, WHOLE);
    return CAPTION.size * 2 + this.head.height + first * 2;
  }

  async draw(parent: Element): Promise<void> {
    const { paper, table } = this;
    const element = paper.pdf.element('Table');
    parent.add(element);
    paper.need(this.opening);
    paper.block(element, 'Caption', table.caption, CAPTION);
    paper.y += 3;
    this.drawHead(element);
    const body = paper.pdf.element('TBody');
    element.add(body);
    for (const cells of table.rows) {
      this.drawRow(cells, body);
      await paper.breathe();
    }
    body.end();
    element.end();
  }

  private drawHead(table: Element): void {
    const { pdf } = this.paper;
    const group = pdf.element('THead');
    const row = pdf.element('TR');
    table.add(group);
    group.add(row);
    const part = nextPart(this.head, this.head.height);
    this.drawCells(this.head, part, (_at, draw) => {
      const cell = pdf.element('TH', { scope: 'Column' });
      pdf.contentOf(cell, 'TH', draw);
      row.add(cell);
      cell.end();
    });
    row.end();
    group.end();
    this.drawLine(part.height, 1);
    this.paper.y += part.height;
  }

  /** The next page of the same table, with its heads once more for whoever sees it. */
  private nextPage(): void {
    const { paper, table, head } = this;
    paper.newPage();
    paper.pdf.artifact('Pagination', () => {
      const [line] = paper.lines(`${table.caption}, continued`, paper.width, CONTINUED);
      paper.use(CONTINUED);
      paper.line(line!, paper.left + PAD, paper.y);
    });
    paper.y += CONTINUED.size * 1.5;
    paper.pdf.artifact('Pagination', () =>
      this.drawCells(head, nextPart(head, head.height), (_at, draw) => draw()),
    );
    this.drawLine(head.height, 1);
    paper.y += head.height;
  }

  /** A row, which for whoever has it read out is one on however many pages it stands. */
  private drawRow(cells: readonly DocumentCell[], body: Element): void {
    const { paper } = this;
    const { pdf } = paper;
    const row = this.setBody(cells);
    const tags = cells.map((_cell, at) => (at < this.table.heads ? 'TH' : 'TD'));
    const elements = tags.map((tag) => pdf.element(tag, tag === 'TH' ? { scope: 'Row' } : {}));
    if (row.height > paper.room && (row.height <= WHOLE || paper.room < LEAST_ROOM)) this.nextPage();
    for (let part = nextPart(row, paper.room); ; part = nextPart(row, paper.room, part)) {
      this.drawLine(part.height, 0.5, part.isLast ? cells : []);
      this.drawCells(row, part, (at, draw) => {
        if (cells[at]!.text !== '') pdf.contentOf(elements[at]!, tags[at]!, draw);
      });
      paper.y += part.height;
      if (part.isLast) break;
      this.nextPage();
    }
    const element = pdf.element('TR');
    body.add(element);
    for (const cell of elements) {
      element.add(cell);
      cell.end();
    }
    element.end();
  }

  /** @param each puts the drawing of one cell where it belongs; a cell of which nothing is left is not drawn */
  private drawCells(row: SetRow, part: RowPart, each: (at: number, draw: () => void) => void): void {
    const { paper, widths } = this;
    let x = paper.left;
    row.cells.forEach(({ lines, style }, at) => {
      const width = widths[at]!;
      const left = x + PAD;
      const { from, to } = part.lines[at]!;
      x += width;
      if (from === to) return;
      paper.use(style);
      each(at, () => {
        for (let line = from; line < to; line += 1) {
          const indent = this.numeric[at] ? width - 2 * PAD - paper.measure(lines[line]!) : 0;
          paper.line(saidOf(lines, line), left + indent, paper.y + AIR + (line - from) * stepOf(style));
        }
      });
    });
  }

  /** The line under a row, and the small bars of its cells, which say nothing that the numbers do not. */
  private drawLine(height: number, weight: number, cells: readonly DocumentCell[] = []): void {
    const { paper, widths } = this;
    const { pdf } = paper;
    const bottom = paper.y + height;
    pdf.artifact('Layout', () => {
      pdf.lineWidth(weight).strokeColor(weight === 1 ? PALE : LINE);
      pdf
        .moveTo(paper.left, bottom)
        .lineTo(paper.left + paper.width, bottom)
        .stroke();
      let x = paper.left;
      widths.forEach((width, at) => {
        const { bar } = cells[at] ?? {};
        const longest = width - 2 * PAD;
        if (bar) pdf.rect(x + PAD, bottom - BAR_HEIGHT - 1.5, (longest * bar) / 100, BAR_HEIGHT).fill(BAR);
        x += width;
      });
    });
  }

  private setBody(cells: readonly DocumentCell[]): SetRow {
    const { head, cell } = this.measures;
    const { heads } = this.table;
    return this.set(
      cells.map(({ text }) => text),
      (at) => (at < heads ? head : cell),
      cells.some(({ bar }) => bar !== undefined) ? BAR_HEIGHT + 1 : 0,
    );
  }

  private set(texts: readonly string[], styleOf: (at: number) => TextStyle, foot = 0): SetRow {
    const cells = texts.map((text, at) => {
      const style = styleOf(at);
      return { lines: this.paper.lines(text, this.widths[at]! - 2 * PAD + 0.01, style), style };
    });
    return rowOf(cells, foot);
  }
}

import type { DocumentCell, DocumentTable } from '../../document/report-document.js';
import { BODY, type Paper, PALE, type TextStyle } from './paper.js';
import { saidOf } from './text-lines.js';
import { PAD, type TableMeasures } from './table-measures.js';
import type { Element } from './tagged-pdf.js';

const CAPTION: TextStyle = { ...BODY, font: 'bold', size: 11 };
const CONTINUED: TextStyle = { ...BODY, size: 8.5, colour: PALE };
const LINE = '#b1b4b6';
const BAR = '#5694ca';
const BAR_HEIGHT = 2.5;
/** Above and below the words of a row. */
const AIR = 3;

/** A row with its words broken into lines. */
interface SetRow {
  cells: string[][];
  height: number;
}

/**
 * A table that goes on over pages row by row, with its heads on top of each. For whoever has it read out it is one table:
 * the heads are there once, and each cell knows them.
 */
export async function drawTable(
  paper: Paper,
  parent: Element,
  table: DocumentTable,
  measures: TableMeasures,
): Promise<void> {
  if (table.rows.length === 0) {
    paper.need(60);
    paper.block(parent, 'P', table.caption, CAPTION);
    paper.block(parent, 'P', table.none ?? 'There is nothing to show.', BODY);
    return;
  }
  await new PdfTable(paper, table, measures).draw(parent);
}

class PdfTable {
  private readonly numeric: boolean[];
  private readonly width: number;

  constructor(
    private readonly paper: Paper,
    private readonly table: DocumentTable,
    private readonly measures: TableMeasures,
  ) {
    this.numeric = table.columns.map((column) => column.numeric);
    this.width = measures.widths.reduce((sum, width) => sum + width, 0);
  }

  async draw(parent: Element): Promise<void> {
    const { paper, table } = this;
    const head = this.set(
      table.columns.map(({ title }) => title),
      () => this.measures.head,
    );
    const first = this.setBody(table.rows[0]!);
    const element = paper.pdf.element('Table');
    parent.add(element);
    paper.need(CAPTION.size * 2 + head.height + first.height * 2);
    paper.block(element, 'Caption', table.caption, CAPTION);
    paper.y += 3;
    this.drawHead(head, element);
    const body = paper.pdf.element('TBody');
    element.add(body);
    for (const cells of table.rows) {
      const row = this.setBody(cells);
      if (paper.room < row.height) {
        paper.newPage();
        this.drawContinued();
        paper.pdf.artifact('Pagination', () =>
          this.drawCells(head, (_at, draw) => draw(), this.measures.head),
        );
        this.drawLine(head, 1);
        paper.y += head.height;
      }
      this.drawRow(row, cells, body);
      await paper.breathe();
    }
    body.end();
    element.end();
  }

  private drawContinued(): void {
    const { paper, table } = this;
    paper.pdf.artifact('Pagination', () => {
      const [line] = paper.lines(`${table.caption}, continued`, paper.width, CONTINUED);
      paper.use(CONTINUED);
      paper.line(line!, paper.left + PAD, paper.y);
    });
    paper.y += CONTINUED.size * 1.5;
  }

  private drawHead(head: SetRow, table: Element): void {
    const { pdf } = this.paper;
    const group = pdf.element('THead');
    const row = pdf.element('TR');
    table.add(group);
    group.add(row);
    this.drawCells(
      head,
      (_at, draw) => {
        const cell = pdf.element('TH', { scope: 'Column' });
        pdf.contentOf(cell, 'TH', draw);
        row.add(cell);
        cell.end();
      },
      this.measures.head,
    );
    row.end();
    group.end();
    this.drawLine(head, 1);
    this.paper.y += head.height;
  }

  private drawRow(row: SetRow, cells: readonly DocumentCell[], body: Element): void {
    const { pdf } = this.paper;
    const element = pdf.element('TR');
    body.add(element);
    this.drawLine(row, 0.5, cells);
    this.drawCells(row, (at, draw) => {
      const isHead = at < this.table.heads;
      const cell = pdf.element(isHead ? 'TH' : 'TD', isHead ? { scope: 'Row' } : {});
      if (cells[at]!.text !== '') pdf.contentOf(cell, isHead ? 'TH' : 'TD', draw);
      element.add(cell);
      cell.end();
    });
    element.end();
    this.paper.y += row.height;
  }

  /** @param each puts the drawing of one cell where it belongs */
  private drawCells(row: SetRow, each: (at: number, draw: () => void) => void, style?: TextStyle): void {
    const { paper, measures } = this;
    let x = paper.left;
    row.cells.forEach((lines, at) => {
      const used = style ?? this.styleOf(at);
      const width = measures.widths[at]!;
      const left = x + PAD;
      paper.use(used);
      each(at, () =>
        lines.forEach((line, index) => {
          const indent = this.numeric[at] ? width - 2 * PAD - paper.measure(line) : 0;
          paper.line(saidOf(lines, index), left + indent, paper.y + AIR + index * used.size * used.leading);
        }),
      );
      x += width;
    });
  }

  /** The line under a row, and the small bars of its cells, which say nothing that the numbers do not. */
  private drawLine(row: SetRow, weight: number, cells: readonly DocumentCell[] = []): void {
    const { paper, measures } = this;
    const { pdf } = paper;
    const bottom = paper.y + row.height;
    pdf.artifact('Layout', () => {
      pdf.lineWidth(weight).strokeColor(weight === 1 ? PALE : LINE);
      pdf
        .moveTo(paper.left, bottom)
        .lineTo(paper.left + this.width, bottom)
        .stroke();
      let x = paper.left;
      measures.widths.forEach((width, at) => {
        const { bar } = cells[at] ?? {};
        const longest = width - 2 * PAD;
        if (bar) pdf.rect(x + PAD, bottom - BAR_HEIGHT - 1.5, (longest * bar) / 100, BAR_HEIGHT).fill(BAR);
        x += width;
      });
    });
  }

  private setBody(cells: readonly DocumentCell[]): SetRow {
    const row = this.set(
      cells.map(({ text }) => text),
      (at) => this.styleOf(at),
    );
    if (cells.some(({ bar }) => bar !== undefined)) row.height += BAR_HEIGHT + 1;
    return row;
  }

  private set(texts: readonly string[], styleOf: (at: number) => TextStyle): SetRow {
    let height = 0;
    const cells = texts.map((text, at) => {
      const style = styleOf(at);
      const lines = this.paper.lines(text, this.measures.widths[at]! - 2 * PAD + 0.01, style);
      height = Math.max(height, lines.length * style.size * style.leading);
      return lines;
    });
    return { cells, height: height + 2 * AIR };
  }

  private styleOf(at: number): TextStyle {
    return at < this.table.heads ? this.measures.head : this.measures.cell;
  }
}

import { type BelowTable, belowTable, readTable } from '../../document/below-table.js';
import type {
  DocumentBlock,
  DocumentCell,
  DocumentSection,
  DocumentTable,
} from '../../document/report-document.js';
import { aboutReport, type ReportContent } from '../report-content.js';
import { BODY, INK, type Layout, PALE, Paper, type TextStyle } from './paper.js';
import { chartHeight, drawBelow, drawChart, drawHeadline, drawList, drawNone } from './pdf-blocks.js';
import { PdfTable } from './pdf-table.js';
import { measureTable, type TableMeasures } from './table-measures.js';
import { type Element, TaggedPdf } from './tagged-pdf.js';

const TITLE: TextStyle = { font: 'bold', size: 24, leading: 1.15, colour: INK };
const SUBTITLE: TextStyle = { font: 'normal', size: 14, leading: 1.3, colour: INK };
const VERSION: TextStyle = { ...SUBTITLE, font: 'bold' };
const HEADING: TextStyle = { font: 'bold', size: 16, leading: 1.25, colour: INK };
const SMALL: TextStyle = { ...BODY, size: 8.5, colour: PALE };
/** A heading has at least so much room. */
const LEAST_OF_SECTION = 120;
/** From above a heading to what it is the heading of. */
const HEADING_HEIGHT = 52;
const CHART_TITLE_HEIGHT = 30;

/** The report as a tagged PDF, made in slices so that others are served meanwhile. The same report is the same bytes. */
export async function reportPdf(content: ReportContent): Promise<Buffer> {
  const { document, report } = content;
  const pdf = new TaggedPdf({
    title: `${document.title}: ${document.force.name}, ${document.period}`,
    subject: document.fileStem,
    cutOffAt: new Date(report.cutOffAt),
  });
  await new ReportPdf(pdf, content).draw();
  return pdf.finish();
}

/** Whether it takes a few lines: alone on a page that lies the other way it would leave that page blank. */
function isShort(block: DocumentBlock): boolean {
  return block.kind === 'paragraph' || (block.kind === 'table' && block.table.rows.length === 0);
}

class ReportPdf {
  private readonly paper: Paper;
  private readonly tables = new Map<DocumentTable, TableMeasures>();
  private readonly below = new Map<DocumentTable, BelowTable[]>();

  constructor(
    private readonly pdf: TaggedPdf,
    private readonly content: ReportContent,
  ) {
    this.paper = new Paper(pdf);
  }

  async draw(): Promise<void> {
    const { paper, pdf } = this;
    const { document } = this.content;
    const root = pdf.element('Document');
    pdf.addStructure(root);
    paper.newPage('portrait');
    paper.block(root, 'H1', document.title, TITLE);
    paper.block(root, 'P', `${document.force.name}, ${document.period}`, SUBTITLE);
    paper.block(root, 'P', document.version, VERSION);
    paper.gap(4);
    for (const words of this.about()) paper.block(root, 'P', words, SMALL);
    for (const section of document.sections) {
      const blocks = section.blocks.map((block): DocumentBlock =>
        block.kind === 'table' ? { ...block, table: this.asRead(this.inLetters(block.table)) } : block,
      );
      await this.drawSection(root, { ...section, blocks });
    }
    this.sayWhatIsMissing(root);
    root.end();
    await this.drawMargins();
  }

  private about(): string[] {
    const facts = new Map(aboutReport(this.content));
    return ['Counted', 'Version of the definitions', 'Zone of every day and time'].map(
      (fact) => `${fact}: ${facts.get(fact)}`,
    );
  }

  /** "Silently" would be worse than a question mark. */
  private sayWhatIsMissing(root: Element): void {
    const { missing } = this.paper;
    if (missing.size === 0) return;
    const codes = [...missing].map((letter) => `U+${letter.codePointAt(0)!.toString(16).toUpperCase()}`);
    this.paper.gap(20);
    this.paper.block(
      root,
      'P',
      `Names in letters that this file cannot print (${codes.join(', ')}) stand as their code alone, or with question marks. The page, the workbook and the CSV files have them as they are written.`,
      SMALL,
    );
  }

  /** A place whose name cannot be printed stands as its code. */
  private inLetters(table: DocumentTable): DocumentTable {
    const { columns, rows } = table;
    const codes = columns.flatMap(({ plain }, at) => (plain === 'code' ? [at] : []));
    const isLacking = (row: DocumentCell[]): boolean =>
      codes.some((at) => row[at]!.plain !== undefined && !this.paper.canWrite(row[at]!.text));
    if (!rows.some(isLacking)) return table;
    const coded = (cell: DocumentCell, at: number): DocumentCell =>
      codes.includes(at) && cell.plain !== undefined && !this.paper.canWrite(cell.text)
        ? { ...cell, text: cell.plain }
        : cell;
    return { ...table, rows: rows.map((row) => row.map(coded)) };
  }

  private asRead(whole: DocumentTable): DocumentTable {
    const table = readTable(whole);
    this.below.set(table, belowTable(whole));
    return table;
  }

  private async drawSection(root: Element, { title, blocks }: DocumentSection): Promise<void> {
    const { paper, pdf } = this;
    const section = pdf.element('Sect');
    root.add(section);
    paper.turn((await this.layoutOf(blocks.find((block) => !isShort(block)))) ?? 'portrait');
    paper.need(Math.max(LEAST_OF_SECTION, HEADING_HEIGHT + (await this.opening(blocks[0]))));
    paper.gap(20);
    pdf.outline.addItem(title);
    paper.block(section, 'H2', title, HEADING);
    for (const block of blocks) {
      await this.drawBlock(section, block);
      await paper.breathe();
    }
    section.end();
  }

  /** What a heading must not be parted from, beyond a line or two. */
  private async opening(block: DocumentBlock | undefined): Promise<number> {
    if (block?.kind === 'chart') return CHART_TITLE_HEIGHT + chartHeight(this.paper, block.chart);
    if (block?.kind !== 'table' || block.table.rows.length === 0) return 0;
    return new PdfTable(this.paper, block.table, await this.measured(block.table)).opening;
  }

  /** Wide tables lie across and charts stand upright; whatever else there is goes on as the page lies. */
  private async layoutOf(block: DocumentBlock | undefined): Promise<Layout | null> {
    if (block?.kind === 'chart') return 'portrait';
    if (block?.kind !== 'table' || block.table.rows.length === 0) return null;
    const { layout } = await this.measured(block.table);
    return layout === 'landscape' ? layout : null;
  }

  private async measured(table: DocumentTable): Promise<TableMeasures> {
    const measures = this.tables.get(table) ?? (await measureTable(this.paper, table));
    this.tables.set(table, measures);
    return measures;
  }

  private async drawBlock(section: Element, block: DocumentBlock): Promise<void> {
    const { paper } = this;
    const layout = await this.layoutOf(block);
    if (layout) paper.turn(layout);
    paper.gap(block.kind === 'table' || block.kind === 'chart' ? 12 : 6);
    if (block.kind === 'paragraph') paper.block(section, 'P', block.text, BODY);
    else if (block.kind === 'list') drawList(paper, section, block.items);
    else if (block.kind === 'headline') drawHeadline(paper, section, block.items);
    else if (block.kind === 'chart') drawChart(paper, section, block.chart);
    else await this.drawTable(section, block.table);
  }

  private async drawTable(section: Element, table: DocumentTable): Promise<void> {
    const { paper } = this;
    if (table.rows.length === 0) drawNone(paper, section, table);
    else await new PdfTable(paper, table, await this.measured(table)).draw(section);
    for (const below of this.below.get(table) ?? []) await drawBelow(paper, section, below);
  }

  /** Whose and of when each page is, and which page of how many; said once pages are counted. */
  private async drawMargins(): Promise<void> {
    const { paper, pdf } = this;
    const { document } = this.content;
    const { start, count } = pdf.bufferedPageRange();
    for (let at = start; at < start + count; at++) {
      pdf.switchToPage(at);
      const { height } = pdf.page;
      const right = paper.left + paper.width;
      pdf.artifact('Pagination', () => {
        paper.use(SMALL);
        const page = `Page ${at + 1} of ${count}`;
        paper.line(paper.readable(`${document.force.name}, ${document.period}`), paper.left, 32);
        paper.line(document.title, right - paper.measure(document.title), 32);
        paper.line(document.fileStem, paper.left, height - 40);
        paper.line(page, right - paper.measure(page), height - 40);
        pdf.lineWidth(0.5).strokeColor('#b1b4b6');
        pdf.moveTo(paper.left, 48).lineTo(right, 48).stroke();
      });
      pdf.finishPage();
      await paper.breathe();
    }
  }
}

import Handlebars from 'handlebars';
import { belowTable, readTable } from './below-table.js';
import type {
  DocumentBlock,
  DocumentCell,
  DocumentChart,
  DocumentSection,
  DocumentTable,
  HeadlineFigure,
  ReportDocument,
} from './report-document.js';
import { type RowsOf, tableRows } from './table-rows.js';

export type { RowsOf } from './table-rows.js';

const ANSWERS = 'answers';

/** A longer table of an open section shows its first rows, and has the others folded. */
const LONG = 14;
const SHOWN = 10;

/**
 * A report as the model of `partials/reports/document`, without the page's frame: what stands on top, the contents, and
 * what they lead to; pure.
 * @param rowsOf makes a figure a link to its rows; left out where the page is written to be kept
 */
export function documentView({ sections }: ReportDocument, rowsOf: RowsOf = () => undefined): object {
  const [first, ...others] = sections.map((section) => ({ ...section, blocks: blockViews(section, rowsOf) }));
  return {
    first,
    contents: others.map(({ id, title }) => ({ href: `#${id}`, title })),
    others,
  };
}

/** Charts that follow one another stand side by side. */
function blockViews({ blocks, detail }: DocumentSection, rowsOf: RowsOf): object[] {
  const views: object[] = [];
  let charts: object[] = [];
  for (const block of blocks) {
    if (block.kind !== 'chart') {
      views.push(blockView(block, !detail, rowsOf));
      charts = [];
      continue;
    }
    if (charts.length === 0) views.push({ charts });
    charts.push(chartView(block.chart));
  }
  return views;
}

function blockView(
  block: Exclude<DocumentBlock, { kind: 'chart' }>,
  mayFold: boolean,
  rowsOf: RowsOf,
): object {
  switch (block.kind) {
    case 'paragraph':
      return { text: block.text };
    case 'list':
      return { items: block.items };
    case 'headline':
      return { headline: block.items.map((item) => headlineView(item, rowsOf)) };
    case 'table':
      if (block.table.id === ANSWERS) return { answers: answersView(block.table) };
      return { tables: tableViews(block.table, mayFold, rowsOf) };
  }
}

export function chartView({ id, title, svg, narrow, table }: DocumentChart): object {
  // Made by ourselves from figures: texts in it are escaped where it is made.
  const picture = (made: string): object => new Handlebars.SafeString(made);
  return { id, title, svg: picture(svg), narrow: narrow && picture(narrow), table: `#table-${table}` };
}

/** Sentences read better one below the other on a narrow screen than in columns. */
function answersView({ id, caption, rows }: DocumentTable): object {
  return {
    id,
    caption,
    list: {
      rows: rows.map(([question, answer]) => ({
        key: { text: question!.text },
        value: { text: answer!.text },
      })),
    },
  };
}

function headlineView(item: HeadlineFigure, rowsOf: RowsOf): object {
  return { ...item, href: rowsOf(item.figure) };
}

/** One table, or the first rows of a long one and the rest; each with what its rows say at length. */
function tableViews(table: DocumentTable, mayFold: boolean, rowsOf: RowsOf): object[] {
  const { id, rows, none } = table;
  const { columns } = readTable({ ...table, rows: [] });
  const view = (part: DocumentCell[][], caption: string): object => ({
    caption,
    columns,
    rows: new Handlebars.SafeString(tableRows(part, table, rowsOf)),
    below: belowTable({ ...table, caption, rows: part }),
  });
  if (rows.length === 0) return [{ none: none ?? 'There are none.', id }];
  if (!mayFold || rows.length <= LONG) return [{ ...view(rows, table.caption), id }];
  const others = `the other ${rows.length - SHOWN} of ${rows.length}`;
  return [
    { ...view(rows.slice(0, SHOWN), `${table.caption}: the first ${SHOWN} of ${rows.length}`), id },
    { ...view(rows.slice(SHOWN), `${table.caption}: ${others}`), folded: `Show ${others}` },
  ];
}

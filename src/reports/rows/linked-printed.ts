import Handlebars from 'handlebars';
import type { ComplianceReport } from '../compliance-report.js';
import type {
  DocumentCell,
  DocumentTable,
  HeadlineFigure,
  ReportDocument,
} from '../document/report-document.js';
import { tableRows } from '../document/table-rows.js';
import { linkedBefore, linkedTables } from './linked-tables.js';

/**
 * A report as it was printed when it was issued, with the links of `linkedDocument` in the rows of its tables that are still laid
 * out so. Without the links it is the same byte for byte.
 * @param document the same report laid out today
 */
export function linkedPrinted(
  fragment: string,
  document: ReportDocument,
  report: ComplianceReport,
  id: string,
): string {
  const link = linkedTables(report, '/reports/', id);
  const blocks = document.sections.flatMap((section) => section.blocks);
  return blocks.reduce((html, block) => {
    if (block.kind === 'headline') return block.items.reduce(withBefore(report), html);
    if (block.kind !== 'table') return html;
    const linked = link(block.table);
    return linked === block.table ? html : withLinks(html, block.table, linked);
  }, fragment);
}

/** The same where it is printed: what it was ends the box of its figure, which may read the same. */
const withBefore =
  (report: ComplianceReport) =>
  (html: string, item: HeadlineFigure): string => {
    const { beforeHref, before, figure } = linkedBefore(report, '/reports/')(item);
    const begin = html.indexOf(` data-figure="${figure}"`);
    if (!beforeHref || !before || begin < 0) return html;
    const words = Handlebars.escapeExpression(before);
    const last = html.lastIndexOf('</dd>', html.indexOf('</div>', begin));
    const at = last - words.length;
    if (at < begin || html.slice(at, last) !== words) return html;
    const link = `<a class="govuk-link app-figure-link" href="${Handlebars.escapeExpression(beforeHref)}">${words}</a>`;
    return html.slice(0, at) + link + html.slice(at + words.length);
  };

function withLinks(html: string, plain: DocumentTable, linked: DocumentTable): string {
  const begin = html.indexOf(` id="table-${plain.id}"`);
  if (begin < 0) return html;
  const after = html.indexOf(' id="table-', begin + 1);
  const end = after < 0 ? html.length : after;
  const printed = html.slice(begin, end);
  const rowOf = rowsPrintedIn(printed, plain);
  const table = plain.rows.reduce(
    (part, row, at) => part.replace(rowOf(row), () => rowOf(linked.rows[at]!)),
    printed,
  );
  return html.slice(0, begin) + table + html.slice(end);
}

/** How a row reads in a table that may have been printed before it had all of its columns. */
function rowsPrintedIn(printed: string, table: DocumentTable): (row: readonly DocumentCell[]) => string {
  const isThere = table.columns.map(({ title }) =>
    printed.includes(`>${Handlebars.escapeExpression(title)}</th>`),
  );
  const columns = table.columns.filter((_, at) => isThere[at]);
  // Its cells alone: before, what the force says was one more cell at the end.
  return (row) =>
    tableRows([row.filter((_, at) => isThere[at])], { ...table, columns }, () => undefined).slice(
      0,
      -'</tr>\n'.length,
    );
}

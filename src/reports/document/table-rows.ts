import Handlebars from 'handlebars';
import { STATE_TITLES } from '../../registry/coverage/domain/coverage-state.js';
import { WARD_STATE_TITLES } from '../../registry/coverage/domain/ward-state.js';
import { DID_NOT_EXIST, sentence } from './document-cells.js';
import type { DocumentCell, DocumentTable } from './report-document.js';

/** The address of the rows behind a figure, by its key; undefined if it cannot be opened. */
export type RowsOf = (figure: string) => string | undefined;

const STATE_COLOURS: Readonly<Record<string, string>> = {
  [STATE_TITLES.covered]: 'govuk-tag--green',
  [STATE_TITLES['deputy-covering']]: 'govuk-tag--blue',
  [STATE_TITLES.absent]: 'govuk-tag--purple',
  [STATE_TITLES['not-contactable']]: 'govuk-tag--orange',
  [STATE_TITLES.unpublished]: 'govuk-tag--yellow',
  [STATE_TITLES.vacant]: 'govuk-tag--red',
  [WARD_STATE_TITLES.partly]: 'govuk-tag--yellow',
  [WARD_STATE_TITLES['not-covered']]: 'govuk-tag--red',
};
const COLOURS = new Map(Object.entries(STATE_COLOURS).map(([title, colour]) => [sentence(title), colour]));

const { escapeExpression } = Handlebars;
/** A template would write every `=` of an address as six letters. */
const escapedAddress = (href: string): string => escapeExpression(href).replaceAll('&#x3D;', '=');

/**
 * The rows of a table as HTML. A large force has twenty thousand cells: they are written here and not by a template, which
 * takes ten times as long, and say nothing that the table (`app-lean`) can say for all of them. What stands beneath the
 * table is not in them.
 */
export function tableRows(rows: readonly DocumentCell[][], table: DocumentTable, rowsOf: RowsOf): string {
  let html = '';
  for (const row of rows) {
    html += '<tr>';
    for (let at = 0; at < row.length; at += 1) {
      if (!table.columns[at]!.below) html += cellOf(row[at]!, at, table, rowsOf);
    }
    html += '</tr>\n';
  }
  return html;
}

function cellOf(cell: DocumentCell, at: number, { columns, heads }: DocumentTable, rowsOf: RowsOf): string {
  const text = escapeExpression(cell.text);
  if (at < heads) {
    const head = cell.href ? `<a href="${escapedAddress(cell.href)}">${text}</a>` : text;
    return `<th scope="row">${head}</th>`;
  }
  const { figure, bar } = cell;
  const isWords = !columns[at]!.numeric;
  const tag = figure && isWords ? COLOURS.get(cell.text) : undefined;
  const words = tag ? `<strong class="govuk-tag ${tag}">${text}</strong>` : text;
  const href = cell.href ?? (figure && cell.text !== DID_NOT_EXIST ? rowsOf(figure) : undefined);
  // The address of the rows names the figure as well.
  const key = figure && !href ? ` data-figure="${escapeExpression(figure)}"` : '';
  const inside = href ? `<a href="${escapedAddress(href)}">${words}</a>` : words;
  return `<td${isWords ? ' class="app-words"' : ''}${key}>${inside}${bar === undefined ? '' : barOf(bar)}</td>`;
}

/** The number is the text; the bar is decoration. */
const barOf = (percent: number): string =>
  `<svg class="app-bar" aria-hidden="true"><rect width="${percent}%" height="6"/></svg>`;

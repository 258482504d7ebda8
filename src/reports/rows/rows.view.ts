import { formatDay, formatInstant, formatShort } from '../../common/calendar.js';
import { channelName } from '../../contacts/wording.js';
import { neighbourhoodHref } from '../../registry/officer-wording.js';
import { renderComponent } from '../../web/govuk-components.js';
import { renderTemplate } from '../../web/templates.js';
import { partWords, periodWords } from '../document/period-words.js';
import { withUnit } from '../figure-words.js';
import { reportAddress } from '../period-choice.view.js';
import { valueOfPart } from '../part-of-force.js';
import { changeText, figureText, hrefOf, keptFigureView } from './kept-figure.view.js';
import { noRowsText } from './no-rows.js';
import { rowsAddress } from './openable.js';
import type { NumberedRow, OpenedFigure } from './opened-figure.js';
import { isNumber, rowWords } from './row-words.js';
import type { RowColumn, RowValue, Shown } from './row.js';
import { ROWS_A_PAGE } from './rows.service.js';

interface Cell {
  text?: string;
  html?: string;
  format?: 'numeric';
  classes?: string;
}

/** What the page's frame needs of it, and all else for the template. */
interface RowsModel extends Record<string, unknown> {
  title: string;
  /** Whose figure it is, and of when. */
  about: string;
  /** The address of the report. */
  report: string;
}

/** A figure and the rows behind it as component parameters. */
export function rowsView(opened: OpenedFigure): RowsModel {
  const { measure, spot, period, part, cutOffAt, rows, order, force, figure } = opened;
  const kept = opened.kept && keptFigureView(opened.kept, figure, measure.unit);
  const before = ranksBefore(opened);
  return {
    about: [force.name, periodWords(period), part && partWords(part)].filter(Boolean).join(', '),
    title: measure.title,
    summary: {
      rows: [
        spot.place && line(PLACES[spot.by!], placeText(spot.by!, spot.place.name)),
        kept && line('Figure in the report', kept.figure),
        kept?.change && line('Change in the report', kept.change),
        line(kept ? 'Figure of now' : 'Figure', figureText(measure.unit, figure)),
        line(kept ? 'Change of now' : 'Change', changeOfNow(opened)),
        line('What is counted', measure.numerator),
        measure.denominator && line('Out of', measure.denominator),
        line('Definition', measure.definition),
      ].filter(Boolean),
    },
    report: opened.kept
      ? hrefOf(opened.kept.report)
      : reportAddress(period, part ? valueOfPart(part) : undefined),
    kept,
    asAt: formatInstant(cutOffAt),
    tabs: opened.splits && tabsOf(opened),
    heading: opened.splits && opened.shown !== 'all' ? `${TABS[opened.shown]} rows` : 'All rows',
    empty: rows.length === 0 && noRowsText(opened),
    first: rows[0]?.number,
    last: rows.at(-1)?.number,
    order,
    others:
      opened.columns.some(({ kind }) => kind === 'contact') &&
      rows.some(({ values }) => values['reference'] === null),
    toFigure: before !== null && addressOf(opened, { after: String(before) }),
    csv: addressOf(opened, { extension: '.csv' }),
    table: tableOf(opened),
    pagination: (opened.next !== null || opened.after.count > 0) && {
      ...(opened.after.count > 0 && { previous: { href: addressOf(opened, {}), text: 'First rows' } }),
      ...(opened.next !== null && {
        next: { href: addressOf(opened, { after: opened.next }), text: 'Next rows' },
      }),
    },
  };
}

/** From the preceding period, or why there is none. */
function changeOfNow({ figure, measure, force, period, precedingPeriod, cutOffAt }: OpenedFigure): string {
  const compared = { force, period, precedingPeriod, cutOffAt: cutOffAt.toISO()! };
  return (
    changeText(measure.unit, figure, compared) ??
    `There is no preceding period to compare with: the figures of the force begin on ${formatDay(force.startsOn)}.`
  );
}

const TABS: Readonly<Record<Shown, string>> = {
  all: 'All',
  counted: 'Counted',
  'not-counted': 'Not counted',
};

const PLACES = {
  neighbourhood: 'Neighbourhood',
  'command-area': 'Command area',
  ward: 'Ward',
  channel: 'Came by',
  weekday: 'Sent on a',
} as const;

const placeText = (by: keyof typeof PLACES, name: string): string =>
  by === 'channel' ? channelName(name) : name;

const line = (key: string, text: string): object => ({ key: { text: key }, value: { text } });

function tabsOf(opened: OpenedFigure): object {
  const { numerator, denominator } = opened.figure;
  const [counted, all] = [numerator ?? 0, denominator ?? 0];
  const inDays = opened.columns.some(({ id }) => id === 'days');
  const numbers: Record<Shown, number> = { all, counted, 'not-counted': all - counted };
  return {
    label: 'Rows by whether they are counted',
    items: Object.entries(TABS).map(([shown, text]) => ({
      text: `${text} (${withUnit(inDays ? 'days' : 'count', String(numbers[shown as Shown]))})`,
      href: addressOf({ ...opened, shown: shown as Shown }, {}),
      active: shown === opened.shown,
    })),
  };
}

/** The page of the same figure that begins elsewhere, or the file with all of its rows. */
function addressOf(
  { figure, period, part, shown, kept }: OpenedFigure,
  { after, extension = '' }: { after?: string; extension?: '' | '.csv' },
): string {
  const address = rowsAddress(figure, period, {
    part: part && valueOfPart(part),
    report: kept?.report.id,
    extension,
  });
  const more = new URLSearchParams({ ...(shown !== 'all' && { show: shown }), ...(after && { after }) });
  return more.size === 0 ? address : `${address}&${more.toString()}`;
}

/** How many rows come before those around the figure, if it is the value of one that is not on this page; else null. */
function ranksBefore({ measure, figure, rows }: OpenedFigure): number | null {
  if (measure.kind !== 'clocks' || rows.some(({ isFigure }) => isFigure)) return null;
  const { sql } = measure;
  const share = 'percentile' in sql ? sql.percentile : 'overdue' in sql ? sql.overdue : null;
  if (share === null || !figure.denominator) return null;
  return Math.max(0, Math.ceil(share * figure.denominator) - ROWS_A_PAGE / 2);
}

function tableOf({ measure, cutOffAt, columns, rows, splits, shown, marks }: OpenedFigure): object {
  const tells = splits && shown === 'all';
  return {
    caption: `${measure.title}, as at ${formatShort(cutOffAt)}`,
    captionClasses: 'govuk-visually-hidden',
    classes: 'app-table--compact',
    firstCellIsHeader: true,
    head: [
      { text: 'Row' },
      ...columns.map(({ title, kind }) => ({ text: title, ...(isNumber(kind) && { format: 'numeric' }) })),
      ...(tells ? [{ text: 'Counted' }] : []),
      ...(marks ? [{ text: 'Figure' }] : []),
    ],
    rows: rows.map((row) => [
      { text: String(row.number) },
      ...columns.map((column) => cellOf(column, row)),
      ...(tells ? [{ text: row.numerator > 0 ? 'Yes' : 'No' }] : []),
      ...(marks ? [markOf(row)] : []),
    ]),
  };
}

function cellOf({ id, kind }: RowColumn, { values }: NumberedRow): Cell {
  const value: RowValue = values[id] ?? null;
  const text = rowWords(kind, value);
  if (value === null) return { text, ...(isNumber(kind) && { format: 'numeric' }) };
  if (kind === 'contact')
    return { ...link(`/contacts/${encodeURIComponent(text)}`, text), classes: 'app-unbroken' };
  if (typeof value === 'object') {
    return kind === 'ward'
      ? link(`/wards/${encodeURIComponent(value.code)}`, text)
      : link(neighbourhoodHref(value.code), text);
  }
  return { text, ...(isNumber(kind) && { format: 'numeric', classes: 'app-unbroken' }) };
}

const link = (href: string, text: string): Cell => ({
  html: renderTemplate('partials/link', { href, text }),
});

const markOf = ({ isFigure }: NumberedRow): Cell =>
  isFigure
    ? { html: renderComponent('tag', { text: 'The figure', classes: 'govuk-tag--blue' }) }
    : { text: '' };

import type { ComplianceReport } from '../compliance-report.js';
import { placeWords } from '../document/document-cells.js';
import { periodWords } from '../document/period-words.js';
import type {
  DocumentCell,
  DocumentTable,
  HeadlineFigure,
  ReportDocument,
} from '../document/report-document.js';
import { figureKey, figuresByKey, type FigureSpot } from '../figure-words.js';
import { valueOfPart } from '../part-of-force.js';
import { MONTHLY_MEASURES } from '../series/series-measures.js';
import { asked, canOpen } from './openable.js';
import { shortPeriod, shortSpot } from './short-address.js';

interface Days {
  fromOn: string;
  toOn: string;
}

/** Where a cell leads; undefined if it is no figure that has rows. */
type LinkOf = (column: string, row: readonly DocumentCell[]) => string | undefined;

/** Measures that have months. */
const MONTHLY = new Set(MONTHLY_MEASURES.map(({ id }) => id));
const MONTHS = ['months', 'months-more', 'abstraction-months'];
/** Which columns of which table lead to what is behind a row of a neighbourhood, and the measure whose rows those are. */
const OF_PLACE: Readonly<Record<string, { columns: readonly string[]; measure: string }>> = {
  gaps: { columns: ['days-in-all', 'days'], measure: 'gaps' },
  'exceptions-gaps': { columns: ['since'], measure: 'gaps' },
  'exceptions-priorities': { columns: ['since'], measure: 'priorities-current' },
  'coming-gaps': { columns: ['from'], measure: 'coming-gaps' },
};

/**
 * A report laid out, with the figures that are none of its own period led to their rows too: those of a month to the rows
 * of the month, those of the period before to the rows of that, and each gap to the gaps of its neighbourhood. For a page
 * that stands right under `/reports/`: the addresses need not say it.
 * @param keptAs the id of a report that does not change; nothing for one of this moment
 */
export function linkedDocument(
  document: ReportDocument,
  report: ComplianceReport,
  keptAs?: string,
): ReportDocument {
  const link = linkedTables(report, '', keptAs);
  return {
    ...document,
    sections: document.sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) => {
        if (block.kind === 'headline') return { ...block, items: block.items.map(linkedBefore(report, '')) };
        return block.kind === 'table' ? { ...block, table: link(block.table) } : block;
      }),
    })),
  };
}

/** A figure of the headline, with what it was led to the rows of the period before. */
export const linkedBefore =
  ({ figures, precedingPeriod, part }: ComplianceReport, base: '' | '/reports/') =>
  (item: HeadlineFigure): HeadlineFigure => {
    const figure = figures.find((each) => figureKey(each) === item.figure);
    if (!figure?.previous || !precedingPeriod || !canOpen(figure.measure)) return item;
    const ofPart = asked('part', part && valueOfPart(part)).replace('&', '?');
    const beforeHref = `${base}r/${shortPeriod(precedingPeriod)}/${shortSpot(figure.measure, {})}${ofPart}`;
    return { ...item, beforeHref };
  };

/** @returns the table itself where nothing of it is led anywhere */
export function linkedTables(
  report: ComplianceReport,
  base: '' | '/reports/',
  keptAs?: string,
): (table: DocumentTable) => DocumentTable {
  const { period, precedingPeriod, part } = report;
  const ofPart = asked('part', part && valueOfPart(part));
  const address = (measure: string, days: Days, spot: FigureSpot, more = ofPart): string | undefined =>
    canOpen(measure)
      ? `${base}r/${shortPeriod(days)}/${shortSpot(measure, spot)}${more.replace('&', '?')}`
      : undefined;
  const months = new Map(monthsOf(report).map((month) => [periodWords(month), month]));
  const coming = (report.comingGaps ?? []).map(({ neighbourhood: code, name }) => ({ code, name }));
  const codes = new Map(
    [...report.neighbourhoods, ...coming].map((place) => [placeWords(place), place.code]),
  );
  const known = figuresByKey(report);

  const ofMonth: LinkOf = (measure, [month]) => {
    const days = months.get(month!.text);
    return days && address(measure, days, {});
  };
  const linkOfPlace =
    ({ columns, measure }: { columns: readonly string[]; measure: string }): LinkOf =>
    (column, [place]) => {
      const neighbourhood = codes.get(place!.text);
      if (!neighbourhood || !columns.includes(column)) return undefined;
      const href = address(measure, period, { neighbourhood }, ofPart + asked('report', keptAs));
      // What it leads to is a list, and not the figure of that list.
      return href && `${href}#rows`;
    };
  const ofPeriodBefore: LinkOf = (column, row) => {
    const figure = column === 'previous' && known.get(row[1]?.figure ?? '');
    return figure && figure.previous && precedingPeriod
      ? address(figure.measure, precedingPeriod, figure)
      : undefined;
  };
  return (table) => {
    const { id, columns } = table;
    if (MONTHS.includes(id)) return withHrefs(table, ofMonth);
    const ofPlace = Object.hasOwn(OF_PLACE, id) ? OF_PLACE[id] : undefined;
    if (ofPlace) return withHrefs(table, linkOfPlace(ofPlace));
    if (!columns.some((column) => column.id === 'previous')) return table;
    return withMonths(withHrefs(table, ofPeriodBefore), (key) => {
      const measure = known.get(key)?.measure ?? '';
      return MONTHLY.has(measure)
        ? `${base}series?measure=${measure}${asked('from', period.fromOn)}${asked('to', period.toOn)}${ofPart}`
        : undefined;
    });
  };
}

const monthsOf = ({ series = [], abstractionMonths = [] }: ComplianceReport): Days[] => [
  ...series.flatMap(({ points }) => points),
  ...abstractionMonths,
];

const withHrefs = (table: DocumentTable, linkOf: LinkOf): DocumentTable => ({
  ...table,
  rows: table.rows.map((row) =>
    row.map((cell, at) => {
      const isLinked = at >= table.heads && cell.text !== '' && cell.href === undefined;
      const href = isLinked ? linkOf(table.columns[at]!.id, row) : undefined;
      return href === undefined ? cell : { ...cell, href };
    }),
  ),
});

/** A measure of the whole leads to its months. */
const withMonths = (
  table: DocumentTable,
  monthsOfFigure: (key: string) => string | undefined,
): DocumentTable => ({
  ...table,
  rows: table.rows.map(([head, figure, ...others]) => {
    const href = monthsOfFigure(figure?.figure ?? '');
    return [{ ...head!, ...(href && { href }) }, figure!, ...others];
  }),
});

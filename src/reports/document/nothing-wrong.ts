import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import type { ExceptionKind } from '../domain/exceptions.js';
import type { DocumentCells } from './document-cells.js';

/** What is said of a kind of exception of which there is none. */
interface NothingWrong {
  /** The share of the whole whose denominator says whether anything was counted at all. */
  measure: string;
  /** Of so many that were counted, all were well. */
  well: (counted: number) => string;
  /** Nothing was counted: that is no good news. */
  unknown: string;
}

const KINDS: Readonly<Record<ExceptionKind, NothingWrong>> = {
  missed: {
    measure: 'share-met',
    well: (due) => `No query was missed: ${due} ${due === 1 ? 'was' : 'were'} due.`,
    unknown: 'No query was due.',
  },
  gap: {
    measure: 'coverage-days',
    well: (days) =>
      `Every neighbourhood was covered on every day that was counted: ${counted(days, 'neighbourhood-day')}.`,
    unknown: 'No day of any neighbourhood was counted, so there is nothing to say of cover.',
  },
  route: {
    measure: 'route-days-failed',
    well: (days) =>
      `No published contact route failed for a whole day on which it was tried: ${counted(days, 'such day')}.`,
    unknown: 'No contact route was tried in this period: whether they work is not known.',
  },
  priority: {
    measure: 'priorities-current',
    well: (existing) =>
      `The priorities of every neighbourhood that existed on the last day are current: ${existing} of ${existing}.`,
    unknown: 'No neighbourhood existed on the last day, so there are no priorities to be current.',
  },
};

/**
 * Why a kind of exception has no line: all that was counted was well, with how much that was, or nothing was counted.
 * @example nothingWrong('route', cells) // 'No contact route was tried in this period: whether they work is not known.'
 */
export function nothingWrong(kind: ExceptionKind, { figures }: DocumentCells): string {
  const { measure, well, unknown } = KINDS[kind];
  const size = figures.at(measure)?.denominator;
  return size ? well(size) : unknown;
}

/**
 * Coverage takes a route for a working one until tries of it fail, so where nobody tried, nobody knows: said wherever
 * figures are trusted. Null where a route was tried in every neighbourhood whose days were counted, where none was
 * counted, and of a report that was kept before tries were counted.
 */
export function untriedWords(
  { neighbourhoods }: Pick<ComplianceReport, 'neighbourhoods'>,
  { figures }: DocumentCells,
): string | null {
  const tried = figures.at('route-days-failed');
  if (!tried || isOfNothing(figures.at('coverage-days'))) return null;
  if (isOfNothing(tried)) {
    return 'No contact route was tried in this period. Coverage takes a published route to work unless tries of it failed, so nobody has checked that those it rests on work.';
  }
  const existing = neighbourhoods.filter(
    ({ code }) => !isOfNothing(figures.at('coverage-days', { neighbourhood: code })),
  );
  const untried = existing.filter(({ code }) =>
    isOfNothing(figures.at('route-days-failed', { neighbourhood: code })),
  );
  if (untried.length === 0) return null;
  return `In ${untried.length} of ${counted(existing.length, 'neighbourhood')} no contact route of the neighbourhood was tried. Coverage takes a published route to work unless tries of it failed, so nobody has checked those there.`;
}

const isOfNothing = (figure: ReportFigure | undefined): boolean => !figure?.denominator;

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

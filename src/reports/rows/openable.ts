import type { ReportFigure } from '../compliance-report.js';
import type { FigureSpot } from '../figure-words.js';
import { MEASURES } from '../measures/catalogue.js';

/**
 * Counted measures whose figures are no count of rows that we keep, with what they are instead. All others can be opened;
 * a test opens every one of them.
 */
export const NOT_OPENED: Readonly<Record<string, string>> = {
  posts: 'The number of posts is entered by the force. There are no rows behind it.',
  'uplift-target': 'The uplift target is entered by the force. There are no rows behind it.',
};

const IDS = new Set(MEASURES.map(({ id }) => id));

/** Does a figure of this measure have rows to show? Of live reports only: what is kept or issued is frozen. */
export function canOpen(measureId: string): boolean {
  return IDS.has(measureId) && !Object.hasOwn(NOT_OPENED, measureId);
}

/** A figure of a live report: its measure, and where it stands. */
export type OpenedSpot = FigureSpot & Pick<ReportFigure, 'measure'>;

/**
 * The address of the rows behind a figure of a live report.
 * @param extension `.csv` for the file
 * @param part of the force, as the address of the report has it
 * @example rowsAddress({ measure: 'share-met', neighbourhood: 'NC04' }, { fromOn: '2026-03-01', toOn: '2026-03-31' })
 * // '/reports/rows?measure=share-met&from=2026-03-01&to=2026-03-31&neighbourhood=NC04'
 */
export function rowsAddress(
  { measure, neighbourhood, commandArea, ward, channel, weekday }: OpenedSpot,
  { fromOn, toOn }: { fromOn: string; toOn: string },
  { part, extension = '' }: { part?: string | null | undefined; extension?: '' | '.csv' } = {},
): string {
  const asked = { measure, from: fromOn, to: toOn, part, neighbourhood, commandArea, ward, channel, weekday };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    if (value !== null && value !== undefined) query.set(name, String(value));
  }
  return `/reports/rows${extension}?${query.toString()}`;
}

import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import { figuresByKey, type FigureSpot } from '../figure-words.js';
import { MEASURES } from '../measures/catalogue.js';
import { valueOfPart } from '../part-of-force.js';
import { shortPeriod, shortSpot } from './short-address.js';

/**
 * Counted measures whose figures are no count of rows that we keep, with what they are instead. All others can be opened;
 * a test opens every one of them.
 */
export const NOT_OPENED: Readonly<Record<string, string>> = {
  posts: 'The number of posts is entered by the force. There are no rows behind it.',
  'uplift-target': 'The uplift target is entered by the force. There are no rows behind it.',
};

const IDS = new Set(MEASURES.map(({ id }) => id));

/** Does a figure of this measure have rows to show? */
export function canOpen(measureId: string): boolean {
  return IDS.has(measureId) && !Object.hasOwn(NOT_OPENED, measureId);
}

interface RowsOf {
  part?: string | null | undefined;
  report?: string | null | undefined;
  extension?: '' | '.csv';
}

/** A figure of a report: its measure, and where it stands. */
export type OpenedSpot = FigureSpot & Pick<ReportFigure, 'measure'>;

/**
 * The address of the rows behind a figure.
 * @param extension `.csv` for the file
 * @param part of the force, as the address of the report has it
 * @param report the id of the kept or issued report that it stands in; nothing for one of this moment
 * @example rowsAddress({ measure: 'share-met', neighbourhood: 'NC04' }, { fromOn: '2026-03-01', toOn: '2026-03-31' })
 * // '/reports/rows?measure=share-met&from=2026-03-01&to=2026-03-31&neighbourhood=NC04'
 */
export function rowsAddress(
  spot: OpenedSpot,
  { fromOn, toOn }: { fromOn: string; toOn: string },
  { part, report, extension = '' }: RowsOf = {},
): string {
  const of = asked('from', fromOn) + asked('to', toOn) + asked('part', part) + asked('report', report);
  return `/reports/rows${extension}?measure=${encodeURIComponent(spot.measure)}${of}${spotQuery(spot)}`;
}

const spotQuery = ({ neighbourhood, commandArea, ward, channel, weekday }: FigureSpot): string =>
  asked('neighbourhood', neighbourhood) +
  asked('commandArea', commandArea) +
  asked('ward', ward) +
  asked('channel', channel) +
  asked('weekday', weekday);
/** Written by hand: a page has tens of thousands of addresses, and `URLSearchParams` takes several times as long. */
export const asked = (name: string, value: string | number | null | undefined): string =>
  value === null || value === undefined ? '' : `&${name}=${encodeURIComponent(value)}`;

/**
 * The addresses of the rows behind the figures of a report, by their keys; undefined where there are none.
 * @param keptAs the id of a report that does not change; nothing for one of this moment
 */
export function rowsOfReport(
  { figures, period, part }: Pick<ComplianceReport, 'figures' | 'period' | 'part'>,
  keptAs?: string,
): (key: string) => string | undefined {
  const byKey = figuresByKey({ figures });
  const of = { part: part && valueOfPart(part), report: keptAs };
  const heads = new Map<string, string | undefined>();
  return (key) => {
    const figure = byKey.get(key);
    if (!figure) return undefined;
    const { measure } = figure;
    if (!heads.has(measure)) {
      heads.set(measure, canOpen(measure) ? rowsAddress({ measure }, period, of) : undefined);
    }
    const head = heads.get(measure);
    return head && head + spotQuery(figure);
  };
}

/** The same in as few letters as can be: a page has tens of thousands of them. */
export function shortRowsOfReport(
  { figures, period, part }: Pick<ComplianceReport, 'figures' | 'period' | 'part'>,
  keptAs?: string,
): (key: string) => string | undefined {
  const byKey = figuresByKey({ figures });
  const days = shortPeriod(period);
  const of = asked('part', part && valueOfPart(part)) + asked('report', keptAs);
  return (key) => {
    const figure = byKey.get(key);
    if (!figure || !canOpen(figure.measure)) return undefined;
    return `/reports/r/${days}/${shortSpot(figure.measure, figure)}${of.replace('&', '?')}`;
  };
}

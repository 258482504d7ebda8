import type { ReportDefinition, ReportFigure } from './compliance-report.js';

// A figure stays with its unit when a narrow column breaks the line.
const NBSP = '\u00a0';

/** The figures of one report, found by measure and place. */
export class Figures {
  private readonly figures: Map<string, ReportFigure>;

  constructor(figures: readonly ReportFigure[]) {
    this.figures = new Map(figures.map((each) => [figureKey(each), each]));
  }

  /** Undefined if the report has none, as of a measure that means nothing for the whole force. */
  at(measure: string, spot: FigureSpot = {}): ReportFigure | undefined {
    return this.figures.get(figureKey({ measure, ...spot }));
  }
}

/** Where a figure stands; nothing of it for the whole force. */
export type FigureSpot = Partial<
  Pick<ReportFigure, 'neighbourhood' | 'channel' | 'ward' | 'commandArea' | 'weekday'>
>;

/**
 * `share-met NC04 -`, or `ward-coverage-days - - E05` of a ward, `… - - area:WEST`, `… - - weekday:1`: marks a figure on
 * the page, so that it can be compared with the other formats.
 */
export function figureKey({
  measure,
  neighbourhood,
  channel,
  ward,
  commandArea,
  weekday,
}: FigureSpot & { measure: string }): string {
  const other = ward ?? (commandArea ? `area:${commandArea}` : weekday ? `weekday:${weekday}` : null);
  return [measure, neighbourhood ?? '-', channel ?? '-', ...(other === null ? [] : [other])].join(' ');
}

/** A figure with its unit: `98.4%`, `72 h 1 min`, `none due`. */
export function withUnit(unit: ReportDefinition['unit'], shown: string): string {
  if (!/^-?[\d.]+$/.test(shown)) return shown;
  if (unit === 'percent') return `${shown}%`;
  if (unit === 'days') return `${shown}${NBSP}${shown === '1' ? 'day' : 'days'}`;
  return unit === 'minutes' ? hoursAndMinutes(Number(shown)) : shown;
}

/** The change as a sign and a unit: `+3.4 points`, `−1 h 5 min`; a dash where there is none to give. */
export function changeWords(unit: ReportDefinition['unit'], change: string | null): string {
  if (change === null) return '–';
  const size = change.replace('-', '−');
  if (unit === 'percent') return `${size}${NBSP}points`;
  const [sign] = /^[+−]?/.exec(size)!;
  return unit === 'minutes' ? `${sign}${hoursAndMinutes(Number(size.slice(sign.length)))}` : size;
}

/** `186 of 189`, or nothing for a measure without a denominator. */
export function outOf({ numerator, denominator }: Pick<ReportFigure, 'numerator' | 'denominator'>): string {
  return numerator === null || denominator === null ? '' : `${numerator} of ${denominator}`;
}

function hoursAndMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 && `${hours}${NBSP}h`, (rest > 0 || hours === 0) && `${rest}${NBSP}min`]
    .filter(Boolean)
    .join(NBSP);
}

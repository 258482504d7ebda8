import type { ReportDefinition, ReportFigure } from './compliance-report.js';

// A figure stays with its unit when a narrow column breaks the line.
const NBSP = '\u00a0';

/** Where figures stand apart from the whole force, in the order in which their keys say it. */
const SPOTS = ['neighbourhood', 'channel', 'ward', 'commandArea', 'weekday'] as const;

/** The figures of one report, found by measure and place. */
export class Figures {
  /** By measure, then by the code of the place: a large force has thousands, and a key for each would cost as much. */
  private readonly whole = new Map<string, ReportFigure>();
  private readonly placed = new Map<string, Map<string | number, ReportFigure>[]>();

  constructor(figures: readonly ReportFigure[]) {
    for (const figure of figures) {
      const { measure } = figure;
      const at = indexOfKind(figure);
      if (at < 0) {
        this.whole.set(measure, figure);
        continue;
      }
      let spots = this.placed.get(measure);
      if (!spots) {
        spots = SPOTS.map(() => new Map<string | number, ReportFigure>());
        this.placed.set(measure, spots);
      }
      spots[at]!.set(figure[SPOTS[at]!]!, figure);
    }
  }

  /** Undefined if the report has none, as of a measure that means nothing for the whole force. */
  at(measure: string, spot: FigureSpot = {}): ReportFigure | undefined {
    const at = indexOfKind(spot);
    return at < 0 ? this.whole.get(measure) : this.placed.get(measure)?.[at]?.get(spot[SPOTS[at]!]!);
  }
}

/** At which kind of spot a figure stands; undefined for the whole force. Kept reports lack the kinds that came later. */
export const kindOfSpot = (spot: FigureSpot): keyof FigureSpot | undefined => SPOTS[indexOfKind(spot)];

/** Which of the kinds of spot it is; -1 for the whole force. No figure stands at two. */
function indexOfKind({ neighbourhood, channel, ward, commandArea, weekday }: FigureSpot): number {
  if (neighbourhood) return 0;
  if (channel) return 1;
  if (ward) return 2;
  if (commandArea) return 3;
  return weekday ? 4 : -1;
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
  const key = `${measure} ${neighbourhood ?? '-'} ${channel ?? '-'}`;
  const other = ward ?? (commandArea ? `area:${commandArea}` : weekday ? `weekday:${weekday}` : null);
  return other === null ? key : `${key} ${other}`;
}

/** The figures of a report by their keys. */
export const figuresByKey = ({ figures }: { figures: readonly ReportFigure[] }): Map<string, ReportFigure> =>
  new Map(figures.map((figure) => [figureKey(figure), figure]));

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

/** Counted in hundredths of an hour, so that their sums and shares are exact; people read hours. */
const IN_HUNDREDTHS_OF_AN_HOUR = new Set(['abstraction']);

/**
 * `186 of 189`, or nothing for a measure without a denominator.
 * @param measure whose share it is: those that are counted in hundredths of an hour read `12.5 of 160 hours`
 */
export function outOf(
  { numerator, denominator }: Pick<ReportFigure, 'numerator' | 'denominator'>,
  measure?: string,
): string {
  if (numerator === null || denominator === null) return '';
  if (!isInHours(measure)) return `${numerator} of ${denominator}`;
  return `${numerator / 100} of ${hours(denominator / 100)}`;
}

/** One number of a share as people read it, and what it is then: `186`, or `12.5 hours` of 1,250 hundredths. */
export function oneOf(measure: string, counted: number | null): { text: string; value: number | null } {
  if (counted === null) return { text: '', value: null };
  if (!isInHours(measure)) return { text: String(counted), value: counted };
  return { text: hours(counted / 100), value: counted / 100 };
}

const isInHours = (measure: string | undefined): boolean =>
  measure !== undefined && IN_HUNDREDTHS_OF_AN_HOUR.has(measure);

const hours = (count: number): string => `${count}${NBSP}${count === 1 ? 'hour' : 'hours'}`;

/** From so many hours on nobody sees days in them: they are said as well. The promise itself is in hours. */
const HOURS_OF_A_WEEK = 168;

/** `72 h 1 min`, `1696 h 1 min (70 days 16 h)`. */
function hoursAndMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const words = [hours > 0 && `${hours}${NBSP}h`, (rest > 0 || hours === 0) && `${rest}${NBSP}min`]
    .filter(Boolean)
    .join(NBSP);
  return hours < HOURS_OF_A_WEEK ? words : `${words} (${daysAndHours(hours)})`;
}

function daysAndHours(hours: number): string {
  const rest = hours % 24;
  return [`${Math.floor(hours / 24)}${NBSP}days`, rest > 0 && `${rest}${NBSP}h`].filter(Boolean).join(NBSP);
}

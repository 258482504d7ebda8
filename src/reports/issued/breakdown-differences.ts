import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import { type FigureSpot, kindOfSpot } from '../figure-words.js';
import type { Change } from './differences.js';
import { measuresOf } from './fact-differences.js';
import { NOT_REPORTED } from './figure-changes.js';
import { wholeOf } from './place-names.js';

const WORDS = {
  neighbourhood: 'neighbourhood',
  commandArea: 'command area',
  ward: 'ward',
  channel: 'channel',
  weekday: 'weekday',
} as const satisfies Record<keyof FigureSpot, string>;
const FIELDS = Object.keys(WORDS) as (keyof FigureSpot)[];

/**
 * Which measures stand by which kind of place in only one of two reports, because later definitions show more: thousands
 * of figures came, and none of them changed. A kind of place that one report knows of no measure at all is no such: its
 * first ward, for one, came.
 */
export class Breakdowns {
  private readonly before: ReadonlyMap<keyof FigureSpot, ReadonlySet<string>>;
  private readonly after: ReadonlyMap<keyof FigureSpot, ReadonlySet<string>>;

  constructor(
    was: ComplianceReport,
    private readonly is: ComplianceReport,
  ) {
    // Measures that only one of them has are told with the definitions.
    const [before, after] = [measuresOf(was), measuresOf(is)];
    const both = new Set([...before].filter((measure) => after.has(measure)));
    this.before = standing(was, both);
    this.after = standing(is, both);
  }

  /** Can both reports have this figure? */
  bothKnow(figure: ReportFigure): boolean {
    const by = kindOfSpot(figure);
    return by === undefined || this.isKnown(by, figure.measure);
  }

  /** A line for each kind of place, with how many measures came or went. */
  changes(): Change[] {
    return FIELDS.flatMap((by) => {
      const of = (one: typeof this.before): string[] =>
        [...(one.get(by) ?? [])].filter((measure) => !this.isKnown(by, measure));
      const [went, came] = [of(this.before), of(this.after)];
      return [this.line(by, went.length, false), this.line(by, came.length, true)].flat();
    });
  }

  private isKnown(by: keyof FigureSpot, measure: string): boolean {
    const [was, is] = [this.before.get(by), this.after.get(by)];
    return !was || !is || was.has(measure) === is.has(measure);
  }

  private line(by: keyof FigureSpot, count: number, isNow: boolean): Change[] {
    if (count === 0) return [];
    const measures = count === 1 ? '1 measure' : `${count} measures`;
    const reported = `${measures} reported by it`;
    return [
      {
        title: `Figures by ${WORDS[by]}`,
        was: isNow ? NOT_REPORTED : reported,
        is: isNow ? reported : NOT_REPORTED,
        place: wholeOf(this.is),
      },
    ];
  }
}

function standing(
  { figures }: ComplianceReport,
  of: ReadonlySet<string>,
): Map<keyof FigureSpot, Set<string>> {
  const by = new Map<keyof FigureSpot, Set<string>>();
  for (const figure of figures) {
    const field = kindOfSpot(figure);
    if (field === undefined || !of.has(figure.measure)) continue;
    const measures = by.get(field);
    if (measures) measures.add(figure.measure);
    else by.set(field, new Set([figure.measure]));
  }
  return by;
}

import type { ComplianceReport, EarlierFigure, ReportFigure, ReportPlace } from '../compliance-report.js';
import { figureKey, outOf, withUnit } from '../figure-words.js';
import { WEEKDAYS } from '../report-figures.js';
import { gapsChanged } from './gap-differences.js';

/** One thing that two reports say differently, in words. */
export interface Change {
  /** Of the measure, or what else it is: `Gap in coverage`. */
  title: string;
  /** `98.4% (186 of 189)`; `not reported` where there was none. */
  was: string;
  is: string;
  /** `Whole force`, `Abbey (NC04)`, `Monday`. */
  place: string;
}

export const NOT_REPORTED = 'not reported';

/**
 * What a later report of the same period says otherwise than an earlier one: figure by figure, then the gaps that came
 * and went, then the definitions. Two reports that say the same have none, whenever either was made.
 * @example differencesBetween(march, marchAgain) // [{ title: 'Share met', was: '97.9% (185 of 189)', is: '98.4% (186 of 189)', place: 'Whole force' }]
 */
export function differencesBetween(was: ComplianceReport, is: ComplianceReport): Change[] {
  const names = new PlaceNames(was, is);
  return [
    ...figuresChanged(was, is, names),
    ...gapsChanged(was.gaps, is.gaps, (code) => names.neighbourhood(code)),
    ...definitionsChanged(was, is),
  ];
}

/**
 * What the data of a report's preceding period say today otherwise than when that period was reported: the kept
 * figures beside those that the new report compares itself with. Nothing, if the kept report is of another period.
 */
export function changesSince(kept: ComplianceReport, now: ComplianceReport): Change[] {
  const before = now.precedingPeriod;
  if (before?.fromOn !== kept.period.fromOn || before.toOn !== kept.period.toOn) return [];
  const names = new PlaceNames(kept, now);
  const titles = titlesOf(kept, now);
  const today = new Map(now.figures.map((figure) => [figureKey(figure), figure.previous]));
  return kept.figures.flatMap((figure) => {
    const is = today.get(figureKey(figure));
    return is ? changeOf(figure, figure, is, titles, names) : [];
  });
}

function figuresChanged(was: ComplianceReport, is: ComplianceReport, names: PlaceNames): Change[] {
  const titles = titlesOf(was, is);
  const [before, after] = [byKey(was), byKey(is)];
  const [measuresBefore, measuresAfter] = [measuresOf(was), measuresOf(is)];
  const keys = new Set([...after.keys(), ...before.keys()]);
  return [...keys].flatMap((key) => {
    const [earlier, later] = [before.get(key), after.get(key)];
    const figure = (later ?? earlier)!;
    // Measures that only one of them has are told once, with the definitions, and not figure by figure.
    if (!measuresBefore.has(figure.measure) || !measuresAfter.has(figure.measure)) return [];
    return changeOf(figure, earlier ?? null, later ?? null, titles, names);
  });
}

function changeOf(
  figure: ReportFigure,
  was: EarlierFigure | null,
  is: EarlierFigure | null,
  titles: ReadonlyMap<string, Titled>,
  names: PlaceNames,
): Change[] {
  const titled = titles.get(figure.measure)!;
  const [before, after] = [printed(titled, was), printed(titled, is)];
  return before === after ? [] : [{ title: titled.title, was: before, is: after, place: names.of(figure) }];
}

function definitionsChanged(was: ComplianceReport, is: ComplianceReport): Change[] {
  const [before, after] = [measuresOf(was), measuresOf(is)];
  const place = is.part?.name ?? WHOLE_FORCE;
  const told = (title: string, isNow: boolean): Change => ({
    title,
    was: isNow ? NOT_REPORTED : 'reported',
    is: isNow ? 'reported' : NOT_REPORTED,
    place,
  });
  return [
    ...(was.definitionsVersion === is.definitionsVersion
      ? []
      : [
          {
            title: 'Version of the definitions',
            was: was.definitionsVersion,
            is: is.definitionsVersion,
            place,
          },
        ]),
    ...is.definitions.filter(({ measure }) => !before.has(measure)).map(({ title }) => told(title, true)),
    ...was.definitions.filter(({ measure }) => !after.has(measure)).map(({ title }) => told(title, false)),
  ];
}

type Titled = Pick<ComplianceReport['definitions'][number], 'title' | 'unit'>;

/** By measure, the later wording if there are two. */
const titlesOf = (was: ComplianceReport, is: ComplianceReport): Map<string, Titled> =>
  new Map([...was.definitions, ...is.definitions].map((each) => [each.measure, each]));

const measuresOf = ({ definitions }: ComplianceReport): Set<string> =>
  new Set(definitions.map(({ measure }) => measure));

const byKey = ({ figures }: ComplianceReport): Map<string, ReportFigure> =>
  new Map(figures.map((figure) => [figureKey(figure), figure]));

/** As the report prints it, with what it is of: two figures that print alike may be of different numbers. */
function printed({ unit }: Titled, figure: EarlierFigure | null): string {
  if (figure === null) return NOT_REPORTED;
  const of = outOf(figure) || (figure.denominator === null ? '' : `of ${figure.denominator}`);
  return of === '' ? withUnit(unit, figure.shown) : `${withUnit(unit, figure.shown)} (${of})`;
}

const WHOLE_FORCE = 'Whole force';

/** What the places of two reports are called, the later name if there are two. */
class PlaceNames {
  private readonly names = new Map<string, string>();
  private readonly whole: string;

  constructor(...reports: ComplianceReport[]) {
    for (const { neighbourhoods, wards = [], commandAreas = [] } of reports) {
      for (const place of neighbourhoods) this.add('neighbourhood', place);
      for (const place of wards) this.add('ward', place);
      for (const place of commandAreas) this.add('command-area', place);
    }
    this.whole = reports.at(-1)?.part?.name ?? WHOLE_FORCE;
  }

  neighbourhood(code: string): string {
    return this.names.get(`neighbourhood ${code}`) ?? code;
  }

  of({ neighbourhood, ward, commandArea, channel, weekday }: ReportFigure): string {
    const parts = [
      neighbourhood === null ? null : this.neighbourhood(neighbourhood),
      ward ? (this.names.get(`ward ${ward}`) ?? ward) : null,
      commandArea ? (this.names.get(`command-area ${commandArea}`) ?? commandArea) : null,
      channel === null ? null : `Channel ${channel}`,
      weekday ? WEEKDAYS[weekday - 1]!.name : null,
    ].filter((part) => part !== null);
    return parts.length === 0 ? this.whole : parts.join(', ');
  }

  private add(kind: string, { code, name }: ReportPlace): void {
    this.names.set(`${kind} ${code}`, name === code ? name : `${name} (${code})`);
  }
}

import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import { figureKey } from '../figure-words.js';
import type { ChangeTally } from './domain/change-tally.js';
import {
  type FigureChange,
  figureChanges,
  type FigurePair,
  NOT_REPORTED,
  unlessRecordChanged,
  unlessSayable,
} from './figure-changes.js';
import { type GapChange, gapsChanged } from './gap-differences.js';
import { PlaceNames, wholeOf } from './place-names.js';

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

export interface Differences {
  /** What is another because what it was counted from is another, as it is read: the headline first. */
  changes: Change[];
  /** What moved by the passing of time alone. */
  byTime: Change[];
  tally: ChangeTally;
}

/**
 * What a later report of the same period says otherwise than an earlier one: figure by figure, then the gaps that came
 * and went, then the definitions. Two reports that say the same have none, whenever either was made.
 * @param then the record of today, counted at the cut-off of the earlier one: it tells what time alone moved. Without it
 * nothing is said to be moved by time alone.
 * @example differencesBetween(march, marchAgain).changes // [{ title: 'Share met', was: '97.9% (185 of 189)', is: '98.4% (186 of 189)', place: 'Whole force' }]
 */
export function differencesBetween(
  was: ComplianceReport,
  is: ComplianceReport,
  then: ComplianceReport | null = null,
): Differences {
  const names = new PlaceNames(was, is);
  const pairs = pairsOf(was, is);
  const byTime = then ? unlessRecordChanged(then) : undefined;
  const figures = figureChanges(pairs, definitionsOf(was, is), names, byTime);
  const gaps = gapsChanged(was.gaps, is.gaps, (code) => names.neighbourhood(code));
  return told(pairs, figures, gaps, definitionsChanged(was, is));
}

/** What counting a report again at its own cut-off gave. */
export interface Recounted extends Pick<Differences, 'changes' | 'tally'> {
  /** Figures among those that changed which the record of today cannot say as of then. */
  unsayable: Change[];
}

/**
 * What the record of today says otherwise than a report at the report's own cut-off. No time passed between the two, so
 * every figure that differs is one that changed.
 */
export function recountedDifferences(report: ComplianceReport, again: ComplianceReport): Recounted {
  const names = new PlaceNames(report, again);
  const pairs = pairsOf(report, again);
  const figures = figureChanges(pairs, definitionsOf(report, again), names, unlessSayable(pairs));
  const gaps = gapsChanged(report.gaps, again.gaps, (code) => names.neighbourhood(code));
  const { changes, byTime, tally } = told(pairs, figures, gaps, definitionsChanged(report, again));
  return { changes, unsayable: byTime, tally: { ...tally, changed: figures.length, byTime: 0 } };
}

/**
 * What the data of a report's preceding period say today otherwise than when that period was reported: the kept
 * figures beside those that the new report compares itself with. Null, if the kept report is of another period.
 */
export function changesSince(kept: ComplianceReport, now: ComplianceReport): Differences | null {
  const before = now.precedingPeriod;
  if (before?.fromOn !== kept.period.fromOn || before.toOn !== kept.period.toOn) return null;
  const today = new Map(now.figures.map((figure) => [figureKey(figure), figure.previous]));
  const pairs = kept.figures.flatMap((figure): FigurePair[] => {
    const is = today.get(figureKey(figure));
    return is ? [{ figure, was: figure, is }] : [];
  });
  return told(pairs, figureChanges(pairs, definitionsOf(kept, now), new PlaceNames(kept, now)));
}

function told(
  pairs: readonly FigurePair[],
  figures: readonly FigureChange[],
  gaps: readonly GapChange[] = [],
  definitions: readonly Change[] = [],
): Differences {
  const changed = figures.filter(({ byTime }) => !byTime);
  const moved = figures.filter(({ byTime }) => byTime);
  const places = [...figures, ...gaps].map(({ neighbourhood }) => neighbourhood);
  return {
    changes: [...changed, ...gaps, ...definitions].map(plain),
    byTime: moved.map(plain),
    tally: {
      figures: pairs.length,
      changed: changed.length,
      neighbourhoods: new Set(places.filter((place) => place !== null)).size,
      gaps: gaps.length,
      definitions: definitions.length,
      byTime: moved.length,
      leftOut: 0,
    },
  };
}

const plain = ({ title, was, is, place }: Change): Change => ({ title, was, is, place });

/** Measures that only one of them has are told once, with the definitions, and not figure by figure. */
function pairsOf(was: ComplianceReport, is: ComplianceReport): FigurePair[] {
  const [before, after] = [byKey(was), byKey(is)];
  const [measuresBefore, measuresAfter] = [measuresOf(was), measuresOf(is)];
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key) => {
    const [earlier = null, later = null] = [before.get(key), after.get(key)];
    const figure = (later ?? earlier)!;
    if (!measuresBefore.has(figure.measure) || !measuresAfter.has(figure.measure)) return [];
    return [{ figure, was: earlier, is: later }];
  });
}

function definitionsChanged(was: ComplianceReport, is: ComplianceReport): Change[] {
  const [before, after] = [measuresOf(was), measuresOf(is)];
  const place = wholeOf(is);
  const cameOrWent = (title: string, isNow: boolean): Change => ({
    title,
    was: isNow ? NOT_REPORTED : 'reported',
    is: isNow ? 'reported' : NOT_REPORTED,
    place,
  });
  const versions = { was: was.definitionsVersion, is: is.definitionsVersion };
  return [
    ...(versions.was === versions.is ? [] : [{ title: 'Version of the definitions', ...versions, place }]),
    ...is.definitions
      .filter(({ measure }) => !before.has(measure))
      .map(({ title }) => cameOrWent(title, true)),
    ...was.definitions
      .filter(({ measure }) => !after.has(measure))
      .map(({ title }) => cameOrWent(title, false)),
  ];
}

/** Of both, each measure once: the later wording, in the later order. */
function definitionsOf(was: ComplianceReport, is: ComplianceReport): ComplianceReport['definitions'] {
  const later = measuresOf(is);
  return [...is.definitions, ...was.definitions.filter(({ measure }) => !later.has(measure))];
}

const measuresOf = ({ definitions }: ComplianceReport): Set<string> =>
  new Set(definitions.map(({ measure }) => measure));

const byKey = ({ figures }: ComplianceReport): Map<string, ReportFigure> =>
  new Map(figures.map((figure) => [figureKey(figure), figure]));

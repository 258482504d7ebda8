import type { ComplianceReport } from '../compliance-report.js';
import { figureKey, figuresByKey } from '../figure-words.js';
import { Breakdowns } from './breakdown-differences.js';
import type { ChangeTally } from './domain/change-tally.js';
import { monthPairs, precedingPairs } from './earlier-figures.js';
import { definitionsChanged, factsChanged, measuresOf } from './fact-differences.js';
import {
  bySince,
  type FigureChange,
  figureChanges,
  type FigurePair,
  unlessSayable,
} from './figure-changes.js';
import { comingGapsChanged, type GapChange, gapsChanged } from './gap-differences.js';
import { PlaceNames } from './place-names.js';

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
  /** What is another of other days: of the preceding period that it is compared with, and of single months. */
  earlier: Change[];
  /** What moved by the passing of time alone. */
  byTime: Change[];
  tally: ChangeTally;
}

/**
 * What a later report of the same period says otherwise than an earlier one: figure by figure, then the gaps that came
 * and went, the definitions, and names and dates; beside them the figures of other days, with which these are compared. Two
 * reports that say the same have none, whenever either was made.
 * @param then the record of today, counted at the cut-off of the earlier one: it tells what time alone moved. Without it
 * that is said of figures of no period alone
 * @example differencesBetween(march, marchAgain).changes // [{ title: 'Share met', was: '97.9% (185 of 189)', is: '98.4% (186 of 189)', place: 'Whole force' }]
 */
export function differencesBetween(
  was: ComplianceReport,
  is: ComplianceReport,
  then: ComplianceReport | null = null,
): Differences {
  const names = new PlaceNames(was, is);
  const nameOf = (code: string): string => names.neighbourhood(code);
  const breakdowns = new Breakdowns(was, is);
  const pairs = pairsOf(was, is, breakdowns, then);
  const definitions = definitionsOf(was, is);
  const byTime = bySince(was, is);
  const told = (some: readonly FigurePair[]): FigureChange[] =>
    figureChanges(some, definitions, names, byTime);
  const coming = comingGapsChanged(was.comingGaps ?? [], is.comingGaps ?? [], nameOf);
  const isKnown = was.comingGaps !== undefined && is.comingGaps !== undefined;
  return summed({
    pairs,
    figures: told(pairs),
    gaps: gapsChanged(was.gaps, is.gaps, nameOf),
    coming: (isKnown ? coming : []).map((gap) => ({ ...gap, byTime: was.cutOffAt !== is.cutOffAt })),
    definitions: [...definitionsChanged(was, is), ...breakdowns.changes()],
    facts: factsChanged(was, is),
    preceding: told(precedingPairs(was, is, then)),
    months: told(monthPairs(was, is, then)),
  });
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
  const breakdowns = new Breakdowns(report, again);
  const pairs = pairsOf(report, again, breakdowns);
  const figures = figureChanges(pairs, definitionsOf(report, again), names, unlessSayable(pairs));
  const gaps = gapsChanged(report.gaps, again.gaps, (code) => names.neighbourhood(code));
  const definitions = [...definitionsChanged(report, again), ...breakdowns.changes()];
  const { changes, byTime, tally } = summed({ pairs, figures, gaps, definitions });
  const neighbourhoods = placesOf([...figures, ...gaps]);
  return {
    changes,
    unsayable: byTime,
    tally: { ...tally, changed: figures.length, byTime: 0, neighbourhoods },
  };
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
  const figures = figureChanges(pairs, definitionsOf(kept, now), new PlaceNames(kept, now));
  return summed({ pairs, figures });
}

/** All that differs, each kind in its order. */
interface Found {
  /** What was compared. */
  pairs: readonly FigurePair[];
  figures: readonly FigureChange[];
  gaps?: readonly GapChange[];
  coming?: readonly (GapChange & { byTime: boolean })[];
  definitions?: readonly Change[];
  facts?: readonly Change[];
  preceding?: readonly FigureChange[];
  months?: readonly FigureChange[];
}

function summed(found: Found): Differences {
  const { pairs, figures, gaps = [], coming = [], definitions = [], facts = [], preceding, months } = found;
  const changed = figures.filter(({ byTime }) => !byTime);
  const gapsNow = [...gaps, ...coming.filter(({ byTime }) => !byTime)];
  const [before, single] = [preceding ?? [], months ?? []].map((all) => all.filter(({ byTime }) => !byTime));
  const moved = [...figures, ...(preceding ?? []), ...(months ?? []), ...coming].filter(
    ({ byTime }) => byTime,
  );
  return {
    changes: [...changed, ...gapsNow, ...definitions, ...facts].map(plain),
    earlier: [...before!, ...single!].map(plain),
    byTime: moved.map(plain),
    tally: {
      figures: pairs.length,
      changed: changed.length,
      neighbourhoods: placesOf([...changed, ...gapsNow]),
      gaps: gapsNow.length,
      definitions: definitions.length,
      byTime: moved.length,
      leftOut: 0,
      // Counted where they are looked for: between two versions.
      ...(preceding && { preceding: before!.length, months: single!.length, facts: facts.length }),
    },
  };
}

const placesOf = (changes: readonly { neighbourhood: string | null }[]): number =>
  new Set(changes.map(({ neighbourhood }) => neighbourhood).filter((place) => place !== null)).size;

const plain = ({ title, was, is, place }: Change): Change => ({ title, was, is, place });

/**
 * Measures that only one of them has are told once, with the definitions, and not figure by figure; and so are those that
 * only one of them has by ward, say.
 */
function pairsOf(
  was: ComplianceReport,
  is: ComplianceReport,
  breakdowns: Breakdowns,
  then: ComplianceReport | null = null,
): FigurePair[] {
  const [before, after, today] = [figuresByKey(was), figuresByKey(is), then && figuresByKey(then)];
  const [measuresBefore, measuresAfter] = [measuresOf(was), measuresOf(is)];
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key) => {
    const [earlier = null, later = null] = [before.get(key), after.get(key)];
    const figure = (later ?? earlier)!;
    if (!measuresBefore.has(figure.measure) || !measuresAfter.has(figure.measure)) return [];
    if (!breakdowns.bothKnow(figure)) return [];
    return [{ figure, was: earlier, is: later, ...(today && { then: today.get(key) ?? null }) }];
  });
}

/** Of both, each measure once: the later wording, in the later order. */
function definitionsOf(was: ComplianceReport, is: ComplianceReport): ComplianceReport['definitions'] {
  const later = measuresOf(is);
  return [...is.definitions, ...was.definitions.filter(({ measure }) => !later.has(measure))];
}

/** As much of a figure as tells whether time moved it. */
export interface Told {
  denominator: number | null;
  shown: string;
}

/**
 * Why a figure is another one later though nothing that it was counted from was changed: it says how things stand at the
 * data cut-off, or it follows what becomes of queries that were missed already.
 */
export type ByTime = 'stood-at-cut-off' | 'followed-the-missed';

/** "Whatever the period": they say how things stand at the data cut-off, and restate nothing of a period that is over. */
const OF_NO_PERIOD: ReadonlySet<string> = new Set(['not-yet-due', 'coming-gaps']);

/** Measures of the moment of the cut-off: at another moment they are others. */
const AT_CUT_OFF: ReadonlySet<string> = new Set(['not-yet-due', 'coming-gaps', 'open-longest-minutes']);

/**
 * Measures that go on after the period, and the one way in which they go: a missed query is answered late, handed over, or
 * somebody is told of it late. It stays missed. "A late answer is a breach; its instant is the deadline."
 */
const AFTERWARDS: Readonly<Record<string, 'falls' | 'rises' | 'of-more' | 'of-more-rises'>> = {
  'not-answered': 'falls',
  'open-past-due': 'falls',
  'answered-late': 'rises',
  // The unanswered rank last, so a late answer brings a percentile down or leaves it.
  'median-minutes': 'falls',
  'p90-minutes': 'falls',
  'p95-minutes': 'falls',
  'overdue-median-minutes': 'of-more',
  'overdue-longest-minutes': 'of-more-rises',
  'transfers-after-due': 'rises',
  'alerts-late': 'rises',
  'alerts-dead': 'rises',
};

/** Every measure that is spoken of here. */
export const MOVED_BY_TIME: readonly string[] = [...AT_CUT_OFF, ...Object.keys(AFTERWARDS)];

/** What is known of a figure that a later version of a report gives otherwise. */
export interface Since {
  /** Is the data cut-off of the later version another one? */
  isLater: boolean;
  /** What the record of today gives at the earlier cut-off; null where nobody counted it. */
  atEarlierCutOff: 'as-reported' | 'otherwise' | null;
}

/**
 * Is a figure of a later version another one by the passing of time alone? One that is of no period is of its own moment:
 * what came, was answered or fell due in between makes it another one, and the record of today cannot say what it was
 * before. Every other one is if the record of today still gives it at the earlier cut-off as it was reported.
 * @example movedSince('not-yet-due', { isLater: true, atEarlierCutOff: 'otherwise' }) // true
 * @example movedSince('share-met', { isLater: true, atEarlierCutOff: 'otherwise' }) // false: the record was changed
 */
export function movedSince(measure: string, { isLater, atEarlierCutOff }: Since): boolean {
  return isLater && (OF_NO_PERIOD.has(measure) || atEarlierCutOff === 'as-reported');
}

/**
 * Does a figure that is counted again at a cut-off that has passed differ because the record of today cannot say it as of
 * then, rather than because of a correction? A report is issued when its period is over, and all others are fixed then: they
 * move if what they are counted from is changed, and so does one of these that went the other way, or at a place whose share
 * met is another one.
 * @param was null where the report had no such figure; `is` likewise
 * @param isResponseSame whether at this place as many queries are due, and as many were met, as before
 */
export function movedByTime(
  measure: string,
  was: Told | null,
  is: Told | null,
  isResponseSame: boolean,
): ByTime | null {
  if (AT_CUT_OFF.has(measure)) return 'stood-at-cut-off';
  const way = Object.hasOwn(AFTERWARDS, measure) ? AFTERWARDS[measure] : undefined;
  if (way === undefined || !was || !is || !isResponseSame) return null;
  return goes(way, was, is) ? 'followed-the-missed' : null;
}

function goes(way: (typeof AFTERWARDS)[string], was: Told, is: Told): boolean {
  const [before, after] = [numberOf(was), numberOf(is)];
  const ofMore = (is.denominator ?? 0) > (was.denominator ?? 0);
  if (way === 'of-more') return ofMore;
  // Of none late there is no longest yet.
  if (way === 'of-more-rises') return ofMore && !(after < before);
  return was.denominator === is.denominator && (way === 'falls' ? after < before : after > before);
}

/** Beyond every number while it falls among those that wait. */
function numberOf({ denominator, shown }: Told): number {
  const number = Number(shown);
  return Number.isNaN(number) && denominator ? Number.POSITIVE_INFINITY : number;
}

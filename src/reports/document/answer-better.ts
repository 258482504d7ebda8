import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import { changeWords, outOf, withUnit } from '../figure-words.js';
import { beforeWords, directionOf, isBegunWithin, isUnfinished, unlikeWords } from './comparison.js';
import { type DocumentCells, sentence } from './document-cells.js';

/**
 * Of fewer than so many, one query more or less moves the share by more than five points: nothing is said of which way it
 * went (`docs/how-figures-are-computed.md`).
 */
export const FEWEST_TO_JUDGE = 20;

/** One of the two that are asked of, and what became of it. */
interface Judged {
  of: (typeof JUDGED)[number];
  figure: ReportFigure;
  /** Null if it cannot be said. */
  direction: -1 | 0 | 1 | null;
  /** It cannot be said because what stands below the line is too little in one of the periods. */
  isFew: boolean;
}

/** What is asked of: the measure, how it is called in the answer, and what is said where it is of nothing. */
const JUDGED = [
  {
    measure: 'share-met',
    words: 'Answered within 72 hours',
    ...{ subject: 'answers', are: 'are', nothing: 'none was due', few: 'queries were due' },
  },
  {
    measure: 'coverage-days',
    words: 'Neighbourhood-days covered',
    ...{
      subject: 'coverage',
      are: 'is',
      nothing: 'there was no neighbourhood',
      few: 'neighbourhood-days were counted',
    },
  },
] as const;

/** A plain word first, then what it rests on; nothing is judged where like does not stand beside like. */
export function isBetter(report: ComplianceReport, { figures }: DocumentCells): string {
  const before = beforeWords(report);
  if (before === null) return 'It cannot be said: there is no preceding period to compare with.';
  const judged = JUDGED.flatMap((of): Judged[] => {
    const figure = figures.at(of.measure);
    if (!figure) return [];
    const direction = directionOf(figure);
    const isFew = direction !== null && fewestOf(figure) < FEWEST_TO_JUDGE;
    return [{ of, figure, direction: isFew ? null : direction, isFew }];
  });
  const unlike = unlikeWords(report);
  // What was never counted will not be when the period is over.
  const yet = isUnfinished(report) && !isBegunWithin(report) ? ' yet' : '';
  const verdict = unlike ? `It cannot be said${yet}. ${unlike}.` : verdictOf(judged);
  return [verdict, ...judged.map(comparedWords), `Compared with ${before}.`].join(' ');
}

/** Of the two together where both can be said; else of each, because one does not answer for the other. */
function verdictOf(judged: readonly Judged[]): string {
  const unsaid = judged.filter(({ direction }) => direction === null);
  if (unsaid.length === judged.length) {
    const lead = unsaid.some(({ isFew }) => isFew) ? 'there are too few to say' : 'it cannot be said';
    return sentence(`${lead}${reasonsOf(unsaid)}.`);
  }
  if (unsaid.length > 0) {
    const said = judged.filter(({ direction }) => direction !== null);
    return sentence(`${said.map(directionWords).join(', ')}; ${unsaid.map(unsaidWords).join('; ')}.`);
  }
  const [up, down] = [1, -1].map((sign) => judged.filter(({ direction }) => direction === sign).length);
  if (up === judged.length) return 'Yes.';
  if (down === judged.length) return 'No, it is getting worse.';
  if (!up && !down) return 'No, it is the same.';
  return `${up && down ? 'Mixed' : up ? 'Yes' : 'No'}: ${judged.map(directionWords).join(', ')}.`;
}

/** `coverage is the same`. */
function directionWords({ of, direction }: Judged): string {
  return `${of.subject} ${of.are} ${direction === 0 ? 'the same' : direction === 1 ? 'better' : 'worse'}`;
}

/** `of answers it cannot be said: none was due before`. */
function unsaidWords(judged: Judged): string {
  const lead = judged.isFew ? 'there are too few to say' : 'it cannot be said';
  return `of ${judged.of.subject} ${lead}: ${reasonOf(judged)}`;
}

/** `, of answers because none was due before, of coverage because there was no neighbourhood before`. */
function reasonsOf(unsaid: readonly Judged[]): string {
  const reasons = unsaid.map((judged) => `of ${judged.of.subject} because ${reasonOf(judged)}`);
  return reasons.length === 0 ? ': nothing can be compared' : `, ${reasons.join(', ')}`;
}

/** `none was due before`, `fewer than 20 queries were due in this period`. */
function reasonOf({ of, figure, isFew }: Judged): string {
  return isFew
    ? `fewer than ${FEWEST_TO_JUDGE} ${of.few}${whenFew(figure)}`
    : `${of.nothing}${whenNothing(figure)}`;
}

const fewestOf = ({ denominator, previous }: ReportFigure): number =>
  Math.min(denominator ?? 0, previous?.denominator ?? 0);

function whenFew({ denominator, previous }: ReportFigure): string {
  const [isFewNow, wereFew] = [denominator, previous?.denominator].map((of) => (of ?? 0) < FEWEST_TO_JUDGE);
  if (!isFewNow) return ' before';
  return wereFew ? ' in either period' : ' in this period';
}

function whenNothing({ denominator, previous }: ReportFigure): string {
  if (denominator) return ' before';
  return previous?.denominator ? ' in this period' : ' in either period';
}

function comparedWords({ of, figure, direction, isFew }: Judged): string {
  const written = (each: Pick<ReportFigure, 'shown' | 'numerator' | 'denominator'>): string =>
    each.denominator ? `${withUnit('percent', each.shown)} (${outOf(each)})` : each.shown;
  const { previous, change } = figure;
  if (!previous) return `${of.words}: ${written(figure)}.`;
  return direction === null && !isFew
    ? `${of.words}: ${written(figure)}, before ${written(previous)}.`
    : `${of.words}: ${written(figure)}, ${changeWords('percent', change)} from ${written(previous)}.`;
}

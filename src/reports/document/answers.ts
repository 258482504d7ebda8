import { DateTime } from 'luxon';
import { formatDay, formatInstant } from '../../common/calendar.js';
import { STATE_TITLES, IN_NUMERATOR } from '../../registry/coverage/domain/coverage-state.js';
import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import { exceptionsOf } from '../domain/exceptions.js';
import { changeWords, outOf, withUnit } from '../figure-words.js';
import { beforeWords, directionOf, isUnfinished, unlikeWords } from './comparison.js';
import { type DocumentCells, placeWords } from './document-cells.js';
import { periodWords } from './period-words.js';
import type { DocumentTable } from './report-document.js';

/** How many places an answer names before it counts the others. */
const NAMED = 5;

/** What the local policing body asks, each answered in a sentence or two, from figures of the same report. */
export function answersTable(report: ComplianceReport, cells: DocumentCells): DocumentTable {
  const rows: [question: string, answer: string][] = [
    ['Is the promise kept?', isKept(report, cells)],
    ['Where is it not?', whereNot(report, cells)],
    ['Since when?', sinceWhen(report)],
    ['Is it getting better?', isBetter(report, cells)],
    ['Can I trust the figures?', isTrue(report, cells)],
  ];
  return {
    id: 'answers',
    caption: 'Five questions',
    columns: [
      { id: 'question', title: 'Question', numeric: false },
      { id: 'answer', title: 'Answer', numeric: false },
    ],
    rows: rows.map((row) => row.map((text) => ({ text }))),
    heads: 1,
  };
}

function isKept({ coverageOn }: ComplianceReport, { figures }: DocumentCells): string {
  const share = figures.at('share-met');
  const cover = figures.at('coverage-last-day');
  const isWhole = (figure: ReportFigure | undefined): boolean =>
    !figure?.denominator || figure.numerator === figure.denominator;
  if (!share?.denominator && !cover?.denominator)
    return 'Nothing was promised: no query was due, and no neighbourhood existed on the last day.';
  const answered = share?.denominator
    ? `${outOf(share)} queries due were answered within 72 hours.`
    : 'No query was due.';
  const covered =
    cover?.denominator && coverageOn
      ? `${outOf(cover)} neighbourhoods had a named, contactable officer or a deputy on ${formatDay(coverageOn)}.`
      : '';
  return [isWhole(share) && isWhole(cover) ? 'Yes.' : 'Not everywhere.', answered, covered]
    .filter(Boolean)
    .join(' ');
}

function whereNot(report: ComplianceReport, { figures }: DocumentCells): string {
  const missed = exceptionsOf(report).filter(({ kind }) => kind === 'missed');
  const covered = IN_NUMERATOR.map((state) => STATE_TITLES[state]);
  const vacant = report.neighbourhoods.filter(({ code }) => {
    const state = figures.at('state-last-day', { neighbourhood: code })?.shown;
    return state && !covered.includes(state);
  });
  const queries = missed.map(({ neighbourhood, name }) => {
    const count = figures.at('clocks-missed', { neighbourhood })!.shown;
    return `${placeWords({ code: neighbourhood, name })}: ${count}`;
  });
  return [
    missed.length > 0 ? `Queries missed: ${listed(queries)}.` : 'No query was missed anywhere.',
    vacant.length > 0
      ? `Not covered on the last day: ${listed(vacant.map(placeWords))}.`
      : 'No neighbourhood was without cover on the last day.',
  ].join(' ');
}

/** How far back the months without a break of missed queries reach, and which gap that is open now is the oldest. */
function sinceWhen({ series, gaps, neighbourhoods, coverageOn, period }: ComplianceReport): string {
  const months = series?.find(({ measure }) => measure === 'share-met')?.points ?? [];
  const kept = months.findLastIndex(({ numerator, denominator }) => numerator === denominator);
  const first = months[kept + 1];
  const missed = !first
    ? ''
    : kept < 0
      ? `Queries were missed in each of the ${months.length} months since ${periodWords(first)}, the first that is shown.`
      : `Queries were missed in every month since ${periodWords(first)}.`;
  const [oldest] = gaps
    .filter(({ toOn }) => toOn === coverageOn)
    .map((gap) => ({ ...gap, begun: gap.sinceOn ?? gap.fromOn }))
    .sort((a, b) => a.begun.localeCompare(b.begun));
  const name = neighbourhoods.find(({ code }) => code === oldest?.neighbourhood)?.name;
  const earlier =
    oldest && oldest.sinceOn === undefined && oldest.fromOn === period.fromOn ? ' or earlier' : '';
  const gap = oldest
    ? `The oldest gap that was open on the last day began on ${formatDay(oldest.begun)}${earlier}: ${placeWords({ code: oldest.neighbourhood, name: name ?? oldest.neighbourhood })}.`
    : 'No gap in coverage was open on the last day.';
  return [missed, gap].filter(Boolean).join(' ');
}

/** What is asked of, and how it is called in the answer. */
const JUDGED = [
  ['share-met', 'Answered within 72 hours'],
  ['coverage-days', 'Neighbourhood-days covered'],
] as const;

/** A plain word first, then what it rests on; nothing is judged where like does not stand beside like. */
function isBetter(report: ComplianceReport, { figures }: DocumentCells): string {
  const before = beforeWords(report);
  if (before === null) return 'It cannot be said: there is no preceding period to compare with.';
  const judged = JUDGED.flatMap(([measure, words]) => {
    const figure = figures.at(measure);
    return figure ? [{ words, figure, direction: directionOf(figure) }] : [];
  });
  const told = judged.map(({ words, figure, direction }) => comparedWords(words, figure, direction !== null));
  const unlike = unlikeWords(report);
  const verdict = unlike
    ? `It cannot be said${isUnfinished(report) ? ' yet' : ''}. ${unlike}.`
    : verdictOf(judged.flatMap(({ direction }) => direction ?? []));
  return [verdict, ...told, `Compared with ${before}.`].join(' ');
}

function verdictOf(directions: readonly number[]): string {
  if (directions.length === 0) return 'It cannot be said: nothing can be compared.';
  const [up, down] = [directions.includes(1), directions.includes(-1)];
  if (up && down) return 'Mixed: one rose and the other fell.';
  if (up) return 'Yes.';
  return down ? 'No, it is getting worse.' : 'No, it is the same.';
}

function comparedWords(words: string, figure: ReportFigure, isCompared: boolean): string {
  const written = (each: Pick<ReportFigure, 'shown' | 'numerator' | 'denominator'>): string =>
    each.denominator ? `${withUnit('percent', each.shown)} (${outOf(each)})` : each.shown;
  const { previous, change } = figure;
  if (!previous) return `${words}: ${written(figure)}.`;
  return isCompared
    ? `${words}: ${written(figure)}, ${changeWords('percent', change)} from ${written(previous)}.`
    : `${words}: ${written(figure)}, before ${written(previous)}.`;
}

function isTrue(report: ComplianceReport, { figures }: DocumentCells): string {
  const late = figures.at('late-entries');
  const strict = figures.at('share-met-late-entries-missed');
  const entered =
    late?.value && strict
      ? `${late.shown} in-time ${late.value === 1 ? 'answer was' : 'answers were'} recorded after the due instant; were those missed, the share would be ${withUnit('percent', strict.shown)} (${outOf(strict)}).`
      : late && 'No answer that counts as in time was recorded after the due instant.';
  return [
    `They count what was on record on ${formatInstant(DateTime.fromISO(report.cutOffAt))}, by definitions version ${report.definitionsVersion}.`,
    entered,
    'What was left out, and the limits of the data, are listed in the notes.',
  ]
    .filter(Boolean)
    .join(' ');
}

function listed(all: readonly string[]): string {
  const others = all.length - NAMED;
  return all.slice(0, NAMED).join(', ') + (others > 0 ? ` and ${others} more` : '');
}

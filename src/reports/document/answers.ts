import { DateTime } from 'luxon';
import { formatDay, formatInstant } from '../../common/calendar.js';
import { STATE_TITLES, IN_NUMERATOR } from '../../registry/coverage/domain/coverage-state.js';
import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import { exceptionsOf } from '../domain/exceptions.js';
import { changeWords, outOf, withUnit } from '../figure-words.js';
import { isBetter } from './answer-better.js';
import { sinceWhen } from './answer-since.js';
import { type DocumentCells, placeWords } from './document-cells.js';
import { untriedWords } from './nothing-wrong.js';
import type { DocumentTable } from './report-document.js';

/** How many places an answer names before it counts the others. */
const NAMED = 5;

/** What the local policing body asks, each answered in a sentence or two, from figures of the same report. */
export function answersTable(report: ComplianceReport, cells: DocumentCells): DocumentTable {
  const rows: [question: string, answer: string][] = [
    ['Is the promise kept?', isKept(report, cells)],
    ['Where is it not?', whereNot(report, cells)],
    ['Since when?', sinceWhen(report, cells)],
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
    ? `${countedWords(share, 'query due', 'queries due')} ${isOne(share) ? 'was' : 'were'} answered within 72 hours.`
    : 'No query was due.';
  const covered =
    cover?.denominator && coverageOn
      ? `${countedWords(cover, 'neighbourhood', 'neighbourhoods')} had a named, contactable officer or a deputy on ${formatDay(coverageOn)}.`
      : 'No neighbourhood existed on the last day.';
  return [isWhole(share) && isWhole(cover) ? keptWords(share, cover) : 'Not everywhere.', answered, covered]
    .filter(Boolean)
    .join(' ');
}

/** A promise of which there was nothing to keep is not kept, so only the other is said to be. */
function keptWords(share: ReportFigure | undefined, cover: ReportFigure | undefined): string {
  if (!share?.denominator) return 'For cover, yes.';
  return cover?.denominator ? 'Yes.' : 'For answers, yes.';
}

/** `0 of 1 neighbourhood`, `1 of 3 neighbourhoods`. */
function countedWords(figure: ReportFigure, one: string, many: string): string {
  return `${outOf(figure)} ${figure.denominator === 1 ? one : many}`;
}

/** "1 of 3 queries due was", "0 of 1 query due was", "0 of 3 queries due were". */
const isOne = ({ numerator, denominator }: ReportFigure): boolean => numerator === 1 || denominator === 1;

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
    missed.length > 0
      ? `Queries missed: ${listed(queries)}.`
      : figures.at('share-met')?.denominator
        ? 'No query was missed anywhere.'
        : 'No query was due.',
    vacant.length > 0
      ? `Not covered on the last day: ${listed(vacant.map(placeWords))}.`
      : figures.at('coverage-last-day')?.denominator
        ? 'No neighbourhood was without cover on the last day.'
        : 'No neighbourhood existed on the last day.',
  ].join(' ');
}

function isTrue(report: ComplianceReport, cells: DocumentCells): string {
  const { figures } = cells;
  const late = figures.at('late-entries');
  const strict = figures.at('share-met-late-entries-missed');
  const entered =
    late?.value && strict
      ? `${late.shown} in-time ${late.value === 1 ? 'answer was' : 'answers were'} recorded after the due instant; were those missed, the share would be ${withUnit('percent', strict.shown)} (${outOf(strict)})${changedWords(strict)}.`
      : late &&
        (strict?.denominator
          ? 'No answer that counts as in time was recorded after the due instant.'
          : 'No query was due, so there is no entry of an answer to doubt.');
  return [
    `They count what was on record on ${formatInstant(DateTime.fromISO(report.cutOffAt))}, by definitions version ${report.definitionsVersion}.`,
    entered,
    untriedWords(report, cells),
    'What was left out, and the limits of the data, are listed in the notes.',
  ]
    .filter(Boolean)
    .join(' ');
}

/** `, −1.0 points from 83.9% (52 of 62)`: no percentage stands without its change, if there is one to give. */
function changedWords({ previous, change }: ReportFigure): string {
  if (!previous || change === null) return '';
  return `, ${changeWords('percent', change)} from ${withUnit('percent', previous.shown)} (${outOf(previous)})`;
}

function listed(all: readonly string[]): string {
  const others = all.length - NAMED;
  return all.slice(0, NAMED).join(', ') + (others > 0 ? ` and ${others} more` : '');
}

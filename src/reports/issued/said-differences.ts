import { formatDay } from '../../common/calendar.js';
import { periodWords } from '../document/period-words.js';
import { DECISION_WORDS } from './decision-words.js';
import type { Change } from './differences.js';
import { tallyWords } from './domain/change-tally.js';
import { shortenedPair } from './domain/shortened-pair.js';
import type { Commentary, IssuedDocument, Question } from './issued-document.js';
import { instantWords, signatoryWords } from './issued-sections.js';
import { wholeOf } from './place-names.js';

/** What a report says beside its figures. */
export type SaidBeside = Pick<
  IssuedDocument,
  | 'report'
  | 'commentaries'
  | 'previousDecision'
  | 'openQuestions'
  | 'changesSincePrevious'
  | 'changesSincePreviousTally'
>;

const NONE = 'none';

/**
 * What a later version says beside its figures otherwise than an earlier one: commentaries in the order of their exceptions,
 * those taken back last; then the last decision and the questions of the local policing body, and how much changed in the data
 * since the last report. Long texts are cut to where they differ.
 * @example saidChanged(first, second)[0] // { title: 'Commentary', place: 'Abbey (NC04): 1 of 6 queries due was missed', was: 'none', is: 'Two officers left.' }
 */
export function saidChanged(was: SaidBeside, is: SaidBeside): Change[] {
  return [
    ...commentariesChanged(was.commentaries, is.commentaries),
    ...decisionChanged(was, is),
    ...questionsChanged(was, is),
    ...changesChanged(was, is),
  ];
}

function commentariesChanged(was: readonly Commentary[], is: readonly Commentary[]): Change[] {
  const [before, after] = [was, is].map((all) => new Map(all.map((each) => [each.exception, each])));
  const keys = [...new Set([...after!.keys(), ...before!.keys()])];
  return keys.flatMap((key) => commentaryChanged(before!.get(key), after!.get(key)));
}

function commentaryChanged(was: Commentary | undefined, is: Commentary | undefined): Change[] {
  const { name, neighbourhood, words } = (is ?? was)!;
  const at = `${name} (${neighbourhood})`;
  const change = (title: string, place: string, before: string, after: string): Change => ({
    ...{ title, ...shortenedPair(before, after), place },
  });
  if (was?.text !== is?.text)
    return [change('Commentary', `${at}: ${words}`, was?.text ?? NONE, is?.text ?? NONE)];
  if (!was || !is) return [];
  if (was.words !== is.words) return [change('Exception with the same commentary', at, was.words, is.words)];
  const [before, after] = [was, is].map(
    ({ writtenBy, writtenAt }) => `${signatoryWords(writtenBy)}, ${instantWords(writtenAt)}`,
  );
  return before === after
    ? []
    : [change('Commentary with the same text: by whom', `${at}: ${words}`, before!, after!)];
}

function decisionChanged(was: SaidBeside, is: SaidBeside): Change[] {
  const [before, after] = [was, is].map(({ previousDecision }) => decisionWords(previousDecision));
  if (before === after) return [];
  const title = 'Last decision of the local policing body';
  return [{ title, ...shortenedPair(before!, after!), place: wholeOf(is.report) }];
}

function decisionWords(decision: IssuedDocument['previousDecision']): string {
  if (!decision) return NONE;
  const { decision: kind, decidedAt, report, remarks } = decision;
  const about = `${periodWords(report)}, version ${report.version}`;
  return [`${DECISION_WORDS[kind]}: on ${instantWords(decidedAt)} about ${about}.`, remarks]
    .filter(Boolean)
    .join(' ');
}

/** Of the last decision and of those before it: one that moved from the one to the other says the same. */
function questionsChanged(was: SaidBeside, is: SaidBeside): Change[] {
  const [before, after] = [was, is].map(questionsOf);
  return [...new Set([...after!.keys(), ...before!.keys()])].flatMap((id) => {
    const [earlier, later] = [before!.get(id), after!.get(id)];
    const words = [earlier, later].map((question) => (question ? questionWords(question) : NONE));
    if (words[0] === words[1]) return [];
    const title = 'Question of the local policing body';
    return [{ title, ...shortenedPair(words[0]!, words[1]!), place: wholeOf(is.report) }];
  });
}

/** A report issued before these were carried on says nothing of open questions. */
const questionsOf = ({ previousDecision, openQuestions = [] }: SaidBeside): Map<string, Question> =>
  new Map(
    [...(previousDecision?.questions ?? []), ...openQuestions].map((question) => [question.id, question]),
  );

const questionWords = ({ text, followUpOn, answers }: Question): string =>
  [
    text,
    followUpOn !== null && `Follow up on ${formatDay(followUpOn)}.`,
    answers.length === 0
      ? 'Not answered yet.'
      : `Answered: ${answers.map((answer) => answer.text).join(' ')}`,
  ]
    .filter(Boolean)
    .join(' ');

/** How much the data of the preceding period say otherwise than the report of it, line by line in the notes. */
function changesChanged(was: SaidBeside, is: SaidBeside): Change[] {
  if (JSON.stringify(was.changesSincePrevious) === JSON.stringify(is.changesSincePrevious)) return [];
  const [before, after] = [was, is].map(
    ({ changesSincePrevious: changes, changesSincePreviousTally: tally }) =>
      changes === null
        ? 'no report of it was issued'
        : tally
          ? tallyWords(tally).join(' ')
          : `${changes.length}`,
  );
  const place = wholeOf(is.report);
  return [{ title: 'What changed in the data since the last report', was: before!, is: after!, place }];
}

import { DateTime } from 'luxon';
import { ROLE_NAMES } from '../../access/page-context.js';
import { formatDay, formatInstant } from '../../common/calendar.js';
import { periodWords } from '../document/period-words.js';
import type { DocumentBlock, DocumentSection, DocumentTable } from '../document/report-document.js';
import { DECISION_WORDS } from './decision-words.js';
import type { Change } from './differences.js';
import { type ChangeTally, tallyWords } from './domain/change-tally.js';
import type {
  IssuedDocument,
  IssuedFile,
  OpenQuestion,
  PreviousDecision,
  Question,
  Signatory,
} from './issued-document.js';

type Said = Pick<
  IssuedDocument,
  | 'differences'
  | 'earlierDifferences'
  | 'saidDifferences'
  | 'movedByTime'
  | 'differencesTally'
  | 'previousDecision'
  | 'openQuestions'
>;

/** How much of a version another one says otherwise, in lines of what is listed. */
export const countDiffering = ({
  differences,
  earlierDifferences = [],
  saidDifferences = [],
}: Pick<Said, 'differences' | 'earlierDifferences' | 'saidDifferences'>): number =>
  differences.length + earlierDifferences.length + saidDifferences.length;

/** `Ann Ward, Force administrator`. */
export const signatoryWords = ({ name, role }: Signatory): string => `${name}, ${ROLE_NAMES[role]}`;

export const instantWords = (at: string): string => formatInstant(DateTime.fromISO(at, { zone: 'utc' }));

/** Beyond so many, changes of the data are counted; the signed JSON has them all. */
const MOST_CHANGES = 20;

/** How much, then `Share met, Whole force: was 97.9% (185 of 189), is now 98.4% (186 of 189)`. */
export function changeLines(changes: readonly Change[], tally: ChangeTally | null = null): string[] {
  if (changes.length === 0 && !tally?.leftOut) return ['Nothing: its figures would be the same today.'];
  const lines = changes
    .slice(0, MOST_CHANGES)
    .map(({ title, place, was, is }) => `${title}, ${place}: was ${was}, is now ${is}`);
  const others = changes.length - lines.length;
  return [...(tally ? tallyWords(tally) : []), ...lines, ...(others > 0 ? [`${others} more figures`] : [])];
}

/** What stands in an issued report besides its figures: which version it is, what differs, what was decided before. */
export function issuedSections(file: IssuedFile): DocumentSection[] {
  return [versionSection(file), ...draftSections(file.document)];
}

/** The same of a draft, which is no version yet. */
export function draftSections(said: Said): DocumentSection[] {
  const { differences, differencesTally = null, previousDecision, openQuestions = [] } = said;
  return [
    ...(differences.length > 0 || differencesTally ? [differencesSection(said)] : []),
    ...(previousDecision ? [decisionSection(previousDecision)] : []),
    ...(openQuestions.length > 0 ? [openQuestionsSection(openQuestions)] : []),
  ];
}

function versionSection({ document, sha256, kid }: IssuedFile): DocumentSection {
  const { version, supersedes, issuedAt, issuedBy, report, movedByTime = [], reason } = document;
  const items = [
    `Version ${version}, issued on ${instantWords(issuedAt)} by ${signatoryWords(issuedBy)}.`,
    `Data cut-off: ${instantWords(report.cutOffAt)}.`,
    ...(supersedes === null
      ? []
      : [replacesWords(version - 1, countDiffering(document) + movedByTime.length)]),
    ...(reason ? [`Why this version: ${reason}`] : []),
    `SHA-256 of the JSON in canonical form: ${sha256}.`,
    `Signed with the key ${kid}.`,
    'A manifest, signed with the same key, lists the SHA-256 of every file of this version.',
  ];
  return { id: 'version', title: 'This version', blocks: [{ kind: 'list', items }] };
}

function replacesWords(version: number, differences: number): string {
  if (differences === 0) return `It replaces version ${version}. Nothing of it was changed.`;
  return `It replaces version ${version}. What differs is listed below (${differences}).`;
}

function differencesSection({
  differences,
  earlierDifferences = [],
  saidDifferences = [],
  movedByTime = [],
  differencesTally: tally,
}: Said): DocumentSection {
  const tables = [
    changesTable('differences', 'What differs from the version that this one replaces', differences),
    changesTable(
      'differences-earlier',
      'Figures of other days that differ: of the preceding period that it compares itself with, and of single months',
      earlierDifferences,
    ),
    changesTable('differences-said', 'Commentaries, decisions and questions that differ', saidDifferences),
    changesTable('moved-by-time', 'What moved since that version by the passing of time alone', movedByTime),
  ];
  const summary = tally ? tallyWords(tally) : [];
  return {
    id: 'differences',
    title: 'Differences',
    blocks: [
      ...summary.map((text): DocumentBlock => ({ kind: 'paragraph', text })),
      ...tables.filter(({ rows }) => rows.length > 0).map((table) => ({ kind: 'table' as const, table })),
    ],
  };
}

const changesTable = (id: string, caption: string, changes: readonly Change[]): DocumentTable => ({
  id,
  caption,
  columns: [
    { id: 'title', title: 'What', numeric: false },
    { id: 'place', title: 'Where', numeric: false },
    { id: 'was', title: 'Was', numeric: false },
    { id: 'is', title: 'Is', numeric: false },
  ],
  rows: changes.map(({ title, place, was, is }) => [title, place, was, is].map((text) => ({ text }))),
  heads: 1,
});

function decisionSection(previous: PreviousDecision): DocumentSection {
  const { decision, decidedAt, decidedBy, remarks, report, questions } = previous;
  const blocks: DocumentBlock[] = [
    {
      kind: 'paragraph',
      text: `${DECISION_WORDS[decision]}: decided on ${instantWords(decidedAt)} by ${signatoryWords(decidedBy)} about the report of ${periodWords(report)}, version ${report.version}.`,
    },
    ...(remarks === '' ? [] : [{ kind: 'paragraph' as const, text: remarks }]),
    ...(questions.length > 0 ? [{ kind: 'table' as const, table: questionsTable(previous) }] : []),
  ];
  return { id: 'previous-decision', title: 'Last decision of the local policing body', blocks };
}

const QUESTION = { id: 'question', title: 'Question', numeric: false };
const FOLLOWED = [
  { id: 'follow-up', title: 'Follow up on', numeric: false },
  { id: 'answer', title: 'Answer of the force', numeric: false },
];

function questionsTable({ questions }: PreviousDecision): DocumentTable {
  return {
    id: 'previous-questions',
    caption: 'Questions of the local policing body',
    columns: [QUESTION, ...FOLLOWED],
    rows: questions.map((question) => [question.text, ...followedWords(question)].map((text) => ({ text }))),
    heads: 1,
  };
}

/** A question stays until it is settled, whatever was decided since. */
function openQuestionsSection(questions: readonly OpenQuestion[]): DocumentSection {
  const table: DocumentTable = {
    id: 'open-questions',
    caption: 'Questions that still wait for an answer, or for the day to follow them up',
    columns: [QUESTION, { id: 'asked', title: 'Asked', numeric: false }, ...FOLLOWED],
    rows: questions.map((question) => {
      const { text, decidedAt, report } = question;
      const asked = `On ${instantWords(decidedAt)}, about the report of ${periodWords(report)}, version ${report.version}`;
      return [text, asked, ...followedWords(question)].map((cell) => ({ text: cell }));
    }),
    heads: 1,
  };
  return {
    id: 'open-questions',
    title: 'Open questions of earlier decisions',
    blocks: [{ kind: 'table', table }],
  };
}

/** Under `FOLLOWED`. */
const followedWords = ({ followUpOn, answers }: Question): string[] => [
  followUpOn === null ? 'No day given' : formatDay(followUpOn),
  answers.length === 0
    ? 'Not answered yet'
    : answers.map((answer) => `${instantWords(answer.answeredAt)}: ${answer.text}`).join(' '),
];

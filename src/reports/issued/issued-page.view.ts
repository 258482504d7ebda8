import { may } from '../../access/permissions.js';
import type { Role } from '../../access/principal.js';
import { formatDay } from '../../common/calendar.js';
import { documentOf } from '../document/document-of.js';
import { periodWords, subjectWords } from '../document/period-words.js';
import { linkedFigures } from '../rows/linked-figures.js';
import { linkedPrinted } from '../rows/linked-printed.js';
import { DECISION_WORDS } from './decision-words.js';
import type { Decision } from './issued-document.js';
import { extrasOf } from './issued-files.js';
import { placedAround } from './issued-html.js';
import { issuedHref } from './issued-list.view.js';
import { instantWords, signatoryWords } from './issued-sections.js';
import type { IssuedPage } from './issued-reports.service.js';
import { MANIFEST } from './manifest.js';

export const KEYS_HREF = '/report-signing-keys';

/** What each kept file is called, in the order in which they are offered; one that is not here is offered last. */
const FORMATS: Record<string, string> = {
  pdf: 'PDF',
  xlsx: 'Workbook',
  zip: 'Tables as CSV files in one archive',
  csv: 'All figures as one CSV file',
  html: 'Web page in one file',
  json: 'Signed JSON, which can be verified',
  [MANIFEST]: 'Signed manifest, with which each of these files can be verified',
};

const DONE: Record<string, string> = {
  issued: 'The report has been issued',
  decided: 'The decision has been recorded',
  answered: 'The answer has been recorded',
};

export const issuedTitle = ({ document: { report, version } }: IssuedPage): string =>
  `Compliance report, ${subjectWords(report)}, version ${version}`;

/** An issued version: what was frozen as it was printed, and beside it what became of it. */
export function issuedPageView(page: IssuedPage, role: Role, done: string | undefined): object {
  const { line, document, decisions } = page;
  const { report, version, issuedAt, issuedBy, reason } = document;
  const { id, supersedes, supersededBy, fromOn, toOn, part, sha256, kid } = line;
  const row = (key: string, text: string, href?: string): object => ({
    key: { text: key },
    value: { text },
    ...(href !== undefined && { actions: { items: [{ href, text: 'Open', visuallyHiddenText: key }] } }),
  });
  return {
    banner: done !== undefined && Object.hasOwn(DONE, done) && { type: 'success', text: DONE[done] },
    force: report.force.name,
    title: issuedTitle(page),
    tag:
      supersededBy === null
        ? { text: 'Issued', classes: 'govuk-tag--green' }
        : { text: 'Replaced', classes: 'govuk-tag--grey' },
    issued: instantWords(issuedAt),
    cutOff: instantWords(report.cutOffAt) !== instantWords(issuedAt) && instantWords(report.cutOffAt),
    replaces: supersedes !== null && { href: issuedHref(supersedes), version: version - 1 },
    decided: decidedWords(decisions, page.earlier),
    replacedBy: supersededBy !== null && { href: issuedHref(supersededBy), version: version + 1 },
    facts: {
      rows: [
        row('Version', String(version)),
        row('Issued', `${instantWords(issuedAt)} by ${signatoryWords(issuedBy)}`),
        row('Data cut-off', instantWords(report.cutOffAt)),
        ...(supersedes === null ? [] : [row('Replaces', `Version ${version - 1}`, issuedHref(supersedes))]),
        ...(reason ? [row('Why this version', reason)] : []),
        row('SHA-256', sha256),
        row('Signed with the key', kid, KEYS_HREF),
      ],
    },
    downloads: filesOf(page).map(({ name, size }) => ({
      href: `${issuedHref(id)}.${name}`,
      text: `${FORMATS[name] ?? name.toUpperCase()} (${sizeWords(size)})`,
    })),
    keysHref: KEYS_HREF,
    hasManifest: page.files.some(({ name }) => name === MANIFEST),
    decisions: decisions.map((decision) => decisionView(decision, id, role)),
    earlier: earlierView(page, role),
    waiting: waitingView(page, role),
    decideHref: may(role, 'reports.decide') && supersededBy === null && `${issuedHref(id)}/decision`,
    correct: may(role, 'drafts.prepare') && {
      fields: [
        { name: 'from', value: fromOn },
        { name: 'to', value: toOn },
        { name: 'part', value: part },
      ],
      button: {
        text: 'Correct this report',
        classes: 'govuk-button--secondary',
        preventDoubleClick: true,
      },
    },
    ...placedAround(linkedFragment(page)),
  };
}

/** What was decided about the versions that this one replaced, first in one line that leads to it. */
function earlierView({ line, decisions, earlier }: IssuedPage, role: Role): object | null {
  const [last] = earlier;
  if (!last) return null;
  return {
    // As long as nothing was decided about this version.
    last: decisions.length === 0 && {
      href: `#${anchorOf(last)}`,
      link: `Version ${last.version} was decided`,
      words: wordsOfDecision(last),
    },
    decisions: earlier.map((each) => ({
      id: anchorOf(each),
      ...decisionView(each, line.id, role),
      title: `About version ${each.version}: ${DECISION_WORDS[each.decision].toLowerCase()}`,
    })),
  };
}

const anchorOf = ({ id }: Decision): string => `decision-${id}`;

/** Where the force answers what this report repeats of others; null for who does not answer. */
function waitingView({ waiting }: IssuedPage, role: Role): object[] | null {
  if (!may(role, 'reports.answer') || waiting.length === 0) return null;
  return waiting.map(({ id, text, report, answers }) => ({
    text,
    about: `${periodWords(report)}, version ${report.version}`,
    link: answerLink(answers),
    href: `${issuedHref(report.id)}/questions/${id}`,
  }));
}

/** Nothing that was answered is taken back. */
const answerLink = (answers: readonly unknown[]): string =>
  answers.length === 0 ? 'Answer this question' : 'Add another answer to this question';

/** `nothing decided yet`; of several decisions the last, which comes first; as long as there is none, of the version before. */
function decidedWords([last]: readonly Decision[], [before]: IssuedPage['earlier']): string {
  if (last) return wordsOfDecision(last);
  return before
    ? `nothing decided about this version yet; version ${before.version}: ${wordsOfDecision(before)}`
    : 'nothing decided yet';
}

const wordsOfDecision = ({ decision, decidedAt }: Pick<Decision, 'decision' | 'decidedAt'>): string =>
  `${DECISION_WORDS[decision].toLowerCase()}, on ${instantWords(decidedAt)}`;

/** What was printed, with links around figures and nothing else changed: to their rows, of their month, or of the period before. */
function linkedFragment({ line, document, fragment }: IssuedPage): string {
  const { report } = document;
  const today = documentOf(report, { charts: [], ...extrasOf(document) });
  return linkedFigures(linkedPrinted(fragment.toString('utf8'), today, report, line.id), report, line.id);
}

export function decisionView(decision: Decision, reportId: string, role: Role): object {
  const { decision: kind, decidedAt, decidedBy, remarks, questions } = decision;
  return {
    title: DECISION_WORDS[kind],
    by: `${signatoryWords(decidedBy)}, ${instantWords(decidedAt)}`,
    remarks,
    questions: questions.map(({ id, text, followUpOn, answers }) => ({
      text,
      followUp: followUpOn === null ? null : formatDay(followUpOn),
      answers: answers.map((answer) => ({
        text: answer.text,
        by: `${signatoryWords(answer.answeredBy)}, ${instantWords(answer.answeredAt)}`,
      })),
      href: may(role, 'reports.answer') && `${issuedHref(reportId)}/questions/${id}`,
      link: answerLink(answers),
    })),
  };
}

function filesOf({ files }: IssuedPage): IssuedPage['files'] {
  const order = Object.keys(FORMATS);
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...files].sort((a, b) => place(a.name) - place(b.name));
}

const KILO = 1000;

/** `12 kB`, `1.4 MB`. */
function sizeWords(bytes: number): string {
  return bytes < KILO * KILO
    ? `${Math.max(1, Math.round(bytes / KILO))} kB`
    : `${(bytes / KILO / KILO).toFixed(1)} MB`;
}

import Handlebars from 'handlebars';
import { may } from '../../access/permissions.js';
import type { Role } from '../../access/principal.js';
import { formatInstant, localDayOf } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import type { DateTime } from 'luxon';
import { documentOf } from '../document/document-of.js';
import { subjectWords } from '../document/period-words.js';
import { carriedView, commentaryHref, toReviewView } from './carried.view.js';
import { tallyWords } from './domain/change-tally.js';
import { extrasOf } from './issued-files.js';
import { pageFragment } from './issued-html.js';
import { draftHref, issuedHref } from './issued-list.view.js';
import { countDiffering, draftSections, instantWords, signatoryWords } from './issued-sections.js';
import type { Draft } from './report-drafts.service.js';

const DONE: Record<string, string> = {
  commentary: 'The commentary has been saved',
  begun: 'The draft is open. Nothing is frozen until you issue it',
};

export const draftTitle = ({ report }: Draft): string => `Draft report, ${subjectWords(report)}`;

/** A draft as it would be issued now, with what the force says about each exception. */
export function draftView(drafted: Draft, role: Role, done: string | undefined): object {
  const { draft, report, exceptions, commentaries, adrift, replaced, charts } = drafted;
  const mayChange = may(role, 'drafts.prepare') && draft.closedAt === null;
  const said = new Map(commentaries.map((each) => [each.exception, each]));
  const document = documentOf(report, { charts, ...extrasOf(drafted), sections: draftSections(drafted) });
  return {
    banner: done !== undefined && Object.hasOwn(DONE, done) && { type: 'success', text: DONE[done] },
    force: report.force.name,
    title: draftTitle(drafted),
    cutOff: instantWords(report.cutOffAt),
    closed: draft.closedAt && { as: draft.closedAs, at: formatInstant(draft.closedAt) },
    version: (replaced?.version ?? 0) + 1,
    replaced: replaced && {
      href: issuedHref(replaced.id),
      version: replaced.version,
      differences: countDiffering(drafted),
    },
    mayChange,
    issueHref: `${draftHref(draft.id)}/issue`,
    discardAction: `${draftHref(draft.id)}/discard`,
    discard: {
      text: 'Throw this draft away',
      classes: 'govuk-button--secondary',
      preventDoubleClick: true,
    },
    exceptions: exceptions.map(({ key, name, neighbourhood, words }) => {
      const commentary = said.get(key);
      return {
        place: `${name} (${neighbourhood})`,
        words,
        text: commentary?.text,
        by: commentary && `${signatoryWords(commentary.writtenBy)}, ${instantWords(commentary.writtenAt)}`,
        carried: carriedView(drafted, key),
        href: mayChange && commentaryHref(draft.id, key),
        link: commentary ? 'Change the commentary' : 'Add a commentary',
      };
    }),
    adrift: adrift.map(({ key, text }) => ({ key, text })),
    fragment: new Handlebars.SafeString(pageFragment(document)),
  };
}

/** The form for what the force says about one exception. */
export function commentaryView(
  drafted: Draft,
  key: string,
  { typed, errors, version, changed }: CommentaryState,
): object | null {
  const exception = drafted.exceptions.find((each) => each.key === key);
  if (!exception) return null;
  const { name, neighbourhood, words } = exception;
  return {
    caption: draftTitle(drafted),
    place: `${name} (${neighbourhood})`,
    words,
    carried: carriedView(drafted, key),
    exception: key,
    version,
    changed,
    field: textField('text', 'What the force says about it', typed, formErrors(errors), {
      rows: 8,
      hint: {
        text: 'It is issued with the report. Do not name or describe a member of the public. Leave it empty to say nothing.',
      },
    }),
    button: { text: 'Save the commentary', preventDoubleClick: true },
    cancelHref: draftHref(drafted.draft.id),
  };
}

export interface CommentaryState {
  typed: Typed;
  errors: readonly FieldError[];
  /** Of the commentary that what is typed is laid over; 0 if there is none. */
  version: string;
  /** What somebody else wrote meanwhile. */
  changed: { text: string } | null;
}

export interface IssueState {
  typed: Typed;
  errors: readonly FieldError[];
}

/** The last page before a report is issued: what is frozen, and what cannot be undone. */
export function issueView(drafted: Draft, { typed, errors }: IssueState, now: DateTime): object {
  const { draft, report, exceptions, commentaries, adrift, replaced, differencesTally, signedAs } = drafted;
  const silent = exceptions.length - commentaries.length;
  const warnings = [
    draft.toOn >= localDayOf(now) &&
      'The period is not over yet. What happens until its end is not in this report.',
    replaced &&
      countDiffering(drafted) === 0 &&
      `Nothing that was recorded since makes a difference to version ${replaced.version}.`,
    silent > 0 && `${counted(silent, 'exception has', 'exceptions have')} no commentary.`,
    adrift.length > 0 &&
      `${counted(adrift.length, 'commentary is', 'commentaries are')} about something that is no exception any more, and will not be issued.`,
  ].filter((text) => typeof text === 'string');
  const version = (replaced?.version ?? 0) + 1;
  return {
    caption: draftTitle(drafted),
    title: `Issue version ${version}`,
    frozen: [
      `${report.figures.length} figures, as on record at the moment you issue it: that is the data cut-off`,
      `the definitions of ${report.definitions.length} measures, version ${report.definitionsVersion}`,
      `${counted(commentaries.length, 'commentary', 'commentaries')} on ${counted(exceptions.length, 'exception', 'exceptions')}`,
      `who issued it and when: ${signedAs}`,
      ...(replaced
        ? [
            `what differs from version ${replaced.version}, which it replaces; as of now: ${differencesTally ? tallyWords(differencesTally).join(' ') : ''}`,
          ]
        : []),
      'the files in every format, with a signature over the figures and one over the SHA-256 of each file',
    ],
    warnings: warnings.map((text) => ({ text, iconFallbackText: 'Warning' })),
    version: draft.version,
    toReview: toReviewView(drafted),
    reason:
      replaced &&
      textField('reason', 'Why this version', typed, formErrors(errors), {
        rows: 5,
        hint: {
          text: `It replaces version ${replaced.version}. Your reason is signed and printed with the report. Do not name or describe a member of the public.`,
        },
      }),
    button: { text: `Issue version ${version}`, preventDoubleClick: true },
    cancelHref: draftHref(draft.id),
  };
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

import type { DateTime } from 'luxon';
import { formatInstant } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { choiceField, dateField, textField, timeField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import { renderTemplate } from '../../web/templates.js';
import type { Typed } from '../../web/typed.js';
import { answerFields } from '../answer-fields.js';
import type { ContactDetails } from '../contact-details.js';
import { isWaiting } from '../domain/clock-state.js';
import type { ResponseRoute } from '../domain/meaningful-response.js';
import { ROUTE_NAMES } from '../wording.js';
import { type AskedBy, ASKED_OF_STAFF, isTooEarly } from './domain/recourse.js';
import type { Standing } from './recourse-answers.service.js';
import { answerBy, ASKED_BY_NAMES, OUTCOME_NAMES, requestTag } from './recourse-wording.js';
import { isUnanswered, type RecourseRequest } from './requests.js';

export interface RecoursePageState {
  standing: Standing;
  typed: Typed;
  errors: readonly FieldError[];
  done: string | undefined;
}

const DONE: Record<string, string> = {
  asked: 'The request has been recorded. The supervisors see it on their list',
  answered: 'The answer has been recorded',
  sending: 'The answer is on its way; it counts once the receiving mail server has accepted it',
};

/** What a person asked of a supervisor about one contact, and what can be done about it, as component parameters. */
export function recoursePageView(details: ContactDetails, state: RecoursePageState): object {
  const { row, clocks, recourse, now, readOnly } = details;
  const { done, standing } = state;
  const open = recourse.find(({ answeredAt }) => answeredAt === null);
  const toAnswer = !readOnly && open !== undefined && isUnanswered(open);
  return {
    reference: row.reference,
    banner: done !== undefined && Object.hasOwn(DONE, done) && { type: 'success', text: DONE[done] },
    requests: [...recourse].reverse().map((request) => requestView(request, now)),
    ask: !readOnly && !open && askForm(details, state),
    tooEarly: !open && isTooEarly(details, now),
    answer: toAnswer && standing.mayAnswer && answerForm(details, state),
    notYours: toAnswer && !standing.mayAnswer,
    stillWaits: toAnswer && clocks.some(isWaiting),
  };
}

function requestView(request: RecourseRequest, now: DateTime): object {
  const line = (key: string, text: string | null): object[] =>
    text ? [{ key: { text: key }, value: { html: renderTemplate('partials/verbatim', { text }) } }] : [];
  const { askedAt, askedBy, dueAt, outcome, answeredAt, answerRoute } = request;
  return {
    heading: `Asked on ${formatInstant(askedAt)}`,
    tag: requestTag(request, now),
    summary: {
      rows: [
        ...line('How they asked', ASKED_BY_NAMES[askedBy]),
        ...line('What went wrong', request.reason),
        ...line('Answer due by', answerBy(dueAt)),
        ...line('Found', outcome && OUTCOME_NAMES[outcome]),
        ...line('Answer', request.answer),
        ...line('Answered', answeredAt && formatInstant(answeredAt)),
        ...line('How', answerRoute && ROUTE_NAMES[answerRoute as ResponseRoute]),
        ...line('Answered by', request.answeredByName),
      ],
    },
  };
}

function askForm({ row, clocks, now }: ContactDetails, { typed, errors }: RecoursePageState): object | false {
  if (isTooEarly({ clocks }, now)) return false;
  const found = formErrors(errors);
  const ways = Object.fromEntries(ASKED_OF_STAFF.map((way) => [way, ASKED_BY_NAMES[way]]));
  return {
    action: `/contacts/${row.reference}/recourse`,
    askedBy: choiceField('askedBy', 'How did the person ask?', ways as Record<AskedBy, string>, typed, found),
    date: dateField('askedOn', 'When did they?', typed, found, {
      hint: { text: 'The 5 working days run from this day. For example, 27 3 2026' },
    }),
    time: timeField('askedTime', 'At what time?', typed, found),
    reason: textField('reason', 'What went wrong? (optional)', typed, found, { rows: 4 }),
    button: { text: 'Record the request', preventDoubleClick: true },
  };
}

function answerForm(
  { row, personal }: ContactDetails,
  { standing, typed, errors }: RecoursePageState,
): object {
  const found = formErrors(errors);
  return {
    action: `/contacts/${row.reference}/recourse/answers`,
    warning: standing.dealtWith && standing.others.length > 0 && { text: ownText(standing.others) },
    outcome: choiceField('outcome', 'What did you find?', OUTCOME_NAMES, typed, found),
    text: textField('text', 'What did you find, and what has been done?', typed, found, {
      rows: 6,
      hint: { text: 'This is what the person reads or is told' },
    }),
    ...answerFields(personal, 'When were they told?', typed, found),
    button: { text: 'Send or record the answer', preventDoubleClick: true },
  };
}

const ownText = (others: readonly string[]): string =>
  `You dealt with this contact yourself. Another supervisor should answer: ${others.join(' or ')}. If you answer all the same, what happened to the contact will say so.`;

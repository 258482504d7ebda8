import { may } from '../access/permissions.js';
import { formatInstant } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import { choiceField, textField } from '../web/fields.js';
import { formErrors } from '../web/form-errors.js';
import { renderTemplate } from '../web/templates.js';
import type { Typed } from '../web/typed.js';
import { targetTimeText } from './alert-wording.js';
import { attachmentItems } from './attachments/attachment.view.js';
import { answerFields } from './answer-fields.js';
import { timelineItems } from './contact-timeline.view.js';
import type { ContactDetails } from './contact-details.js';
import { NO_QUESTION, noQuestionProblem } from './questions/domain/owed-clock.js';
import { type HoldingState, holdingView } from './holding.view.js';
import { channelName, REASON_NAMES, stateTag } from './wording.js';
import type { OutOfScopeReason } from './domain/clock-state.js';
import { correctStartLinks, questionsView, questionText, takenOutView } from './questions/questions.view.js';
import { breachToldText, requestTag } from './recourse/recourse-wording.js';

export interface ContactPageState extends HoldingState {
  done: string | undefined;
  /** May this person confirm that something was rightly taken out after its deadline, if somebody else took it out? */
  mayConfirm: boolean;
}

const DONE: Record<string, string> = {
  answered: 'The answer has been recorded',
  sending: 'The answer is on its way; it counts once the receiving mail server has accepted it',
  'out-of-scope': 'The contact has been taken out of scope',
  'brought-back': 'The contact is back, with its original deadline',
  confirmed: 'You have confirmed that this was no neighbourhood query',
  entered: 'The contact has been entered and its clock is running',
  'taken-up': 'You have this contact now',
  'given-back': 'You have given this contact back, and nobody has it now',
  'handed-over': 'The contact has been handed over, with the same deadline',
  'question-added': 'The question has been added, and its 72 hours run from when they asked it',
  'message-added': 'The message has been added to the question before it',
  'no-question': 'The message has been added, and it asks nothing new',
  'address-added': 'The address has been added, and the clock is running',
  'start-corrected': 'The start has been corrected, and the deadline has followed',
};

/** One contact with its timeline and what can be done about it, as component parameters. */
export function contactPageView(details: ContactDetails, state: ContactPageState): object {
  const { row, personal, now, readOnly } = details;
  const { done } = state;
  return {
    reference: row.reference,
    banner: done !== undefined && Object.hasOwn(DONE, done) && { type: 'success', text: DONE[done] },
    subject: personal?.subject ?? 'Erased',
    tag: stateTag(row, details.state, now),
    message: personal && { html: renderTemplate('partials/verbatim', { text: personal.message }) },
    questions: questionsView(details),
    attachments: attachmentItems(row.reference, details.attachments),
    summary: { rows: summaryRows(details) },
    recourse: { href: `/contacts/${row.reference}/recourse`, text: recourseText(details) },
    timeline: { items: timelineItems(details), headingLevel: 3 },
    ...holdingView(details, state),
    ...(!readOnly && doings(details, state)),
  };
}

/** What whoever holds the contact can do about it. */
function doings(details: ContactDetails, state: ContactPageState): object {
  const { person, typed, errors } = state;
  const { row, personal } = details;
  const address = `/contacts/${row.reference}`;
  return {
    respond: personal && respondForm(details, typed, errors, `${address}/responses`),
    addAddress: !row.clockId && personal && { href: `${address}/address` },
    correctStart: may(person, 'contacts.correct-start') && correctStartLinks(details, `${address}/start`),
    outOfScope:
      row.clockId && !row.outOfScopeAt && outOfScopeForm(details, typed, errors, `${address}/out-of-scope`),
    ...takenOutView(details, state),
  };
}

/** From when on the 72 hours run, if that is not when the person is stated to have sent it. */
const startText = ({ startedAt, statedAt }: ContactDetails['row']): string | null =>
  startedAt && +startedAt !== +statedAt ? formatInstant(startedAt) : null;

/** Has the person asked for a supervisor, and where does the last request stand? */
function recourseText({ recourse, now }: ContactDetails): string {
  const last = recourse.at(-1);
  return last ? `Recourse: ${requestTag(last, now).text.toLowerCase()}` : 'Recourse: not asked for';
}

function summaryRows({ row, personal, breach, now }: ContactDetails): object[] {
  const { name, email, telephone, address } = personal?.enquirer ?? {};
  const line = (key: string, text: string | null | undefined): object[] =>
    text ? [{ key: { text: key }, value: { text } }] : [];
  return [
    ...line('Question', questionText(row)),
    ...line(
      'Answer due',
      row.dueAt ? formatInstant(row.dueAt) : 'No 72-hour clock: no reply is possible without an address',
    ),
    ...line('Team’s own target', row.targetAt && targetTimeText(row.targetAt, now)),
    ...line('Address failed', row.addressFailedAt && formatInstant(row.addressFailedAt)),
    ...line('First answer', row.stoppedAt && formatInstant(row.stoppedAt)),
    ...line('Missed deadline', breach && breachToldText(breach)),
    ...line('Out of scope', row.outOfScopeReason && REASON_NAMES[row.outOfScopeReason as OutOfScopeReason]),
    ...line('Neighbourhood', `${row.neighbourhoodName} (${row.neighbourhoodCode})`),
    ...line('Sent', formatInstant(row.statedAt)),
    ...line('72 hours from', startText(row)),
    ...line('Reached us', formatInstant(row.receivedAt)),
    ...line('Came by', channelName(row.channel)),
    ...line('From', name ?? (personal ? 'No name given' : 'Erased')),
    ...line('Email', email),
    ...line('Telephone', telephone),
    ...line('Address', address),
  ];
}

function respondForm(
  { row, personal }: ContactDetails,
  typed: Typed,
  errors: readonly FieldError[],
  action: string,
): object {
  const found = formErrors(errors);
  return {
    action,
    token: typed['token'],
    heading: row.stoppedAt ? 'Add another answer' : 'Answer',
    ...answerFields(personal, 'When did it reach them?', typed, found),
    text: textField('text', 'What do you tell them?', typed, found, { rows: 6 }),
    nextSteps: textField('nextSteps', 'What happens next?', typed, found, {
      rows: 3,
      hint: { text: 'An answer without this does not stop the clock' },
    }),
    button: { text: 'Send or record the answer', preventDoubleClick: true },
  };
}

function outOfScopeForm(
  { row }: ContactDetails,
  typed: Typed,
  errors: readonly FieldError[],
  action: string,
): object {
  const found = formErrors(errors);
  const reasons = Object.entries(REASON_NAMES).filter(
    ([reason]) => reason !== NO_QUESTION || noQuestionProblem(row) === null,
  );
  return {
    open: errors.some(({ field }) => field === 'reason' || field === 'duplicateOf'),
    action,
    question: row.question,
    reason: choiceField(
      'reason',
      'Why is this no neighbourhood query?',
      Object.fromEntries(reasons),
      typed,
      found,
    ),
    duplicateOf: textField('duplicateOf', 'Reference of the other contact', typed, found, {
      classes: 'govuk-input--width-10',
      hint: { text: 'Only where it is the same query again; the earlier deadline lives on' },
    }),
    button: button('Take out of scope'),
  };
}

const button = (text: string): object => ({
  text,
  classes: 'govuk-button--secondary',
  preventDoubleClick: true,
});

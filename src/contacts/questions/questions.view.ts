import { formatInstant } from '../../common/calendar.js';
import { renderTemplate } from '../../web/templates.js';
import type { ContactDetails } from '../contact-details.js';
import type { ContactRow } from '../contact.query.js';
import { clockState, isAddressFailed, isOutOfScope, isWaiting } from '../domain/clock-state.js';
import { channelName, stateTag, type TagParams } from '../wording.js';
import { NO_QUESTION } from './domain/owed-clock.js';
import type { QuestionClock } from './questions.query.js';

const secondary = (text: string): object => ({
  text,
  classes: 'govuk-button--secondary',
  preventDoubleClick: true,
});

/** The state of one of several questions. */
const tagOf = ({ row, now }: ContactDetails, clock: QuestionClock): TagParams =>
  stateTag({ ...row, ...clock }, clockState(clock, now), now);

const dueText = ({ question, dueAt }: QuestionClock): string =>
  `Question ${question}: answer due ${formatInstant(dueAt)}`;

/** Which question of a contact with several this is; nothing where there is one. */
export const questionText = ({ question, questions }: ContactRow): string | null =>
  questions > 1 ? `${question} of ${questions}` : null;

/** What the person wrote, first to last, with what became of each question, as component parameters. */
export function questionsView(details: ContactDetails): object {
  const { row, clocks, messages, personal, readOnly } = details;
  const first = clocks.find(({ messageId }) => messageId === null);
  const several = clocks.length > 1 && first;
  return {
    first: several && { due: dueText(first), tag: tagOf(details, first) },
    further: messages.map(({ id, statedAt, channel, noQuestion, text }) => {
      const clock = clocks.find(({ messageId }) => messageId === id);
      return {
        heading: `Wrote again on ${formatInstant(statedAt)} (${channelName(channel)})`,
        text: text && { html: renderTemplate('partials/verbatim', { text }) },
        ...(clock
          ? { due: dueText(clock), tag: tagOf(details, clock) }
          : { due: noQuestion ? 'Asks nothing new' : 'Belongs to the question before it' }),
        decide: !readOnly &&
          clock &&
          isWaiting(clock) && {
            action: `/contacts/${row.reference}/out-of-scope`,
            reason: NO_QUESTION,
            question: clock.question,
            button: secondary('It asks nothing new, such as a thank-you'),
          },
      };
    }),
    addMessage: !readOnly && personal && { href: `/contacts/${row.reference}/messages/new` },
  };
}

/** What was taken out of scope and can be brought back, and what somebody else has to confirm first. */
export function takenOutView(
  { row, clocks, personal }: ContactDetails,
  { person, mayConfirm }: { person: { id: string }; mayConfirm: boolean },
): object {
  const action = `/contacts/${row.reference}/out-of-scope`;
  const taken = clocks.filter(({ outOfScopeAt }) => outOfScopeAt !== null);
  // Where no reply was possible nothing counts as missed, so there is nothing to confirm.
  const unconfirmed = taken.filter((clock) => !isOutOfScope(clock) && !isAddressFailed(clock));
  const which = (clock: QuestionClock): string => (clocks.length > 1 ? ` question ${clock.question}` : '');
  return {
    bringBack:
      personal &&
      taken.map((clock) => ({
        action: `${action}/bring-back`,
        question: clock.question,
        button: secondary(`Bring${which(clock)} back with its original deadline`),
      })),
    confirm:
      mayConfirm &&
      unconfirmed
        .filter(({ outOfScopeBy }) => outOfScopeBy !== person.id)
        .map((clock) => ({
          action: `${action}/confirm`,
          question: clock.question,
          button: secondary(
            clock.outOfScopeReason === NO_QUESTION
              ? `Confirm: this asked nothing new`
              : `Confirm: this was no neighbourhood query`,
          ),
        })),
  };
}

/** Where the start of each question is corrected. */
export const correctStartLinks = ({ clocks }: ContactDetails, address: string): object[] =>
  clocks.length > 1
    ? clocks.map(({ question }) => ({
        href: `${address}?question=${question}`,
        text: `Correct when question ${question} was sent`,
      }))
    : clocks.map(() => ({ href: address, text: 'Correct when this was sent' }));

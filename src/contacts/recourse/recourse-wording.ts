import type { DateTime } from 'luxon';
import { formatDay, formatInstant } from '../../common/calendar.js';
import type { TagParams } from '../wording.js';
import type { BreachTold } from './breach-notices.query.js';
import type { AskedBy, NotTold, Outcome } from './domain/recourse.js';
import { isRecourseLate, lastDayOf } from './domain/recourse-times.js';
import type { RecourseRequest } from './requests.js';

export const OUTCOME_NAMES: Record<Outcome, string> = {
  upheld: 'Upheld: we did not do what we promised',
  'partly-upheld': 'Partly upheld',
  'not-upheld': 'Not upheld: we did what we promised',
};

export const ASKED_BY_NAMES: Record<AskedBy, string> = {
  page: 'On the page that our email links to',
  phone: 'Phone call',
  'in-person': 'Conversation',
  email: 'Email',
  letter: 'Letter',
  'social-media': 'Social media',
};

const NOT_TOLD: Record<NotTold, string> = {
  'no-email': 'Not told: there is no email address. Say how to ask for recourse when you answer',
  'no-reply-address': 'Not told: nobody reads mail at this email address',
  'address-refused': 'Not told: the email address does not work',
  erased: 'Not told: what this person wrote has been erased',
};

/** Was the person told that the deadline was missed? */
export function breachToldText({ sentAt, skipped, deadAt }: BreachTold): string {
  if (skipped) return NOT_TOLD[skipped];
  if (sentAt) return `Told by email on ${formatInstant(sentAt)}`;
  return deadAt ? 'Not told: the email could not be delivered' : 'The email is on its way';
}

/** Where a request stands, in words. */
export function requestTag(
  { outcome, answeredAt, dueAt }: Pick<RecourseRequest, 'outcome' | 'answeredAt' | 'dueAt'>,
  now: DateTime,
): TagParams {
  const isLate = isRecourseLate(dueAt, answeredAt, now);
  if (answeredAt) {
    return isLate
      ? { text: 'Answered late', classes: 'govuk-tag--orange' }
      : { text: 'Answered in time', classes: 'govuk-tag--green' };
  }
  if (outcome) return { text: 'Answer on its way', classes: 'govuk-tag--blue' };
  return isLate
    ? { text: 'Overdue', classes: 'govuk-tag--red' }
    : { text: 'Waiting', classes: 'govuk-tag--blue' };
}

/** `end of Monday 8 June 2026` */
export const answerBy = (dueAt: DateTime): string => `end of ${formatDay(lastDayOf(dueAt))}`;

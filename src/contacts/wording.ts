import type { DateTime } from 'luxon';
import type { ContactState } from './contact-reader.js';
import type { ContactRow } from './contact.query.js';
import type { OutOfScopeReason } from './domain/clock-state.js';
import type { ResponseRoute } from './domain/meaningful-response.js';
import { timeLeft } from './domain/time-left.js';

export const CHANNEL_NAMES: Record<string, string> = {
  'web-form': 'Web form',
  api: 'API',
  phone: 'Phone call',
  'in-person': 'Conversation',
  email: 'Email',
  letter: 'Letter',
  'social-media': 'Social media',
};

/** Ways in that forces call by a name of their own. */
const OWN_NAMES: Record<string, string> = {
  'fix-my-street': 'FixMyStreet',
  fixmystreet: 'FixMyStreet',
  'love-leicester': 'Love Leicester',
  'by-hand': 'Recorded by hand',
  open311: 'Open311',
  volunteer: 'Volunteer',
};

/** A channel as people say it, wherever a person reads it; a code that nobody has named is at least written as words. */
export function channelName(channel: string): string {
  const names = { ...OWN_NAMES, ...CHANNEL_NAMES };
  if (Object.hasOwn(names, channel)) return names[channel]!;
  const words = channel.replace(/[-_]+/g, ' ').trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}` || channel;
}

export const ROUTE_NAMES: Record<ResponseRoute, string> = {
  'email-from-here': 'Email sent from here',
  email: 'Email sent from elsewhere',
  phone: 'Phone call',
  visit: 'Visit',
  'in-person': 'Conversation',
  letter: 'Letter',
  'social-media': 'Social media',
};

export const REASON_NAMES: Record<OutOfScopeReason, string> = {
  emergency: 'Emergency, passed to the control room',
  crime: 'Crime report, passed to the control room',
  complaint: 'Complaint',
  'information-request': 'Subject access or freedom of information request',
  'wrong-force': 'For another force',
  spam: 'Spam',
  duplicate: 'Same person’s same query again',
  'no-question': 'No new question, such as a thank-you',
};

export interface TagParams {
  text: string;
  classes: string;
}

/** The state of a contact as a tag: in words, never by colour alone. */
export function stateTag(row: ContactRow, state: ContactState, now: DateTime): TagParams {
  if (row.outOfScopeAt && state !== 'out-of-scope') {
    return { text: 'Out of scope, not confirmed', classes: 'govuk-tag--orange' };
  }
  switch (state) {
    case 'met':
      return { text: 'Answered in time', classes: 'govuk-tag--green' };
    case 'answered-late':
      return { text: 'Answered late', classes: 'govuk-tag--orange' };
    case 'out-of-scope':
      return { text: 'Out of scope', classes: 'govuk-tag--grey' };
    case 'no-reply-possible':
      return {
        text: row.addressFailedAt ? 'No reply possible (address failed)' : 'No reply possible',
        classes: 'govuk-tag--grey',
      };
    case 'overdue':
      if (row.addressFailedAt) {
        return { text: 'Missed, no reply possible (address failed)', classes: 'govuk-tag--red' };
      }
      return { text: timeLeft(row.dueAt!, now), classes: 'govuk-tag--red' };
    case 'open': {
      if (row.sendingSince) return { text: 'Answer on its way', classes: 'govuk-tag--blue' };
      const hours = row.dueAt!.diff(now, 'hours').hours;
      const classes =
        hours <= 4 ? 'govuk-tag--orange' : hours <= 24 ? 'govuk-tag--yellow' : 'govuk-tag--blue';
      return { text: timeLeft(row.dueAt!, now), classes };
    }
  }
}

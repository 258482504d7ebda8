import type { OutOfScopeReason } from '../../contacts/domain/clock-state.js';
import type { Topic } from './topic.js';

type OutOfScopeTopic = Pick<Topic, 'subject' | 'message'> & { reason: OutOfScopeReason };

/** What arrives by the same ways and is no neighbourhood query. */
export const OUT_OF_SCOPE_TOPICS: OutOfScopeTopic[] = [
  {
    reason: 'emergency',
    subject: 'Somebody is climbing into number 9',
    message:
      'A man is climbing through the side window of number 9 on {street} right now, they are on holiday.',
  },
  {
    reason: 'crime',
    subject: 'Stolen bicycle',
    message:
      'My bicycle was taken from outside {place} between nine and half past five today. It is a green one with a child seat.',
  },
  {
    reason: 'complaint',
    subject: 'Complaint about how I was spoken to',
    message: 'I wish to make a formal complaint about the way in which I was spoken to at {place} last week.',
  },
  {
    reason: 'information-request',
    subject: 'Everything you hold about me',
    message: 'Under data protection law I ask for a copy of all the data that you hold about me.',
  },
  {
    reason: 'wrong-force',
    subject: 'Roadworks in Easter Holme',
    message:
      'The diversion in Easter Holme is signed wrongly and sends lorries past the school. I know it is the next county but nobody answers.',
  },
  {
    reason: 'spam',
    subject: 'First page of all search engines!!!',
    message:
      'Dear webmaster, we visited your site and can bring you to the first page of all search engines within days.',
  },
];

/** Written twice by the same person; the second is taken out as a duplicate of the first. */
export const REPEATED_TOPIC: Topic = {
  subject: 'Burnt-out bin at {place}',
  message: 'The bin at {place} was set on fire again last night and is still smoking. That is the third one.',
  answer: 'The fire service made it safe. A camera nearby shows three people whom we are now looking for.',
  nextSteps:
    'Two metal bins replace the plastic ones this week, and I will let you know when we have found them.',
};

export const REPEATED_AGAIN = {
  subject: 'Burnt bin, second message',
  message: 'I wrote yesterday about the burnt bin at {place} and am not sure whether it went through.',
};

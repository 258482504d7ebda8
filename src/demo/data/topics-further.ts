import type { Topic } from './topic.js';

/** Asked, answered, and asked anew: the second question has its own answer. */
export const ASKED_AGAIN: Topic & { further: string; furtherAnswer: string; furtherNextSteps: string } = {
  subject: 'Engines revving at {place}',
  message: 'Four or five cars meet at {place} every Friday after dark and rev their engines until midnight.',
  answer: 'We were there on Friday, spoke to the drivers and took down their numbers.',
  nextSteps: 'A patrol passes {place} on the next three Fridays.',
  further:
    'She thanks the team; it was quiet on Friday. Now the same cars are on {street} instead. Will somebody look there?',
  furtherAnswer:
    'I rang her: the Friday patrol now includes {street}, and two of the drivers have been warned.',
  furtherNextSteps: 'I ring her again after the weekend.',
};

/** Asked and answered; what the person says then asks nothing. */
export const THANKED: Topic & { further: string } = {
  subject: 'Unlit crossing on {street}',
  message: 'The light over the crossing on {street} has been out for two weeks and it is pitch dark there.',
  answer: 'The council has been told, and their electrician comes on Thursday.',
  nextSteps: 'I look at it myself on Thursday evening.',
  further: 'He rang to say thank you, the light is on again.',
};

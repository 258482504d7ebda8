import { Page } from '../web/pages.js';
import type { Reason } from './refused-sign-in.js';
import { signInHref } from './sign-in-page.js';

interface Words {
  status: number;
  heading: string;
  paragraphs: string[];
  /** Trying again may help, or only with another account. */
  again: 'same' | 'other' | null;
}

const NOBODY = 'Nothing was stored, and nobody is signed in.';
const TELL = 'If it happens again, tell the people who run this service for your force.';

const WORDS: Record<Reason, Words> = {
  stale: {
    status: 400,
    heading: 'This sign-in is no longer good',
    paragraphs: [
      'A sign-in can be used once, within 10 minutes and in the browser it was begun in. Another tab may have begun a newer one.',
      'Begin again from here.',
    ],
    again: 'same',
  },
  'provider-refused': {
    status: 403,
    heading: 'Your force did not sign you in',
    paragraphs: [
      'Your force’s sign-in was cancelled, or your account is not allowed to use this service.',
      'Try again. If you are refused again, ask your force’s IT service desk for access.',
    ],
    again: 'same',
  },
  unreachable: {
    status: 503,
    heading: 'Your force’s sign-in cannot be reached',
    paragraphs: ['This is usually over soon. Try again in a few minutes.', TELL],
    again: 'same',
  },
  code: {
    status: 403,
    heading: 'You could not be signed in',
    paragraphs: [`Your force’s sign-in did not confirm who you are. ${NOBODY}`, `Begin again. ${TELL}`],
    again: 'same',
  },
  token: {
    status: 403,
    heading: 'You could not be signed in',
    paragraphs: [
      `What your force’s sign-in sent is not what this service can trust. ${NOBODY}`,
      `Begin again. ${TELL}`,
    ],
    again: 'same',
  },
  'not-fresh': {
    status: 403,
    heading: 'You have to sign in again for this',
    paragraphs: [
      'Your force’s sign-in did not say that you have just entered your password or confirmed who you are.',
      `Try again and sign in when you are asked to. ${TELL}`,
    ],
    again: 'same',
  },
  tenant: {
    status: 403,
    heading: 'This account is not one of your force',
    paragraphs: [
      `The account you used belongs to another organisation. ${NOBODY}`,
      'Use the account that your force gave you.',
    ],
    again: 'other',
  },
  'no-role': {
    status: 403,
    heading: 'You have no role in this service',
    paragraphs: [
      'Your force knows your account, but has not given it a role here, so there is nothing you can see.',
      'Ask your force’s IT service desk for one of the roles of this service. Then sign in again.',
    ],
    again: 'other',
  },
  'no-name': {
    status: 403,
    heading: 'Your account has no name',
    paragraphs: [
      'Your force’s sign-in did not send your name, without which nobody could tell who did what here.',
      'Ask the people who run this service for your force.',
    ],
    again: null,
  },
  disabled: {
    status: 403,
    heading: 'Your access has been switched off',
    paragraphs: [
      'A force administrator has switched off your access to this service.',
      'If you should have it, ask one of them to switch it on again.',
    ],
    again: 'other',
  },
};

/** Why somebody was not let in, and what they can do about it. */
export function refusedPage(
  forceId: string,
  { refused, next }: { refused: Reason; next: string | null },
): Page {
  const { status, heading, paragraphs, again } = WORDS[refused];
  const retry = again && {
    text: again === 'same' ? 'Sign in again' : 'Sign in with another account',
    href: signInHref(forceId, next, again === 'other'),
  };
  return new Page('pages/access/refused', heading, { heading, paragraphs, retry }, { status });
}

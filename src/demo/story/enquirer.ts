import type { Enquirer } from '../../contacts/personal/contact-vault.js';
import type { DemoNeighbourhood } from '../data/neighbourhoods.js';
import { FIRST_NAMES, LAST_NAMES, MAIL_DOMAINS, TELEPHONE_PREFIXES } from '../data/people.js';
import type { Chance } from './chance.js';

export type StoryChannel = 'web-form' | 'phone' | 'in-person' | 'email' | 'social-media' | 'fix-my-street';

/** A made-up person, reached in the ways that somebody who came by this channel would have given. */
export function madeUpEnquirer(
  chance: Chance,
  channel: StoryChannel,
  { streets }: DemoNeighbourhood,
): Enquirer {
  const first = chance.pick(FIRST_NAMES);
  const last = chance.pick(LAST_NAMES);
  const word = `${first}.${last}`
    .normalize('NFD')
    .replace(/[^A-Za-z.-]/g, '')
    .toLowerCase();
  const email = `${word}@${chance.pick(MAIL_DOMAINS)}`;
  const telephone = `${chance.pick(TELEPHONE_PREFIXES)}${String(chance.whole(0, 299)).padStart(3, '0')}`;
  const name = `${first} ${last}`;
  switch (channel) {
    case 'phone':
      return { name, telephone, ...(chance.next() < 0.3 && { email }) };
    case 'in-person':
      return { name, telephone, address: `${chance.whole(1, 90)} ${chance.pick(streets)}` };
    case 'social-media':
      return { name, email };
    case 'email':
    case 'fix-my-street':
      return { name, email, ...(chance.next() < 0.2 && { telephone }) };
    case 'web-form':
      return { name, email, ...(chance.next() < 0.4 && { telephone }) };
  }
}

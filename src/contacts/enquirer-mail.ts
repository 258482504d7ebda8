import type { EntityManager } from 'typeorm';
import type { ClaimedMail } from '../mail/mail-composers.js';
import { type ContactRow, findContact } from './contact.query.js';
import type { ContactReader } from './contact-reader.js';
import { forceOf } from './force-of.query.js';

/** What every mail to the person who wrote has: the contact, where it goes, and what its templates begin and end with. */
export interface EnquirerMail {
  contact: ContactRow;
  to: { name: string; address: string };
  model: Record<string, unknown>;
}

/** As things stand now; null if there is no address any more. */
export async function enquirerMail(
  manager: EntityManager,
  contacts: ContactReader,
  { forceId, recipientId }: ClaimedMail,
): Promise<EnquirerMail | null> {
  const contact = await findContact(manager, forceId, { id: recipientId });
  const { name, email } = (contact && contacts.personalOf(contact)?.enquirer) ?? {};
  if (!contact || !email) return null;
  return {
    contact,
    to: { name: name ?? '', address: email },
    model: {
      greeting: name ? `Dear ${name}` : 'Hello',
      reference: contact.reference,
      neighbourhood: contact.neighbourhoodName,
      force: await forceOf(manager, forceId),
    },
  };
}

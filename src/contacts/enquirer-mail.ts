import type { EntityManager } from 'typeorm';
import type { ClaimedMail } from '../mail/mail-composers.js';
import { publicLanguages, type Texts } from '../web/public-texts.js';
import { type ContactRow, findContact } from './contact.query.js';
import type { ContactReader } from './contact-reader.js';
import { forceOf } from './force-of.query.js';
import type { RecourseLinks } from './recourse/recourse-links.js';

/** What every mail to the person who wrote has: the contact, where it goes, and what its templates begin and end with. */
export interface EnquirerMail {
  contact: ContactRow;
  to: { name: string; address: string };
  model: Record<string, unknown>;
}

/** What one language says in a mail. */
type Letter = Record<string, string | null>;

/**
 * As things stand now; null if there is no address any more.
 *
 * In which language somebody wrote is not kept about them, so a mail says everything in each published language.
 * @param lettered what the mail says besides, in one of them; its `subject` among it
 */
export async function enquirerMail(
  manager: EntityManager,
  { contacts, links }: { contacts: ContactReader; links: RecourseLinks },
  { forceId, recipientId }: ClaimedMail,
  lettered: (texts: Texts, contact: ContactRow) => Letter & { subject: string },
): Promise<EnquirerMail | null> {
  const contact = await findContact(manager, forceId, { id: recipientId });
  const { name, email } = (contact && contacts.personalOf(contact)?.enquirer) ?? {};
  if (!contact || !email) return null;
  const force = await forceOf(manager, forceId);
  const languages = publicLanguages().all;
  const letters = languages.map((texts) => ({
    language: texts.language,
    greeting: name ? texts.say('letter.dear', { name }) : texts.say('letter.hello'),
    reference: texts.say('common.reference', { reference: contact.reference }),
    recourseHow: texts.say('common.recourse', { force: force.name }),
    telephone: force.telephone && texts.say('letter.telephone', { telephone: force.telephone }),
    web: force.websiteUrl && texts.say('letter.web'),
    webAddress: force.websiteUrl,
    ask: texts.say('letter.ask'),
    askAddress: links.addressOf(forceId, contact),
    ...lettered(texts, contact),
  }));
  return {
    contact,
    to: { name: name ?? '', address: email },
    model: {
      // Of a mail in several languages each part says its own.
      language: languages.length === 1 ? languages[0]!.language : null,
      subject: letters.map(({ subject }) => subject).join(' / '),
      letters,
      force,
    },
  };
}

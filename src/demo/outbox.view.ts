import { DateTime } from 'luxon';
import { formatInstant, formatShort } from '../common/calendar.js';
import type { KeptMail } from '../mail/mailer.js';
import { unnamedOfficer } from '../registry/officer-wording.js';
import { renderTemplate } from '../web/templates.js';

/** More than this nobody looks through; scripts get all. */
const SHOWN = 200;

/** Collar numbers, by their addresses, of those who are told by number to whoever reads these mails. */
export type Unnamed = ReadonlyMap<string, string>;

/** The part of the Message-ID that is the mail's own. */
export const idOf = ({ messageId }: KeptMail): string => messageId.replace(/^<|@.*$/g, '');

/** The kept mails, the newest first, as component parameters. `kept: false`: mail goes to a server instead. */
export function outboxView(mails: KeptMail[], kept: boolean, unnamed: Unnamed): object {
  const shown = mails.slice(0, SHOWN);
  return {
    kept,
    empty: mails.length === 0,
    count: mails.length === 1 ? '1 mail' : `${mails.length} mails`,
    older: mails.length > shown.length && `The newest ${SHOWN} are shown.`,
    table: {
      caption: 'Mails, the newest first',
      captionClasses: 'govuk-visually-hidden',
      head: ['Time', 'To', 'Subject'].map((text) => ({ text })),
      rows: shown.map((mail) => [
        { text: formatShort(DateTime.fromISO(mail.keptAt)) },
        { text: addressee(mail, unnamed) },
        { html: renderTemplate('partials/link', { href: `/demo/outbox/${idOf(mail)}`, text: mail.subject }) },
      ]),
    },
  };
}

/** One kept mail: its headings, its text as it was sent, and where the HTML part is. */
export function mailView(mail: KeptMail, unnamed: Unnamed): object {
  const rows = [
    ['To', addressee(mail, unnamed)],
    ['From', mail.from],
    ...(mail.replyTo ? [['Reply to', mail.replyTo]] : []),
    ['Sent', formatInstant(DateTime.fromISO(mail.keptAt))],
    ['Message-ID', mail.messageId],
    ['Written by', mail.automatic ? 'The monitor (marked as automatic)' : 'A person of the force'],
  ];
  return {
    subject: mail.subject,
    summary: { rows: rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } })) },
    text: mail.text,
    htmlLink: `/demo/outbox/${idOf(mail)}/html`,
  };
}

/** What scripts get of a kept mail. They play the mailboxes, so the address stays; who has it is not told. */
export function mailForScripts(mail: KeptMail, unnamed: Unnamed): object {
  const { keptAt, to, subject, text, automatic } = mail;
  const name = unnamedTo(mail, unnamed) ?? to.name;
  return { id: idOf(mail), keptAt, to: { ...to, name }, subject, text, automatic };
}

function addressee(mail: KeptMail, unnamed: Unnamed): string {
  const { name, address } = mail.to;
  return unnamedTo(mail, unnamed) ?? (name ? `${name} <${address}>` : address);
}

function unnamedTo({ to }: KeptMail, unnamed: Unnamed): string | undefined {
  const number = unnamed.get(to.address.toLowerCase());
  return number === undefined ? undefined : unnamedOfficer(number);
}

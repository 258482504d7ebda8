import { DateTime } from 'luxon';
import { formatInstant, formatShort } from '../common/calendar.js';
import type { KeptMail } from '../mail/mailer.js';
import { renderTemplate } from '../web/templates.js';

/** More than this nobody looks through; scripts get all. */
const SHOWN = 200;

/** The part of the Message-ID that is the mail's own. */
export const idOf = ({ messageId }: KeptMail): string => messageId.replace(/^<|@.*$/g, '');

/** The kept mails, the newest first, as component parameters. `kept: false`: mail goes to a server instead. */
export function outboxView(mails: KeptMail[], kept: boolean): object {
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
        { text: addressee(mail) },
        { html: renderTemplate('partials/link', { href: `/demo/outbox/${idOf(mail)}`, text: mail.subject }) },
      ]),
    },
  };
}

/** One kept mail: its headings, its text as it was sent, and where the HTML part is. */
export function mailView(mail: KeptMail): object {
  const rows = [
    ['To', addressee(mail)],
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

/** What scripts get of a kept mail. */
export function mailForScripts(mail: KeptMail): object {
  const { keptAt, to, subject, text, automatic } = mail;
  return { id: idOf(mail), keptAt, to, subject, text, automatic };
}

const addressee = ({ to: { name, address } }: KeptMail): string => (name ? `${name} <${address}>` : address);

import { formatShort } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { choiceField, textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import { renderTemplate } from '../../web/templates.js';
import type { Typed } from '../../web/typed.js';
import type { HeldContacts } from './holds.service.js';

const DONE: Record<string, string> = {
  set: 'The contact is on legal hold. Nothing of it is erased until the hold is lifted.',
  lift: 'The legal hold is lifted. The retention rule of the contact holds again.',
};

const hrefOf = (page: number): string => (page > 1 ? `/privacy/holds?page=${page}` : '/privacy/holds');

/** The contacts on hold and the form that sets or lifts one, as component parameters. */
export function holdsView(
  { contacts, page, pageSize, total }: HeldContacts,
  typed: Typed,
  errors: readonly FieldError[],
  done?: unknown,
): object {
  const found = formErrors(errors);
  return {
    banner: typeof done === 'string' && Object.hasOwn(DONE, done) && { type: 'success', text: DONE[done] },
    empty: contacts.length === 0,
    count: `${total === 1 ? '1 contact' : `${total} contacts`}, the longest held first. All times are local.`,
    table: {
      caption: 'Contacts on legal hold',
      captionClasses: 'govuk-table__caption--m',
      head: ['Reference', 'Since', 'Set by', 'Why'].map((text) => ({ text })),
      rows: contacts.map(({ reference, setAt, setBy, reason }) => [
        {
          html: renderTemplate('partials/link', { href: `/contacts/${reference}`, text: reference }),
          classes: 'app-unbroken',
        },
        { text: formatShort(setAt) },
        { text: setBy },
        { text: reason ?? 'Erased' },
      ]),
    },
    pages: page > 1 || page * pageSize < total,
    pagination: {
      ...(page > 1 && { previous: { href: hrefOf(page - 1) } }),
      ...(page * pageSize < total && { next: { href: hrefOf(page + 1) } }),
    },
    reference: textField('reference', 'Reference of the contact', typed, found, {
      classes: 'govuk-input--width-10',
      hint: { text: 'For example, NCK-47M-TXR' },
      autocomplete: 'off',
    }),
    deed: choiceField(
      'deed',
      'What do you want to do?',
      { set: 'Put it on legal hold', lift: 'Lift its legal hold' },
      typed,
      found,
    ),
    reason: textField('reason', 'Why?', typed, found, {
      rows: 3,
      hint: { text: 'Shown on the timeline of the contact to whoever may read it' },
    }),
    button: { text: 'Save', preventDoubleClick: true },
  };
}

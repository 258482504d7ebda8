import { formatShort } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { ERASED_BECAUSE } from '../../contacts/erased-wording.js';
import { choiceField, textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import { renderTemplate } from '../../web/templates.js';
import type { Typed } from '../../web/typed.js';
import type { ErasedOnRequest } from '../erasure.service.js';
import type { FoundContact, FoundPerson } from './person.service.js';

/** By what to find somebody, as component parameters. */
export function personView(typed: Typed, errors: readonly FieldError[]): object {
  const found = formErrors(errors);
  return {
    email: textField('email', 'Email address', typed, found, {
      type: 'email',
      spellcheck: false,
      autocomplete: 'off',
      classes: 'govuk-input--width-20',
    }),
    telephone: textField('telephone', 'Telephone number', typed, found, {
      type: 'tel',
      autocomplete: 'off',
      classes: 'govuk-input--width-20',
      hint: { text: 'However it is written: 01632 960 001 is found as +44 1632 960001 too' },
    }),
    button: { text: 'Find', preventDoubleClick: true },
  };
}

/** What was found, and what can be done with it. */
export function foundView(
  { contacts, incomplete }: FoundPerson,
  typed: Typed,
  chosen: readonly string[],
  errors: readonly FieldError[],
): object {
  const found = formErrors(errors);
  return {
    empty: contacts.length === 0,
    incomplete,
    hidden: ['email', 'telephone'].map((name) => ({ name, value: typed[name] ?? '' })),
    contacts: {
      idPrefix: 'contacts',
      name: 'contacts',
      values: [...chosen],
      fieldset: { legend: { text: 'Which of these are theirs?', classes: 'govuk-fieldset__legend--m' } },
      hint: { text: 'A telephone number may be shared. Open a contact to make sure whose it is' },
      items: contacts.map((contact) => ({
        value: contact.reference,
        text: whose(contact),
        hint: {
          html: renderTemplate('pages/privacy/found-by', {
            text: foundBy(contact),
            reference: contact.reference,
          }),
        },
      })),
      errorMessage: found.byField['contacts'],
    },
    caseReference: textField('caseReference', 'Number of the request in your own records', typed, found, {
      classes: 'govuk-input--width-20',
      hint: { text: 'For example, SAR-2026-0142. It is kept in the log, so it must name nobody' },
      autocomplete: 'off',
    }),
    recipient: choiceField(
      'recipient',
      'To whom do you give it?',
      { person: 'The person', representative: 'Somebody who acts for them' },
      typed,
      found,
    ),
    fileButton: { text: 'Make the file', attributes: { formaction: '/privacy/person/file' } },
    reason: choiceField('reason', 'Why is it erased?', capitalised(ERASED_BECAUSE), typed, found),
    eraseButton: {
      text: 'Erase what is ticked',
      classes: 'govuk-button--warning',
      preventDoubleClick: true,
      attributes: { formaction: '/privacy/person/erasure' },
    },
  };
}

/**
 * What became of a request to erase.
 * @param ticked each of them is named: what was neither erased now nor kept went before
 */
export function erasedView({ erased, open, held }: ErasedOnRequest, ticked: readonly string[]): object {
  const named = new Set([...erased, ...open, ...held]);
  const gone = [...new Set(ticked)].filter((reference) => !named.has(reference));
  return {
    panel: erased.length > 0 && {
      titleText: erased.length === 1 ? '1 contact erased' : `${erased.length} contacts erased`,
      headingLevel: 1,
    },
    lists: [
      { heading: 'Erased', references: erased },
      {
        heading:
          'Not erased: still open, or the same query as one that is. Answer it, or take it out of scope, first',
        references: open,
      },
      { heading: 'Not erased: on legal hold', references: held },
      {
        heading: 'Nothing to erase: erased already, or not a contact of this person',
        references: gone,
      },
    ].filter(({ references }) => references.length > 0),
  };
}

const whose = ({ reference, receivedAt, details: { personal } }: FoundContact): string =>
  `${reference}, ${formatShort(receivedAt)}, ${personal?.enquirer.name ?? 'no name given'}`;

function foundBy({ byEmail, byTelephone }: FoundContact): string {
  if (byEmail && byTelephone) return 'Found by the email address and the telephone number';
  return byEmail ? 'Found by the email address' : 'Found by the telephone number';
}

const capitalised = (words: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(words).map(([name, text]) => [name, text.charAt(0).toUpperCase() + text.slice(1)]),
  );

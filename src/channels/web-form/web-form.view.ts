import { formatInstant } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import type { DateTime } from 'luxon';

/** The public's form, as component parameters. */
export function webFormView(
  place: { name: string; forceName: string },
  typed: Typed,
  errors: readonly FieldError[],
): object {
  const found = formErrors(errors);
  return {
    place: place.name,
    forceName: place.forceName,
    token: typed['token'],
    warning: {
      text: 'If there is danger now or a crime is taking place, call 999. Do not use this form to report a crime.',
      iconFallbackText: 'Warning',
    },
    subject: textField('subject', 'What is it about, in a few words?', typed, found),
    message: textField('message', 'Your message', typed, found, { rows: 8 }),
    name: textField('name', 'Your name (optional)', typed, found, {
      autocomplete: 'name',
      classes: 'govuk-input--width-20',
    }),
    email: textField('email', 'Email address', typed, found, {
      type: 'email',
      autocomplete: 'email',
      spellcheck: false,
      classes: 'govuk-input--width-20',
      hint: { text: 'We send your reference and our answer here' },
    }),
    telephone: textField('telephone', 'Telephone number', typed, found, {
      type: 'tel',
      autocomplete: 'tel',
      classes: 'govuk-input--width-20',
    }),
    button: { text: 'Send message', preventDoubleClick: true },
  };
}

/** What the person sees after sending: the reference, and by when they will hear. */
export function receivedView(reference: string, dueAt: DateTime | null, forceName: string): object {
  return {
    panel: { titleText: 'Message sent', text: `Your reference is ${reference}` },
    due: dueAt && formatInstant(dueAt),
    forceName,
  };
}

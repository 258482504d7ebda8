import { choiceField, dateField, timeField } from '../web/fields.js';
import type { FormErrors } from '../web/form-errors.js';
import type { Typed } from '../web/typed.js';
import type { ContactDetails } from './contact-details.js';
import { ROUTE_NAMES } from './wording.js';

/** By which route an answer reaches the person, and when it did; an email from here needs an address. */
export function answerFields(
  personal: ContactDetails['personal'],
  when: string,
  typed: Typed,
  found: FormErrors,
): object {
  const { 'email-from-here': _fromHere, ...elsewhere } = ROUTE_NAMES;
  const routes = personal?.enquirer.email ? ROUTE_NAMES : elsewhere;
  return {
    route: choiceField('route', 'How does the answer reach the person?', routes, typed, found),
    date: dateField('respondedOn', when, typed, found, {
      hint: { text: 'Leave date and time empty for an email sent from here. For example, 27 3 2026' },
    }),
    time: timeField('respondedTime', 'At what time?', typed, found),
  };
}

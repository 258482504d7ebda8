import type { Person } from '../access/principal.js';
import { formatInstant } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import { placeField } from '../registry/registry-fields.js';
import { textField } from '../web/fields.js';
import { formErrors } from '../web/form-errors.js';
import type { Typed } from '../web/typed.js';
import type { ContactDetails } from './contact-details.js';
import { isWaiting } from './domain/clock-state.js';
import { SHOWN_TO_SENDER_DAYS, type Place } from './transfer.query.js';

export interface HoldingState {
  person: Person;
  /** To which neighbourhoods it can be handed over. */
  receivers: readonly Place[];
  typed: Typed;
  errors: readonly FieldError[];
}

/** Who has a contact, and how it comes into other hands, as component parameters. */
export function holdingView(
  details: ContactDetails,
  { person, receivers, typed, errors }: HoldingState,
): object {
  const { row, readOnly } = details;
  const address = `/contacts/${row.reference}`;
  if (readOnly) return { handedOver: { text: handedOverText(details) } };
  return {
    takeUp: row.clockId && isWaiting(row) && takeUpPart(details, person, `${address}/take-up`),
    handOver:
      !row.outOfScopeAt &&
      receivers.length > 0 &&
      handOverForm(receivers, typed, errors, `${address}/transfers`),
  };
}

function handedOverText({ row, transfers }: ContactDetails): string {
  const last = transfers.at(-1);
  const when = last ? ` on ${formatInstant(last.at)}` : '';
  return `This contact went to ${row.neighbourhoodName}${when}. Its team deals with it now. You can read it here until ${SHOWN_TO_SENDER_DAYS} days after that is done.`;
}

function takeUpPart({ row, takenUpBy }: ContactDetails, person: Person, action: string): object {
  if (!row.takenUpAt) {
    return {
      action,
      hint: 'Nobody has this contact yet. Once you say that you have it, nobody else is called until the next reminder.',
      button: { text: 'I have it', preventDoubleClick: true },
    };
  }
  const since = `since ${formatInstant(row.takenUpAt)}`;
  if (row.takenUpBy === person.id) {
    return {
      action: `${action}/give-back`,
      state: `You have had this contact ${since}.`,
      button: { text: 'Give it back', classes: 'govuk-button--secondary', preventDoubleClick: true },
    };
  }
  return {
    action,
    state: `${takenUpBy ?? 'Somebody else'} has had this contact ${since}.`,
    hint: 'If you take it over, you are the one who is called until the next reminder.',
    button: { text: 'I have it now', classes: 'govuk-button--secondary', preventDoubleClick: true },
  };
}

function handOverForm(
  receivers: readonly Place[],
  typed: Typed,
  errors: readonly FieldError[],
  action: string,
): object {
  const found = formErrors(errors);
  return {
    open: errors.some(({ field }) => field === 'to' || field === 'note'),
    action,
    to: placeField('to', 'Which neighbourhood gets it?', receivers, typed, found),
    note: textField('note', 'What should its team know? (optional)', typed, found, {
      rows: 3,
      hint: { text: 'Only staff read this' },
    }),
    button: { text: 'Hand over', classes: 'govuk-button--secondary', preventDoubleClick: true },
  };
}

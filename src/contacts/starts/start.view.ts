import { formatInstant } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { dateField, textField, timeField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import type { ContactDetails } from '../contact-details.js';

/** The page on which a supervisor corrects a start, as component parameters. */
export function startView({ row }: ContactDetails, typed: Typed, errors: readonly FieldError[]): object {
  const found = formErrors(errors);
  const line = (key: string, text: string): object => ({ key: { text: key }, value: { text } });
  return {
    reference: row.reference,
    summary: {
      rows: [
        line('Starts', formatInstant(row.startedAt!)),
        line('Answer due', formatInstant(row.dueAt!)),
        line('Reached us', formatInstant(row.queryReceivedAt)),
      ],
    },
    date: dateField('startedOn', 'On which day did the person really write?', typed, found, {
      hint: { text: 'For example, 27 3 2026' },
    }),
    time: timeField('startedTime', 'At what time?', typed, found),
    reason: textField('reason', 'Why is the start wrong, and how do you know the right one?', typed, found, {
      rows: 4,
      hint: { text: 'Only staff read this' },
    }),
    button: { text: 'Correct the start', preventDoubleClick: true },
  };
}
